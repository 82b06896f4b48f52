// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Mingsi.Ui

// Brings back deleted conversations and branches.
UndoBar {
    id: bar

    required property ConversationsViewModel conversations
    required property TreeViewModel tree
    // What was deleted last comes back first.
    property bool branchLast: false
    readonly property bool offersBranch: bar.tree.undoText !== ""
                                         && (branchLast || bar.conversations.undoTitle === "")

    text: offersBranch ? qsTr("The branch “%1” was deleted.").arg(bar.tree.undoText)
        : bar.conversations.undoTitle !== "" ? qsTr("“%1” was deleted.").arg(bar.conversations.undoTitle) : ""
    onUndone: offersBranch ? bar.tree.undoRemove() : bar.conversations.undoRemove()
    Connections {
        target: bar.conversations
        function onUndoChanged() {
            bar.branchLast = bar.conversations.undoTitle === "";
            bar.wait();
        }
    }
    Connections {
        target: bar.tree
        function onUndoChanged() {
            bar.branchLast = bar.tree.undoText !== "";
            bar.wait();
        }
    }
    onForgotten: {
        bar.conversations.forgetUndo();
        bar.tree.forgetUndo();
    }
}
