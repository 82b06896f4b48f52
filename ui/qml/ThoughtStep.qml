// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// One step: its text, or its tokens, or the text being edited to go on from it.
Item {
    id: step

    required property int index
    required property string stepText
    required property string markdown
    required property string tokenHtml
    required property int number
    required property int tokens
    required property real seconds
    required property bool secondThought
    required property bool inAnswer

    property ThoughtViewModel thought
    property bool live: false
    property bool current: false
    property bool editable: true
    property bool editing: false
    property var edits: ({})
    readonly property string editKey: thought ? thought.message + ":" + index : ""
    property bool reading: false  // alone in the window, as large as an answer
    readonly property bool inspecting: thought !== null && thought.inspecting
    signal copied(string text)
    signal linkActivated(string link)
    signal tokenHovered(int token)
    signal tokenChosen(int token)
    signal focusLeft()
    signal goneOn()

    // Marks a stretch of the text as found. Where it stands, or -1.
    function mark(start, length) {
        flash.restart();
        if (step.inspecting) {
            body.markRange(start, start + length);
            return body.mapToItem(step, 0, body.positionToRectangle(start).y).y;
        }
        const passage = step.stepText.substr(start, length);
        const before = step.stepText.slice(0, start).toLowerCase().split(passage.toLowerCase()).length - 1;
        const at = formatted.mark(passage, before);
        return at < 0 ? -1 : formatted.mapToItem(step, 0, at).y;
    }
    // Puts the caret into the text, to select with keys.
    function takeCaret() {
        if (step.inspecting)
            body.takeCaret(0);
        else
            formatted.takeCaret();
    }
    // Where the lines of a token stand; its first blank may end one, and its word begin the next.
    function tokenLines(start, end) {
        const first = body.positionToRectangle(start);
        const last = body.positionToRectangle(end);
        const at = body.mapToItem(step, first.x, first.y);
        return { x: at.x, y: at.y, height: last.y + last.height - first.y };
    }
    function markToken(start, end) {
        body.select(start, end);
    }
    function unmarkToken() {
        body.deselect();
        body.cursorPosition = 0;
    }
    function edit() {
        editing = true;
        editor.text = step.edits[step.editKey] ?? stepText;
        editor.forceActiveFocus();
        editor.cursorPosition = editor.length;
    }
    function leave() {
        editing = false;
        delete step.edits[step.editKey];
        step.focusLeft();
    }
    function goOn() {
        editing = false;
        delete step.edits[step.editKey];
        step.goneOn();
        step.thought.continueFromRow(step.index, editor.text);
    }

    implicitHeight: column.implicitHeight + 10
    Component.onCompleted: {
        if (step.edits[step.editKey] !== undefined) {
            editing = true;
            editor.text = step.edits[step.editKey];
        }
    }
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1: %2").arg(inAnswer ? qsTr("Answer, paragraph %1").arg(number)
                     : secondThought ? qsTr("Step %1, second thought").arg(number) : qsTr("Step %1").arg(number))
                     .arg(stepText)
    Keys.onPressed: event => {
        if (event.key === Qt.Key_F2 && step.editable && !step.editing) {
            step.edit();
            event.accepted = true;
        }
    }

    HoverHandler {
        id: hover
    }
    Rectangle {
        anchors.fill: parent
        color: step.current || step.editing ? Qt.alpha(Theme.accent, 0.08) : "transparent"
        Rectangle {
            id: glow
            anchors.fill: parent
            color: Theme.accent
            opacity: 0
            SequentialAnimation {
                id: flash
                PropertyAction { target: glow; property: "opacity"; value: 0.18 }
                NumberAnimation { target: glow; property: "opacity"; to: 0; duration: Theme.reducedMotion ? 0 : 900 }
            }
        }
    }
    Rectangle {
        x: 6
        width: 3
        y: 6
        height: parent.height - 12
        radius: 1.5
        color: step.inAnswer ? Theme.accent : step.secondThought ? Theme.lamp : Theme.border
    }

    ColumnLayout {
        id: column
        x: Theme.padding
        y: 4
        width: parent.width - Theme.padding - Theme.spacing
        spacing: 1

        // No RowLayout: those of Qt 6.4 are not laid out again when they are made while their page opens.
        Item {
            Layout.fillWidth: true
            implicitHeight: Theme.scaled(22)

            Row {
                anchors.verticalCenter: parent.verticalCenter
                spacing: 6

                Label {
                    id: heading
                    text: (step.inAnswer ? qsTr("Answer %1").arg(step.number) : step.number)
                        + (step.secondThought ? " ↺ " + qsTr("second thought") : "")
                    color: step.secondThought ? Theme.lamp : Theme.mutedText
                    font.pixelSize: Theme.smallFontSize - 1
                }
                Label {
                    anchors.baseline: heading.baseline // a number alone has another font's height than Chinese beside it
                    visible: step.tokens > 0
                    text: qsTr("%n token(s)", "", step.tokens)
                        + (step.seconds >= 0.05 ? " · " + qsTr("%1 s").arg(Theme.seconds(step.seconds)) : "")
                    color: Theme.mutedText
                    font.pixelSize: Theme.smallFontSize - 1
                }
            }
            Row {
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter

                IconButton {
                    objectName: "editStepButton"
                    visible: step.editable && !step.editing && !step.live
                    opacity: hover.hovered || activeFocus || step.current ? 1 : 0
                    implicitWidth: Theme.scaled(24)
                    implicitHeight: Theme.scaled(22)
                    icon.width: Theme.scaled(15)
                    icon.height: Theme.scaled(15)
                    iconName: "branch"
                    text: qsTr("Edit and go on from here (F2)")
                    onClicked: step.edit()
                }
                IconButton {
                    opacity: hover.hovered || activeFocus ? 1 : 0
                    implicitWidth: Theme.scaled(24)
                    implicitHeight: Theme.scaled(22)
                    icon.width: Theme.scaled(15)
                    icon.height: Theme.scaled(15)
                    iconName: "copy"
                    text: qsTr("Copy this step")
                    onClicked: step.copied(step.stepText)
                }
            }
        }
        CaretText {
            id: body
            objectName: "stepText"
            Layout.fillWidth: true
            visible: !step.editing && step.inspecting
            text: visible ? step.tokenHtml : ""
            color: step.inAnswer ? Theme.text : Theme.thoughtText
            font.pixelSize: Theme.thoughtFontSize
            Accessible.name: qsTr("Tokens of step %1").arg(step.number)
            onLinkHovered: link => step.tokenHovered(link === "" ? -1 : Number(link.slice(6)))
            onLinkActivated: link => step.tokenChosen(Number(link.slice(6)))
            onCopied: text => step.copied(text)
            onCaretLeft: step.focusLeft()
            onSelectedTextChanged: selectionPause.restart()

            Timer {
                // When the selection has come to rest, the answer shows where it takes the passage up.
                id: selectionPause
                interval: 400
                onTriggered: if (body.selectedText.length > 1 && body.activeFocus && !step.inAnswer)
                    step.thought.takeUp(body.selectedText)
            }
        }
        AnswerText {
            id: formatted
            objectName: "formattedStep"
            Layout.fillWidth: true
            visible: !step.editing && !step.inspecting
            text: step.markdown
            label: step.inAnswer ? qsTr("Answer") : qsTr("Reasoning")
            settled: !step.live
            colour: step.inAnswer || step.reading ? Theme.text : Theme.thoughtText
            fontSize: step.reading ? Theme.fontSize : Theme.thoughtFontSize
            onCopied: text => step.copied(text)
            onLinkActivated: link => step.linkActivated(link)
            onCaretLeft: step.focusLeft()
            onPassageSelected: passage => {
                if (!step.inAnswer)
                    step.thought.takeUp(passage);
            }
        }
        TextArea {
            id: editor
            objectName: "stepEditor"
            Layout.fillWidth: true
            visible: step.editing
            wrapMode: TextEdit.Wrap
            textFormat: TextEdit.PlainText
            selectByMouse: true
            color: Theme.text
            selectionColor: Theme.selection
            selectedTextColor: Theme.text
            font.pixelSize: Theme.thoughtFontSize
            font.family: Theme.fontFamily
            Keys.onTabPressed: nextItemInFocusChain().forceActiveFocus(Qt.TabFocusReason)
            Accessible.name: qsTr("Text to go on from")
            background: Rectangle {
                radius: Theme.radius - 4
                color: Theme.surface
                border.color: Theme.accent
            }
            onTextChanged: if (step.editing) step.edits[step.editKey] = text
            Keys.onShortcutOverride: event => event.accepted = event.key === Qt.Key_Escape
            Keys.onEscapePressed: step.leave()
            Keys.onPressed: event => {
                if ((event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
                        && event.modifiers & Qt.ControlModifier) {
                    event.accepted = true;
                    step.goOn();
                }
            }
        }
        RowLayout {
            visible: step.editing
            Layout.fillWidth: true
            Label {
                Layout.fillWidth: true
                text: qsTr("The model goes on after this text, in a new branch.")
                wrapMode: Text.Wrap
                color: Theme.mutedText
                font.pixelSize: Theme.smallFontSize - 1
            }
            TextButton {
                text: qsTr("Cancel")
                font.pixelSize: Theme.smallFontSize
                onClicked: step.leave()
            }
            TextButton {
                objectName: "goOnButton"
                text: qsTr("Go on (Ctrl+Return)")
                font.pixelSize: Theme.smallFontSize
                colour: Theme.accent
                onClicked: step.goOn()
            }
        }
    }
}
