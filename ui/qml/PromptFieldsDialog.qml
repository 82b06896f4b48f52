// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// What is asked for in a prompt, field by field.
ThemedDialog {
    id: dialog

    required property PromptsViewModel prompts
    property var prompt: ({title: "", text: ""})
    property var fields: []
    property var values: ({})
    signal filled(string text)

    // Uses a prompt: at once when it asks for nothing.
    function ask(prompt) {
        dialog.prompt = prompt;
        dialog.fields = dialog.prompts.variables(prompt.text);
        dialog.values = {};
        if (dialog.fields.length === 0)
            dialog.filled(prompt.text);
        else
            dialog.open();
    }

    title: dialog.prompt.title
    width: Math.min(parent.width - 40, Theme.scaled(560))
    standardButtons: Dialog.Ok | Dialog.Cancel
    onAccepted: dialog.filled(dialog.prompts.filled(dialog.prompt.text, dialog.values))
    onOpened: if (repeater.count > 0) repeater.itemAt(0).takeFocus()

    contentItem: ScrollView {
        id: scroll
        implicitHeight: Math.min(column.implicitHeight, dialog.parent.height - 200)
        contentWidth: availableWidth

        Column {
            id: column
            width: scroll.availableWidth
            spacing: Theme.spacing

            Label {
                width: parent.width
                text: qsTr("A field may stay empty when its text is attached as a document.")
                wrapMode: Text.Wrap
                color: Theme.mutedText
                font.pixelSize: Theme.smallFontSize
            }
            Repeater {
                id: repeater
                model: dialog.fields

                Column {
                    id: entry
                    required property string modelData
                    required property int index
                    width: column.width
                    spacing: 2
                    function takeFocus() {
                        area.forceActiveFocus(Qt.TabFocusReason);
                    }

                    Label {
                        text: entry.modelData
                        textFormat: Text.PlainText
                        color: Theme.text
                        font.pixelSize: Theme.smallFontSize
                        Accessible.ignored: true
                    }
                    TextArea {
                        id: area
                        objectName: "promptField"
                        width: parent.width
                        wrapMode: TextEdit.Wrap
                        textFormat: TextEdit.PlainText
                        selectByMouse: true
                        color: Theme.text
                        selectionColor: Theme.selection
                        selectedTextColor: Theme.text
                        font.pixelSize: Theme.fontSize
                        Accessible.name: entry.modelData
                        Keys.onTabPressed: nextItemInFocusChain().forceActiveFocus(Qt.TabFocusReason)
                        Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
                        Keys.onReturnPressed: event => {
                            event.accepted = (event.modifiers & Qt.ControlModifier) !== 0;
                            if (event.accepted)
                                dialog.accept();
                        }
                        onTextChanged: dialog.values[entry.modelData] = text
                        background: Rectangle {
                            radius: Theme.radius - 2
                            color: Theme.window
                            border.color: area.activeFocus ? Theme.accent : Theme.border
                            border.width: area.activeFocus ? 2 : 1
                        }
                    }
                }
            }
        }
    }
}
