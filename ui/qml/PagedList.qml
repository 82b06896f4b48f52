// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls

// A list of long texts. It follows what grows at its end until the reader scrolls away, is scrolled by the page, and
// brings a row to where it is wanted although the heights of rows are only known when their texts have been laid out.
ListView {
    id: list

    property bool following: false
    property bool follows: true  // whether it follows at all
    property var wanted: null    // {row, mode, place, tries}: what is being brought into view
    property var heights: ({})   // of rows that were there, by their keys (see RowHeight)
    signal scrolled()            // by the reader

    function topY() {
        return list.originY - list.topMargin;
    }
    function endY() {
        return Math.max(list.topY(), list.originY + list.contentHeight + list.bottomMargin - list.height);
    }
    // The row at a height of the view; where there is none, between two rows or before they are made, the one that it
    // would be if all were equally high.
    function rowAt(y) {
        const place = list.contentY + y;
        for (const by of [0, list.spacing + 1, -list.spacing - 1]) {
            const row = list.indexAt(list.width / 2, place + by);
            if (row >= 0)
                return row;
        }
        const share = (place - list.originY) / Math.max(1, list.contentHeight);
        return Math.max(0, Math.min(list.count - 1, Math.floor(share * list.count)));
    }
    // Moves no further than what is laid out says, and again when more is: positionViewAtEnd() lays out the last row
    // alone, takes the others to be as low, and shows the wrong end of a high one above it for ever.
    function toEnd() {
        if (Math.abs(list.contentY - list.endY()) > 0.5)
            list.contentY = list.endY();
    }
    function followEnd() {
        if (list.following)
            list.toEnd();
    }
    // Shows a row now, and stays there.
    function hold(row) {
        list.wanted = null;
        list.following = false;
        list.positionViewAtIndex(row, ListView.Contain);
    }
    // Brings a row into view, or of a high one the place that `place` tells of its item (-1: it is not there yet).
    function showRow(row, mode, place = null) {
        list.following = false;
        list.wanted = {row: row, mode: mode, place: place, tries: 15};
        list.settle();
    }
    function settle() {
        const wanted = list.wanted;
        if (!wanted)
            return;
        list.positionViewAtIndex(wanted.row, wanted.mode);
        const item = list.itemAtIndex(wanted.row);
        const at = item && wanted.place ? wanted.place(item) : -1;
        if (at >= 0) {
            const top = item.y + at - list.contentY;
            if (top < 0 || top > list.height * 0.7)
                list.contentY = Math.max(list.topY(), Math.min(list.endY(), item.y + at - list.height * 0.3));
        }
        if (--wanted.tries > 0)
            again.restart();
        else
            list.wanted = null;
    }
    function moved() {
        list.wanted = null;
        list.following = list.follows && list.atYEnd;
        list.scrolled();
    }
    function scrollPages(by) {
        list.contentY = Math.max(list.topY(), Math.min(list.endY(), list.contentY + by * list.height * 0.9));
        list.moved();
    }

    // Who follows the end wants nothing else: what a page that has been left wanted would hold the view elsewhere.
    onFollowingChanged: if (following) wanted = null
    boundsBehavior: Flickable.StopAtBounds
    onMovementEnded: list.moved()
    onContentHeightChanged: if (following) Qt.callLater(list.followEnd)
    onOriginYChanged: if (following) Qt.callLater(list.followEnd)
    onHeightChanged: if (following) Qt.callLater(list.followEnd)
    onWidthChanged: heights = {}
    ScrollBar.vertical: ScrollBar {
        onPositionChanged: if (pressed) list.moved()
    }
    Keys.onPressed: event => {
        switch (event.key) {
        case Qt.Key_PageUp: list.scrollPages(-1); break;
        case Qt.Key_PageDown: list.scrollPages(1); break;
        case Qt.Key_Home:
            list.wanted = null;
            list.following = false;
            list.positionViewAtBeginning();
            list.contentY = list.topY();
            list.scrolled();
            break;
        case Qt.Key_End:
            list.toEnd();
            list.wanted = null;
            list.following = list.follows;
            list.scrolled();
            break;
        default: return;
        }
        event.accepted = true;
    }

    WheelHandler {
        // The wheel does not count as a movement of the list, which it goes on moving for some frames.
        acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
        target: null
        blocking: false
        onWheel: event => {
            list.wanted = null;
            if (event.angleDelta.y > 0 || event.pixelDelta.y > 0)
                list.following = false;
            turned.restart();
        }
    }
    Timer {
        id: turned
        interval: 250
        onTriggered: list.moved()
    }
    Timer {
        id: again
        interval: 40
        onTriggered: list.settle()
    }
}
