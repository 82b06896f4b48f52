// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

// The prompts that fit what was typed behind a slash.
Popup {
    id: popup

    property var prompts: []
    property alias currentIndex: list.currentIndex
    readonly property string current: prompts[Math.max(0, list.currentIndex)]?.title ?? ""
    signal chosen(var prompt)

    function choose() {
        if (visible && prompts.length > 0)
            chosen(prompts[Math.max(0, list.currentIndex)]);
    }
    function step(rows) {
        list.currentIndex = Math.max(0, Math.min(prompts.length - 1, list.currentIndex + rows));
    }

    padding: 6
    focus: false
    closePolicy: Popup.CloseOnPressOutside
    height: Math.min(list.contentHeight, 300) + 12
    background: Rectangle {
        radius: Theme.radius
        color: Theme.surface
        border.color: Theme.border
    }
    contentItem: ListView {
        id: list
        objectName: "promptList"
        clip: true
        model: popup.prompts
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Prompts")

        delegate: ItemDelegate {
            id: entry
            required property int index
            required property var modelData
            width: ListView.view.width
            height: Theme.controlHeight
            Accessible.name: modelData.title
            Accessible.onPressAction: clicked()
            onClicked: popup.chosen(modelData)
            background: Rectangle {
                radius: Theme.radius - 4
                color: entry.hovered || entry.ListView.isCurrentItem ? Theme.raised : "transparent"
            }
            contentItem: RowLayout {
                Label {
                    text: "/" + entry.modelData.name
                    color: Theme.accent
                    font.pixelSize: Theme.smallFontSize
                    Layout.preferredWidth: Theme.scaled(130)
                    elide: Text.ElideRight
                }
                Label {
                    Layout.fillWidth: true
                    text: entry.modelData.title
                    elide: Text.ElideRight
                    color: Theme.text
                    font.pixelSize: Theme.smallFontSize + 1
                }
            }
        }
    }
}
