// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// The conversations, and at the bottom the settings.
Rectangle {
    id: sidebar

    required property ConversationsViewModel conversations
    required property AppMenu menu
    signal newRequested()

    color: Theme.sidebar

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.spacing + 2
        spacing: Theme.spacing

        RowLayout {
            spacing: Theme.spacing

            Image {
                source: "qrc:/icons/mingsi.svg"
                sourceSize: Qt.size(26, 26)
                Layout.leftMargin: 4
                Accessible.ignored: true
            }
            Label {
                text: "Mingsi"
                font.pixelSize: Theme.titleFontSize
                font.weight: Font.DemiBold
                color: Theme.text
                Layout.fillWidth: true
            }
            IconButton {
                objectName: "newButton"
                iconName: "plus"
                text: qsTr("New conversation (Ctrl+N)")
                onClicked: {
                    sidebar.conversations.startNew();
                    sidebar.newRequested();
                }
            }
        }

        ListView {
            id: list
            objectName: "conversationList"
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            spacing: 2
            model: sidebar.conversations.shown
            section.property: "section"
            section.delegate: SectionHead {
                required property string section
                width: ListView.view.width
                title: section
                collapsed: sidebar.conversations.shown.collapsed.includes(section)
                plain: !sidebar.conversations.shown.sectioned
                folder: sidebar.conversations.folders.find(f => f.name === section)?.id ?? 0
                onToggled: sidebar.conversations.shown.toggleSection(section)
                onRenamed: name => sidebar.conversations.renameFolder(folder, name)
                onRemoved: sidebar.conversations.removeFolder(folder)
            }
            activeFocusOnTab: true
            // The first row of a closed section holds its heading, and is not seen.
            function stepBy(by) {
                let row = currentIndex + by;
                while (row >= 0 && row < count && sidebar.conversations.shown.isHidden(row))
                    row += by;
                if (row >= 0 && row < count)
                    currentIndex = row;
            }
            Keys.onUpPressed: stepBy(-1)
            Keys.onDownPressed: stepBy(1)
            Connections {
                target: sidebar.conversations
                function onCurrentChanged() {
                    Qt.callLater(list.showCurrent);
                }
            }
            function showCurrent() {
                const row = sidebar.conversations.shown.rowOf(sidebar.conversations.current);
                if (row < 0)
                    return;
                list.currentIndex = row;
                list.positionViewAtIndex(row, ListView.Contain);
            }
            boundsBehavior: Flickable.StopAtBounds
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Conversations")
            ScrollBar.vertical: ScrollBar {}

            delegate: ConversationRow {
                id: row
                readonly property bool hidden: sidebar.conversations.shown.collapsed.includes(row.ListView.section)
                visible: !hidden
                height: hidden ? 0 : Theme.controlHeight + 2
                width: ListView.view.width
                current: conversationId === sidebar.conversations.current
                onOpened: sidebar.conversations.open(conversationId)
                onRenamed: title => sidebar.conversations.rename(conversationId, title)
                onRemoved: sidebar.conversations.remove(conversationId)
                folders: sidebar.conversations.folders
                onPinToggled: sidebar.conversations.setPinned(conversationId, !pinned)
                onArchiveToggled: sidebar.conversations.setArchived(conversationId, !archived)
                onMoved: folder => sidebar.conversations.setFolder(conversationId, folder)
                onFolderWanted: nameDialog.ask(qsTr("New folder"), "", name => sidebar.conversations.createFolder(name, conversationId))
                onTagsWanted: nameDialog.ask(qsTr("Tags, with commas between"), sidebar.conversations.tagsOf(conversationId),
                                             tags => sidebar.conversations.setTags(conversationId, tags))
            }

            Label {
                anchors.centerIn: parent
                width: parent.width - 2 * Theme.padding
                visible: list.count === 0
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
                color: Theme.mutedText
                font.pixelSize: Theme.smallFontSize
                text: qsTr("Your conversations will stand here.")
            }
        }

        RowLayout {
            Layout.fillWidth: true
            visible: sidebar.conversations.tags.length > 0

            ChoiceBox {
                objectName: "tagBox"
                Layout.fillWidth: true
                label: qsTr("Only with the tag")
                model: [qsTr("All tags")].concat(sidebar.conversations.tags)
                currentIndex: Math.max(0, sidebar.conversations.tags.indexOf(sidebar.conversations.shown.tag) + 1)
                onActivated: index => sidebar.conversations.shown.tag = index > 0 ? sidebar.conversations.tags[index - 1] : ""
            }
        }
        TextButton {
            id: settingsButton
            objectName: "settingsButton"
            iconName: "settings"
            text: qsTr("Menu")
            colour: Theme.mutedText
            onClicked: sidebar.menu.popup(settingsButton, 0, -sidebar.menu.implicitHeight)
        }
    }
    NameDialog {
        id: nameDialog
        objectName: "nameDialog"
        parent: Overlay.overlay
        anchors.centerIn: parent
    }

    Rectangle {
        anchors.right: parent.right
        width: 1
        height: parent.height
        color: Theme.border
    }
}
