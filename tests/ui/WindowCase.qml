// SPDX-License-Identifier: Apache-2.0
// A test case with the real window, and what all of them do with it.
import QtQuick
import QtTest
import Mingsi.Ui

TestCase {
    property var window
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
            machine: testMachine
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
        // What is in a dialog belongs to the window and not to its page.
        const item = findChild(window.contentItem, name) ?? findChild(window, name);
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

    SignalSpy {
        id: scrolling
        signalName: "contentYChanged"
    }

    // Formulas come in as they are typeset: a list rests when for about a second nothing moves any more.
    function comesToRest(list) {
        scrolling.target = list;
        let quiet = 0;
        for (let i = 0; i < 100 && quiet < 3; ++i) {
            scrolling.clear();
            wait(300);
            quiet = scrolling.count === 0 ? quiet + 1 : 0;
        }
        return quiet === 3;
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
}
