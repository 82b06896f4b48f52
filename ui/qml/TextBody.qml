// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Mingsi.Ui

// A block of an answer's text with its formulas. What is copied of it has them as TeX.
CaretText {
    id: body

    required property AnswerBlocksModel blocks
    required property int row
    property string content
    signal passageSelected(string passage)

    function selection() {
        return body.blocks.copied(body.row, body.getText(body.selectionStart, body.selectionEnd),
                                  body.getText(0, body.selectionStart));
    }

    text: Theme.richTextStyle + body.content
    onSelectedTextChanged: selectionPause.restart()

    // The formulas stand over the places that the text keeps for them.
    function placeFormulas() {
        formulas.model = body.blocks.formulaPlaces(body.row, body.textDocument);
    }
    onTextChanged: Qt.callLater(body.placeFormulas)
    onWidthChanged: Qt.callLater(body.placeFormulas)
    onContentSizeChanged: Qt.callLater(body.placeFormulas)
    Connections {
        // In another colour the text is the same, and the images are others.
        target: body.blocks
        function onDataChanged() {
            Qt.callLater(body.placeFormulas);
        }
    }

    Repeater {
        id: formulas
        delegate: Image {
            required property var modelData
            x: body.leftPadding + modelData.x
            y: body.topPadding + modelData.y
            width: modelData.width
            height: modelData.height
            source: modelData.source

            // A difference: struck out, or underlined, as the text around it is.
            Rectangle {
                anchors.fill: parent
                anchors.margins: -2
                visible: parent.modelData.added || parent.modelData.removed
                z: -1
                color: parent.modelData.added ? Qt.rgba(0.18, 0.63, 0.35, 0.25) : Qt.rgba(0.84, 0.27, 0.25, 0.22)
                Rectangle {
                    width: parent.width
                    height: 1
                    y: parent.parent.modelData.added ? parent.height - 1 : parent.height / 2
                    color: body.color
                }
            }
        }
    }
    Timer {
        // When the selection has come to rest, the thought shows where the passage was settled.
        id: selectionPause
        interval: 400
        onTriggered: if (body.selectedText.length > 1 && body.activeFocus)
            body.passageSelected(body.selection())
    }
}
