// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls

// A menu in the theme's colours.
Menu {
    id: menu

    padding: 6
    // As wide as the longest of its items, but never wider than the window.
    implicitWidth: {
        let widest = Theme.scaled(220);
        for (let i = 0; i < count; ++i)
            widest = Math.max(widest, itemAt(i) ? itemAt(i).implicitWidth : 0);
        return Math.min(widest + 2 * padding, (parent?.Window.width ?? widest + 40) - 16);
    }

    delegate: MenuItem {
        id: item

        implicitHeight: Theme.controlHeight
        Accessible.description: enabled ? "" : qsTr("not available now")
        Accessible.onPressAction: {
            if (subMenu)
                subMenu.open();
            else if (enabled && action)
                action.trigger(item);
            else if (enabled)
                triggered();
            if (!subMenu)
                menu.dismiss();
        }
        implicitWidth: label.implicitWidth + leftPadding + 12 + (subMenu ? 22 : 0)
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
            id: label
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
        radius: Theme.radius
        color: Theme.surface
        border.color: Theme.border
    }
}
