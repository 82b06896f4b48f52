// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls

// A sentence or two that want to be read.
ThemedDialog {
    id: dialog

    property alias text: label.text

    standardButtons: Dialog.Ok
    width: Math.min(parent.width - 40, 520)

    contentItem: Label {
        id: label
        wrapMode: Text.Wrap
        textFormat: Text.PlainText
        color: Theme.text
        font.pixelSize: Theme.fontSize
    }
}
