// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Qt.labs.qmlmodels
import Mingsi.Ui

// The text of an answer, block by block: prose, code, tables and formulas.
Column {
    id: answer

    property alias text: blockModel.text
    property alias settled: blockModel.settled
    property alias base: blockModel.base
    readonly property real itemIndent: 2.4 * Theme.fontSize  // as Qt's lists have it
    property string label: qsTr("Answer")  // what it is, for screen readers
    property color colour: Theme.text
    property int fontSize: Theme.fontSize
    signal copied(string text)
    signal linkActivated(string link)
    signal passageSelected(string passage)
    signal caretLeft()

    // Puts the caret into the first text that can be selected from with keys: behind block `from`, or before it.
    function takeCaret(from = -1, direction = 1) {
        for (let i = from + direction; i >= 0 && i < repeater.count; i += direction) {
            const item = repeater.itemAt(i);
            const body = (item as CaretText) || (item.body as CaretText);
            if (body) {
                body.takeCaret(direction > 0 ? 0 : body.length);
                return;
            }
        }
    }

    // Marks a passage that was found, the first or a later one; where it stands, or -1.
    function mark(passage, nth = 0) {
        let left = nth;
        let place = -1;
        for (let i = 0; i < repeater.count; ++i) {
            const item = repeater.itemAt(i);
            const body = item ? (item as CaretText) || item.body : null;
            const count = body && place < 0 ? body.occurrences(passage) : 0;
            if (left < count) {
                place = body.mapToItem(answer, 0, body.mark(passage, left)).y;
            } else if (body && body.marked !== "") {
                body.marked = "";
                body.deselect();
            }
            left -= count;
        }
        // As it is written it stands there more often than as it is shown.
        return place < 0 && nth > 0 ? answer.mark(passage) : place;
    }

    spacing: 8

    AnswerBlocksModel {
        id: blockModel
        renderer: TextRenderer
    }
    Repeater {
        id: repeater
        model: blockModel
        delegate: DelegateChooser {
            role: "kind"

            DelegateChoice {
                roleValue: AnswerBlocksModel.Prose
                TextBody {
                    required property int index
                    required property var model
                    objectName: "answerText"
                    width: answer.width
                    leftPadding: model.indented ? answer.itemIndent : 0
                    blocks: blockModel
                    row: index
                    content: model.html
                    color: answer.colour
                    font.pixelSize: answer.fontSize
                    onEdgeReached: direction => answer.takeCaret(index, direction)
                    onCaretLeft: answer.caretLeft()
                    Accessible.name: qsTr("%1: %2").arg(answer.label).arg(model.html === "" ? "" : getText(0, length))
                    onCopied: text => answer.copied(text)
                    onLinkActivated: link => answer.linkActivated(link)
                    onPassageSelected: passage => answer.passageSelected(passage)
                }
            }
            DelegateChoice {
                roleValue: AnswerBlocksModel.Code
                CodeBlock {
                    required property int index
                    required property var model
                    width: answer.width
                    onEdgeReached: direction => answer.takeCaret(index, direction)
                    onCaretLeft: answer.caretLeft()
                    indent: model.indented ? answer.itemIndent : 0
                    html: model.html
                    code: model.code
                    language: model.language
                    onCopied: text => answer.copied(text)
                }
            }
            DelegateChoice {
                roleValue: AnswerBlocksModel.Table
                TableBlock {
                    required property int index
                    required property var model
                    width: answer.width
                    blocks: blockModel
                    row: index
                    html: model.html
                    source: model.source
                    onEdgeReached: direction => answer.takeCaret(index, direction)
                    onCaretLeft: answer.caretLeft()
                    onCopied: text => answer.copied(text)
                    onLinkActivated: link => answer.linkActivated(link)
                    onPassageSelected: passage => answer.passageSelected(passage)
                }
            }
            DelegateChoice {
                roleValue: AnswerBlocksModel.Formula
                FormulaBlock {
                    required property var model
                    width: answer.width
                    tex: model.tex
                    html: model.html
                    image: model.image
                    imageSize: model.imageSize
                    onCopied: text => answer.copied(text)
                }
            }
        }
    }
}
