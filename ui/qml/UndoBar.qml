// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls

// Offers to bring back what was deleted.
OfferBar {
    id: bar

    signal undone()
    signal forgotten()

    // Another thing was deleted: it is offered as long as the first.
    function wait() {
        if (bar.visible)
            timer.restart();
    }

    TextButton {
        objectName: "undoButton"
        text: qsTr("Undo (Ctrl+Z)")
        colour: Theme.accent
        implicitHeight: Theme.scaled(30)
        onClicked: bar.undone()

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
    }
}
