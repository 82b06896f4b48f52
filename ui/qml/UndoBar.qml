// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// Offers to bring a deleted conversation back.
Item {
    id: bar

    required property ConversationsViewModel conversations

    visible: conversations.undoTitle !== ""
    implicitHeight: visible ? Theme.controlHeight + Theme.spacing : 0

    Timer {
        running: bar.visible
        interval: 12000
        onTriggered: bar.conversations.forgetUndo()
    }
    Shortcut {
        sequences: [StandardKey.Undo]
        enabled: bar.visible
        onActivated: bar.conversations.undoRemove()
    }

    Rectangle {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.padding, row.implicitWidth + 2 * Theme.padding)
        height: Theme.controlHeight
        radius: Theme.radius
        color: Theme.surface
        border.color: Theme.border

        RowLayout {
            id: row
            anchors.fill: parent
            anchors.leftMargin: Theme.padding
            anchors.rightMargin: 4
            spacing: Theme.spacing

            Label {
                Layout.fillWidth: true
                Layout.maximumWidth: 420
                text: qsTr("“%1” was deleted.").arg(bar.conversations.undoTitle)
                textFormat: Text.PlainText
                elide: Text.ElideMiddle
                color: Theme.text
            }
            TextButton {
                objectName: "undoButton"
                text: qsTr("Undo (Ctrl+Z)")
                colour: Theme.accent
                implicitHeight: 30
                onClicked: bar.conversations.undoRemove()
            }
        }
    }
}
