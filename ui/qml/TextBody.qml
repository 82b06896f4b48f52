// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Mingsi.Ui

// Rich text that can be selected, by the mouse and, once it has the caret, by keys. What is copied of it has formulas as
// TeX.
TextEdit {
    id: body

    required property AnswerBlocksModel blocks
    required property int row
    property string content
    signal passageSelected(string passage)
    signal copied(string text)
    signal edgeReached(int direction)  // an arrow leads out of it
    signal caretLeft()

    // What is selected, as it is to be copied.
    function selection() {
        return body.blocks.copied(body.row, body.getText(body.selectionStart, body.selectionEnd),
                                  body.getText(0, body.selectionStart));
    }
    // Marks a passage; where it stands, or -1.
    function mark(passage) {
        const at = body.getText(0, body.length).toLowerCase().indexOf(passage.toLowerCase());
        if (at < 0)
            return -1;
        body.select(at, at + passage.length);
        return body.positionToRectangle(at).y;
    }

    text: Theme.richTextStyle + body.content
    textFormat: TextEdit.RichText
    readOnly: true
    selectByMouse: true
    selectByKeyboard: true
    persistentSelection: true
    wrapMode: TextEdit.Wrap
    color: Theme.text
    selectionColor: Theme.selection
    selectedTextColor: Theme.text
    font.pixelSize: Theme.fontSize
    font.family: Theme.fontFamily
    Accessible.role: Accessible.StaticText
    onSelectedTextChanged: selectionPause.restart()
    Keys.onShortcutOverride: event => event.accepted = event.key === Qt.Key_Escape
    Keys.onEscapePressed: {
        body.deselect();
        body.caretLeft();
    }
    Keys.onUpPressed: event => body.leaveAtEdge(event, -1, 0)
    Keys.onDownPressed: event => body.leaveAtEdge(event, 1, body.length)
    function leaveAtEdge(event, direction, edge) {
        event.accepted = event.modifiers === Qt.NoModifier
                      && body.cursorRectangle.y === body.positionToRectangle(edge).y;
        if (event.accepted)
            body.edgeReached(direction);
    }
    Keys.onPressed: event => {
        if (event.matches(StandardKey.Copy) && body.selectedText !== "") {
            body.copied(body.selection());
            event.accepted = true;
        }
    }

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
        }
    }
    HoverHandler {
        cursorShape: parent.hoveredLink ? Qt.PointingHandCursor : Qt.IBeamCursor
    }
    Timer {
        // When the selection has come to rest, the thought shows where the passage was settled.
        id: selectionPause
        interval: 400
        onTriggered: if (body.selectedText.length > 1 && body.activeFocus)
            body.passageSelected(body.selection())
    }
}
