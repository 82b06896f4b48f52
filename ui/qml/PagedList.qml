// SPDX-License-Identifier: Apache-2.0
import QtQuick

// A list that is scrolled by the page, too.
ListView {
    id: list

    signal paged()  // it was scrolled by a key

    function scrollPages(by) {
        const top = originY - topMargin;
        const bottom = Math.max(top, originY + contentHeight - height + bottomMargin);
        contentY = Math.max(top, Math.min(bottom, contentY + by * height * 0.9));
        list.paged();
    }
    Keys.onPressed: event => {
        switch (event.key) {
        case Qt.Key_PageUp: list.scrollPages(-1); break;
        case Qt.Key_PageDown: list.scrollPages(1); break;
        case Qt.Key_Home:
            list.positionViewAtBeginning();
            list.paged();
            break;
        case Qt.Key_End:
            list.positionViewAtEnd();
            list.paged();
            break;
        default: return;
        }
        event.accepted = true;
    }
}
