// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Mingsi.Ui

// Rich text that can be selected, by the mouse and, once it has the caret, by keys.
TextEdit {
    id: body

    property bool caret: false
    property string marked  // what was found
    signal copied(string text)
    signal edgeReached(int direction)  // an arrow leads out of it
    signal caretLeft()

    // What is selected, as it is to be copied.
    function selection() {
        return body.selectedText;
    }
    // How often a passage stands in it.
    function occurrences(passage) {
        return passage === "" ? 0 : body.getText(0, body.length).toLowerCase().split(passage.toLowerCase()).length - 1;
    }
    // Marks a passage, the first or a later one; where it stands, or -1.
    function mark(passage, nth = 0) {
        const text = body.getText(0, body.length).toLowerCase();
        let at = text.indexOf(passage.toLowerCase());
        for (let i = 0; i < nth && at >= 0; ++i)
            at = text.indexOf(passage.toLowerCase(), at + passage.length);
        if (at < 0)
            return -1;
        body.markRange(at, at + passage.length);
        return body.positionToRectangle(at).y;
    }
    // Selects in another colour, until something else is selected.
    function markRange(from, to) {
        body.select(from, to);
        body.marked = body.selectedText;
    }
    // In other colours, and with more behind it, the text is set anew: what was selected in it stays so. Not while it is
    // set: it has no lines then.
    property var selected: ({from: 0, to: 0, text: ""})
    property bool anew: false
    function keepSelection() {
        const {from, to, text} = body.selected;
        if (body.anew && body.selectedText === "" && text !== "" && body.getText(from, to) === text)
            body.select(from, to);
        body.anew = false;
        body.selected = {from: body.selectionStart, to: body.selectionEnd, text: body.selectedText};
    }
    onSelectedTextChanged: Qt.callLater(body.keepSelection)
    onTextChanged: {
        body.anew = true;
        Qt.callLater(body.keepSelection);
    }
    function takeCaret(place) {
        body.deselect();
        body.cursorPosition = place;
        body.forceActiveFocus();
        body.caret = true;
        body.cursorVisible = true;
        body.showCaret();
    }
    function leaveCaret() {
        body.deselect();
        body.focus = false;  // or it would get it back with what it stands in
        body.caretLeft();
    }
    // What it scrolls in; null when that is nothing.
    function view() {
        let item = body.parent;
        while (item && !(item instanceof Flickable && item.contentHeight > item.height + 1))
            item = item.parent;
        return item as Flickable;
    }
    // Scrolls whatever it stands in.
    function showCaret() {
        for (let item = body.parent; item; item = item.parent) {
            if (!(item instanceof Flickable))
                continue;
            const view = item as Flickable;
            const at = body.mapToItem(view.contentItem, body.cursorRectangle.x, body.cursorRectangle.y);
            const margin = body.cursorRectangle.height;
            if (at.y - margin < view.contentY)
                view.contentY = Math.max(view.originY, at.y - margin);
            else if (at.y + 2 * margin > view.contentY + view.height)
                view.contentY = at.y + 2 * margin - view.height;
            if (view.contentWidth > view.width + 1)
                view.contentX = Math.max(0, Math.min(view.contentWidth - view.width, at.x - view.width / 2));
        }
    }
    function wordEnd(from, direction) {
        const text = body.getText(0, body.length);
        let at = from;
        const isWord = i => /[\p{L}\p{N}]/u.test(text.charAt(i));
        const next = () => direction > 0 ? at : at - 1;
        while (next() >= 0 && next() < text.length && !isWord(next()))
            at += direction;
        while (next() >= 0 && next() < text.length && isWord(next()))
            at += direction;
        return at;
    }
    // How far a page leads.
    function page() {
        const view = body.view();
        return (view ? view.height : body.height) * 0.9;
    }
    // Where a key leads the caret; -1 when it is none that does.
    function target(event) {
        const rectangle = body.cursorRectangle;
        const far = (event.modifiers & Qt.ControlModifier) !== 0;
        switch (event.key) {
        case Qt.Key_Left: return far ? body.wordEnd(body.cursorPosition, -1) : Math.max(0, body.cursorPosition - 1);
        case Qt.Key_Right: return far ? body.wordEnd(body.cursorPosition, 1) : Math.min(body.length, body.cursorPosition + 1);
        case Qt.Key_Up: return body.positionAt(rectangle.x, rectangle.y - rectangle.height / 2);
        case Qt.Key_Down: return body.positionAt(rectangle.x, rectangle.y + rectangle.height * 1.5);
        case Qt.Key_PageUp: return body.positionAt(rectangle.x, rectangle.y - body.page());
        case Qt.Key_PageDown: return body.positionAt(rectangle.x, rectangle.y + body.page());
        case Qt.Key_Home: return far ? 0 : body.positionAt(0, rectangle.y + rectangle.height / 2);
        case Qt.Key_End: return far ? body.length : body.positionAt(body.width, rectangle.y + rectangle.height / 2);
        default: return -1;
        }
    }
    // The way a key leads up or down; 0 when it does neither.
    function vertical(key) {
        return key === Qt.Key_Up || key === Qt.Key_PageUp ? -1 : key === Qt.Key_Down || key === Qt.Key_PageDown ? 1 : 0;
    }
    function moveCaret(event) {
        const selecting = (event.modifiers & Qt.ShiftModifier) !== 0;
        if (event.modifiers & Qt.AltModifier)
            return false;
        const to = body.target(event);
        if (to < 0)
            return false;
        const direction = body.vertical(event.key);
        const edge = direction < 0 ? 0 : body.length;
        if (direction !== 0 && !selecting && body.cursorRectangle.y === body.positionToRectangle(edge).y) {
            body.edgeReached(direction);
            return true;
        }
        if (selecting) {
            body.moveCursorSelection(to, TextEdit.SelectCharacters);
        } else {
            body.deselect();
            body.cursorPosition = to;
        }
        body.showCaret();
        return true;
    }

    textFormat: TextEdit.RichText
    readOnly: true
    selectByMouse: true
    persistentSelection: true
    wrapMode: TextEdit.Wrap
    color: Theme.text
    selectionColor: marked !== "" && marked === selectedText ? Theme.found : Theme.selection
    selectedTextColor: Theme.text
    font.pixelSize: Theme.fontSize
    font.family: Theme.fontFamily
    Accessible.role: Accessible.StaticText
    // The caret is moved here and not by the element: one that takes keys itself takes the window's shortcuts, too.
    cursorDelegate: Rectangle {
        width: 2
        color: Theme.accent
        visible: body.caret && body.activeFocus
    }
    onFocusChanged: if (!focus) caret = false
    Keys.onPressed: event => {
        if (event.matches(StandardKey.Copy) && body.selectedText !== "") {
            body.copied(body.selection());
            event.accepted = true;
        } else if (!body.caret) {
            event.accepted = false;
        } else if (event.key === Qt.Key_Escape) {
            event.accepted = true;
            body.leaveCaret();
        } else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter) {
            const link = body.linkAt(body.cursorRectangle.x + 1, body.cursorRectangle.y + body.cursorRectangle.height / 2);
            event.accepted = link !== "";
            if (link !== "")
                body.linkActivated(link);
        } else {
            event.accepted = body.moveCaret(event);
        }
    }

    HoverHandler {
        cursorShape: parent.hoveredLink ? Qt.PointingHandCursor : Qt.IBeamCursor
    }
}
