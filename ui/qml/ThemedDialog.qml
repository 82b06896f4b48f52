// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls

// A dialog in the theme's colours, its buttons at the right.
Dialog {
    id: dialog

    modal: true
    padding: Theme.padding
    palette.window: Theme.surface
    background: Rectangle {
        radius: Theme.radius + 4
        color: Theme.surface
        border.color: Theme.border
    }
    header: Label {
        text: dialog.title
        visible: dialog.title !== ""
        textFormat: Text.PlainText
        padding: Theme.padding
        bottomPadding: 0
        elide: Text.ElideRight
        color: Theme.text
        font.pixelSize: Theme.titleFontSize
        font.weight: Font.Medium
    }
    footer: DialogButtonBox {
        visible: count > 0
        alignment: Qt.AlignRight
        padding: Theme.spacing
        rightPadding: Theme.padding
        background: null
        delegate: TextButton {
            readonly property bool main: DialogButtonBox.buttonRole === DialogButtonBox.AcceptRole
            implicitWidth: Math.max(90, contentItem.implicitWidth + 28)
            colour: main ? Theme.accent : Theme.text
        }
    }
    Overlay.modal: Rectangle {
        color: Qt.alpha("#000000", 0.35)
    }
}
