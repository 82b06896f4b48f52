// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Mingsi.Ui

// The conversation, or answers of it side by side, between the header and the composer.
ColumnLayout {
    id: page

    required property ChatViewModel chat
    required property ConversationsViewModel conversations
    required property ThoughtViewModel thought
    required property TreeViewModel tree
    required property CompareViewModel compare
    required property ComposerViewModel drafts
    required property ParametersViewModel parameters
    required property ModelViewModel models
    required property PromptsViewModel prompts
    required property DocumentViewModel document
    required property Notices notices
    readonly property alias header: headerBar
    readonly property alias comparison: comparePage
    readonly property alias messages: transcript
    readonly property alias composer: composerBar
    signal wanted(string what)  // an action, see Main.perform()
    signal thoughtWanted()
    signal comparisonWanted(var message, string text)
    signal exportWanted(var message)
    signal promptWanted(var prompt)
    signal linkActivated(string link)

    spacing: 0

    HeaderBar {
        id: headerBar
        objectName: "header"
        Layout.fillWidth: true
        title: page.conversations.currentTitle
        models: page.models
        chat: page.chat
        onSidebarToggled: page.wanted("sidebar")
        onSearchWanted: page.wanted("search")
        onTreeWanted: page.wanted("tree")
        onThoughtToggled: page.wanted("thought")
        onLibraryWanted: page.wanted("library")
        onDownloadWanted: page.wanted("download")
        onServersWanted: page.wanted("servers")
    }

    NoticeBar {
        objectName: "noticeBar"
        Layout.fillWidth: true
        notices: page.notices
    }

    ComparePage {
        id: comparePage
        objectName: "comparePage"
        Layout.fillWidth: true
        Layout.fillHeight: true
        visible: page.compare.active
        compare: page.compare
        onCopied: text => page.chat.copy(text)
        onLinkActivated: link => page.linkActivated(link)
        onAgainWanted: page.comparisonWanted(page.compare.questionMessage, page.compare.question)
    }

    Transcript {
        id: transcript
        objectName: "transcript"
        Layout.fillWidth: true
        Layout.fillHeight: true
        chat: page.chat
        thought: page.thought
        tree: page.tree
        compare: page.compare
        starter: page.models.starter
        server: page.models.server
        onDownloadWanted: page.wanted("download")
        onDocumentWanted: (message, number) => page.document.openOf(message, number)
        onCitationWanted: (message, link) => page.document.openCitation(message, link)
        onThoughtWanted: page.thoughtWanted()
        visible: !page.compare.active
        onCompareWanted: message => {
            const question = page.chat.questionOf(message);
            page.comparisonWanted(question, page.chat.textOf(question));
        }
        onExportWanted: message => page.exportWanted(message)
        onExampleChosen: example => page.chat.send(example)
        onFocusLeft: composerBar.takeFocus()
        onLinkActivated: link => page.linkActivated(link)
    }

    MarkBar {
        objectName: "markBar"
        Layout.fillWidth: true
        compare: page.compare
    }
    DeletedBar {
        id: deletedBar
        objectName: "undoBar"
        Layout.fillWidth: true
        conversations: page.conversations
        tree: page.tree
    }

    Composer {
        id: composerBar
        objectName: "composer"
        Layout.fillWidth: true
        chat: page.chat
        models: page.models
        parameters: page.parameters
        drafts: page.drafts
        prompts: page.prompts
        onPromptWanted: prompt => page.promptWanted(prompt)
        onDocumentWanted: number => page.document.openDraft(number)
        onEditLastWanted: transcript.editLastQuestion()
        onUndoWanted: if (deletedBar.visible) deletedBar.undone()
        onPageWanted: by => transcript.scrollPages(by)
    }
}
