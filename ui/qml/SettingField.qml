// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls

// A value that may be left empty: then it is as usual.
TextField {
    id: field

    property string label
    property string usual

    implicitHeight: Theme.scaled(30)
    placeholderText: usual !== "" ? qsTr("%1: %2").arg(label).arg(usual) : label
    placeholderTextColor: Theme.mutedText
    color: acceptableInput || text === "" ? Theme.text : Theme.warningText
    selectByMouse: true
    font.pixelSize: Theme.smallFontSize
    Accessible.name: label
    ToolTip.text: label
    ToolTip.visible: hovered && text !== "" && label !== ""
    ToolTip.delay: 600
    background: Rectangle {
        radius: Theme.radius - 2
        color: Theme.window
        border.color: field.activeFocus ? Theme.accent : Theme.border
        border.width: field.activeFocus ? 2 : 1
    }
}
