// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

// All commands by name: type a part, Enter runs the first.
Dialog {
    id: commands

    required property Actions actions
    readonly property var found: {
        const words = field.text.toLocaleLowerCase().split(/\s+/).filter(word => word !== "");
        return actions.all.filter(action => action.enabled
                                  && words.every(word => namesOf(action).includes(word)));
    }

    function namesOf(action) {
        return (action.text + " " + (action.otherName ?? "")).toLocaleLowerCase();
    }

    function run(action) {
        if (!action)
            return;
        close();
        // After the palette has given the focus back.
        Qt.callLater(() => action.trigger());
    }

    modal: true
    padding: Theme.spacing
    x: (parent.width - width) / 2
    y: Math.max(20, parent.height * 0.1)
    width: Math.min(parent.width - 40, 620)
    height: Math.min(parent.height * 0.7, 480)
    background: Rectangle {
        radius: Theme.radius + 4
        color: Theme.surface
        border.color: Theme.border
    }
    onOpened: {
        field.clear();
        field.forceActiveFocus();
        list.currentIndex = 0;
    }

    contentItem: ColumnLayout {
        spacing: Theme.spacing

        TextField {
            id: field
            objectName: "paletteField"
            Layout.fillWidth: true
            placeholderText: qsTr("What shall be done?")
            placeholderTextColor: Theme.mutedText
            color: Theme.text
            selectByMouse: true
            font.pixelSize: Theme.fontSize
            Accessible.name: placeholderText
            background: Rectangle {
                radius: Theme.radius
                color: Theme.window
                border.color: Theme.accent
            }
            onTextChanged: list.currentIndex = 0
            Keys.onDownPressed: list.enter(1)
            Keys.onUpPressed: list.enter(-1)
            onAccepted: commands.run(commands.found[list.currentIndex])
        }
        FoundList {
            id: list
            objectName: "paletteList"
            Layout.fillWidth: true
            Layout.fillHeight: true
            field: field
            // Commands change often; nobody sees it while the palette is closed.
            model: commands.visible ? commands.found : []
            Accessible.name: qsTr("Commands")
            onChosen: commands.run(commands.found[currentIndex])
            onTyped: text => field.text = text

            Label {
                anchors.centerIn: parent
                visible: list.count === 0
                text: qsTr("No command of this name.")
                color: Theme.mutedText
            }
            delegate: ItemDelegate {
                id: entry
                required property int index
                required property var modelData
                width: ListView.view.width
                height: Theme.controlHeight
                verticalPadding: 0  // more than the row has left would push the text down
                Accessible.name: modelData.checked ? qsTr("%1, on").arg(modelData.text) : modelData.text
                Accessible.selectable: true
                Accessible.selected: ListView.isCurrentItem
                Accessible.onPressAction: clicked()
                Keys.onSpacePressed: list.type(" ")
                onClicked: commands.run(modelData)
                background: Rectangle {
                    radius: Theme.radius - 4
                    color: entry.hovered || entry.ListView.isCurrentItem ? Theme.raised : "transparent"
                    border.width: entry.ListView.isCurrentItem ? 2 : 0
                    border.color: Theme.accent
                }
                contentItem: RowLayout {
                    Label {
                        Layout.fillWidth: true
                        text: (entry.modelData.checked ? "✓ " : "") + entry.modelData.text
                        elide: Text.ElideRight
                        color: Theme.text
                    }
                    Label {
                        text: Theme.keysOf(entry.modelData)
                        color: Theme.mutedText
                        font.pixelSize: Theme.smallFontSize
                    }
                }
            }
        }
    }
}
