// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls

// A value between two ends.
Slider {
    id: slider

    // What Qt tells screen readers of its range.
    property real minimumValue: from
    property real maximumValue: to

    implicitHeight: Theme.scaled(28)
    Accessible.onIncreaseAction: {
        increase();
        moved();
    }
    Accessible.onDecreaseAction: {
        decrease();
        moved();
    }
    background: Rectangle {
        x: slider.leftPadding
        y: slider.topPadding + (slider.availableHeight - height) / 2
        width: slider.availableWidth
        height: Theme.scaled(4)
        radius: height / 2
        color: Theme.raised
        border.width: Theme.highContrast ? 1 : 0
        border.color: Theme.border
        Rectangle {
            width: slider.visualPosition * parent.width
            height: parent.height
            radius: height / 2
            color: Theme.accent
        }
    }
    handle: Rectangle {
        x: slider.leftPadding + slider.visualPosition * (slider.availableWidth - width)
        y: slider.topPadding + (slider.availableHeight - height) / 2
        width: Theme.scaled(18)
        height: width
        radius: width / 2
        color: slider.pressed ? Theme.raised : Theme.surface
        border.width: slider.visualFocus ? 3 : 2
        border.color: Theme.accent
    }
}
