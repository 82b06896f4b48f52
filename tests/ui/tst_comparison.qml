// SPDX-License-Identifier: Apache-2.0
// Answers side by side.
import QtQuick
import QtTest
import Mingsi.Ui

WindowCase {
    name: "Comparison"

    function test_anyAnswersStandSideBySide() {
        ask("What is 2 + 3?");
        const first = testThought.message;
        keyClick(Qt.Key_K, Qt.ControlModifier | Qt.ShiftModifier);
        verify(find("markBar").visible);
        verify(!find("showMarkedButton").visible);
        testConversations.startNew();
        ask("What is 4 + 4?");
        const there = testConversations.current;
        keyClick(Qt.Key_K, Qt.ControlModifier | Qt.ShiftModifier);
        keyClick(Qt.Key_K, Qt.ControlModifier | Qt.AltModifier);
        tryVerify(() => testCompare.active && testCompare.columns.length === 2);
        tryVerify(() => testCompare.columns[0].question === "What is 2 + 3?");
        compare(testCompare.columns[1].question, "What is 4 + 4?");
        verify(!testCompare.canVote);  // they answer different questions
        verify(!find("markBar").visible);
        // Going on with one leads to its conversation.
        testCompare.take(first);
        tryVerify(() => testConversations.current !== there && testChat.textOf(first) !== "");
        tryCompare(testThought, "message", first);
    }

    // What was to be brought into view belongs to the conversation that has been left.
    function test_aTakenAnswerHoldsNothingElseBack() {
        const paragraphs = Array.from({length: 60}, (_, i) => "Paragraph " + i + " of some text that says what it says.").join("\n\n");
        const list = find("messageList");
        const marked = [];
        for (const question of ["First?", "Second?"]) {
            const before = testConversations.current;
            testStore.tell([[question, paragraphs]]);
            tryVerify(() => testConversations.current !== before && testChat.transcript.count === 2);
            testCompare.toggleMark(testThought.message);
            marked.push(testThought.message);
        }
        testCompare.showMarked();
        tryVerify(() => testCompare.active && testCompare.columns.length === 2 && testCompare.columns[1].question !== "");
        testCompare.take(marked[0]);
        tryVerify(() => testChat.textOf(marked[0]) !== "" && !list.following);
        testStore.tell([["One?", paragraphs], ["Two?", paragraphs]]);
        tryCompare(testChat.transcript, "count", 4);
        verify(comesToRest(list));
        verify(list.atYEnd);
        verify(list.following);
    }

    // How much ink the right half of an item shows.
    function inkOf(item) {
        const image = grabImage(item);
        let ink = 0;
        for (let x = Math.floor(item.width * 0.55); x < item.width * 0.95; x += 3)
            for (let y = 0; y < item.height; y += 3)
                ink += image.red(x, y) < 120 && image.blue(x, y) < 140 ? 1 : 0;
        return ink;
    }

    function test_longDifferencesKeepTheirWords() {
        const block = i => "## Part " + i + "\n\nThe value of part " + i + " is $x_{" + i + "} = \\frac{" + i
                           + "}{2}$, **as said** before.\n\n| a | b |\n|--|--|\n| " + i + " | 2 |\n\n```py\nx = " + i + "\n```\n";
        testStore.tell([["Short?", "A short one."]]);
        tryCompare(testChat.transcript, "count", 2);
        testCompare.toggleMark(testThought.message);
        const before = testConversations.current;
        testStore.tell([["Long?", Array.from({length: 40}, (_, i) => block(i)).join("\n")]]);
        tryVerify(() => testConversations.current !== before && testChat.transcript.count === 2);
        testCompare.toggleMark(testThought.message);
        testCompare.showMarked();
        tryVerify(() => testCompare.active && testCompare.columns.length === 2);
        const list = find("compareRows");
        testCompare.differences = true;
        wait(600);
        const ink = inkOf(list);
        verify(ink > 100, ink);
        list.forceActiveFocus();
        for (const key of [Qt.Key_PageDown, Qt.Key_PageDown, Qt.Key_End, Qt.Key_Home]) {
            keyClick(key);
            wait(300);
            verify(inkOf(list) > ink / 3, key + ": " + inkOf(list) + " of " + ink);
        }
        testCompare.differences = false;
        testCompare.close();
    }

    function test_deletedAnswersLoseTheirMarks() {
        ask("What is 2 + 3?");
        testCompare.toggleMark(testThought.message);
        compare(testCompare.marked.length, 1);
        testTree.remove(testThought.message);
        tryVerify(() => testCompare.marked.length === 0);
    }
}
