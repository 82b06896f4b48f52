// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Dialogs
import QtQuick.Layouts
import QtCore
import Mingsi.Ui

// Where questions are written. Enter sends, Shift+Enter breaks the line, Esc stops the answer. An Enter that an input
// method uses to accept its candidate never arrives here as a key.
Item {
    id: composer

    required property ChatViewModel chat
    required property ModelViewModel models
    required property ParametersViewModel parameters
    required property ComposerViewModel drafts
    required property PromptsViewModel prompts
    signal promptWanted(var prompt)
    signal documentWanted(int number)
    signal editLastWanted()
    signal pageWanted(int by)  // the conversation is to be scrolled
    signal undoWanted()
    property bool waiting: false  // the text is to be sent when the model has opened
    readonly property bool modelReady: models.state === ModelViewModel.Ready

    function takeFocus() {
        input.forceActiveFocus();
    }
    function send() {
        composer.waiting = !composer.modelReady && composer.models.state === ModelViewModel.Opening;
        if (composer.modelReady)
            composer.drafts.send(input.text);
    }
    onModelReadyChanged: if (composer.modelReady && composer.waiting) composer.send()

    function attachFiles() {
        fileDialog.open();
    }
    FileDialog {
        id: fileDialog
        title: qsTr("Attach documents")
        fileMode: FileDialog.OpenFiles
        currentFolder: StandardPaths.writableLocation(StandardPaths.DocumentsLocation)
        nameFilters: [qsTr("Documents and text (*)"), "PDF (*.pdf)", "Word (*.docx)", "Excel (*.xlsx)", "CSV (*.csv)"]
        onAccepted: composer.drafts.attachFiles(selectedFiles)
    }

    // Puts a prompt into the composer, its first blank selected.
    function usePrompt(prompt) {
        promptPopup.close();
        composer.promptWanted(prompt);
    }
    // A text to go on from, such as a prompt that has been filled in.
    readonly property string text: input.text
    function clear() {
        input.clear();
    }
    function begin(text) {
        input.text = text;
        input.cursorPosition = input.length;
        input.forceActiveFocus();
    }
    function lookForPrompts() {
        const slash = /^\/(\S*)$/.exec(input.text);
        promptPopup.prompts = slash ? composer.prompts.matching(slash[1]) : [];
        promptPopup.currentIndex = 0;
        if (promptPopup.prompts.length > 0)
            promptPopup.open();
        else
            promptPopup.close();
    }

    implicitHeight: box.y + box.height + below.height + Theme.padding + Theme.spacing
    Component.onCompleted: takeFocus()

    Connections {
        target: composer.drafts
        function onTextWanted(text) {
            input.text = text;
            input.cursorPosition = input.length;
        }
    }

    Flow {
        id: attached
        x: box.x
        y: 4
        width: box.width
        spacing: Theme.spacing
        visible: composer.drafts.attachments.length > 0

        Repeater {
            model: composer.drafts.attachments
            AttachmentCard {
                required property int index
                required property var modelData
                name: modelData.name
                size: modelData.size
                part: modelData.part
                preview: modelData.preview
                removable: true
                onOpenWanted: composer.documentWanted(index)
                onRemoved: composer.drafts.detach(index)
            }
        }
    }
    DropArea {
        anchors.fill: parent
        onDropped: drop => {
            if (drop.hasUrls)
                composer.drafts.attachFiles(drop.urls);
            else if (drop.hasText)
                input.insert(input.cursorPosition, drop.text);
        }
    }
    PromptPopup {
        id: promptPopup
        objectName: "promptPopup"
        x: box.x
        y: box.y - height - 4
        width: Math.min(box.width, 560)
        onChosen: prompt => composer.usePrompt(prompt)
    }

    Rectangle {
        id: box

        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width - 2 * Theme.padding, 860)
        height: Math.min(220, Math.max(Theme.controlHeight + 14, scroll.contentHeight + 14))
        y: 4 + (attached.visible ? attached.height + 6 : 0)
        radius: Theme.radius + 6
        color: Theme.surface
        border.color: input.activeFocus ? Theme.accent : Theme.border
        border.width: input.activeFocus ? 2 : 1

        ScrollView {
            id: scroll

            anchors.left: attach.right
            anchors.right: action.left
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            anchors.leftMargin: 2
            anchors.topMargin: 7
            anchors.bottomMargin: 7

            TextArea {
                id: input
                objectName: "composerInput"

                placeholderText: qsTr("Ask something …")
                placeholderTextColor: Theme.mutedText
                wrapMode: TextEdit.Wrap
                textFormat: TextEdit.PlainText
                selectByMouse: true
                color: Theme.text
                selectionColor: Theme.selection
                selectedTextColor: Theme.text
                font.pixelSize: Theme.fontSize
                background: null
                Keys.onTabPressed: nextItemInFocusChain().forceActiveFocus(Qt.TabFocusReason)
                Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
                Accessible.name: promptPopup.visible && promptPopup.current !== ""
                    ? qsTr("Your question, with the prompt %1").arg(promptPopup.current) : qsTr("Your question")
                onTextChanged: {
                    composer.drafts.edited(text);
                    composer.waiting = false;
                    composer.lookForPrompts();
                }
                Keys.onUpPressed: event => {
                    event.accepted = input.text === "" || promptPopup.visible;
                    if (promptPopup.visible)
                        promptPopup.step(-1);
                    else if (event.accepted)
                        composer.editLastWanted();
                }
                Keys.onDownPressed: event => {
                    event.accepted = promptPopup.visible;
                    promptPopup.step(1);
                }
                Keys.onPressed: event => {
                    if (event.matches(StandardKey.Paste)) {
                        event.accepted = composer.drafts.takeClipboard();
                        return;
                    }
                    if (event.matches(StandardKey.Undo) && !input.canUndo) {
                        event.accepted = true;
                        composer.undoWanted();
                        return;
                    }
                    if (event.key === Qt.Key_PageUp || event.key === Qt.Key_PageDown) {
                        event.accepted = true;
                        composer.pageWanted(event.key === Qt.Key_PageUp ? -1 : 1);
                        return;
                    }
                    if (event.key === Qt.Key_Escape && promptPopup.visible) {
                        promptPopup.close();
                        event.accepted = true;
                        return;
                    }
                    if (event.key !== Qt.Key_Return && event.key !== Qt.Key_Enter)
                        return;
                    if (event.modifiers & Qt.ShiftModifier || input.inputMethodComposing)
                        return;
                    event.accepted = true;
                    if (promptPopup.visible)
                        promptPopup.choose();
                    else
                        composer.send();
                }
            }
        }
        IconButton {
            id: attach
            objectName: "attachButton"

            anchors.left: parent.left
            anchors.bottom: parent.bottom
            anchors.margins: 7
            iconName: "attach"
            text: qsTr("Attach documents (Ctrl+U)")
            onClicked: composer.attachFiles()
        }
        IconButton {
            id: action
            objectName: "sendButton"

            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.margins: 7
            iconName: composer.chat.answering ? "stop" : "send"
            text: composer.chat.answering ? qsTr("Stop (Esc)") : qsTr("Send (Enter)")
            enabled: composer.chat.answering || (composer.modelReady && (input.text.trim() !== "" || attached.visible))
            colour: Theme.accentInk
            fill: Theme.accent
            onClicked: composer.chat.answering ? composer.chat.stop() : composer.send()
        }
    }
    RowLayout {
        id: below

        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: box.bottom
        anchors.topMargin: 5
        width: box.width
        spacing: Theme.spacing

        CheckLine {
            objectName: "thinkBox"
            visible: composer.parameters.canThink
            text: qsTr("Think first")
            checked: composer.parameters.thinking
            ToolTip.text: qsTr("Whether the model reasons before it answers (Ctrl+T)")
            ToolTip.visible: hovered
            ToolTip.delay: 600
            onToggled: composer.parameters.thinking = checked
        }
        TextButton {
            objectName: "answerNowLine"
            visible: composer.chat.thinking
            implicitHeight: Theme.scaled(24)
            iconName: "skip"
            icon.width: Theme.scaled(14)
            icon.height: Theme.scaled(14)
            text: qsTr("Answer now")
            colour: Theme.accent
            font.pixelSize: Theme.smallFontSize
            ToolTip.text: qsTr("End the thought here and have the answer (Ctrl+Return)")
            ToolTip.visible: hovered
            ToolTip.delay: 600
            onClicked: composer.chat.answerNow()
        }
        Label {
            objectName: "tokenCount"
            visible: composer.drafts.tokens > 0
            text: qsTr("%Ln token(s)", "", composer.drafts.tokens)
            color: Theme.mutedText
            font.pixelSize: Theme.smallFontSize
        }
        Label {
            Layout.fillWidth: true
            horizontalAlignment: composer.parameters.canThink ? Text.AlignRight : Text.AlignHCenter
            elide: Text.ElideRight
            text: composer.drafts.fitting ? qsTr("Looking for the passages that fit …")
                : composer.waiting ? qsTr("Sent as soon as the model has opened")
                : composer.models.server !== "" ? qsTr("Questions and attachments go to %1").arg(composer.models.server) : composer.width < Theme.scaled(520) ? qsTr("Enter sends") : qsTr("Enter sends · Shift+Enter new line · ↑ edits · Esc stops")
            color: composer.models.server !== "" ? Theme.accent : Theme.mutedText
            font.pixelSize: Theme.smallFontSize - 1
        }
    }
}
