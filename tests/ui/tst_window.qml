// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import Mingsi.Ui

TestCase {
    id: test

    property var window
    name: "Window"
    when: windowShown

    Component {
        id: mainComponent
        Main {
            chat: testChat
            conversations: testConversations
            thought: testThought
            tree: testTree
            search: testSearch
            compare: testCompare
            drafts: testDrafts
            parameters: testParameters
            preferences: testPreferences
            models: testModels
            library: testLibrary
            download: testDownload
            servers: testServers
            document: testDocument
            exporter: testExporter
            prompts: testPrompts
            importer: testImporter
            appearance: testAppearance
            language: testLanguage
            notices: testNotices
        }
    }

    function find(name) {
        const item = findChild(window.contentItem, name);
        verify(item, name + " exists");
        return item;
    }

    SignalSpy {
        id: passages
        target: testThought
        signalName: "passageFound"
    }

    function initTestCase() {
        testAppearance.mode = Appearance.Light;
        window = mainComponent.createObject(null);
        verify(window, mainComponent.errorString());
        window.requestActivate();
        tryVerify(() => window.active);
        tryVerify(() => testModels.state === ModelViewModel.Ready, 20000);
    }

    function cleanupTestCase() {
        window.destroy();
    }

    function init() {
        testConversations.startNew();
        find("composerInput").clear();
        find("composerInput").forceActiveFocus();
    }

    function lastAnswer() {
        const list = find("messageList");
        list.positionViewAtEnd();
        return list.itemAtIndex(list.count - 1).item;
    }

    function ask(text) {
        const input = find("composerInput");
        // Whether it answers can't be polled: the answer may be there before one looks.
        const expected = testChat.conversation === 0 ? 2 : testChat.transcript.count + 2;
        input.text = text;
        keyClick(Qt.Key_Return);
        tryVerify(() => testChat.transcript.count === expected && !testChat.answering, 60000);
    }

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
        field.text = "write";
        keyClick(Qt.Key_Return);
        const label = find("foundLabel");
        const all = Number(label.text.split(" ")[2]);
        verify(all > 1, label.text);
        compare(label.text, "1 of " + all);
        const body = findChild(find("stepList").itemAtIndex(0), "answerText");
        tryCompare(body, "selectedText", "write");
        const first = body.selectionStart;
        for (const mode of [Appearance.Dark, Appearance.Light]) {
            testAppearance.mode = mode;
            wait(60);  // until all is drawn anew
            compare(body.selectedText, "write");
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

    SignalSpy {
        id: scrolling
        signalName: "contentYChanged"
    }
    // Whatever is higher than the view: it opens at its end, comes to rest, and is whole.
    function test_longAnswersComeToRest_data() {
        const paragraphs = n => Array.from({length: n}, (_, i) => "Paragraph " + i + " of some text that says what it says.").join("\n\n");
        return [{tag: "3 KB", text: paragraphs(60)}, {tag: "8 KB", text: paragraphs(160)}, {tag: "34 KB", text: paragraphs(650)},
                {tag: "formulas", text: Array.from({length: 300}, (_, i) => "Then $x_{" + i + "} = \\frac{" + i + "}{2}$ follows.").join("\n\n")}];
    }
    function test_longAnswersComeToRest(data) {
        const list = find("messageList");
        for (const last of ["A short one.", data.text]) {
            testStore.tell([["One?", data.text], ["Two?", last]]);
            tryCompare(testChat.transcript, "count", 4);
            tryVerify(() => list.atYEnd, 40000);
            scrolling.target = list;
            // Formulas come in as they are typeset: for about a second nothing moves any more.
            let quiet = 0;
            for (let i = 0; i < 100 && quiet < 3; ++i) {
                scrolling.clear();
                wait(300);
                quiet = scrolling.count === 0 ? quiet + 1 : 0;
            }
            compare(quiet, 3);
            verify(list.atYEnd);
            verify(list.itemAtIndex(3));
            testConversations.startNew();
            tryCompare(testChat.transcript, "count", 0);
        }
    }

    function test_blocksTakeTheirForm() {
        testStore.tell([["Show", "```python\nx = 1\n```\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n$$z^2$$\n"]]);
        tryCompare(testChat.transcript, "count", 2);
        tryVerify(() => findChild(lastAnswer(), "copyCodeButton") !== null);
        tryVerify(() => findChild(lastAnswer(), "copyCsvButton") !== null);
        tryVerify(() => findChild(lastAnswer(), "formulaImage") !== null);
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

    function test_theCaretIsLeft() {
        ask("What is 2 + 3?");
        keyClick(Qt.Key_F6);
        const list = find("stepList");
        tryVerify(() => list.activeFocus);
        keyClick(Qt.Key_F7);
        const text = () => findChild(list.currentItem, "answerText");
        tryVerify(() => text() && text().activeFocus && text().caret);
        keyClick(Qt.Key_Right);
        keyClick(Qt.Key_Escape);
        tryVerify(() => !text().activeFocus && !text().caret && list.activeFocus);
    }

    function test_deletedAnswersLoseTheirMarks() {
        ask("What is 2 + 3?");
        testCompare.toggleMark(testThought.message);
        compare(testCompare.marked.length, 1);
        testTree.remove(testThought.message);
        tryVerify(() => testCompare.marked.length === 0);
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

    // Qt's own dialog for files, which desktops without one show.
    function test_aTypedNameIsWritten() {
        ask("What is 2 + 3?");
        keyClick(Qt.Key_E, Qt.ControlModifier);
        const dialog = findChild(window, "exportDialog");
        tryVerify(() => dialog.opened);
        findChild(dialog.footer, "exportButton").clicked();
        const field = () => findNamed(dialog.parent, item => item.objectName === "fileNameTextField");
        tryVerify(() => field() && field().visible);
        wait(200);
        field().forceActiveFocus();
        field().selectAll();
        // In a folder that is not there: that the name came is told, and nothing is written.
        field().text = "nowhere/typedname";
        const save = findNamed(dialog.parent, item => item.text === "Save" && item.visible && item.clicked !== undefined);
        verify(save);
        save.clicked();
        tryVerify(() => testExporter.status.includes("nowhere/typedname.md"), 5000, testExporter.status);
        testExporter.reset();
        dialog.close();
        tryVerify(() => !dialog.visible);
    }
    function findNamed(item, fits) {
        if (fits(item))
            return item;
        for (const child of Array.from(item.children)) {
            const found = findNamed(child, fits);
            if (found)
                return found;
        }
        return null;
    }

    function test_theWheelScrolls() {
        const paragraphs = Array.from({length: 120}, (_, i) => "Paragraph " + i + " of some text.").join("\n\n");
        testStore.tell([["One?", paragraphs, paragraphs]]);
        tryCompare(testChat.transcript, "count", 2);
        for (const name of ["messageList", "stepList"]) {
            const list = find(name);
            tryVerify(() => list.contentHeight > 2 * list.height);
            list.following = true;
            list.toEnd();
            tryVerify(() => list.atYEnd);
            wait(200);
            const end = list.contentY;
            mouseWheel(list, list.width / 2, list.height / 2, 0, 240);
            tryVerify(() => list.contentY < end - 20, 2000, name);
            wait(400);
            verify(!list.following, name);
            for (let i = 0; i < 20; ++i)
                mouseWheel(list, list.width / 2, list.height / 2, 0, -480);
            tryVerify(() => list.atYEnd && list.following, 4000, name);
        }
    }

    function test_languagesAndSizesChangeTogether() {
        const language = testLanguage.choice;
        for (const zoom of [1.5, 0.8, 1]) {
            testPreferences.zoom = zoom;
            for (const choice of ["zh_CN", "en"]) {
                testLanguage.choice = choice;
                wait(100);
            }
        }
        testLanguage.choice = language;
        verify(find("composerInput").visible);
    }

    function test_textIsSelectedWithKeys() {
        ask("What is 2 + 3?");
        // The answer is read on another thread.
        tryVerify(() => findChild(lastAnswer(), "answerText") !== null);
        keyClick(Qt.Key_F7);
        const text = findChild(lastAnswer(), "answerText");
        tryVerify(() => text.activeFocus);
        keyClick(Qt.Key_Home, Qt.ControlModifier);
        keyClick(Qt.Key_End, Qt.ControlModifier | Qt.ShiftModifier);
        compare(text.selectedText, text.getText(0, text.length));
        passages.clear();
        passages.wait(5000);  // the thought shows where that was settled
        // The window's keys work all the same.
        keyClick(Qt.Key_K, Qt.ControlModifier);
        const palette = findChild(window, "commandPalette");
        tryVerify(() => palette.opened);
        const list = findChild(palette.contentItem, "paletteList");
        findChild(palette.contentItem, "paletteField").text = "All commands";
        tryCompare(list, "count", 1);
        keyClick(Qt.Key_Escape);
        tryVerify(() => !palette.visible);
        tryVerify(() => text.activeFocus);
        keyClick(Qt.Key_Escape);
        compare(text.selectedText, "");
        tryVerify(() => find("composerInput").activeFocus);
    }

    function test_thePaletteWorksByMouse() {
        keyClick(Qt.Key_K, Qt.ControlModifier);
        const palette = findChild(window, "commandPalette");
        tryVerify(() => palette.opened);
        const list = findChild(palette.contentItem, "paletteList");
        findChild(palette.contentItem, "paletteField").text = "Search";
        tryVerify(() => list.count > 0);
        mouseClick(list.itemAtIndex(0));
        const search = findChild(window, "searchDialog");
        tryVerify(() => search.opened);
        keyClick(Qt.Key_Escape);
        tryVerify(() => !search.visible);
    }

    function test_thePaletteWorksByKeys() {
        keyClick(Qt.Key_K, Qt.ControlModifier);
        const palette = findChild(window, "commandPalette");
        tryVerify(() => palette.opened);
        const list = findChild(palette.contentItem, "paletteList");
        const field = findChild(palette.contentItem, "paletteField");
        // The row that is chosen has the focus, so that a screen reader tells it; typing goes on in the field.
        keyClick(Qt.Key_Down);
        tryVerify(() => list.activeFocus && list.currentIndex === 1);
        keyClick("s");
        tryVerify(() => field.activeFocus);
        compare(field.text, "s");
        keyClick(Qt.Key_Down);
        keyClick(Qt.Key_Backspace);
        compare(field.text, "");
        keyClick(Qt.Key_Up);
        tryVerify(() => list.activeFocus);
        keyClick(Qt.Key_Up);
        tryVerify(() => field.activeFocus);
        field.text = "Search";
        keyClick(Qt.Key_Return);
        const search = findChild(window, "searchDialog");
        tryVerify(() => search.opened);
        keyClick(Qt.Key_Escape);
        tryVerify(() => !search.visible);
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

    function test_whoCancelsAnImportSeesWhatCameIn_data() {
        return [{tag: "button"}, {tag: "key"}];
    }
    function test_whoCancelsAnImportSeesWhatCameIn(data) {
        const dialog = findChild(window, "importDialog");
        dialog.look(testStore.conversationsFile(500));
        tryCompare(testImporter, "state", ImportViewModel.Looked, 20000);
        tryVerify(() => dialog.opened);
        mouseClick(find("importButton"));
        compare(testImporter.state, ImportViewModel.Importing);
        if (data.tag === "key")
            keyClick(Qt.Key_Escape);
        else
            mouseClick(find("importLeaveButton"));
        tryCompare(testImporter, "state", ImportViewModel.Cancelled, 20000);
        verify(dialog.opened);
        verify(/^Cancelled;.* \d+ new conversations?,.* \d+ messages/.test(find("importStatus").text),
               find("importStatus").text);
        keyClick(Qt.Key_Escape);
        tryVerify(() => !dialog.visible);
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

    function test_theLanguageIsSwitchedLive() {
        const input = find("composerInput");
        testLanguage.choice = "zh_CN";
        tryCompare(input, "placeholderText", "问点什么……");
        testLanguage.choice = "en";
        tryCompare(input, "placeholderText", "Ask something …");
    }

    function test_darkIsDark() {
        testAppearance.mode = Appearance.Dark;
        verify(window.color.hslLightness < 0.3);
        testAppearance.mode = Appearance.Light;
        verify(window.color.hslLightness > 0.8);
    }

    function test_everyButtonHasAName() {
        ask("What is 2 + 3?");
        const nameless = [];
        function walk(item) {
            if (item instanceof IconButton && item.text === "")
                nameless.push(item.iconName);
            for (let i = 0; i < item.children.length; ++i)
                walk(item.children[i]);
        }
        walk(window.contentItem);
        compare(nameless, []);
    }

    function test_aModelIsShownBeforeItIsOpened() {
        const dialog = findChild(window, "modelDialog");
        verify(dialog);
        testModels.inspect(Qt.resolvedUrl("../golden/v3.gguf"));
        tryVerify(() => dialog.opened, 20000);
        compare(dialog.name, "Mingsi test model v3");
        keyClick(Qt.Key_Escape);
        tryVerify(() => !dialog.visible);
        verify(testModels.starter);
    }

    function test_aRangeOfPartsIsMarked() {
        const rows = ["city,growth"];
        for (let row = 2; row <= 400; ++row)
            rows.push(`town ${row},${row % 10}`);
        testDrafts.attachFiles([testStore.file("growth.csv", rows.join("\n") + "\n")]);
        tryVerify(() => testDrafts.attachments.length === 1);
        testDocument.openDraft(0);
        tryVerify(() => !testDocument.loading);
        testDocument.opened(203, 208);
        const list = find("partList");
        tryVerify(() => list.itemAtIndex(203));
        tryVerify(() => Math.abs(list.itemAtIndex(203).y - list.contentY) < 2);
        const marked = [];
        for (let row = 203; row < 211; ++row)
            marked.push(list.itemAtIndex(row).marked);
        compare(marked, [true, true, true, true, true, true, false, false]);
        verify(!Qt.colorEqual(list.itemAtIndex(208).color, list.itemAtIndex(209).color));
        keyClick(Qt.Key_Escape);
        tryVerify(() => !findChild(window, "documentDialog").visible);
        testDrafts.detach(0);
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

    function test_noticesAreShownAndDismissed() {
        verify(!find("noticeBar").visible);
        testModels.choose("file:///nowhere/missing.gguf");
        tryVerify(() => find("noticeBar").visible, 20000);
        verify(find("noticeText").text.includes("/nowhere/missing.gguf"));
        tryVerify(() => testModels.state === ModelViewModel.Ready, 20000);
        testNotices.dismiss();
        tryVerify(() => !find("noticeBar").visible);
    }
}
