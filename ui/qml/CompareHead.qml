// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

// Who wrote a column, what it took, and the vote.
Rectangle {
    id: head

    required property var column
    required property int number  // from 1
    property bool canVote: false
    property bool compact: false  // one line: the window is low, or there are many columns
    signal chosen()
    signal taken()

    implicitHeight: box.implicitHeight + 2 * Theme.spacing
    radius: Theme.radius
    clip: true
    HoverHandler {
        id: hover
    }
    ToolTip.text: [column.model, column.settings, statusLine.text].filter(part => part !== "").join("\n")
    ToolTip.visible: compact && hover.hovered
    ToolTip.delay: 600
    color: column.chosen ? Qt.alpha(Theme.accent, 0.14) : Theme.raised

    ColumnLayout {
        id: box
        x: Theme.spacing + 4
        y: Theme.spacing
        width: parent.width - 2 * x
        spacing: 0

        GridLayout {
            columns: head.width > Theme.scaled(head.compact ? 150 : 210) ? 3 : 2
            columnSpacing: 4
            rowSpacing: 0

            Label {
                Layout.fillWidth: true
                Layout.columnSpan: parent.columns === 3 ? 1 : 2
                Layout.minimumWidth: 0
                objectName: "columnModel"
                text: head.column.model
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                maximumLineCount: head.compact ? 1 : 3
                elide: Text.ElideRight
                color: Theme.text
                font.weight: Font.Medium
            }
            IconButton {
                visible: head.canVote && head.compact
                implicitWidth: Theme.scaled(28)
                implicitHeight: Theme.scaled(28)
                iconName: "check"
                colour: head.column.chosen ? Theme.accent : Theme.mutedText
                text: voteButton.text
                Accessible.name: voteButton.Accessible.name
                onClicked: head.chosen()
            }
            TextButton {
                id: voteButton
                objectName: "voteButton"
                visible: head.canVote && !head.compact
                implicitHeight: Theme.scaled(28)
                iconName: "check"
                colour: head.column.chosen ? Theme.accent : Theme.mutedText
                text: head.column.chosen ? qsTr("Best") : qsTr("Choose")
                Accessible.name: qsTr("%1: column %2, %3").arg(text).arg(head.number).arg(head.column.model)
                font.pixelSize: Theme.smallFontSize
                onClicked: head.chosen()
            }
            IconButton {
                visible: !head.column.writing
                implicitWidth: Theme.scaled(28)
                implicitHeight: Theme.scaled(28)
                iconName: "branch"
                text: qsTr("Go on with this answer")
                Accessible.name: qsTr("%1: column %2, %3").arg(text).arg(head.number).arg(head.column.model)
                onClicked: head.taken()
            }
        }
        Label {
            Layout.fillWidth: true
            visible: text !== "" && !head.compact
            text: head.column.question
            textFormat: Text.PlainText
            elide: Text.ElideRight
            maximumLineCount: 2
            wrapMode: Text.Wrap
            color: Theme.text
            font.pixelSize: Theme.smallFontSize
        }
        Label {
            Layout.fillWidth: true
            visible: text !== "" && !head.compact
            text: head.column.settings
            wrapMode: Text.Wrap
            color: Theme.mutedText
            font.pixelSize: Theme.smallFontSize
        }
        Label {
            id: statusLine
            Layout.fillWidth: true
            visible: !head.compact || head.column.status !== ""
            wrapMode: Text.Wrap
            elide: Text.ElideRight
            maximumLineCount: head.compact ? 1 : 6
            text: head.column.status !== "" ? head.column.status
                : (head.column.writing && head.column.tokens === 0 ? qsTr("Waiting …")
                   : qsTr("%n token(s)", "", head.column.tokens) + " · "
                     + qsTr("%n of thought", "", head.column.reasoningTokens)
                     + (head.column.seconds > 0 ? " · " + qsTr("%1 s").arg(Theme.seconds(head.column.seconds)) : "")
                     + (head.column.rate > 0 ? " · " + qsTr("%1 tokens/s").arg(Number(head.column.rate).toLocaleString(Qt.locale(), "f", 0)) : "")
                     + (head.column.cost !== "" ? " · " + head.column.cost : ""))
            color: head.column.status !== "" ? Theme.warningText : Theme.mutedText
            font.pixelSize: Theme.smallFontSize
        }
    }
}
