// SPDX-License-Identifier: Apache-2.0
// The page of the thought: its steps, its tokens, and going on from them.
import QtQuick
import QtTest
import Mingsi.Ui

WindowCase {
    name: "Thought"

    function test_reasoningStandsBesideTheAnswer() {
        ask("What is 2 + 3?");
        const page = find("thoughtPage");
        const text = findChild(lastAnswer(), "answerText");
        verify(page.visible);
        compare(testThought.message, testChat.transcript.data(testChat.transcript.index(1, 0), 257));
        verify(testThought.steps.count > 0);
        verify(page.mapToItem(null, 0, 0).x >= text.mapToItem(null, 0, 0).x + text.width, "beside, not below");
        // It can be put away and brought back.
        keyClick(Qt.Key_R, Qt.ControlModifier);
        tryVerify(() => !page.visible);
        findChild(lastAnswer(), "thoughtChip").clicked();
        tryVerify(() => page.visible);
    }

    function test_reasoningIsADrawerInANarrowWindow() {
        ask("What is 2 + 3?");
        window.width = 600;
        tryVerify(() => !find("sidebar").visible);
        verify(!find("thoughtPage").visible);
        findChild(lastAnswer(), "thoughtChip").clicked();
        const thought = findChild(window, "thoughtDrawer");
        tryVerify(() => thought.opened);
        keyClick(Qt.Key_Escape);
        tryVerify(() => !thought.visible);
        // The conversations are still at hand, in a drawer.
        find("sidebarButton").clicked();
        const drawer = findChild(window, "drawer");
        tryVerify(() => drawer.opened);
        keyClick(Qt.Key_Escape);
        tryVerify(() => !drawer.visible);
        window.width = 1280;
        tryVerify(() => find("sidebar").visible);
    }

    function test_aStepIsEditedAndTheModelGoesOn() {
        ask("What is 47 + 85?");
        const before = testThought.message;
        const steps = find("stepList");
        const step = steps.itemAtIndex(0);
        verify(step);
        step.edit();
        const editor = findChild(step, "stepEditor");
        tryVerify(() => editor.activeFocus);
        editor.text = "Let me see: ";
        keyClick(Qt.Key_Return, Qt.ControlModifier);
        tryVerify(() => testThought.message !== before, 20000);
        tryVerify(() => !testChat.answering, 60000);
        verify(testThought.allText().startsWith("Let me see:"), testThought.allText());
        compare(testChat.transcript.count, 2);
    }

    function test_anotherTokenIsChosen() {
        ask("What is 47 + 85?");
        const before = testThought.message;
        tryVerify(() => testThought.hasTokens);
        testThought.inspecting = true;
        const info = testThought.token(3);
        verify(info.alternatives.length > 1);
        verify(info.layers.length > 0);
        verify(testThought.expertLoad().length === info.layers.length);
        testThought.continueWithToken(3, info.alternatives[1].id);
        tryVerify(() => testThought.message !== before, 20000);
        tryVerify(() => !testChat.answering, 60000);
        compare(testThought.token(3).text, info.alternatives[1].text);
        compare(testThought.token(2).text.length > 0, true);
        testThought.inspecting = false;
    }

    function test_tokensAreReachedByKeys() {
        ask("What is 47 + 85?");
        tryVerify(() => testThought.hasTokens);
        testThought.inspecting = true;
        keyClick(Qt.Key_F6);
        const list = find("stepList");
        tryVerify(() => list.activeFocus);
        list.currentIndex = 0;
        keyClick(Qt.Key_Return);
        const popup = find("thoughtPage").tokenPopup;
        tryVerify(() => popup.opened && popup.pinned);
        compare(popup.token, testThought.firstToken(0));
        keyClick(Qt.Key_Right);
        compare(popup.token, testThought.firstToken(0) + 1);
        // The token is marked in its text, and the popup leaves its line free.
        for (let token = popup.token; token < popup.token + 30; ++token) {
            const info = testThought.token(token);
            if (info.row !== 0 || info.start === info.end)
                break;  // a line break between two steps belongs to neither
            compare(list.itemAtIndex(0).stepText.slice(info.start, info.end), info.text);
        }
        const body = find("stepText");
        const info = testThought.token(popup.token);
        compare(body.selectedText, info.text);
        const line = body.positionToRectangle(info.start);
        const top = body.mapToItem(null, 0, line.y).y;
        const popupTop = popup.contentItem.mapToItem(null, 0, 0).y - popup.padding;
        verify(popupTop >= top + line.height || popupTop + popup.height <= top, popupTop + " " + top);
        keyClick(Qt.Key_Left);
        keyClick(Qt.Key_Left);  // there is none before the first one of all
        compare(popup.token, testThought.firstToken(0));
        keyClick(Qt.Key_Escape);
        tryVerify(() => !popup.visible);
        testThought.inspecting = false;
        list.forceActiveFocus();
        keyClick(Qt.Key_F6);
        tryVerify(() => find("composerInput").activeFocus);
    }

    function test_theReasoningIsSearched() {
        ask("What is 47 + 85?");
        keyClick(Qt.Key_F, Qt.ControlModifier | Qt.ShiftModifier);
        const field = find("findField");
        tryVerify(() => field.activeFocus);
        field.text = "47";
        keyClick(Qt.Key_Return);
        const label = find("foundLabel");
        const all = Number(label.text.split(" ")[2]);
        verify(all > 1, label.text);
        compare(label.text, "1 of " + all);
        const body = findChild(find("stepList").itemAtIndex(0), "answerText");
        tryCompare(body, "selectedText", "47");
        const first = body.selectionStart;
        for (const mode of [Appearance.Dark, Appearance.Light]) {
            testAppearance.mode = mode;
            wait(60);  // until all is drawn anew
            compare(body.selectedText, "47");
            compare(body.selectionStart, first);
            verify(Qt.colorEqual(body.selectionColor, Theme.found));
        }
        keyClick(Qt.Key_Return);
        compare(label.text, "2 of " + all);
        tryVerify(() => body.selectionStart > first);
        keyClick(Qt.Key_Return, Qt.ShiftModifier);
        keyClick(Qt.Key_Return, Qt.ShiftModifier);
        compare(label.text, all + " of " + all);  // round and round
        field.text = "nowhere";
        keyClick(Qt.Key_Return);
        compare(label.text, "not found");
        keyClick(Qt.Key_Escape);
        tryVerify(() => find("stepList").activeFocus);
    }

    function test_longThoughtsAreWalkedThrough() {
        const thought = Array.from({length: 400}, (_, i) => (i % 7 === 0 ? "Wait, " : "") + "step " + (i + 1) + ": the value is "
                                   + (3 * i) + " and so on. ".repeat(1 + i % 9)).join("\n\n");
        testStore.tell([["Think", "Done.", thought]]);
        tryCompare(testThought.steps, "thoughts", 400);
        const list = find("stepList");
        list.forceActiveFocus();
        keyClick(Qt.Key_End);
        tryVerify(() => list.itemAtIndex(399) && list.atYEnd);
        wait(200);
        verify(list.atYEnd);
        keyClick(Qt.Key_Up);
        verify(list.currentIndex > 380, list.currentIndex);  // it goes on from where the reader is
        keyClick(Qt.Key_Home);
        tryVerify(() => list.itemAtIndex(0) && list.contentY <= list.originY);
        keyClick(Qt.Key_Down);
        verify(list.currentIndex < 8, list.currentIndex);
        // A place that was searched for is there, and stays.
        testThought.find("the value is 1050 ");
        const found = () => {
            const step = list.itemAtIndex(350);
            return step && step.y >= list.contentY - 1 && step.y < list.contentY + list.height;
        };
        tryVerify(found);
        wait(900);
        verify(found());
    }

    function test_tokensKeepThePlace() {
        const thought = Array.from({length: 400}, (_, i) => "step " + (i + 1) + ": the value is " + (3 * i)
                                   + " and so on. ".repeat(1 + i % 9)).join("\n\n");
        testStore.tell([["Think", "Done.", thought]]);
        tryCompare(testThought.steps, "thoughts", 400);
        const list = find("stepList");
        testThought.find("step 208:");
        const seen = () => {
            const step = list.itemAtIndex(207);
            return step && step.y + step.height > list.contentY && step.y < list.contentY + list.height;
        };
        tryVerify(seen);
        wait(900);
        for (const inspecting of [true, false]) {
            testThought.inspecting = inspecting;
            wait(1200);
            verify(seen(), inspecting + " " + list.indexAt(100, list.contentY + 100));
        }
    }

    function test_alternativesAreReachedByArrows() {
        ask("What is 47 + 85?");
        tryVerify(() => testThought.hasTokens);
        testThought.inspecting = true;
        keyClick(Qt.Key_F6);
        const list = find("stepList");
        tryVerify(() => list.activeFocus);
        list.currentIndex = 0;
        keyClick(Qt.Key_Return);
        const popup = find("thoughtPage").tokenPopup;
        tryVerify(() => popup.opened && popup.pinned);
        const seen = [];
        for (let i = 0; i < 4; ++i) {
            keyClick(Qt.Key_Down);
            seen.push(window.activeFocusItem.Accessible.name);
        }
        compare(new Set(seen).size, 4, seen.join("; "));
        keyClick(Qt.Key_Escape);
        testThought.inspecting = false;
    }
}
