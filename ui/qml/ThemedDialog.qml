// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls

// A dialog in the theme's colours, its buttons at the right.
Dialog {
    id: dialog

    // Qt's own translations need not be installed.
    function nameButtons() {
        const names = [[Dialog.Ok, qsTr("OK")], [Dialog.Cancel, qsTr("Cancel")], [Dialog.Close, qsTr("Close")],
                       [Dialog.Reset, qsTr("Reset")], [Dialog.Open, qsTr("Open")]];
        for (const [button, name] of names) {
            if (dialog.standardButton(button))
                dialog.standardButton(button).text = name;
        }
    }

    // Whoever opens a dialog by the keyboard begins with the first of its controls, not behind them.
    function focusFirst() {
        const inside = item => {
            for (let at = item; at; at = at.parent) {
                if (at === dialog.contentItem)
                    return true;
            }
            return false;
        };
        const first = dialog.contentItem?.nextItemInFocusChain();
        if (dialog.opened && first && inside(first) && !inside(dialog.contentItem.Window.activeFocusItem))
            first.forceActiveFocus(Qt.ShortcutFocusReason);
    }

    modal: true
    onOpened: Qt.callLater(dialog.focusFirst)
    height: Math.min(implicitHeight, parent ? parent.height - 20 : implicitHeight)
    onAboutToShow: nameButtons()
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
