// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// Tokens per second, and how much of the context is used.
RowLayout {
    id: meter

    required property ChatViewModel chat
    property bool brief: false  // the bar alone, the words when the pointer rests on it
    readonly property real share: chat.contextLength > 0 ? chat.contextUsed / chat.contextLength : 0

    spacing: Theme.spacing

    Label {
        objectName: "speedLabel"
        visible: meter.chat.tokensPerSecond > 0 && !meter.brief
        text: qsTr("%1 tokens/s").arg(Number(meter.chat.tokensPerSecond).toLocaleString(Qt.locale(), "f", 0))
        color: Theme.mutedText
        font.pixelSize: Theme.smallFontSize
    }
    Label {
        id: words
        objectName: "contextLabel"
        visible: meter.chat.contextLength > 0 && !meter.brief
        text: qsTr("%1 / %2 tokens").arg(Number(meter.chat.contextUsed).toLocaleString(Qt.locale(), "f", 0))
                                   .arg(Number(meter.chat.contextLength).toLocaleString(Qt.locale(), "f", 0))
        color: meter.share > 0.9 ? Theme.warningText : Theme.mutedText
        font.pixelSize: Theme.smallFontSize
        Accessible.name: qsTr("Context used: %1").arg(text)
    }
    Rectangle {
        visible: meter.chat.contextLength > 0
        implicitWidth: Theme.scaled(56)
        implicitHeight: 6
        radius: 3
        color: Theme.raised
        Accessible.ignored: !meter.brief
        Accessible.role: Accessible.ProgressBar
        Accessible.name: words.Accessible.name
        ToolTip.text: words.text
        ToolTip.visible: hover.hovered && meter.brief
        HoverHandler {
            id: hover
        }

        Rectangle {
            width: parent.width * Math.min(1, meter.share)
            height: parent.height
            radius: 3
            color: meter.share > 0.9 ? Theme.warningText : Theme.accent
        }
    }
}
