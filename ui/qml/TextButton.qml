// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls

// A quiet button with a text and, if wanted, an icon.
Button {
    id: control

    property string iconName
    property color colour: Theme.text

    implicitHeight: Theme.controlHeight
    leftPadding: 12
    rightPadding: 12
    spacing: Theme.spacing
    font.pixelSize: Theme.fontSize
    icon.source: iconName ? "qrc:/icons/ui/" + iconName + ".svg" : ""
    icon.width: Theme.iconSize
    icon.height: Theme.iconSize
    icon.color: colour
    palette.buttonText: colour
    palette.brightText: colour
    palette.windowText: colour
    hoverEnabled: true
    opacity: enabled ? 1 : 0.5
    // Qt's buttons know the space bar only.
    function press() {
        if (checkable) {
            toggle();
            toggled();
        }
        clicked();
    }
    Accessible.name: text
    Accessible.description: enabled ? "" : qsTr("not available now")
    Accessible.onPressAction: if (enabled) press()
    Accessible.onToggleAction: if (enabled) press()
    Keys.onReturnPressed: press()
    Keys.onEnterPressed: press()

    background: Rectangle {
        radius: Theme.radius
        color: control.down || control.hovered ? Theme.raised : "transparent"
        border.width: control.visualFocus ? 2 : 0
        border.color: Theme.accent
    }
}
