// SPDX-License-Identifier: Apache-2.0
import QtQuick

// Items side by side, which take `columnWidth` and `tallest`: equally wide, and as high as the highest. Not a RowLayout,
// because Qt 6.4's layouts hold on to items that a Repeater makes anew while they are hidden, and crash.
Row {
    id: row

    property int columns: 1
    readonly property real columnWidth: Math.max(0, (width - spacing * (columns - 1)) / Math.max(1, columns))
    readonly property real tallest: {
        let most = 0;
        for (let i = 0; i < children.length; ++i)
            most = Math.max(most, children[i].implicitHeight);
        return most;
    }

    spacing: Theme.padding
}
