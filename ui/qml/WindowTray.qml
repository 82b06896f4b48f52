// SPDX-License-Identifier: Apache-2.0
import QtQuick

// The icon in the tray, where it is wanted: a program without one does not load what it takes.
Item {
    id: tray

    property bool wanted: false
    readonly property bool available: icon.item !== null && icon.item.available
    signal showWanted()
    signal newWanted()

    Loader {
        id: icon
        active: tray.wanted
        source: "TrayIcon.qml"
    }
    Connections {
        target: icon.item
        function onShowWanted() { tray.showWanted(); }
        function onNewWanted() { tray.newWanted(); }
        function onQuitWanted() { Qt.quit(); }
    }
}
