// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

ApplicationWindow {
    id: window

    required property ChatViewModel chat
    required property ConversationsViewModel conversations
    required property ThoughtViewModel thought
    required property TreeViewModel tree
    required property SearchViewModel search
    required property CompareViewModel compare
    required property ComposerViewModel drafts
    required property ParametersViewModel parameters
    required property ModelViewModel models
    required property LibraryViewModel library
    required property DownloadViewModel download
    required property ServersViewModel servers
    required property ExportViewModel exporter
    required property PromptsViewModel prompts
    required property DocumentViewModel document
    required property ImportViewModel importer
    required property Appearance appearance
    required property Preferences preferences
    required property Language language
    required property Notices notices

    readonly property bool narrow: width < Theme.scaled(760)
    readonly property bool twoPages: width >= Theme.twoPagesWidth
    property bool sidebarWanted: true
    property bool thoughtWanted: true

    function toggleSidebar() {
        if (narrow)
            drawer.open();
        else
            sidebarWanted = !sidebarWanted;
    }

    function toggleThought() {
        if (twoPages)
            thoughtWanted = !thoughtWanted;
        else
            thoughtDrawer.open();
    }

    // Gives the reasoning so much more of the window.
    function widenThought(by) {
        place.thoughtWidth = Math.max(280, Math.min(pages.width * 0.7, thoughtPage.width + by));
        thoughtPage.SplitView.preferredWidth = place.thoughtWidth;
    }

    // Where the reasoning stands now: beside, or in its drawer, which is opened.
    function reasoningPage() {
        if (twoPages) {
            thoughtWanted = true;
            return thoughtPage;
        }
        thoughtDrawer.open();
        return drawerPage;
    }

    function goToSteps() {
        if (compare.active) {
            comparePage.takeFocus();
        } else if (twoPages && thoughtPage.stepsFocused) {
            composer.takeFocus();
        } else {
            Qt.callLater(reasoningPage().takeFocus);
        }
    }

    // Shows the place of a document, or where a link leads.
    function follow(link) {
        if (link.startsWith("cite:"))
            window.document.openCitation(0, link);
        else
            linkDialog.ask(link);
    }

    function takeCaret() {
        if (compare.active)
            comparePage.takeCaret();
        else if (twoPages && thoughtPage.stepsFocused)
            thoughtPage.takeCaret();
        else if (drawerPage.stepsFocused)
            drawerPage.takeCaret();
        else
            transcript.takeCaret();
    }

    function bringUp() {
        window.show();
        window.raise();
        window.requestActivate();
    }
    onClosing: close => {
        if (tray.item && tray.item.available) {
            close.accepted = false;
            window.hide();
        }
    }

    // What an action wants of the window.
    function perform(what) {
        switch (what) {
        case "new":
            conversations.startNew();
            composer.takeFocus();
            break;
        case "search": searchDialog.open(); break;
        case "palette": commandPalette.open(); break;
        case "rename": nameDialog.ask(qsTr("Title of the conversation"), conversations.currentTitle,
                                      title => conversations.rename(conversations.current, title)); break;
        case "tags": nameDialog.ask(qsTr("Tags, with commas between"), conversations.tagsOf(conversations.current),
                                    tags => conversations.setTags(conversations.current, tags)); break;
        case "folder": nameDialog.ask(qsTr("Folder; none when it is empty"), conversations.folderOf(conversations.current),
                                      folder => conversations.moveTo(folder, conversations.current)); break;
        case "attach": composer.attachFiles(); break;
        case "prompts": promptsDialog.open(); break;
        case "find": Qt.callLater(reasoningPage().find); break;
        case "caret": takeCaret(); break;
        case "steps": goToSteps(); break;
        case "tree": treeDialog.open(); break;
        case "edit": transcript.editLastQuestion(); break;
        case "compare":
            // What stands in the composer is what is to be asked.
            if (composer.text.trim() !== "")
                compareDialog.ask(0, composer.text);
            else
                compareDialog.ask(chat.lastQuestion(), chat.textOf(chat.lastQuestion()));
            break;
        case "sidebar": toggleSidebar(); break;
        case "thought": toggleThought(); break;
        case "read":
            if (chat.conversation !== 0) {
                const page = reasoningPage();
                page.reading = !page.reading;
            }
            break;
        case "wider": widenThought(40); break;
        case "narrower": widenThought(-40); break;
        case "experts": reasoningPage().showExperts(); break;
        case "outline": {
            const page = reasoningPage();
            page.outlined = !page.outlined;
            break;
        }
        case "fullScreen":
            visibility = visibility === Window.FullScreen ? Window.Windowed : Window.FullScreen;
            break;
        case "library": libraryDialog.showLibrary(); break;
        case "download": libraryDialog.showDownload(); break;
        case "export": exportDialog.choose(ExportViewModel.Branch); break;
        case "import": importDialog.open(); break;
        case "servers": libraryDialog.showServers(); break;
        case "openModel": header.chooseModel(); break;
        case "openFolder": header.chooseFolder(); break;
        case "starter": models.chooseStarter(); break;
        case "parameters": parametersDialog.open(); break;
        case "settings": settingsDialog.open(); break;
        }
    }

    width: 1280
    height: 800
    minimumWidth: 420
    minimumHeight: 360
    visible: true
    title: conversations.currentTitle + " — Mingsi"
    color: Theme.window
    font.pixelSize: Theme.fontSize
    palette {
        window: Theme.window
        windowText: Theme.text
        base: Theme.surface
        text: Theme.text
        button: Theme.surface
        buttonText: Theme.text
        highlight: Theme.selection
        highlightedText: Theme.text
        placeholderText: Theme.mutedText
        toolTipBase: Theme.surface
        toolTipText: Theme.text
        // Those below are of Qt's own file dialogs, where the desktop has none.
        light: Theme.surface
        midlight: Theme.raised
        mid: Theme.border
        dark: Theme.border
        brightText: Theme.text
        link: Theme.accent
    }

    TextShortcuts {}
    // Qt's own file dialogs, where the desktop has none, draw their line of folders on white whatever the palette says.
    function dressFolders(item) {
        if (item.upButtonSpacing !== undefined && item.background)
            item.background.color = Qt.binding(() => Theme.surface);
        else
            Array.from(item.children).forEach(dressFolders);
    }
    Connections {
        target: window.Overlay.overlay
        function onVisibleChildrenChanged() {
            window.dressFolders(window.Overlay.overlay);
        }
    }
    Binding {
        target: Theme
        property: "dark"
        value: window.appearance.dark
    }

    Binding {
        target: TextRenderer
        property: "dark"
        value: Theme.dark
    }
    Binding {
        target: TextRenderer
        property: "colour"
        value: Theme.text
    }
    Binding {
        target: TextRenderer
        property: "pixelSize"
        value: Theme.fontSize
    }
    Binding {
        target: TextRenderer
        property: "ratio"
        value: window.Screen.devicePixelRatio
    }
    Binding {
        target: Theme
        property: "highContrast"
        value: window.preferences.highContrast
    }
    Binding {
        target: Theme
        property: "reducedMotion"
        value: window.preferences.reducedMotion
    }
    Binding {
        target: Theme
        property: "zoom"
        value: window.preferences.zoom
    }
    Binding {
        target: Theme
        property: "readingWidth"
        value: window.preferences.readingWidth * window.preferences.zoom
    }
    Binding {
        target: Theme
        property: "fontFamily"
        value: window.preferences.fontFamily !== "" ? window.preferences.fontFamily : Qt.application.font.family
    }

    Loader {
        id: tray
        active: window.preferences.staysInTray
        source: "TrayIcon.qml"
    }
    Connections {
        target: tray.item
        function onShowWanted() { window.bringUp(); }
        function onNewWanted() {
            window.bringUp();
            window.perform("new");
        }
        function onQuitWanted() { Qt.quit(); }
    }
    WindowPlace {
        id: place
        window: window
        preferences: window.preferences
        sections: window.conversations.shown
    }
    Actions {
        id: actions
        chat: window.chat
        conversations: window.conversations
        thought: window.thought
        tree: window.tree
        compare: window.compare
        parameters: window.parameters
        appearance: window.appearance
        preferences: window.preferences
        language: window.language
        reading: thoughtPage.reading && thoughtPage.visible
        onWanted: what => window.perform(what)
    }
    AppMenu {
        id: appMenu
        actions: actions
    }

    RowLayout {
        anchors.fill: parent
        spacing: 0

        Sidebar {
            objectName: "sidebar"
            Layout.fillHeight: true
            Layout.preferredWidth: Theme.sidebarWidth
            visible: window.sidebarWanted && !window.narrow
            conversations: window.conversations
            menu: appMenu
            onNewRequested: composer.takeFocus()
        }

        SplitView {
            id: pages
            Layout.fillWidth: true
            Layout.fillHeight: true
            orientation: Qt.Horizontal
            handle: Rectangle {
                implicitWidth: 5
                color: SplitHandle.hovered || SplitHandle.pressed ? Theme.accent : Theme.border
                Accessible.role: Accessible.Splitter
                Accessible.name: qsTr("Width of the reasoning")
            }

        ColumnLayout {
            SplitView.fillWidth: true
            SplitView.minimumWidth: 380
            visible: !thoughtPage.reading
            spacing: 0

            HeaderBar {
                id: header
                objectName: "header"
                Layout.fillWidth: true
                title: window.conversations.currentTitle
                models: window.models
                chat: window.chat
                onSidebarToggled: window.toggleSidebar()
                onSearchWanted: searchDialog.open()
                onTreeWanted: treeDialog.open()
                onThoughtToggled: window.toggleThought()
                onLibraryWanted: window.perform("library")
                onDownloadWanted: window.perform("download")
                onServersWanted: window.perform("servers")
            }

            NoticeBar {
                objectName: "noticeBar"
                Layout.fillWidth: true
                notices: window.notices
            }

            ComparePage {
                id: comparePage
                objectName: "comparePage"
                Layout.fillWidth: true
                Layout.fillHeight: true
                visible: window.compare.active
                compare: window.compare
                onCopied: text => window.chat.copy(text)
                onLinkActivated: link => window.follow(link)
                onAgainWanted: compareDialog.ask(window.compare.questionMessage, window.compare.question)
            }

            Transcript {
                id: transcript
                objectName: "transcript"
                Layout.fillWidth: true
                Layout.fillHeight: true
                chat: window.chat
                thought: window.thought
                tree: window.tree
                compare: window.compare
                starter: window.models.starter
                server: window.models.server
                onDownloadWanted: window.perform("download")
                onDocumentWanted: (message, number) => window.document.openOf(message, number)
                onCitationWanted: (message, link) => window.document.openCitation(message, link)
                onThoughtWanted: {
                    if (window.twoPages)
                        window.thoughtWanted = true;
                    else
                        thoughtDrawer.open();
                }
                visible: !window.compare.active
                onCompareWanted: message => compareDialog.ask(window.chat.questionOf(message), window.chat.textOf(window.chat.questionOf(message)))
                onExportWanted: message => {
                    window.exporter.message = message;
                    exportDialog.choose(ExportViewModel.Answer);
                }
                onExampleChosen: example => window.chat.send(example)
                onFocusLeft: composer.takeFocus()
                onLinkActivated: link => linkDialog.ask(link)
            }

            OfferBar {
                objectName: "markBar"
                Layout.fillWidth: true
                text: window.compare.marked.length > 0 && !window.compare.active
                    ? qsTr("%n answer(s) marked to compare", "", window.compare.marked.length) : ""

                TextButton {
                    objectName: "showMarkedButton"
                    visible: window.compare.marked.length > 1
                    text: qsTr("Side by side")
                    iconName: "columns"
                    colour: Theme.accent
                    implicitHeight: Theme.scaled(30)
                    onClicked: window.compare.showMarked()
                }
                IconButton {
                    objectName: "clearMarksButton"
                    implicitWidth: Theme.scaled(30)
                    implicitHeight: Theme.scaled(30)
                    iconName: "close"
                    text: qsTr("Take the marks away")
                    onClicked: window.compare.clearMarks()
                }
            }
            UndoBar {
                id: undoBar
                objectName: "undoBar"
                Layout.fillWidth: true
                // What was deleted last comes back first.
                property bool branchLast: false
                readonly property bool offersBranch: window.tree.undoText !== ""
                                                     && (branchLast || window.conversations.undoTitle === "")
                text: offersBranch ? qsTr("The branch “%1” was deleted.").arg(window.tree.undoText)
                    : window.conversations.undoTitle !== "" ? qsTr("“%1” was deleted.").arg(window.conversations.undoTitle) : ""
                onUndone: offersBranch ? window.tree.undoRemove() : window.conversations.undoRemove()
                Connections {
                    target: window.conversations
                    function onUndoChanged() {
                        undoBar.branchLast = window.conversations.undoTitle === "";
                        undoBar.wait();
                    }
                }
                Connections {
                    target: window.tree
                    function onUndoChanged() {
                        undoBar.branchLast = window.tree.undoText !== "";
                        undoBar.wait();
                    }
                }
                onForgotten: {
                    window.conversations.forgetUndo();
                    window.tree.forgetUndo();
                }
            }

            Composer {
                id: composer
                objectName: "composer"
                Layout.fillWidth: true
                chat: window.chat
                models: window.models
                parameters: window.parameters
                drafts: window.drafts
                prompts: window.prompts
                onPromptWanted: prompt => promptFields.ask(prompt)
                onDocumentWanted: number => window.document.openDraft(number)
                onEditLastWanted: transcript.editLastQuestion()
                onUndoWanted: if (undoBar.visible) undoBar.undone()
                onPageWanted: by => transcript.scrollPages(by)
            }
        }

            ThoughtPage {
                id: thoughtPage
                objectName: "thoughtPage"
                SplitView.preferredWidth: place.thoughtWidth
                SplitView.minimumWidth: 280
                SplitView.maximumWidth: reading ? pages.width : pages.width * 0.7
                SplitView.fillWidth: reading
                onVisibleChanged: if (!visible) reading = false
                onWidthChanged: if (pages.resizing) place.thoughtWidth = width
                visible: window.thoughtWanted && window.twoPages && window.chat.conversation !== 0
                         && !window.compare.active
                thought: window.thought
                chat: window.chat
                onClosed: window.thoughtWanted = false
                onLinkActivated: link => window.follow(link)
                onCopied: text => window.chat.copy(text)
                onFocusLeft: composer.takeFocus()
            }
        }
    }

    ThemedDrawer {
        id: thoughtDrawer
        objectName: "thoughtDrawer"
        edge: Qt.RightEdge
        width: drawerPage.reading ? window.width : Math.min(window.width * 0.92, 520)
        onClosed: drawerPage.reading = false
        height: window.height

        ThoughtPage {
            id: drawerPage
            objectName: "drawerPage"
            anchors.fill: parent
            thought: window.thought
            chat: window.chat
            onClosed: thoughtDrawer.close()
            onLinkActivated: link => window.follow(link)
            onCopied: text => window.chat.copy(text)
        }
    }
    SearchDialog {
        id: searchDialog
        objectName: "searchDialog"
        search: window.search
        conversations: window.conversations
        parent: Overlay.overlay
        onChosen: (conversation, message, inReasoning, found) => {
            window.conversations.open(conversation);
            if (message !== 0)
                window.chat.reveal(message, inReasoning, found);
        }
    }
    TreeDialog {
        id: treeDialog
        objectName: "treeDialog"
        tree: window.tree
        compare: window.compare
        parent: Overlay.overlay
        anchors.centerIn: parent
    }
    CommandPalette {
        id: commandPalette
        objectName: "commandPalette"
        actions: actions
        parent: Overlay.overlay
    }
    CompareDialog {
        id: compareDialog
        objectName: "compareDialog"
        compare: window.compare
        models: window.models
        library: window.library
        servers: window.servers
        onAsked: text => {
            if (composer.text === text)
                composer.clear();
        }
        parent: Overlay.overlay
        anchors.centerIn: parent
    }
    ParametersDialog {
        id: parametersDialog
        objectName: "parametersDialog"
        parameters: window.parameters
        inConversation: window.chat.conversation !== 0
        parent: Overlay.overlay
        anchors.centerIn: parent
    }
    PromptsDialog {
        id: promptsDialog
        objectName: "promptsDialog"
        prompts: window.prompts
        parent: Overlay.overlay
        anchors.centerIn: parent
        onUsed: prompt => promptFields.ask(prompt)
    }
    PromptFieldsDialog {
        id: promptFields
        objectName: "promptFields"
        prompts: window.prompts
        parent: Overlay.overlay
        anchors.centerIn: parent
        onFilled: text => composer.begin(text)
    }
    DocumentDialog {
        id: documentDialog
        objectName: "documentDialog"
        document: window.document
        parent: Overlay.overlay
        anchors.centerIn: parent
    }
    ExportDialog {
        id: exportDialog
        objectName: "exportDialog"
        exporter: window.exporter
        parent: Overlay.overlay
        anchors.centerIn: parent
    }
    ImportDialog {
        id: importDialog
        objectName: "importDialog"
        importer: window.importer
        parent: Overlay.overlay
        anchors.centerIn: parent
    }
    LibraryDialog {
        id: libraryDialog
        objectName: "libraryDialog"
        library: window.library
        download: window.download
        servers: window.servers
        models: window.models
        parent: Overlay.overlay
        anchors.centerIn: parent
    }
    SettingsDialog {
        id: settingsDialog
        objectName: "settingsDialog"
        preferences: window.preferences
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
        tree: window.tree
        parent: Overlay.overlay
        anchors.centerIn: parent
    }

    ThemedDrawer {
        id: drawer
        objectName: "drawer"
        width: Theme.sidebarWidth
        height: window.height

        Sidebar {
            anchors.fill: parent
            conversations: window.conversations
            menu: appMenu
            onNewRequested: {
                drawer.close();
                composer.takeFocus();
            }
        }
        Connections {
            target: window.conversations
            function onCurrentChanged() {
                drawer.close();
            }
        }
    }

    LinkDialog {
        id: linkDialog
        anchors.centerIn: parent
    }
}
