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
    required property MachineViewModel machine
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

    function showThought() {
        if (twoPages)
            thoughtWanted = true;
        else
            thoughtDrawer.open();
    }

    // Where the reasoning stands now: beside, or in its drawer, which is opened.
    function reasoningPage() {
        showThought();
        return twoPages ? thoughtPage : drawerPage;
    }

    function goToSteps() {
        if (compare.active) {
            page.comparison.takeFocus();
        } else if (twoPages && thoughtPage.stepsFocused) {
            page.composer.takeFocus();
        } else {
            Qt.callLater(reasoningPage().takeFocus);
        }
    }

    // Shows the place of a document, or where a link leads.
    function follow(link) {
        if (link.startsWith("cite:"))
            window.document.openCitation(0, link);
        else
            dialogs.askToOpen(link);
    }

    function takeCaret() {
        if (compare.active)
            page.comparison.takeCaret();
        else if (twoPages && thoughtPage.stepsFocused)
            thoughtPage.takeCaret();
        else if (drawerPage.stepsFocused)
            drawerPage.takeCaret();
        else
            page.messages.takeCaret();
    }

    function bringUp() {
        window.show();
        window.raise();
        window.requestActivate();
    }
    onClosing: close => {
        if (tray.available) {
            close.accepted = false;
            window.hide();
        }
    }

    // What an action wants of the window.
    function perform(what) {
        switch (what) {
        case "new":
            conversations.startNew();
            page.composer.takeFocus();
            break;
        case "attach": page.composer.attachFiles(); break;
        case "find": Qt.callLater(reasoningPage().find); break;
        case "caret": takeCaret(); break;
        case "steps": goToSteps(); break;
        case "edit": page.messages.editLastQuestion(); break;
        case "compare":
            // What stands in the composer is what is to be asked.
            if (page.composer.text.trim() !== "")
                dialogs.askToCompare(0, page.composer.text);
            else
                dialogs.askToCompare(chat.lastQuestion(), chat.textOf(chat.lastQuestion()));
            break;
        case "sidebar": toggleSidebar(); break;
        case "thought": toggleThought(); break;
        case "read":
            if (chat.conversation !== 0) {
                const reasoning = reasoningPage();
                reasoning.reading = !reasoning.reading;
            }
            break;
        case "wider": widenThought(40); break;
        case "narrower": widenThought(-40); break;
        case "experts": reasoningPage().showExperts(); break;
        case "outline": {
            const reasoning = reasoningPage();
            reasoning.outlined = !reasoning.outlined;
            break;
        }
        case "fullScreen":
            visibility = visibility === Window.FullScreen ? Window.Windowed : Window.FullScreen;
            break;
        case "openModel": page.header.chooseModel(); break;
        case "openFolder": page.header.chooseFolder(); break;
        case "starter": models.chooseStarter(); break;
        default: dialogs.show(what);
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
    WindowLook {
        window: window
        appearance: window.appearance
        preferences: window.preferences
    }
    WindowTray {
        id: tray
        wanted: window.preferences.staysInTray
        onShowWanted: window.bringUp()
        onNewWanted: {
            window.bringUp();
            window.perform("new");
        }
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
            onNewRequested: page.composer.takeFocus()
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

            ConversationPage {
                id: page
                SplitView.fillWidth: true
                SplitView.minimumWidth: 380
                visible: !thoughtPage.reading
                chat: window.chat
                conversations: window.conversations
                thought: window.thought
                tree: window.tree
                compare: window.compare
                drafts: window.drafts
                parameters: window.parameters
                models: window.models
                prompts: window.prompts
                document: window.document
                notices: window.notices
                onWanted: what => window.perform(what)
                onThoughtWanted: window.showThought()
                onComparisonWanted: (message, text) => dialogs.askToCompare(message, text)
                onExportWanted: message => dialogs.exportAnswer(message)
                onPromptWanted: prompt => dialogs.fillPrompt(prompt)
                onLinkActivated: link => window.follow(link)
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
                onFocusLeft: page.composer.takeFocus()
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

    Dialogs {
        id: dialogs
        actions: actions
        chat: window.chat
        conversations: window.conversations
        tree: window.tree
        search: window.search
        compare: window.compare
        parameters: window.parameters
        models: window.models
        machine: window.machine
        library: window.library
        download: window.download
        servers: window.servers
        exporter: window.exporter
        prompts: window.prompts
        document: window.document
        importer: window.importer
        preferences: window.preferences
        onAsked: text => {
            if (page.composer.text === text)
                page.composer.clear();
        }
        onPromptFilled: text => page.composer.begin(text)
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
                page.composer.takeFocus();
            }
        }
        Connections {
            target: window.conversations
            function onCurrentChanged() {
                drawer.close();
            }
        }
    }
}
