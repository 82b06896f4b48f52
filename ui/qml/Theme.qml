// SPDX-License-Identifier: Apache-2.0
pragma Singleton
import QtQuick

// The one place of sizes, colours and fonts.
QtObject {
    property bool dark: false

    property bool highContrast: false
    property real zoom: 1

    // light, dark, light with high contrast, dark with high contrast
    function pick(light, dark_, lightContrast, darkContrast) {
        return highContrast ? (dark ? darkContrast : lightContrast) : (dark ? dark_ : light);
    }
    readonly property color window: pick("#fbfaf7", "#17191e", "#ffffff", "#000000")
    readonly property color sidebar: pick("#f2f0ea", "#111317", "#ffffff", "#000000")
    readonly property color surface: pick("#ffffff", "#20232a", "#ffffff", "#000000")
    readonly property color raised: pick("#e9e6de", "#2a2e37", "#d9e2ff", "#26325e")
    readonly property color reasoning: pick("#f5f3ec", "#1c1f25", "#ffffff", "#000000")
    readonly property color question: pick("#e8ecfb", "#2a3044", "#e6ecff", "#151d3a")
    readonly property color border: pick("#dedad0", "#343944", "#000000", "#ffffff")
    readonly property color text: pick("#1f2328", "#e8e9ec", "#000000", "#ffffff")
    readonly property color thoughtText: pick("#3f444c", "#c3c7d0", "#000000", "#ffffff")
    readonly property color mutedText: pick("#5f636b", "#a4a9b4", "#222222", "#e6e6e6")
    readonly property color accent: pick("#3a55c9", "#93a5ff", "#0a2bb0", "#b3c0ff")
    readonly property color accentInk: pick("#ffffff", "#10131c", "#ffffff", "#000000")
    readonly property color lamp: pick("#96610a", "#e0ab4f", "#6b4300", "#ffd27a")
    readonly property color warning: pick("#fdebdc", "#4a2f22", "#ffffff", "#000000")
    readonly property color warningText: pick("#7c3606", "#ffc9a3", "#8a1c00", "#ffb38a")
    readonly property color found: pick("#ffd54a", "#8a6400", "#ffd000", "#8a6400")
    readonly property color selection: pick("#c7d1fa", "#3d4f9e", "#ffe27a", "#5a4700")

    // A size that holds text or an icon, and grows with them.
    function scaled(pixels) {
        return Math.round(pixels * zoom);
    }
    readonly property int spacing: 8
    readonly property int padding: 16
    readonly property int radius: 10
    readonly property int controlHeight: scaled(36)
    readonly property int iconSize: scaled(18)
    readonly property int sidebarWidth: Math.min(scaled(260), 420)
    property int readingWidth: 860
    // Below this width of the window the reasoning comes as a drawer, not as a page beside the answer.
    readonly property int twoPagesWidth: scaled(980)
    readonly property int thoughtWidth: 420

    property bool reducedMotion: false
    property string fontFamily: Qt.application.font.family
    readonly property string monospaceFamily: "DejaVu Sans Mono"
    readonly property int fontSize: Math.round(15 * zoom)
    readonly property int smallFontSize: Math.round(13 * zoom)
    readonly property int thoughtFontSize: Math.round(14 * zoom)
    readonly property int titleFontSize: Math.round(17 * zoom)
    readonly property int heroFontSize: Math.round(30 * zoom)
    readonly property real lineHeight: 1.45

    // The key of an action as people know it.
    function keysOf(action) {
        switch (action.shortcut) {
        case undefined: return "";
        case StandardKey.New: return "Ctrl+N";
        case StandardKey.Find: return "Ctrl+F";
        case StandardKey.Open: return "Ctrl+O";
        case StandardKey.Quit: return "Ctrl+Q";
        case StandardKey.ZoomIn: return "Ctrl++";
        case StandardKey.ZoomOut: return "Ctrl+-";
        default: return String(action.shortcut);
        }
    }

    // A duration as people write it: one decimal below ten seconds.
    function seconds(value) {
        return Number(value).toLocaleString(Qt.locale(), "f", value < 10 ? 1 : 0);
    }

    // Qt's rich text knows a part of CSS.
    readonly property string richTextStyle:
        "<style>p{line-height:145%} li{line-height:140%} a{color:" + accent + "}"
        + " pre,code{font-family:'" + monospaceFamily + "',monospace;background-color:" + reasoning + "}"
        + " table{border-color:" + border + "}</style>"
}
