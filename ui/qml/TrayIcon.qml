// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Qt.labs.platform as Platform

// Keeps the program at hand in the desktop's tray while its window is closed.
Platform.SystemTrayIcon {
    id: tray

    signal showWanted()
    signal newWanted()
    signal quitWanted()

    visible: available
    icon.source: "qrc:/icons/mingsi.svg"
    tooltip: "Mingsi"
    onActivated: reason => {
        if (reason !== Platform.SystemTrayIcon.Context)
            tray.showWanted();
    }
    menu: Platform.Menu {
        Platform.MenuItem {
            text: qsTr("Show Mingsi")
            onTriggered: tray.showWanted()
        }
        Platform.MenuItem {
            text: qsTr("New conversation")
            onTriggered: tray.newWanted()
        }
        Platform.MenuSeparator {}
        Platform.MenuItem {
            text: qsTr("Quit")
            onTriggered: tray.quitWanted()
        }
    }
}
