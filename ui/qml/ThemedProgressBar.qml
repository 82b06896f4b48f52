// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls

// How far something is.
ProgressBar {
    id: bar

    implicitHeight: Theme.scaled(6)
    background: Rectangle {
        radius: height / 2
        color: Theme.raised
    }
    contentItem: Item {
        Rectangle {
            width: bar.visualPosition * parent.width
            height: parent.height
            radius: height / 2
            color: Theme.accent
        }
    }
}
