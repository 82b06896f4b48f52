// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

// An answer with its reasoning beside it, or above it where there is no room.
Item {
    id: answer

    required property var message
    readonly property bool sideBySide: width >= Theme.sideBySideWidth
    readonly property bool hasReasoning: message.reasoning !== "" || message.thinking
    signal copied(string text)
    signal linkActivated(string link)

    implicitHeight: grid.implicitHeight

    HoverHandler {
        id: hover
    }

    GridLayout {
        id: grid

        width: parent.width
        columns: answer.sideBySide ? 2 : 1
        columnSpacing: Theme.padding
        rowSpacing: Theme.spacing

        ReasoningPanel {
            objectName: "reasoningPanel"
            Layout.row: 0
            Layout.column: answer.sideBySide ? 1 : 0
            Layout.fillWidth: true
            Layout.preferredWidth: answer.sideBySide ? answer.width * 0.42 : answer.width
            Layout.maximumWidth: answer.sideBySide ? answer.width * 0.42 : answer.width
            Layout.alignment: Qt.AlignTop
            visible: answer.hasReasoning
            collapsible: !answer.sideBySide
            text: answer.message.reasoning
            seconds: answer.message.reasoningSeconds
            tokens: answer.message.reasoningTokens
            thinking: answer.message.thinking
            onCopied: answer.copied(text)
        }

        ColumnLayout {
            Layout.row: answer.sideBySide ? 0 : 1
            Layout.column: 0
            Layout.fillWidth: true
            Layout.preferredWidth: answer.sideBySide && answer.hasReasoning ? answer.width * 0.58 - Theme.padding
                                                                            : answer.width
            Layout.alignment: Qt.AlignTop
            spacing: 4

            TextEdit {
                objectName: "answerText"
                Layout.fillWidth: true
                visible: answer.message.messageText !== ""
                text: Theme.richTextStyle + answer.message.html
                textFormat: TextEdit.RichText
                readOnly: true
                selectByMouse: true
                wrapMode: TextEdit.Wrap
                color: Theme.text
                selectionColor: Theme.selection
                selectedTextColor: Theme.text
                font.pixelSize: Theme.fontSize
                onLinkActivated: link => answer.linkActivated(link)
                Accessible.role: Accessible.StaticText
                Accessible.name: qsTr("Answer: %1").arg(answer.message.messageText)

                HoverHandler {
                    cursorShape: parent.hoveredLink ? Qt.PointingHandCursor : Qt.IBeamCursor
                }
            }
            Label {
                Layout.fillWidth: true
                visible: answer.message.streaming && answer.message.messageText === ""
                text: answer.message.thinking ? qsTr("Thinking …")
                    : answer.message.prefill > 0 && answer.message.prefill < 1
                        ? qsTr("Reading the question … %1 %").arg(Math.round(answer.message.prefill * 100))
                    : qsTr("Waiting …")
                color: Theme.mutedText
                font.pixelSize: Theme.fontSize
            }
            Label {
                objectName: "statusLabel"
                Layout.fillWidth: true
                visible: answer.message.status !== ""
                text: answer.message.status
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: answer.message.failed ? Theme.warningText : Theme.mutedText
                font.pixelSize: Theme.smallFontSize
            }
            RowLayout {
                spacing: Theme.spacing
                visible: !answer.message.streaming

                Label {
                    text: answer.message.tokensPerSecond > 0
                        ? qsTr("%1 · %n token(s)", "", answer.message.tokens).arg(answer.message.modelName) + " · "
                          + qsTr("%1 tokens/s").arg(Number(answer.message.tokensPerSecond).toLocaleString(Qt.locale(), "f", 0))
                        : answer.message.modelName
                    textFormat: Text.PlainText
                    elide: Text.ElideRight
                    color: Theme.mutedText
                    font.pixelSize: Theme.smallFontSize
                    Layout.maximumWidth: answer.width * (answer.sideBySide ? 0.5 : 0.85)
                }
                IconButton {
                    opacity: hover.hovered || activeFocus ? 1 : 0
                    implicitHeight: 28
                    implicitWidth: 28
                    iconName: "copy"
                    text: qsTr("Copy the answer")
                    onClicked: answer.copied(answer.message.messageText)
                }
            }
        }
    }
}
