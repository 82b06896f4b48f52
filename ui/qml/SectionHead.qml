// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

// The heading of a section of conversations; a click closes or opens it. Folders can be renamed and taken away.
AbstractButton {
    id: head

    property string title
    property bool collapsed: false
    property bool plain: false
    property var folder: 0
    signal toggled()
    signal renamed(string name)
    signal removed()

    implicitHeight: plain ? 0 : 28
    enabled: !plain
    visible: !plain
    clip: true
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: collapsed ? qsTr("Open the section %1").arg(title) : qsTr("Close the section %1").arg(title)
    Accessible.onPressAction: clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()
    onClicked: head.toggled()
    background: Rectangle {
        color: head.visualFocus ? Theme.raised : "transparent"
        radius: 4
    }
    contentItem: RowLayout {
        visible: !head.plain
        spacing: 4
        Label {
            Layout.leftMargin: 8
            text: head.collapsed ? "▸" : "▾"
            color: Theme.mutedText
            font.pixelSize: Theme.smallFontSize - 2
        }
        Label {
            Layout.fillWidth: true
            text: head.title
            textFormat: Text.PlainText
            elide: Text.ElideRight
            color: Theme.mutedText
            font.pixelSize: Theme.smallFontSize - 1
            font.weight: Font.Medium
        }
        IconButton {
            id: more
            visible: head.folder !== 0 && (head.hovered || activeFocus || menu.visible)
            implicitWidth: Theme.scaled(26)
            implicitHeight: Theme.scaled(26)
            iconName: "more"
            text: qsTr("Folder")
            onClicked: menu.popup(0, height)

            ThemedMenu {
                id: menu
                Action {
                    text: qsTr("Rename the folder …")
                    onTriggered: nameDialog.ask(qsTr("Name of the folder"), head.title, name => head.renamed(name))
                }
                Action {
                    text: qsTr("Take the folder away, keep its conversations")
                    onTriggered: head.removed()
                }
            }
        }
    }
    NameDialog {
        id: nameDialog
        parent: Overlay.overlay
        anchors.centerIn: parent
    }
}
