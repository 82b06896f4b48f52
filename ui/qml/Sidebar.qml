// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// The conversations, and at the bottom the settings.
Rectangle {
    id: sidebar

    required property ConversationsViewModel conversations
    required property Appearance appearance
    required property Language language
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
            model: sidebar.conversations.list
            activeFocusOnTab: true
            keyNavigationEnabled: true
            boundsBehavior: Flickable.StopAtBounds
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Conversations")
            ScrollBar.vertical: ScrollBar {}

            delegate: ConversationRow {
                width: ListView.view.width
                current: conversationId === sidebar.conversations.current
                onOpened: sidebar.conversations.open(conversationId)
                onRenamed: title => sidebar.conversations.rename(conversationId, title)
                onRemoved: sidebar.conversations.remove(conversationId)
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

        TextButton {
            id: settingsButton
            objectName: "settingsButton"
            iconName: "settings"
            text: qsTr("Settings")
            colour: Theme.mutedText
            onClicked: settingsMenu.popup(0, -settingsMenu.implicitHeight)

            SettingsMenu {
                id: settingsMenu
                appearance: sidebar.appearance
                language: sidebar.language
            }
        }
    }

    Rectangle {
        anchors.right: parent.right
        width: 1
        height: parent.height
        color: Theme.border
    }
}
