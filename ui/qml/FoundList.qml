// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls

// What a field above it has found. The arrows lead from the field into the list and back, so that a screen reader tells
// the row that is chosen; what is typed in the list goes on in the field.
ListView {
    id: list

    required property Item field  // a TextField
    signal chosen()
    signal typed(string text)     // behind what the field has

    // From the field: the row behind the one that it would choose, or the one before.
    function enter(by) {
        if (list.count === 0)
            return;
        by > 0 ? list.incrementCurrentIndex() : list.decrementCurrentIndex();
        list.forceActiveFocus(Qt.TabFocusReason);
    }
    function leave() {
        list.field.forceActiveFocus(Qt.BacktabFocusReason);
        list.field.cursorPosition = list.field.length;
    }

    clip: true
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: true
    Accessible.role: Accessible.List
    ScrollBar.vertical: ScrollBar {}
    Keys.onDownPressed: list.incrementCurrentIndex()
    Keys.onUpPressed: list.currentIndex > 0 ? list.decrementCurrentIndex() : list.leave()
    Keys.onReturnPressed: list.chosen()
    Keys.onEnterPressed: list.chosen()
    // Rows give it the space bar, which would press them.
    function type(text) {
        list.leave();
        list.typed(list.field.text + text);
    }
    Keys.onPressed: event => {
        const erases = event.key === Qt.Key_Backspace;
        const types = event.text !== "" && event.text >= "!" && !(event.modifiers & (Qt.ControlModifier | Qt.AltModifier));
        if (!erases && !types)
            return;
        event.accepted = true;
        if (types) {
            list.type(event.text);
            return;
        }
        list.leave();
        list.typed(list.field.text.slice(0, -1));
    }
}
