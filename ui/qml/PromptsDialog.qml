// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Dialogs
import QtQuick.Layouts
import QtCore
import Mingsi.Ui

// The prompt library: what stands behind the slash in the composer.
ThemedDialog {
    id: dialog

    required property PromptsViewModel prompts
    property var editing: ({ id: 0, name: "", title: "", text: "" })
    readonly property bool usable: prompts.isName(nameField.text) && textField.text.trim() !== ""
    signal used(var prompt)

    function edit(prompt) {
        editing = prompt;
        nameField.text = prompt.name;
        titleField.text = prompt.title;
        textField.text = prompt.text;
    }

    title: qsTr("Prompts")
    width: Math.min(parent.width - 40, 820)
    height: Math.min(parent.height - 40, 620)
    onOpened: list.forceActiveFocus(Qt.TabFocusReason)
    footer: DialogButtonBox {
        background: null
        TextButton {
            text: qsTr("Import …")
            DialogButtonBox.buttonRole: DialogButtonBox.ActionRole
            onClicked: openDialog.open()
        }
        TextButton {
            text: qsTr("Export …")
            DialogButtonBox.buttonRole: DialogButtonBox.ActionRole
            onClicked: saveDialog.ask(qsTr("Prompts") + ".json")
        }
        TextButton {
            text: qsTr("Close")
            DialogButtonBox.buttonRole: DialogButtonBox.RejectRole
        }
    }

    contentItem: ScrolledColumn {
        least: Theme.scaled(grid.columns === 2 ? 300 : 480)
        GridLayout {
            id: grid
            Layout.fillWidth: true
            Layout.fillHeight: true
            columns: dialog.width > Theme.scaled(640) ? 2 : 1
            columnSpacing: Theme.padding
            rowSpacing: Theme.spacing

            ListView {
                id: list
                objectName: "promptsList"
                Layout.fillHeight: true
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.minimumHeight: Theme.scaled(120)
                clip: true
                activeFocusOnTab: true
                keyNavigationEnabled: true
                model: dialog.prompts.all
                boundsBehavior: Flickable.StopAtBounds
                Accessible.role: Accessible.List
                Accessible.name: qsTr("Prompts")
                ScrollBar.vertical: ScrollBar {}
                Keys.onReturnPressed: if (currentItem) currentItem.clicked()

                delegate: ItemDelegate {
                    id: row
                    required property int index
                    required property var modelData
                    width: list.width
                    Accessible.name: "/" + modelData.name + ", " + modelData.title
                    Accessible.onPressAction: clicked()
                    onClicked: {
                        list.currentIndex = index;
                        dialog.edit(modelData);
                    }
                    contentItem: ColumnLayout {
                        spacing: 0
                        Label {
                            Layout.fillWidth: true
                            text: row.modelData.title
                            textFormat: Text.PlainText
                            elide: Text.ElideRight
                            color: Theme.text
                            font.pixelSize: Theme.fontSize
                        }
                        Label {
                            Layout.fillWidth: true
                            text: "/" + row.modelData.name + (row.modelData.id === 0 ? " · " + qsTr("comes with Mingsi") : "")
                            textFormat: Text.PlainText
                            elide: Text.ElideRight
                            color: Theme.mutedText
                            font.pixelSize: Theme.smallFontSize
                        }
                    }
                    background: Rectangle {
                        readonly property bool current: row.ListView.isCurrentItem && list.activeFocus
                        radius: Theme.radius
                        color: row.hovered || current || dialog.editing.name === row.modelData.name ? Theme.raised : "transparent"
                        border.width: current ? 2 : 0
                        border.color: Theme.accent
                    }
                }
            }
            ColumnLayout {
                Layout.fillHeight: true
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                spacing: Theme.spacing

                SettingField {
                    id: nameField
                    objectName: "promptName"
                    Layout.fillWidth: true
                    label: qsTr("Name, as it is typed behind the slash")
                    maximumLength: 40
                }
                SettingField {
                    id: titleField
                    objectName: "promptTitle"
                    Layout.fillWidth: true
                    label: qsTr("Title")
                    maximumLength: 120
                }
                ScrollView {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.minimumHeight: Theme.scaled(80)

                    TextArea {
                        id: textField
                        objectName: "promptText"
                        wrapMode: TextEdit.Wrap
                        textFormat: TextEdit.PlainText
                        selectByMouse: true
                        placeholderText: qsTr("The text; {{names}} in it are blanks to fill in")
                        placeholderTextColor: Theme.mutedText
                        color: Theme.text
                        selectionColor: Theme.selection
                        selectedTextColor: Theme.text
                        font.pixelSize: Theme.fontSize
                        Keys.onTabPressed: nextItemInFocusChain().forceActiveFocus(Qt.TabFocusReason)
                        Accessible.name: qsTr("Text of the prompt")
                        background: Rectangle {
                            radius: Theme.radius - 2
                            color: Theme.window
                            border.color: textField.activeFocus ? Theme.accent : Theme.border
                        }
                    }
                }
                Flow {
                    Layout.fillWidth: true
                    TextButton {
                        objectName: "newPromptButton"
                        iconName: "plus"
                        text: qsTr("New")
                        onClicked: {
                            dialog.edit({ id: 0, name: "", title: "", text: "" });
                            nameField.forceActiveFocus();
                        }
                    }
                    TextButton {
                        objectName: "savePromptButton"
                        iconName: "check"
                        text: qsTr("Save")
                        enabled: dialog.usable
                        onClicked: dialog.prompts.put(dialog.editing.id, nameField.text, titleField.text, textField.text)
                    }
                    TextButton {
                        objectName: "removePromptButton"
                        iconName: "trash"
                        text: qsTr("Delete")
                        enabled: dialog.editing.id !== 0
                        onClicked: {
                            dialog.prompts.remove(dialog.editing.id);
                            dialog.edit({ id: 0, name: "", title: "", text: "" });
                        }
                    }
                    TextButton {
                        objectName: "usePromptButton"
                        iconName: "send"
                        text: qsTr("Use")
                        enabled: dialog.usable
                        onClicked: {
                            dialog.used({ text: textField.text });
                            dialog.close();
                        }
                    }
                }
            }
        }
    }

    FileDialog {
        id: openDialog
        title: qsTr("Import")
        nameFilters: [qsTr("Prompts (*.json)")]
        currentFolder: StandardPaths.writableLocation(StandardPaths.DocumentsLocation)
        onAccepted: dialog.prompts.importFrom(selectedFile)
    }
    SaveDialog {
        id: saveDialog
        title: qsTr("Export")
        defaultSuffix: "json"
        nameFilters: [qsTr("Prompts (*.json)")]
        onChosen: file => dialog.prompts.exportTo(file)
    }
}
