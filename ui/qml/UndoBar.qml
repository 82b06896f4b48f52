// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

// Offers to bring back what was deleted.
Item {
    id: bar

    property string text
    signal undone()
    signal forgotten()

    visible: text !== ""
    implicitHeight: visible ? Theme.controlHeight + Theme.spacing : 0

    // Another thing was deleted: it is offered as long as the first.
    function wait() {
        if (bar.visible)
            timer.restart();
    }

    Timer {
        id: timer
        running: bar.visible
        interval: 12000
        onTriggered: bar.forgotten()
    }
    Shortcut {
        sequences: [StandardKey.Undo]
        enabled: bar.visible
        onActivated: bar.undone()
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
                Layout.maximumWidth: Theme.scaled(420)
                text: bar.text
                textFormat: Text.PlainText
                elide: Text.ElideMiddle
                color: Theme.text
            }
            TextButton {
                objectName: "undoButton"
                text: qsTr("Undo (Ctrl+Z)")
                colour: Theme.accent
                implicitHeight: Theme.scaled(30)
                onClicked: bar.undone()
            }
        }
    }
}
