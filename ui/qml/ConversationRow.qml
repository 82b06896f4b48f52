// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

// One conversation in the list: opened by Enter or a click, renamed by F2 or a double click, deleted by Delete.
ItemDelegate {
    id: row

    required property var conversationId
    required property string title
    property bool current: false
    property bool editing: false
    signal opened()
    signal renamed(string title)
    signal removed()

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
        IconButton {
            visible: !row.editing && (row.hovered || row.activeFocus || activeFocus)
            iconName: "pencil"
            text: qsTr("Rename (F2)")
            implicitWidth: 30
            implicitHeight: 30
            onClicked: row.edit()
        }
        IconButton {
            visible: !row.editing && (row.hovered || row.activeFocus || activeFocus)
            iconName: "trash"
            text: qsTr("Delete (Del)")
            implicitWidth: 30
            implicitHeight: 30
            onClicked: row.removed()
        }
    }
}
