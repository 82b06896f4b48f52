// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// The map of a conversation: every branch, the one that is shown marked. Enter or a click goes there.
ThemedDialog {
    id: dialog

    required property TreeViewModel tree
    required property CompareViewModel compare

    title: qsTr("Map of the conversation")
    footer: RowLayout {
        Item {
            Layout.fillWidth: true
        }
        TextButton {
            objectName: "compareMarkedButton"
            Layout.bottomMargin: Theme.spacing
            iconName: "columns"
            enabled: dialog.compare.marked.length > 1
            text: qsTr("Compare")
            onClicked: {
                dialog.compare.showMarked();
                dialog.close();
            }
        }
        TextButton {
            Layout.rightMargin: Theme.padding
            Layout.bottomMargin: Theme.spacing
            text: qsTr("Close")
            onClicked: dialog.close()
        }
    }
    width: Math.min(parent.width - 40, 720)
    height: Math.min(parent.height - 60, 640)
    onAboutToShow: tree.loadMap()
    onOpened: {
        list.currentIndex = Math.max(0, list.currentIndex);
        list.forceActiveFocus();
    }

    contentItem: ListView {
        id: list
        objectName: "treeList"

        header: Label {
            width: list.width
            bottomPadding: Theme.spacing
            text: qsTr("Enter or a click goes there. Mark two to four answers, of other conversations too, to compare them.")
            wrapMode: Text.Wrap
            color: Theme.mutedText
            font.pixelSize: Theme.smallFontSize
        }
        clip: true
        model: dialog.tree.map
        boundsBehavior: Flickable.StopAtBounds
        keyNavigationEnabled: true
        activeFocusOnTab: true
        Accessible.role: Accessible.Tree
        Accessible.name: dialog.title
        ScrollBar.vertical: ScrollBar {}
        Keys.onReturnPressed: if (currentItem) currentItem.clicked()
        Keys.onSpacePressed: if (currentItem && !currentItem.fromUser) dialog.compare.toggleMark(currentItem.messageId)

        delegate: ItemDelegate {
            id: node

            required property int index
            required property var messageId
            required property string preview
            required property string modelName
            required property int depth
            required property bool fromUser
            required property bool shown
            required property bool forks

            width: ListView.view.width
            height: Theme.scaled(30)
            leftPadding: 10 + Math.min(depth, 12) * 18
            Accessible.role: Accessible.TreeItem
            readonly property bool marked: dialog.compare.marked.includes(messageId)
            Accessible.name: [fromUser ? qsTr("You: %1").arg(preview) : qsTr("%1: %2").arg(modelName).arg(preview),
                              qsTr("level %1").arg(depth + 1), shown ? qsTr("shown now") : "",
                              marked ? qsTr("marked to be compared") : ""].filter(part => part !== "").join(", ")
            Accessible.onPressAction: clicked()
            onClicked: {
                dialog.tree.showMessage(messageId);
                dialog.close();
            }
            background: Rectangle {
                color: node.hovered || (node.ListView.isCurrentItem && list.activeFocus) ? Theme.raised : "transparent"
                radius: 4
                Rectangle {
                    x: node.leftPadding - 8
                    width: 2
                    height: parent.height
                    color: node.shown ? Theme.accent : Theme.border
                }
            }
            contentItem: RowLayout {
                spacing: Theme.spacing
                Rectangle {
                    implicitWidth: 8
                    implicitHeight: 8
                    radius: node.fromUser ? 1 : 4
                    color: node.shown ? Theme.accent : Theme.mutedText
                }
                Label {
                    Layout.fillWidth: true
                    text: node.preview !== "" ? node.preview : "…"
                    textFormat: Text.PlainText
                    elide: Text.ElideRight
                    color: node.shown ? Theme.text : Theme.mutedText
                    font.weight: node.fromUser ? Font.Medium : Font.Normal
                    font.pixelSize: Theme.smallFontSize + 1
                }
                CheckLine {
                    objectName: "markBox"
                    visible: !node.fromUser
                    focusPolicy: Qt.NoFocus
                    checked: node.marked
                    Accessible.name: qsTr("Compare this answer")
                    onToggled: dialog.compare.toggleMark(node.messageId)
                }
                Label {
                    visible: !node.fromUser
                    text: node.modelName
                    textFormat: Text.PlainText
                    elide: Text.ElideRight
                    Layout.maximumWidth: Theme.scaled(140)
                    color: Theme.mutedText
                    font.pixelSize: Theme.smallFontSize - 1
                }
            }
        }
    }
}
