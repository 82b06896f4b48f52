// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

ApplicationWindow {
    id: window

    required property ChatViewModel chat
    required property ConversationsViewModel conversations
    required property ModelViewModel models
    required property Appearance appearance
    required property Language language
    required property Notices notices

    readonly property bool narrow: width < 760
    property bool sidebarWanted: true

    function toggleSidebar() {
        if (narrow)
            drawer.open();
        else
            sidebarWanted = !sidebarWanted;
    }

    width: 1180
    height: 760
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

        ColumnLayout {
            spacing: 0

            HeaderBar {
                id: header
                objectName: "header"
                Layout.fillWidth: true
                title: window.conversations.currentTitle
                models: window.models
                chat: window.chat
                onSidebarToggled: window.toggleSidebar()
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
                onExampleChosen: example => window.chat.send(example)
                onLinkActivated: link => linkDialog.ask(link)
            }

            UndoBar {
                objectName: "undoBar"
                Layout.fillWidth: true
                conversations: window.conversations
            }

            Composer {
                id: composer
                objectName: "composer"
                Layout.fillWidth: true
                chat: window.chat
                models: window.models
            }
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
