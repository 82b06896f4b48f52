// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Mingsi.Ui

// The height of a row of a list. What is laid out knows its height some frames after it was made, and a list that is told
// a wrong one first lays out other rows for it, and so on without end. Until then the row is as high as it was when it
// was there before, or about as high as its text will be.
QtObject {
    id: keeper

    required property PagedList rows
    required property string key
    required property real natural  // what the layout says
    property int characters: 0
    readonly property real value: laidOut ? natural : keeper.rows.heights[keeper.key] ?? keeper.guess()
    property bool laidOut: false

    function guess() {
        const inLine = Math.max(10, keeper.rows.width / (0.55 * Theme.fontSize));
        return Math.ceil(keeper.characters / inLine) * 1.5 * Theme.fontSize + Theme.scaled(40);
    }
    onValueChanged: if (laidOut) keeper.rows.heights[keeper.key] = value

    property Timer pause: Timer {
        interval: 60
        running: true
        onTriggered: keeper.laidOut = true
    }
}
