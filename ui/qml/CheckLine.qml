// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls

// A check box in the theme's colours.
CheckBox {
    id: box

    padding: 0
    spacing: 6
    font.pixelSize: Theme.smallFontSize
    Accessible.onPressAction: flip()
    Accessible.onToggleAction: flip()
    function flip() {
        toggle();
        toggled();
        clicked();
    }
    indicator: Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        implicitWidth: Theme.iconSize
        implicitHeight: Theme.iconSize
        radius: 4
        color: box.checked ? Theme.accent : Theme.window
        border.color: box.visualFocus || box.checked ? Theme.accent : Theme.mutedText
        border.width: box.visualFocus ? 2 : 1
        Text {
            anchors.centerIn: parent
            visible: box.checked
            text: "✓"
            color: Theme.accentInk
            font.pixelSize: Theme.smallFontSize
        }
    }
    contentItem: Label {
        leftPadding: box.indicator.width + box.spacing
        Accessible.ignored: true
        text: box.text
        color: Theme.text
        font: box.font
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.Wrap
    }
}
