// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import Mingsi.Ui

// Gives the theme and the texts the looks that the user has chosen.
Item {
    id: look

    required property ApplicationWindow window
    required property Appearance appearance
    required property Preferences preferences

    // Qt's own file dialogs, where the desktop has none, draw their line of folders on white whatever the palette says.
    function dressFolders(item) {
        if (item.upButtonSpacing !== undefined && item.background)
            item.background.color = Qt.binding(() => Theme.surface);
        else
            Array.from(item.children).forEach(dressFolders);
    }
    Connections {
        target: look.window.Overlay.overlay
        function onVisibleChildrenChanged() {
            look.dressFolders(look.window.Overlay.overlay);
        }
    }
    Binding {
        target: Theme
        property: "dark"
        value: look.appearance.dark
    }
    Binding {
        target: TextRenderer
        property: "dark"
        value: Theme.dark
    }
    Binding {
        target: TextRenderer
        property: "colour"
        value: Theme.text
    }
    Binding {
        target: TextRenderer
        property: "pixelSize"
        value: Theme.fontSize
    }
    Binding {
        target: TextRenderer
        property: "ratio"
        value: look.window.Screen.devicePixelRatio
    }
    Binding {
        target: Theme
        property: "highContrast"
        value: look.preferences.highContrast
    }
    Binding {
        target: Theme
        property: "reducedMotion"
        value: look.preferences.reducedMotion
    }
    Binding {
        target: Theme
        property: "zoom"
        value: look.preferences.zoom
    }
    Binding {
        target: Theme
        property: "readingWidth"
        value: look.preferences.readingWidth * look.preferences.zoom
    }
    Binding {
        target: Theme
        property: "fontFamily"
        value: look.preferences.fontFamily !== "" ? look.preferences.fontFamily : Qt.application.font.family
    }
}
