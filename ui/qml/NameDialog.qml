// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls

// Asks for a line of text.
ThemedDialog {
    id: dialog

    property var done: null

    function ask(what, text, then) {
        title = what;
        field.text = text;
        done = then;
        open();
    }

    width: Math.min(parent.width - 40, 420)
    standardButtons: Dialog.Ok | Dialog.Cancel
    onOpened: {
        field.forceActiveFocus();
        field.selectAll();
    }
    onAccepted: done(field.text)

    contentItem: TextField {
        id: field
        objectName: "nameField"
        maximumLength: 200
        color: Theme.text
        selectByMouse: true
        Accessible.name: dialog.title
        onAccepted: dialog.accept()
        background: Rectangle {
            radius: Theme.radius - 2
            color: Theme.window
            border.color: field.activeFocus ? Theme.accent : Theme.border
        }
    }
}
