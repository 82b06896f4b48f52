// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import Mingsi.Ui

// The messages of the conversation. Follows the stream while the reader is at the end, and lets go when they scroll up.
Item {
    id: transcript

    required property ChatViewModel chat
    required property ThoughtViewModel thought
    required property TreeViewModel tree
    required property CompareViewModel compare
    property bool starter: false
    property string server
    property alias following: list.following
    property var edits: ({})  // questions that are being edited, by message: delegates come and go
    signal focusLeft()
    signal exampleChosen(string example)
    signal linkActivated(string link)
    signal citationWanted(var message, string link)
    signal documentWanted(var message, int number)
    signal thoughtWanted()
    signal downloadWanted()
    signal compareWanted(var message)
    signal exportWanted(var message)

    function rowItem(row) {
        const cell = list.itemAtIndex(row);
        return cell ? cell.item : null;
    }
    function scrollPages(by) {
        list.scrollPages(by);
    }
    function showPassage(message, mode, text) {
        list.showRow(transcript.chat.transcript.rowOf(message), mode,
                     text === "" ? null : cell => cell.item ? cell.item.mark(text) : -1);
    }
    function editLastQuestion() {
        const row = transcript.chat.transcript.rowOf(transcript.chat.lastQuestion());
        if (row < 0)
            return;
        list.hold(row);
        transcript.rowItem(row).edit();
    }
    // The caret goes into the answer whose thought is shown.
    function takeCaret() {
        const row = transcript.chat.transcript.rowOf(transcript.thought.message);
        if (row < 0)
            return;
        list.hold(row);
        transcript.rowItem(row).takeCaret();
    }
    function switchSibling(step) {
        const answer = transcript.chat.transcript.rowOf(transcript.thought.message);
        if (answer >= 0)
            transcript.tree.showSibling(transcript.thought.message, step);
    }
    // The page beside follows the reader: it shows the thought of the answer in the middle of the view.
    function followReader() {
        if (transcript.following)
            return;
        const row = list.rowAt(list.height * 0.4);
        const cell = list.itemAtIndex(row);
        if (cell && !cell.fromUser && cell.model?.messageId !== undefined)
            transcript.thought.show(cell.model.messageId);
    }

    Connections {
        target: transcript.chat
        function onRevealed(message, inReasoning, text) {
            transcript.showPassage(message, ListView.Beginning, inReasoning ? "" : text);
            transcript.thought.show(message);
            if (inReasoning) {
                transcript.thoughtWanted();
                transcript.thought.find(text);
            }
        }
    }
    Connections {
        target: transcript.thought
        function onTakenUp(message, text) {
            transcript.showPassage(message, ListView.Contain, text);
        }
    }

    PagedList {
        id: list
        objectName: "messageList"

        readonly property real margin: Math.max(Theme.padding, (width - Theme.readingWidth) / 2)

        anchors.fill: parent
        clip: true
        model: transcript.chat.transcript
        spacing: Theme.padding
        topMargin: Theme.padding
        bottomMargin: Theme.padding
        cacheBuffer: 2000
        activeFocusOnTab: true
        following: true
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Messages")

        delegate: Loader {
            id: cell

            required property var model
            required property bool fromUser

            x: list.margin
            width: list.width - 2 * list.margin
            height: rowHeight.value
            sourceComponent: fromUser ? question : answer

            RowHeight {
                id: rowHeight
                rows: list
                key: cell.model.messageId
                natural: cell.item ? cell.item.implicitHeight : 0
                characters: cell.model.messageText.length
            }

            Component {
                id: question
                QuestionMessage {
                    message: cell.model
                    edits: transcript.edits
                    onFocusLeft: transcript.focusLeft()
                    onDocumentWanted: number => transcript.documentWanted(cell.model.messageId, number)
                    onCopied: text => transcript.chat.copy(text)
                    onEdited: text => transcript.chat.editQuestion(cell.model.messageId, text)
                    onSiblingWanted: step => transcript.tree.showSibling(cell.model.messageId, step)
                    onForkWanted: transcript.tree.fork(cell.model.messageId)
                    onRemoveWanted: transcript.tree.remove(cell.model.messageId)
                    onExportWanted: transcript.exportWanted(cell.model.messageId)
                }
            }
            Component {
                id: answer
                AnswerMessage {
                    message: cell.model
                    busy: transcript.chat.answering
                    thoughtShown: transcript.thought.message === cell.model.messageId
                    onCaretLeft: transcript.focusLeft()
                    onCopied: text => transcript.chat.copy(text)
                    onLinkActivated: link => {
                        if (link.startsWith("cite:"))
                            transcript.citationWanted(cell.model.messageId, link);
                        else
                            transcript.linkActivated(link);
                    }
                    onThoughtWanted: {
                        transcript.thought.show(cell.model.messageId);
                        transcript.thoughtWanted();
                    }
                    onPassageSelected: passage => {
                        transcript.thought.show(cell.model.messageId);
                        transcript.thought.settle(passage);
                    }
                    onSiblingWanted: step => transcript.tree.showSibling(cell.model.messageId, step)
                    onRegenerateWanted: transcript.chat.regenerate(cell.model.messageId)
                    onForkWanted: transcript.tree.fork(cell.model.messageId)
                    onCompareWanted: transcript.compareWanted(cell.model.messageId)
                    marked: transcript.compare.marked.includes(cell.model.messageId)
                    onMarkWanted: transcript.compare.toggleMark(cell.model.messageId)
                    onReplayWanted: transcript.tree.replay(cell.model.messageId)
                    onRemoveWanted: transcript.tree.remove(cell.model.messageId)
                    onExportWanted: transcript.exportWanted(cell.model.messageId)
                }
            }
        }

        onCountChanged: {
            following = true;
            Qt.callLater(followEnd);
        }
        onScrolled: transcript.followReader()
    }

    WelcomePage {
        anchors.fill: parent
        visible: list.count === 0 && !transcript.chat.answering
        starter: transcript.starter
        server: transcript.server
        onExampleChosen: example => transcript.exampleChosen(example)
        onDownloadWanted: transcript.downloadWanted()
    }

    // What a screen reader says when an answer has ended.
    StatusLine {
        id: announcement
        opacity: 0
        Timer {
            id: said
            interval: 4000
            onTriggered: announcement.text = ""
        }
        Connections {
            target: transcript.chat
            function onAnsweringChanged() {
                announcement.text = transcript.chat.answering ? "" : qsTr("The answer has ended.");
                said.restart();
            }
        }
    }
    RoundButton {
        objectName: "toEndButton"
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.spacing
        // It goes when it is pressed: a click leaves the keyboard where it is, a key gives it to the list.
        focusPolicy: Qt.TabFocus
        visible: !transcript.following && !list.atYEnd
        icon.source: "qrc:/icons/ui/chevron-down.svg"
        icon.color: Theme.text
        Accessible.name: qsTr("To the end")
        Accessible.onPressAction: clicked()
        Keys.onReturnPressed: clicked()
        Keys.onEnterPressed: clicked()
        background: Rectangle {
            radius: width / 2
            color: Theme.surface
            border.color: Theme.border
        }
        onClicked: {
            if (activeFocus)
                list.forceActiveFocus(Qt.TabFocusReason);
            list.toEnd();
            transcript.following = true;
        }
    }
}
