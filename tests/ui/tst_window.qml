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
            models: testModels
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
        const answer = lastAnswer();
        const panel = findChild(answer, "reasoningPanel");
        const text = findChild(answer, "answerText");
        verify(panel.visible);
        verify(panel.text.length > 0);
        const p = panel.mapToItem(null, 0, 0);
        const t = text.mapToItem(null, 0, 0);
        verify(p.x >= t.x + text.width, "beside, not below");
        fuzzyCompare(p.y, t.y, 30);
        verify(!findChild(answer, "collapseButton").visible);
    }

    function test_reasoningStandsAboveInANarrowWindow() {
        ask("What is 2 + 3?");
        window.width = 600;
        tryVerify(() => !find("sidebar").visible);
        const answer = lastAnswer();
        const panel = findChild(answer, "reasoningPanel");
        const text = findChild(answer, "answerText");
        tryVerify(() => panel.mapToItem(null, 0, 0).y + panel.height <= text.mapToItem(null, 0, 0).y);
        const button = findChild(answer, "collapseButton");
        verify(button.visible);
        // The conversations are still at hand, in a drawer.
        find("sidebarButton").clicked();
        const drawer = findChild(window, "drawer");
        tryVerify(() => drawer.opened);
        keyClick(Qt.Key_Escape);
        tryVerify(() => !drawer.visible);
        const open = panel.height;
        button.clicked();
        tryVerify(() => panel.height < open);
        verify(!findChild(panel, "reasoningText").visible);
        window.width = 1180;
        tryVerify(() => find("sidebar").visible);
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
