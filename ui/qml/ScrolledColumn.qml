// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

// Lines of a dialog, which scroll where the window is too low for them; what has the focus is in view.
Flickable {
    id: scroller

    default property alias lines: column.data
    property real least: 0  // for lines that fill the height: so much they are given
    readonly property real needed: least > 0 ? Math.max(height, least) : column.implicitHeight

    implicitWidth: column.implicitWidth
    implicitHeight: column.implicitHeight
    contentHeight: needed
    interactive: contentHeight > height + 1
    clip: interactive
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: ScrollBar {
        id: bar
        policy: scroller.interactive ? ScrollBar.AlwaysOn : ScrollBar.AlwaysOff
    }

    ColumnLayout {
        id: column
        height: scroller.needed
        width: scroller.width - (scroller.interactive ? bar.width + 2 : 0)
        spacing: Theme.spacing
    }
    Connections {
        target: scroller.Window.window
        enabled: scroller.interactive
        function onActiveFocusItemChanged() {
            const item = scroller.Window.window.activeFocusItem;
            for (let above = item; above && above !== column; above = above.parent) {
                if (above.parent !== column)
                    continue;
                const top = item.mapToItem(column, 0, 0).y;
                const bottom = top + Math.min(item.height, scroller.height);
                if (top < scroller.contentY)
                    scroller.contentY = Math.max(0, top - Theme.spacing);
                else if (bottom > scroller.contentY + scroller.height)
                    scroller.contentY = Math.min(scroller.contentHeight - scroller.height,
                                                 bottom + Theme.spacing - scroller.height);
            }
        }
    }
}
