// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Qt.labs.qmlmodels
import Mingsi.Ui

// The text of an answer, block by block: prose, code, tables and formulas.
Column {
    id: answer

    property alias text: blockModel.text
    property alias settled: blockModel.settled
    signal copied(string text)
    signal linkActivated(string link)
    signal passageSelected(string passage)

    // Marks a passage that was found.
    function mark(passage) {
        for (let i = 0; i < repeater.count; ++i) {
            const item = repeater.itemAt(i);
            const body = item ? (item as TextBody) || item.body : null;
            if (body && body.mark(passage))
                return;
        }
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
                    blocks: blockModel
                    row: index
                    content: model.html
                    Accessible.name: qsTr("Answer: %1").arg(model.source)
                    onCopied: text => answer.copied(text)
                    onLinkActivated: link => answer.linkActivated(link)
                    onPassageSelected: passage => answer.passageSelected(passage)
                }
            }
            DelegateChoice {
                roleValue: AnswerBlocksModel.Code
                CodeBlock {
                    required property var model
                    width: answer.width
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
