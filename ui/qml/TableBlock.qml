// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import Mingsi.Ui

// A table, and buttons that copy it as CSV and as Markdown.
BlockFrame {
    id: frame

    required property AnswerBlocksModel blocks
    required property int row
    required property string html
    required property string source
    readonly property TextBody body: content as TextBody
    signal copied(string text)
    signal linkActivated(string link)
    signal passageSelected(string passage)
    signal edgeReached(int direction)
    signal caretLeft()

    title: qsTr("Table")
    actions: [
        IconButton {
            objectName: "copyCsvButton"
            implicitWidth: Theme.scaled(46)
            implicitHeight: Theme.scaled(26)
            display: AbstractButton.TextOnly
            font.pixelSize: Theme.smallFontSize
            text: "CSV"
            Accessible.name: qsTr("Copy the table as CSV")
            ToolTip.text: Accessible.name
            onClicked: frame.copied(frame.blocks.csv(frame.row))
        },
        IconButton {
            objectName: "copyMarkdownButton"
            implicitWidth: Theme.scaled(28)
            implicitHeight: Theme.scaled(26)
            iconName: "copy"
            text: qsTr("Copy the table as Markdown")
            onClicked: frame.copied(frame.source.trim())
        }
    ]
    content: TextBody {
        // Wide tables scroll, but no cell becomes a line of a thousand characters.
        width: Math.max(frame.inside, Math.min(implicitWidth, 2.2 * frame.inside))
        leftPadding: 10
        rightPadding: 10
        topPadding: 2
        bottomPadding: 10
        blocks: frame.blocks
        row: frame.row
        content: frame.html
        Accessible.name: qsTr("Table: %1").arg(frame.source)
        onEdgeReached: direction => frame.edgeReached(direction)
        onCaretLeft: frame.caretLeft()
        onCopied: text => frame.copied(text)
        onLinkActivated: link => frame.linkActivated(link)
        onPassageSelected: passage => frame.passageSelected(passage)
    }
}
