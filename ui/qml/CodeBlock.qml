// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import Mingsi.Ui

// Code with its language, line wrap, and a button to copy it.
BlockFrame {
    id: frame

    required property string html
    required property string code
    required property string language
    property bool wrapped: false
    readonly property CaretText body: content as CaretText
    signal copied(string text)
    signal edgeReached(int direction)
    signal caretLeft()

    title: frame.language === "" ? qsTr("Code") : frame.language
    actions: [
        IconButton {
            implicitWidth: Theme.scaled(28)
            implicitHeight: Theme.scaled(26)
            iconName: "wrap"
            checkable: true
            checked: frame.wrapped
            colour: frame.wrapped ? Theme.accent : Theme.mutedText
            text: frame.wrapped ? qsTr("Don't wrap lines") : qsTr("Wrap lines")
            onClicked: frame.wrapped = !frame.wrapped
        },
        IconButton {
            objectName: "copyCodeButton"
            implicitWidth: Theme.scaled(28)
            implicitHeight: Theme.scaled(26)
            iconName: "copy"
            text: qsTr("Copy the code")
            onClicked: frame.copied(frame.code)
        }
    ]
    content: CaretText {
        objectName: "codeText"
        width: frame.wrapped ? frame.inside : Math.max(frame.inside, implicitWidth)
        leftPadding: 12
        rightPadding: 12
        topPadding: 2
        bottomPadding: 10
        text: frame.wrapped ? frame.html.replace(/^<pre>/, "<p style=\"white-space:pre-wrap\">").replace(/<\/pre>$/, "</p>") : frame.html
        wrapMode: frame.wrapped ? TextEdit.WrapAtWordBoundaryOrAnywhere : TextEdit.NoWrap
        font.family: Theme.monospaceFamily
        font.pixelSize: Theme.smallFontSize
        Accessible.name: qsTr("Code: %1").arg(frame.code)
        onEdgeReached: direction => frame.edgeReached(direction)
        onCaretLeft: frame.caretLeft()
        onCopied: text => frame.copied(text)
    }
}
