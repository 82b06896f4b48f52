// SPDX-License-Identifier: Apache-2.0
// Asking, and what becomes of conversations.
import QtQuick
import QtTest
import Mingsi.Ui

WindowCase {
    name: "Conversations"

    function test_enterSendsAndShiftEnterBreaksTheLine() {
        const input = find("composerInput");
        keyClick("h");
        keyClick("i");
        keyClick(Qt.Key_Return, Qt.ShiftModifier);
        keyClick("!");
        compare(input.text, "hi\n!");
        compare(testChat.transcript.count, 0);
        keyClick(Qt.Key_Return);
        compare(input.text, "");
        tryCompare(testChat.transcript, "count", 2, 20000);
        tryVerify(() => !testChat.answering, 60000);
    }

    function test_blankTextIsNotSent() {
        keyClick(Qt.Key_Space);
        keyClick(Qt.Key_Return);
        compare(testChat.transcript.count, 0);
        compare(find("sendButton").enabled, false);
    }

    function test_anAnswerHasVersions() {
        ask("What is 2 + 3?");
        const before = testThought.message;
        findChild(lastAnswer(), "regenerateButton").clicked();
        tryVerify(() => testThought.message !== before && !testChat.answering, 60000);
        compare(testChat.transcript.count, 2);
        verify(testThought.message !== before);
        keyClick(Qt.Key_Left, Qt.AltModifier);
        tryCompare(testThought, "message", before);
        keyClick(Qt.Key_Right, Qt.AltModifier);
        tryVerify(() => testThought.message !== before);
    }

    function test_upAsksTheLastQuestionOtherwise() {
        ask("What is 2 + 3?");
        keyClick(Qt.Key_Up);
        const list = find("messageList");
        list.positionViewAtBeginning();
        const question = list.itemAtIndex(0).item;
        verify(question.editing);
        const editor = findChild(question, "questionEditor");
        editor.text = "What is 4 + 4?";
        keyClick(Qt.Key_Return);
        tryVerify(() => testChat.transcript.count === 2 && !testChat.answering
                        && testChat.textOf(testChat.lastQuestion()) === "What is 4 + 4?", 60000);
        compare(testChat.textOf(testChat.lastQuestion()), "What is 4 + 4?");
        // The first version is a sibling.
        const first = testChat.lastQuestion();
        testTree.showSibling(first, -1);
        tryVerify(() => testChat.textOf(testChat.lastQuestion()) === "What is 2 + 3?");
    }

    function test_branchesAreDeletedAndComeBack() {
        ask("What is 2 + 3?");
        const answer = testThought.message;
        testTree.remove(answer);
        tryCompare(testChat.transcript, "count", 1);
        tryVerify(() => find("undoBar").visible);
        find("undoButton").clicked();
        tryCompare(testChat.transcript, "count", 2);
    }

    function test_aBranchBecomesAConversation() {
        ask("What is 2 + 3?");
        const before = testConversations.current;
        testTree.fork(testThought.message);
        tryVerify(() => testConversations.current !== before && testChat.transcript.count === 2);
    }

    function test_searchLeadsToThePlace() {
        ask("How many letters has xylophone?");
        const conversation = testConversations.current;
        testConversations.startNew();
        keyClick(Qt.Key_F, Qt.ControlModifier);
        const dialog = findChild(window, "searchDialog");
        tryVerify(() => dialog.opened);
        const field = findChild(dialog.contentItem, "searchField");
        verify(field.activeFocus);
        for (const letter of "xylo")
            keyClick(letter);
        tryVerify(() => testSearch.settled && testSearch.count > 0);
        keyClick(Qt.Key_Return);
        tryVerify(() => !dialog.visible);
        tryCompare(testConversations, "current", conversation);
        tryCompare(testChat.transcript, "count", 2);
    }

    function test_theMapShowsAllBranches() {
        ask("What is 2 + 3?");
        const before = testThought.message;
        testChat.regenerate(before);
        tryVerify(() => testThought.message !== before && !testChat.answering, 60000);
        keyClick(Qt.Key_M, Qt.ControlModifier);
        const dialog = findChild(window, "treeDialog");
        tryVerify(() => dialog.opened);
        tryCompare(testTree.map, "count", 3);
        keyClick(Qt.Key_Escape);
        tryVerify(() => !dialog.visible);
    }

    function test_moreAnswersBelongToTheQuestion() {
        ask("What is 2 + 3?");
        keyClick(Qt.Key_D, Qt.ControlModifier);
        const dialog = findChild(window, "compareDialog");
        tryVerify(() => dialog.opened);
        compare(findChild(dialog.contentItem, "compareQuestion").text, "What is 2 + 3?");
        keyClick(Qt.Key_Return, Qt.ControlModifier);
        tryVerify(() => testCompare.active && testCompare.columns.length === 2, 20000);
        tryVerify(() => !testChat.answering, 60000);
        testCompare.close();
        testTree.loadMap();
        tryCompare(testTree.map, "count", 4);  // one question, three answers
    }

    function test_promptsAskForWhatTheyNeed() {
        const input = find("composerInput");
        input.text = "/alternatives";
        keyClick(Qt.Key_Return);
        const dialog = findChild(window, "promptFields");
        tryVerify(() => dialog.opened);
        const field = findChild(dialog.contentItem, "promptField");
        tryVerify(() => field.activeFocus);
        field.text = "Rent or buy?";
        keyClick(Qt.Key_Return, Qt.ControlModifier);
        tryVerify(() => !dialog.visible);
        verify(input.text.startsWith("I have to decide: Rent or buy?"), input.text);
        verify(input.activeFocus);
        input.clear();
    }

    function test_replayGivesTheSame() {
        ask("What is 2 + 3?");
        testTree.replay(testThought.message);
        const dialog = findChild(window, "replayDialog");
        tryVerify(() => dialog.opened, 60000);
        tryVerify(() => !testTree.replaying, 60000);
        verify(dialog.text.startsWith("The same text"), dialog.text);
        keyClick(Qt.Key_Escape);
        tryVerify(() => !dialog.visible);
    }

    function test_escapeStops() {
        const input = find("composerInput");
        input.text = "Calculate 87 × 96.";
        keyClick(Qt.Key_Return);
        tryCompare(testChat.transcript, "count", 2, 20000);
        keyClick(Qt.Key_Escape);
        tryVerify(() => !testChat.answering, 20000);
    }

    function test_deletedConversationsComeBack() {
        ask("remember me");
        const id = testConversations.current;
        const before = testConversations.list.count;
        testConversations.remove(id);
        compare(testConversations.list.count, before - 1);
        tryVerify(() => find("undoBar").visible);
        find("undoButton").clicked();
        tryCompare(testConversations, "current", id);
        tryVerify(() => !find("undoBar").visible);
    }

    function test_closedSectionsStayClosed() {
        ask("What is 2 + 3?");
        const shown = testConversations.shown;
        testPreferences.restored();
        testConversations.setPinned(testConversations.current, true);
        const head = () => findNamed(find("sidebar"), item => item.Accessible.name === "Close the section Pinned");
        tryVerify(head);
        head().clicked();
        compare(shown.closed, ["pinned"]);
        const stored = Object.assign({}, testPreferences.window, {width: 0});  // the window stays as it is
        compare(stored.closedSections, ["pinned"]);
        // As at the next start.
        shown.closed = [];
        testPreferences.window = stored;
        testPreferences.restored();
        compare(shown.closed, ["pinned"]);
        compare(shown.collapsed, ["Pinned"]);
        shown.closed = [];
        testConversations.setPinned(testConversations.current, false);
    }
}
