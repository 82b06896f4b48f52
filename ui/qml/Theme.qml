// SPDX-License-Identifier: Apache-2.0
pragma Singleton
import QtQuick

// The one place of sizes, colours and fonts.
QtObject {
    property bool dark: false

    readonly property color window: dark ? "#17191e" : "#fbfaf7"
    readonly property color sidebar: dark ? "#111317" : "#f2f0ea"
    readonly property color surface: dark ? "#20232a" : "#ffffff"
    readonly property color raised: dark ? "#2a2e37" : "#e9e6de"
    readonly property color reasoning: dark ? "#1c1f25" : "#f5f3ec"
    readonly property color question: dark ? "#2a3044" : "#e8ecfb"
    readonly property color border: dark ? "#343944" : "#dedad0"
    readonly property color text: dark ? "#e8e9ec" : "#1f2328"
    readonly property color thoughtText: dark ? "#c3c7d0" : "#3f444c"
    readonly property color mutedText: dark ? "#a4a9b4" : "#5f636b"
    readonly property color accent: dark ? "#93a5ff" : "#3a55c9"
    readonly property color onAccent: dark ? "#10131c" : "#ffffff"
    readonly property color lamp: dark ? "#e0ab4f" : "#b5770d"
    readonly property color warning: dark ? "#4a2f22" : "#fdebdc"
    readonly property color warningText: dark ? "#ffc9a3" : "#7c3606"
    readonly property color selection: dark ? "#3d4f9e" : "#c7d1fa"

    readonly property int spacing: 8
    readonly property int padding: 16
    readonly property int radius: 10
    readonly property int controlHeight: 36
    readonly property int iconSize: 18
    readonly property int sidebarWidth: 260
    readonly property int readingWidth: 860
    // Below this width of the window the reasoning comes as a drawer, not as a page beside the answer.
    readonly property int twoPagesWidth: 980
    readonly property int thoughtWidth: 420

    property bool reducedMotion: false
    property string fontFamily: Qt.application.font.family
    readonly property int fontSize: 15
    readonly property int smallFontSize: 13
    readonly property int thoughtFontSize: 14
    readonly property int titleFontSize: 17
    readonly property int heroFontSize: 30
    readonly property real lineHeight: 1.45

    // A duration as people write it: one decimal below ten seconds.
    function seconds(value) {
        return Number(value).toLocaleString(Qt.locale(), "f", value < 10 ? 1 : 0);
    }

    // Qt's rich text knows a part of CSS.
    readonly property string richTextStyle:
        "<style>p{line-height:145%} li{line-height:140%} a{color:" + accent + "}"
        + " pre,code{font-family:'DejaVu Sans Mono',monospace;background-color:" + reasoning + "}"
        + " table{border-color:" + border + "}</style>"
}
