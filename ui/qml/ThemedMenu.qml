// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls

// A menu in the theme's colours.
Menu {
    id: menu

    padding: 6
    implicitWidth: Theme.scaled(260)

    delegate: MenuItem {
        id: item

        implicitHeight: Theme.controlHeight
        font.pixelSize: Theme.fontSize
        leftPadding: checkable ? 32 : 12
        indicator: Text {
            x: 12
            anchors.verticalCenter: parent.verticalCenter
            visible: item.checkable && item.checked
            text: "✓"
            color: Theme.accent
        }
        arrow: Text {
            visible: item.subMenu
            x: item.width - width - 10
            anchors.verticalCenter: parent.verticalCenter
            text: "›"
            color: Theme.mutedText
        }
        contentItem: Text {
            text: item.text
            font: item.font
            color: item.enabled ? Theme.text : Theme.mutedText
            verticalAlignment: Text.AlignVCenter
            elide: Text.ElideMiddle
        }
        background: Rectangle {
            radius: Theme.radius - 4
            color: item.highlighted ? Theme.raised : "transparent"
        }
    }
    background: Rectangle {
        implicitWidth: Theme.scaled(260)
        radius: Theme.radius
        color: Theme.surface
        border.color: Theme.border
    }
}
