// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls

// Tabs by their names.
TabBar {
    id: bar

    property var names: []
    property var disabled: []  // names of those that can't be chosen

    background: null

    Repeater {
        // By number: with the names as a model, tabs would be made anew in another language.
        model: bar.names.length

        TabButton {
            id: tab
            required property int index
            objectName: "tab"
            text: bar.names[index] ?? ""
            enabled: !bar.disabled.includes(text)
            Accessible.selectable: true
            Accessible.selected: checked
            Accessible.description: enabled ? "" : qsTr("not available now")
            Accessible.onPressAction: if (enabled) toggle()
            font.pixelSize: Theme.fontSize
            contentItem: Label {
                text: tab.text
                Accessible.ignored: true
                horizontalAlignment: Text.AlignHCenter
                elide: Text.ElideRight
                color: !tab.enabled ? Theme.mutedText : tab.checked ? Theme.accent : Theme.text
                opacity: tab.enabled ? 1 : 0.6
                font: tab.font
            }
            background: Rectangle {
                color: tab.hovered ? Theme.raised : "transparent"
                radius: Theme.radius
                Rectangle {
                    anchors.bottom: parent.bottom
                    width: parent.width
                    height: tab.checked || tab.visualFocus ? 2 : 1
                    color: tab.checked ? Theme.accent : tab.visualFocus ? Theme.text : Theme.border
                }
            }
        }
    }
}
