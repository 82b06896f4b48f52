// SPDX-License-Identifier: Apache-2.0
// The window as a whole: texts, dialogs, keys, languages and looks.
import QtQuick
import QtTest
import Mingsi.Ui

WindowCase {
    name: "Window"

    SignalSpy {
        id: passages
        target: testThought
        signalName: "passageFound"
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
            verify(comesToRest(list));
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

    function test_wherePeopleHaveModelsCompute() {
        keyClick(Qt.Key_Comma, Qt.ControlModifier);
        const dialog = findChild(window, "settingsDialog");
        tryVerify(() => dialog.opened);
        const place = name => findChild(dialog.contentItem, name);
        tryVerify(() => testMachine.gpuUsable || !testMachine.gpuProblem.includes("…"));
        verify(place("computeAutomatic").checked);
        for (const name of ["computeAutomatic", "computeProcessor", "computeGpu"])
            verify(place(name).Accessible.name !== "", name);
        const gpu = place("computeGpu");
        compare(gpu.enabled, testMachine.gpuUsable);
        compare(place("gpuProblem").visible, !testMachine.gpuUsable);
        verify(gpu.enabled || gpu.Accessible.description === testMachine.gpuProblem);
        verify(place("placeLabel").text.includes(testModels.place));
        place("computeAutomatic").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Tab);
        verify(place("computeProcessor").activeFocus);
        keyClick(Qt.Key_Space);
        compare(testPreferences.device, Preferences.Processor);
        verify(place("computeProcessor").checked && !place("computeAutomatic").checked);
        testPreferences.device = Preferences.Automatic;
        verify(place("computeAutomatic").checked && !place("computeProcessor").checked);
        const field = place("gpuMemoryField");
        compare(field.visible, testMachine.gpuUsable);
        testPreferences.gpuMemory = "12";
        compare(field.text, "12");
        testPreferences.gpuMemory = "";
        dialog.close();
        tryVerify(() => !dialog.visible);
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
        // A language is found by its own name and by that in the present one.
        for (const name of ["简体", "simplified chin"]) {
            field.text = name;
            compare(list.count, 1);
            compare(list.itemAtIndex(0).modelData.text, "简体中文");
        }
        field.text = "Search";
        keyClick(Qt.Key_Return);
        const search = findChild(window, "searchDialog");
        tryVerify(() => search.opened);
        keyClick(Qt.Key_Escape);
        tryVerify(() => !search.visible);
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
