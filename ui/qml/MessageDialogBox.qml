// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls

// A sentence or two that want to be read.
Dialog {
    id: dialog

    property alias text: label.text

    modal: true
    standardButtons: Dialog.Ok
    width: Math.min(parent.width - 40, 520)
    palette.window: Theme.surface

    contentItem: Label {
        id: label
        wrapMode: Text.Wrap
        textFormat: Text.PlainText
        color: Theme.text
        font.pixelSize: Theme.fontSize
    }
}
