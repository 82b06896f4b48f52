// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls

// A button that is an icon; its text is its tooltip and its accessible name.
Button {
    id: control

    property color colour: Theme.mutedText
    property color fill: "transparent"
    property string iconName

    implicitWidth: Theme.controlHeight
    implicitHeight: Theme.controlHeight
    padding: 0
    display: AbstractButton.IconOnly
    icon.source: iconName ? "qrc:/icons/ui/" + iconName + ".svg" : ""
    icon.width: Theme.iconSize
    icon.height: Theme.iconSize
    icon.color: enabled ? colour : Qt.alpha(colour, 0.4)
    hoverEnabled: true
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
    ToolTip.text: text
    ToolTip.visible: hovered && text !== ""
    ToolTip.delay: 600

    background: Rectangle {
        radius: Theme.radius
        color: control.fill.a > 0 ? control.fill
            : control.down || control.hovered ? Theme.raised : "transparent"
        opacity: control.enabled ? 1 : 0.5
        border.width: control.visualFocus ? 2 : 0
        border.color: Theme.accent
    }
}
