// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

// One conversation in the list: opened by Enter or a click, renamed by F2 or a double click, deleted by Delete.
ItemDelegate {
    id: row

    required property var conversationId
    required property string title
    required property bool pinned
    required property bool archived
    required property var folder
    required property var tags
    property var folders: []
    property bool current: false
    property bool editing: false
    signal opened()
    signal renamed(string title)
    signal removed()
    signal pinToggled()
    signal archiveToggled()
    signal moved(var folder)
    signal folderWanted()
    signal tagsWanted()

    function edit() {
        editing = true;
        field.text = title;
        field.selectAll();
        field.forceActiveFocus();
    }

    height: Theme.controlHeight + 2
    hoverEnabled: true
    padding: 0
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.ListItem
    Accessible.name: title
    Accessible.selected: current
    Accessible.onPressAction: clicked()
    onClicked: row.opened()
    onDoubleClicked: row.edit()
    Keys.onReturnPressed: row.opened()
    Keys.onPressed: event => {
        if (event.key === Qt.Key_F2) {
            row.edit();
            event.accepted = true;
        } else if (event.key === Qt.Key_Delete) {
            row.removed();
            event.accepted = true;
        }
    }

    background: Rectangle {
        radius: Theme.radius - 2
        color: row.current ? Theme.raised : row.hovered ? Qt.alpha(Theme.raised, 0.5) : "transparent"
        border.width: row.visualFocus ? 2 : 0
        border.color: Theme.accent
    }

    contentItem: RowLayout {
        spacing: 0

        Label {
            Layout.fillWidth: true
            Layout.leftMargin: 10
            visible: !row.editing
            text: row.title
            textFormat: Text.PlainText
            elide: Text.ElideRight
            color: Theme.text
            font.weight: row.current ? Font.Medium : Font.Normal
        }
        TextField {
            id: field
            Layout.fillWidth: true
            visible: row.editing
            maximumLength: 200
            color: Theme.text
            selectByMouse: true
            Accessible.name: qsTr("Title of the conversation")
            background: Rectangle {
                color: Theme.surface
                radius: Theme.radius - 4
                border.color: Theme.accent
            }
            onAccepted: {
                row.editing = false;
                row.renamed(text);
            }
            onActiveFocusChanged: if (!activeFocus) row.editing = false
            Keys.onEscapePressed: row.editing = false
        }
        Label {
            visible: !row.editing && row.tags.length > 0 && !moreButton.visible
            Layout.maximumWidth: row.width * 0.35
            Layout.rightMargin: 8
            text: row.tags.join(", ")
            textFormat: Text.PlainText
            elide: Text.ElideRight
            color: Theme.mutedText
            font.pixelSize: Theme.smallFontSize - 1
        }
        IconButton {
            id: moreButton
            visible: !row.editing && (row.hovered || row.activeFocus || activeFocus || menu.visible)
            iconName: "more"
            text: qsTr("More")
            implicitWidth: Theme.scaled(30)
            implicitHeight: Theme.scaled(30)
            onClicked: menu.popup(0, height)
        }
    }

    TapHandler {
        acceptedButtons: Qt.RightButton
        onTapped: menu.popup()
    }
    ThemedMenu {
        id: menu

        Action {
            text: qsTr("Rename (F2)")
            onTriggered: row.edit()
        }
        Action {
            text: row.pinned ? qsTr("Unpin") : qsTr("Pin")
            onTriggered: row.pinToggled()
        }
        Action {
            text: qsTr("Tags …")
            onTriggered: row.tagsWanted()
        }
        ThemedMenu {
            id: folderMenu
            title: qsTr("Move to folder")

            Action {
                text: qsTr("No folder")
                checkable: true
                checked: row.folder === 0
                onTriggered: row.moved(0)
            }
            Instantiator {
                model: row.folders
                delegate: Action {
                    required property var modelData
                    text: modelData.name
                    checkable: true
                    checked: row.folder === modelData.id
                    onTriggered: row.moved(modelData.id)
                }
                onObjectAdded: (index, object) => folderMenu.insertAction(index + 1, object)
                onObjectRemoved: (index, object) => folderMenu.removeAction(object)
            }
            Action {
                text: qsTr("New folder …")
                onTriggered: row.folderWanted()
            }
        }
        Action {
            text: row.archived ? qsTr("Bring back from the archive") : qsTr("Archive")
            onTriggered: row.archiveToggled()
        }
        MenuSeparator {}
        Action {
            text: qsTr("Delete (Del)")
            onTriggered: row.removed()
        }
    }
}
