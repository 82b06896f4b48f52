// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls

// A page that slides in from an edge of the window; at once, where motion is not wanted.
Drawer {
    readonly property real velocity: Theme.reducedMotion ? 10000 : 5  // widths a second

    background: null
    enter: Transition { SmoothedAnimation { velocity: velocity } }
    exit: Transition { SmoothedAnimation { velocity: velocity } }
}
