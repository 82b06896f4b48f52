// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Mingsi.Ui

// Puts the window where it stood last, and remembers where it stands.
Item {
    id: place

    required property var window
    required property Preferences preferences
    required property ConversationFilterModel sections
    property real thoughtWidth: Theme.thoughtWidth
    property bool ready: false

    function remember() {
        if (!ready || window.visibility === Window.Minimized || window.visibility === Window.Hidden)
            return;
        const maximized = window.visibility === Window.Maximized || window.visibility === Window.FullScreen;
        const last = preferences.window;
        preferences.window = {
            width: maximized && last.width ? last.width : window.width,
            height: maximized && last.height ? last.height : window.height,
            maximized: maximized,
            sidebar: window.sidebarWanted,
            closedSections: place.sections.closed,
            thought: window.thoughtWanted,
            thoughtWidth: Math.round(place.thoughtWidth)
        };
    }

    Connections {
        target: place.preferences
        function onRestored() {
            const last = place.preferences.window;
            // A window from another screen must fit this one.
            if (last.width >= place.window.minimumWidth && last.height >= place.window.minimumHeight) {
                place.window.width = Math.min(last.width, Screen.desktopAvailableWidth);
                place.window.height = Math.min(last.height, Screen.desktopAvailableHeight);
            }
            if (last.maximized)
                place.window.visibility = Window.Maximized;
            place.window.sidebarWanted = last.sidebar ?? true;
            place.window.thoughtWanted = last.thought ?? true;
            place.sections.closed = last.closedSections ?? [];
            place.thoughtWidth = last.thoughtWidth ?? Theme.thoughtWidth;
            place.ready = true;
        }
    }
    onThoughtWidthChanged: place.remember()
    Connections {
        target: place.sections
        function onClosedChanged() { place.remember(); }
    }
    Connections {
        target: place.window
        function onWidthChanged() { place.remember(); }
        function onHeightChanged() { place.remember(); }
        function onVisibilityChanged() { place.remember(); }
        function onSidebarWantedChanged() { place.remember(); }
        function onThoughtWantedChanged() { place.remember(); }
    }
}
