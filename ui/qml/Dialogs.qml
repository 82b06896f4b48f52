// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import Mingsi.Ui

// The window's dialogs, and what opens them.
Item {
    id: dialogs

    required property Actions actions
    required property ChatViewModel chat
    required property ConversationsViewModel conversations
    required property TreeViewModel tree
    required property SearchViewModel search
    required property CompareViewModel compare
    required property ParametersViewModel parameters
    required property ModelViewModel models
    required property MachineViewModel machine
    required property LibraryViewModel library
    required property DownloadViewModel download
    required property ServersViewModel servers
    required property ExportViewModel exporter
    required property PromptsViewModel prompts
    required property DocumentViewModel document
    required property ImportViewModel importer
    required property Preferences preferences
    signal asked(string text)         // to compare
    signal promptFilled(string text)

    // Opens the one of an action.
    function show(what) {
        switch (what) {
        case "search": searchDialog.open(); break;
        case "palette": commandPalette.open(); break;
        case "tree": treeDialog.open(); break;
        case "rename": nameDialog.ask(qsTr("Title of the conversation"), conversations.currentTitle,
                                      title => conversations.rename(conversations.current, title)); break;
        case "tags": nameDialog.ask(qsTr("Tags, with commas between"), conversations.tagsOf(conversations.current),
                                    tags => conversations.setTags(conversations.current, tags)); break;
        case "folder": nameDialog.ask(qsTr("Folder; none when it is empty"), conversations.folderOf(conversations.current),
                                      folder => conversations.moveTo(folder, conversations.current)); break;
        case "prompts": promptsDialog.open(); break;
        case "library": libraryDialog.showLibrary(); break;
        case "download": libraryDialog.showDownload(); break;
        case "servers": libraryDialog.showServers(); break;
        case "export": exportDialog.choose(ExportViewModel.Branch); break;
        case "import": importDialog.open(); break;
        case "parameters": parametersDialog.open(); break;
        case "settings": settingsDialog.open(); break;
        }
    }
    function askToCompare(message, text) {
        compareDialog.ask(message, text);
    }
    function exportAnswer(message) {
        exporter.message = message;
        exportDialog.choose(ExportViewModel.Answer);
    }
    function fillPrompt(prompt) {
        promptFields.ask(prompt);
    }
    function askToOpen(link) {
        linkDialog.ask(link);
    }

    SearchDialog {
        id: searchDialog
        objectName: "searchDialog"
        search: dialogs.search
        conversations: dialogs.conversations
        parent: Overlay.overlay
        onChosen: (conversation, message, inReasoning, found) => {
            dialogs.conversations.open(conversation);
            if (message !== 0)
                dialogs.chat.reveal(message, inReasoning, found);
        }
    }
    TreeDialog {
        id: treeDialog
        objectName: "treeDialog"
        tree: dialogs.tree
        compare: dialogs.compare
        parent: Overlay.overlay
        anchors.centerIn: parent
    }
    CommandPalette {
        id: commandPalette
        objectName: "commandPalette"
        actions: dialogs.actions
        parent: Overlay.overlay
    }
    CompareDialog {
        id: compareDialog
        objectName: "compareDialog"
        compare: dialogs.compare
        models: dialogs.models
        library: dialogs.library
        servers: dialogs.servers
        onAsked: text => dialogs.asked(text)
        parent: Overlay.overlay
        anchors.centerIn: parent
    }
    ParametersDialog {
        id: parametersDialog
        objectName: "parametersDialog"
        parameters: dialogs.parameters
        inConversation: dialogs.chat.conversation !== 0
        parent: Overlay.overlay
        anchors.centerIn: parent
    }
    PromptsDialog {
        id: promptsDialog
        objectName: "promptsDialog"
        prompts: dialogs.prompts
        parent: Overlay.overlay
        anchors.centerIn: parent
        onUsed: prompt => promptFields.ask(prompt)
    }
    PromptFieldsDialog {
        id: promptFields
        objectName: "promptFields"
        prompts: dialogs.prompts
        parent: Overlay.overlay
        anchors.centerIn: parent
        onFilled: text => dialogs.promptFilled(text)
    }
    DocumentDialog {
        id: documentDialog
        objectName: "documentDialog"
        document: dialogs.document
        parent: Overlay.overlay
        anchors.centerIn: parent
    }
    ExportDialog {
        id: exportDialog
        objectName: "exportDialog"
        exporter: dialogs.exporter
        parent: Overlay.overlay
        anchors.centerIn: parent
    }
    ImportDialog {
        id: importDialog
        objectName: "importDialog"
        importer: dialogs.importer
        parent: Overlay.overlay
        anchors.centerIn: parent
    }
    LibraryDialog {
        id: libraryDialog
        objectName: "libraryDialog"
        library: dialogs.library
        download: dialogs.download
        servers: dialogs.servers
        models: dialogs.models
        parent: Overlay.overlay
        anchors.centerIn: parent
    }
    SettingsDialog {
        id: settingsDialog
        objectName: "settingsDialog"
        preferences: dialogs.preferences
        machine: dialogs.machine
        models: dialogs.models
        parent: Overlay.overlay
        anchors.centerIn: parent
    }
    NameDialog {
        id: nameDialog
        parent: Overlay.overlay
        anchors.centerIn: parent
    }
    ReplayDialog {
        objectName: "replayDialog"
        tree: dialogs.tree
        parent: Overlay.overlay
        anchors.centerIn: parent
    }
    LinkDialog {
        id: linkDialog
        parent: Overlay.overlay
        anchors.centerIn: parent
    }
}
