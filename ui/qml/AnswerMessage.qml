// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// An answer: its text, and below it what is known of it and what can be done with it. Its thought stands on the page
// beside.
Item {
    id: answer

    required property var message
    property bool thoughtShown: false
    property bool busy: false
    property bool marked: false  // to be compared
    readonly property bool hasReasoning: message.reasoning !== "" || message.thinking
    signal copied(string text)
    signal linkActivated(string link)
    signal thoughtWanted()
    signal passageSelected(string passage)
    signal caretLeft()
    signal siblingWanted(int step)
    signal regenerateWanted()
    signal forkWanted()
    signal compareWanted()
    signal markWanted()
    signal replayWanted()
    signal removeWanted()
    signal exportWanted()

    // Marks a passage that was found; where it stands, or -1.
    function mark(passage) {
        const at = body.mark(passage);
        return at < 0 ? -1 : body.mapToItem(answer, 0, at).y;
    }

    function takeCaret() {
        body.takeCaret();
    }

    implicitHeight: column.implicitHeight

    HoverHandler {
        id: hover
    }

    ColumnLayout {
        id: column
        width: parent.width
        spacing: 4

        AbstractButton {
            id: chip
            objectName: "thoughtChip"
            visible: answer.hasReasoning
            implicitHeight: Theme.scaled(26)
            leftPadding: 10
            rightPadding: 10
            hoverEnabled: true
            focusPolicy: Qt.StrongFocus
            text: answer.message.thinking
                ? qsTr("Thinking · %1 s").arg(Theme.seconds(answer.message.reasoningSeconds))
                : qsTr("Thought for %1 s · %n token(s)", "", answer.message.reasoningTokens)
                      .arg(Theme.seconds(answer.message.reasoningSeconds))
            Accessible.name: qsTr("Show the reasoning: %1").arg(text)
            Accessible.onPressAction: clicked()
            Keys.onReturnPressed: clicked()
            Keys.onEnterPressed: clicked()
            onClicked: answer.thoughtWanted()
            background: Rectangle {
                radius: height / 2
                color: chip.hovered ? Theme.raised : answer.thoughtShown ? Theme.reasoning : "transparent"
                border.color: chip.visualFocus ? Theme.accent : answer.thoughtShown ? Theme.lamp : Theme.border
            }
            contentItem: Label {
                text: chip.text
                color: Theme.lamp
                font.pixelSize: Theme.smallFontSize
                verticalAlignment: Text.AlignVCenter
            }
        }
        AnswerText {
            id: body
            objectName: "answerBody"
            Layout.fillWidth: true
            visible: answer.message.messageText !== ""
            text: answer.message.messageText
            settled: !answer.message.streaming
            onCaretLeft: answer.caretLeft()
            onCopied: text => answer.copied(text)
            onLinkActivated: link => answer.linkActivated(link)
            onPassageSelected: passage => answer.passageSelected(passage)
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
            Layout.fillWidth: true
            spacing: 2
            visible: !answer.message.streaming

            SiblingSwitch {
                number: answer.message.sibling
                total: answer.message.siblings
                onStepped: step => answer.siblingWanted(step)
            }
            Label {
                Layout.fillWidth: true
                text: answer.message.tokensPerSecond > 0
                    ? qsTr("%1 · %n token(s)", "", answer.message.tokens).arg(answer.message.modelName) + " · "
                      + qsTr("%1 tokens/s").arg(Number(answer.message.tokensPerSecond).toLocaleString(Qt.locale(), "f", 0))
                    : answer.message.modelName
                textFormat: Text.PlainText
                elide: Text.ElideRight
                color: Theme.mutedText
                font.pixelSize: Theme.smallFontSize
            }
            IconButton {
                objectName: "markedButton"
                visible: answer.marked
                implicitHeight: Theme.scaled(28)
                implicitWidth: Theme.scaled(30)
                iconName: "columns"
                colour: Theme.accent
                text: qsTr("Marked for a comparison: take the mark away")
                onClicked: answer.markWanted()
            }
            Row {
                opacity: hover.hovered || menu.visible || copyButton.activeFocus || againButton.activeFocus
                         || moreButton.activeFocus ? 1 : 0

                IconButton {
                    id: copyButton
                    implicitHeight: Theme.scaled(28)
                    implicitWidth: Theme.scaled(30)
                    iconName: "copy"
                    text: qsTr("Copy the answer")
                    onClicked: answer.copied(answer.message.messageText)
                }
                IconButton {
                    id: againButton
                    objectName: "regenerateButton"
                    implicitHeight: Theme.scaled(28)
                    implicitWidth: Theme.scaled(30)
                    iconName: "refresh"
                    text: qsTr("Answer again")
                    enabled: !answer.busy
                    onClicked: answer.regenerateWanted()
                }
                IconButton {
                    id: moreButton
                    objectName: "answerMenuButton"
                    implicitHeight: Theme.scaled(28)
                    implicitWidth: Theme.scaled(30)
                    iconName: "more"
                    text: qsTr("More")
                    onClicked: menu.popup(0, height)

                    ThemedMenu {
                        id: menu

                        Action {
                            text: qsTr("Copy the reasoning")
                            enabled: answer.message.reasoning !== ""
                            onTriggered: answer.copied(answer.message.reasoning)
                        }
                        Action {
                            text: qsTr("Copy reasoning and answer")
                            enabled: answer.message.reasoning !== ""
                            onTriggered: answer.copied(answer.message.reasoning + "\n\n---\n\n" + answer.message.messageText)
                        }
                        MenuSeparator {}
                        Action {
                            text: qsTr("Compare …")
                            onTriggered: answer.compareWanted()
                        }
                        Action {
                            text: qsTr("Mark for a comparison")
                            checkable: true
                            checked: answer.marked
                            onTriggered: answer.markWanted()
                        }
                        Action {
                            text: qsTr("New conversation from here")
                            onTriggered: answer.forkWanted()
                        }
                        Action {
                            text: qsTr("Replay: is it the same?")
                            enabled: !answer.busy && answer.message.modelName !== ""
                            onTriggered: answer.replayWanted()
                        }
                        MenuSeparator {}
                        Action {
                            text: qsTr("Export this message …")
                            onTriggered: answer.exportWanted()
                        }
                        Action {
                            text: qsTr("Delete this branch")
                            onTriggered: answer.removeWanted()
                        }
                    }
                }
            }
        }
    }
}
