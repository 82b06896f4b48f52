// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Dialogs
import QtCore

// Asks where a file is to be written. Gives a name that was typed, too: Qt's own dialog, which stands in where the
// desktop has none, forgets it (Qt 6.4).
FileDialog {
    id: dialog

    property string typed  // empty with the desktop's dialogs, which need no help
    signal chosen(url file)

    // Opens with a name that is offered.
    function ask(name) {
        dialog.typed = "";
        dialog.selectedFile = dialog.currentFolder + "/" + encodeURIComponent(name);
        dialog.open();
        dialog.tries = 20;
        soon.restart();
    }
    function nameField(item) {
        if (item.objectName === "fileNameTextField")
            return item;
        for (const child of Array.from(item.children)) {
            const field = dialog.nameField(child);
            if (field)
                return field;
        }
        return null;
    }
    property int tries: 0
    property Timer soon: Timer {
        interval: 20
        onTriggered: {
            const field = dialog.parentWindow ? dialog.nameField(dialog.parentWindow.Overlay.overlay) : null;
            if (field) {
                dialog.typed = field.text;
                field.textChanged.connect(() => dialog.typed = field.text);
            } else if (dialog.visible && --dialog.tries > 0) {
                restart();
            }
        }
    }

    fileMode: FileDialog.SaveFile
    acceptLabel: qsTr("Save")
    currentFolder: StandardPaths.writableLocation(StandardPaths.DocumentsLocation)
    onAccepted: {
        const named = dialog.typed.includes(".") || dialog.defaultSuffix === "";
        dialog.chosen(dialog.typed === "" ? dialog.selectedFile
                      : dialog.currentFolder + "/" + encodeURIComponent(dialog.typed + (named ? "" : "." + dialog.defaultSuffix)));
    }
}
