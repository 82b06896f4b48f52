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
    required property ModelViewModel models
    required property Appearance appearance
    required property Language language
    required property Notices notices

    readonly property bool narrow: width < 760
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
    }

    Binding {
        target: Theme
        property: "dark"
        value: window.appearance.dark
    }

    Shortcut {
        sequences: [StandardKey.New]
        onActivated: {
            window.conversations.startNew();
            composer.takeFocus();
        }
    }
    Shortcut {
        sequence: "Escape"
        enabled: window.chat.answering
        onActivated: window.chat.stop()
    }
    Shortcut {
        sequence: "Ctrl+PgDown"
        onActivated: window.conversations.openNeighbour(1)
    }
    Shortcut {
        sequence: "Ctrl+PgUp"
        onActivated: window.conversations.openNeighbour(-1)
    }
    Shortcut {
        sequence: "Ctrl+B"
        onActivated: window.toggleSidebar()
    }
    Shortcut {
        sequences: [StandardKey.Open]
        onActivated: header.chooseModel()
    }
    Shortcut {
        sequences: [StandardKey.Find, "Ctrl+Shift+F"]
        onActivated: searchDialog.open()
    }
    Shortcut {
        sequence: "Ctrl+R"
        onActivated: window.toggleThought()
    }
    Shortcut {
        sequence: "Ctrl+M"
        enabled: window.chat.conversation !== 0
        onActivated: treeDialog.open()
    }
    Shortcut {
        sequences: ["Ctrl+Return", "Ctrl+Enter"]
        enabled: window.chat.thinking
        onActivated: window.chat.answerNow()
    }
    Shortcut {
        sequence: "Alt+Left"
        onActivated: transcript.switchSibling(-1)
    }
    Shortcut {
        sequence: "Alt+Right"
        onActivated: transcript.switchSibling(1)
    }
    Shortcut {
        sequences: [StandardKey.Quit]
        onActivated: Qt.quit()
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
            appearance: window.appearance
            language: window.language
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
                Accessible.name: qsTr("Width of the reasoning")
            }

        ColumnLayout {
            SplitView.fillWidth: true
            SplitView.minimumWidth: 380
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
            }

            NoticeBar {
                objectName: "noticeBar"
                Layout.fillWidth: true
                notices: window.notices
            }

            Transcript {
                id: transcript
                objectName: "transcript"
                Layout.fillWidth: true
                Layout.fillHeight: true
                chat: window.chat
                thought: window.thought
                tree: window.tree
                onThoughtWanted: {
                    if (window.twoPages)
                        window.thoughtWanted = true;
                    else
                        thoughtDrawer.open();
                }
                onExampleChosen: example => window.chat.send(example)
                onLinkActivated: link => linkDialog.ask(link)
            }

            UndoBar {
                objectName: "undoBar"
                Layout.fillWidth: true
                text: window.conversations.undoTitle !== "" ? qsTr("“%1” was deleted.").arg(window.conversations.undoTitle)
                    : window.tree.undoText !== "" ? qsTr("The branch “%1” was deleted.").arg(window.tree.undoText) : ""
                onUndone: window.conversations.undoTitle !== "" ? window.conversations.undoRemove() : window.tree.undoRemove()
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
                onEditLastWanted: transcript.editLastQuestion()
            }
        }

            ThoughtPage {
                objectName: "thoughtPage"
                SplitView.preferredWidth: Theme.thoughtWidth
                SplitView.minimumWidth: 280
                SplitView.maximumWidth: pages.width * 0.7
                visible: window.thoughtWanted && window.twoPages && window.chat.conversation !== 0
                thought: window.thought
                chat: window.chat
                onClosed: window.thoughtWanted = false
                onCopied: text => window.chat.copy(text)
            }
        }
    }

    Drawer {
        id: thoughtDrawer
        objectName: "thoughtDrawer"
        edge: Qt.RightEdge
        width: Math.min(window.width * 0.92, 520)
        height: window.height
        background: null

        ThoughtPage {
            anchors.fill: parent
            thought: window.thought
            chat: window.chat
            onClosed: thoughtDrawer.close()
            onCopied: text => window.chat.copy(text)
        }
    }
    SearchDialog {
        id: searchDialog
        objectName: "searchDialog"
        search: window.search
        parent: Overlay.overlay
        onChosen: (conversation, message, inReasoning) => {
            window.conversations.open(conversation);
            if (message !== 0)
                window.chat.reveal(message, inReasoning);
        }
    }
    TreeDialog {
        id: treeDialog
        objectName: "treeDialog"
        tree: window.tree
        parent: Overlay.overlay
        anchors.centerIn: parent
    }
    MessageDialogBox {
        id: replayDialog
        objectName: "replayDialog"
        title: qsTr("Replay")
        parent: Overlay.overlay
        anchors.centerIn: parent
    }
    Connections {
        target: window.tree
        function onReplayed(text) {
            replayDialog.text = text;
            replayDialog.open();
        }
    }

    Drawer {
        id: drawer
        objectName: "drawer"
        width: Theme.sidebarWidth
        height: window.height
        background: null

        Sidebar {
            anchors.fill: parent
            conversations: window.conversations
            appearance: window.appearance
            language: window.language
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
