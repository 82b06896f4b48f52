// SPDX-License-Identifier: Apache-2.0
import QtQuick

// A line that tells what became of something; a screen reader says it when it comes. (Of a Label it would not: Qt 6.4
// takes that for text whatever its role.)
Text {
    id: line

    visible: text !== ""
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    color: Theme.text
    font.pixelSize: Theme.fontSize
    font.family: Theme.fontFamily
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text
}
