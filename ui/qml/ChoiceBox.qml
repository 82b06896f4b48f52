// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls

// A small choice among few.
ComboBox {
    id: box

    property string label

    implicitHeight: Theme.scaled(30)
    implicitWidth: Theme.scaled(160)
    font.pixelSize: Theme.smallFontSize
    palette.dark: Theme.mutedText  // of the arrow
    Accessible.name: qsTr("%1: %2").arg(label).arg(displayText)
    Accessible.onPressAction: popup.open()
    ToolTip.text: label
    ToolTip.visible: hovered && !popup.visible
    ToolTip.delay: 600
    background: Rectangle {
        radius: Theme.radius - 2
        color: box.hovered || box.down ? Theme.raised : Theme.window
        border.color: box.visualFocus ? Theme.accent : Theme.border
        border.width: box.visualFocus ? 2 : 1
    }
    contentItem: Label {
        leftPadding: 10
        rightPadding: 22
        text: box.displayText
        Accessible.ignored: true
        color: Theme.text
        font: box.font
        verticalAlignment: Text.AlignVCenter
        elide: Text.ElideRight
    }
    delegate: ItemDelegate {
        id: entry
        required property int index
        required property var modelData
        width: box.width
        height: Theme.scaled(30)
        text: modelData
        font: box.font
        highlighted: box.highlightedIndex === index
        contentItem: Label {
            text: entry.text
            color: Theme.text
            font: entry.font
            elide: Text.ElideRight
            verticalAlignment: Text.AlignVCenter
        }
        background: Rectangle {
            color: entry.highlighted ? Theme.raised : "transparent"
        }
    }
    popup.background: Rectangle {
        color: Theme.surface
        border.color: Theme.border
        radius: Theme.radius - 2
    }
}
