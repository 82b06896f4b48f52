// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

// What a person asked. It can be asked otherwise: that makes another branch.
Item {
    id: question

    required property var message
    property bool editing: false
    property var edits: ({})
    signal focusLeft()
    signal copied(string text)
    signal edited(string text)
    signal siblingWanted(int step)
    signal forkWanted()
    signal removeWanted()
    signal exportWanted()
    signal documentWanted(int number)

    function edit() {
        editing = true;
        editor.text = question.edits[message.messageId] ?? message.messageText;
        editor.forceActiveFocus();
        editor.cursorPosition = editor.length;
    }
    function leave() {
        editing = false;
        delete question.edits[message.messageId];
        question.focusLeft();
    }
    // Marks a passage that was found; the place of it, or -1.
    function mark(passage) {
        const at = body.text.toLowerCase().indexOf(passage.toLowerCase());
        if (at < 0)
            return -1;
        body.select(at, at + passage.length);
        return body.mapToItem(question, 0, body.positionToRectangle(at).y).y;
    }
    function finish() {
        if (editor.text.trim() === "")
            return;
        leave();
        question.edited(editor.text);
    }

    Component.onCompleted: {
        if (question.edits[message.messageId] !== undefined) {
            editing = true;
            editor.text = question.edits[message.messageId];
        }
    }
    implicitHeight: bubble.y + bubble.height + (below.visible ? below.height : 0)
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("You: %1").arg(message.messageText)

    HoverHandler {
        id: hover
    }

    Flow {
        id: attached
        anchors.right: parent.right
        width: parent.width * 0.85
        layoutDirection: Qt.RightToLeft
        spacing: Theme.spacing
        visible: question.message.attachments.length > 0

        Repeater {
            model: question.message.attachments
            AttachmentCard {
                required property int index
                required property var modelData
                onOpenWanted: question.documentWanted(index)
                name: modelData.name
                size: modelData.size
                part: modelData.part
                preview: modelData.preview
            }
        }
    }
    Rectangle {
        id: bubble

        y: attached.visible ? attached.height + 6 : 0
        anchors.right: parent.right
        width: question.editing ? parent.width * 0.92
                                : Math.min(body.implicitWidth + 2 * Theme.padding, parent.width * 0.85)
        height: (question.editing ? editColumn.implicitHeight : body.implicitHeight) + 2 * (Theme.spacing + 2)
        radius: Theme.radius + 4
        color: Theme.question

        TextEdit {
            id: body
            objectName: "questionText"
            anchors.verticalCenter: parent.verticalCenter
            x: Theme.padding
            width: parent.width - 2 * Theme.padding
            visible: !question.editing
            // Plain text has one direction for all of its lines, where some are read from the right.
            readonly property var fromRight: /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
            readonly property bool mixed: fromRight.test(question.message.messageText)
            function directed(text) {
                const escaped = line => line.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
                const firstStrong = /[A-Za-z\u00c0-\u02af\u0370-\u03ff\u0400-\u052f\u3040-\u9fff\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
                const direction = line => body.fromRight.test((line.match(firstStrong) ?? [""])[0]) ? "rtl" : "ltr";
                return text.split("\n").map(line => `<p dir="${direction(line)}" style="margin:0px; white-space:pre-wrap">`
                                                    + `${escaped(line) || "<br/>"}</p>`).join("");
            }
            text: mixed ? directed(question.message.messageText) : question.message.messageText
            Accessible.role: Accessible.StaticText
            Accessible.name: question.message.messageText
            textFormat: mixed ? TextEdit.RichText : TextEdit.PlainText
            readOnly: true
            selectByMouse: true
            wrapMode: TextEdit.Wrap
            color: Theme.text
            selectionColor: Theme.selection
            selectedTextColor: Theme.text
            font.pixelSize: Theme.fontSize
            font.family: Theme.fontFamily
        }
        ColumnLayout {
            id: editColumn
            x: Theme.padding
            y: Theme.spacing + 2
            width: parent.width - 2 * Theme.padding
            visible: question.editing

            TextArea {
                id: editor
                objectName: "questionEditor"
                Layout.fillWidth: true
                padding: 0
                background: null
                wrapMode: TextEdit.Wrap
                textFormat: TextEdit.PlainText
                selectByMouse: true
                color: Theme.text
                selectionColor: Theme.selection
                selectedTextColor: Theme.text
                font.pixelSize: Theme.fontSize
                font.family: Theme.fontFamily
                Keys.onTabPressed: nextItemInFocusChain().forceActiveFocus(Qt.TabFocusReason)
                Accessible.name: qsTr("Your question")
                onTextChanged: if (question.editing) question.edits[question.message.messageId] = text
                Keys.onShortcutOverride: event => event.accepted = event.key === Qt.Key_Escape
                Keys.onEscapePressed: question.leave()
                Keys.onPressed: event => {
                    if (event.key !== Qt.Key_Return && event.key !== Qt.Key_Enter)
                        return;
                    if (event.modifiers & Qt.ShiftModifier || editor.inputMethodComposing)
                        return;
                    event.accepted = true;
                    question.finish();
                }
            }
            RowLayout {
                Layout.alignment: Qt.AlignRight
                TextButton {
                    text: qsTr("Cancel")
                    font.pixelSize: Theme.smallFontSize
                    onClicked: question.leave()
                }
                TextButton {
                    objectName: "askAgainButton"
                    text: qsTr("Ask (Enter)")
                    colour: Theme.accent
                    font.pixelSize: Theme.smallFontSize
                    onClicked: question.finish()
                }
            }
        }
    }
    RowLayout {
        id: below
        anchors.right: bubble.right
        anchors.top: bubble.bottom
        height: Theme.scaled(28)
        spacing: 2
        visible: !question.editing

        SiblingSwitch {
            number: question.message.sibling
            total: question.message.siblings
            onStepped: step => question.siblingWanted(step)
        }
        Row {
            opacity: hover.hovered || menu.visible || editButton.activeFocus || copyButton.activeFocus
                     || moreButton.activeFocus ? 1 : 0

            IconButton {
                id: editButton
                objectName: "editQuestionButton"
                implicitHeight: Theme.scaled(28)
                implicitWidth: Theme.scaled(30)
                iconName: "pencil"
                text: qsTr("Ask otherwise")
                onClicked: question.edit()
            }
            IconButton {
                id: copyButton
                implicitHeight: Theme.scaled(28)
                implicitWidth: Theme.scaled(30)
                iconName: "copy"
                text: qsTr("Copy the question")
                onClicked: question.copied(question.message.messageText)
            }
            IconButton {
                id: moreButton
                implicitHeight: Theme.scaled(28)
                implicitWidth: Theme.scaled(30)
                iconName: "more"
                text: qsTr("More")
                onClicked: menu.popup(0, height)

                ThemedMenu {
                    id: menu

                    Action {
                        text: qsTr("New conversation from here")
                        onTriggered: question.forkWanted()
                    }
                    Action {
                        text: qsTr("Export this message …")
                        onTriggered: question.exportWanted()
                    }
                    Action {
                        text: qsTr("Delete this branch")
                        onTriggered: question.removeWanted()
                    }
                }
            }
        }
    }
}
