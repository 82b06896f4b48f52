// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// One question to two to four columns: which model, and how.
ThemedDialog {
    id: dialog

    required property CompareViewModel compare
    required property ModelViewModel models
    required property LibraryViewModel library
    required property ServersViewModel servers
    // Every model that can be asked: those that were open, those of this machine, and those of servers.
    readonly property var choices: {
        const list = models.known.slice();
        const add = (name, file) => {
            if (!list.some(model => model.file === file))
                list.push({name: name, file: file});
        };
        for (const model of library.openable)
            add(model.name, model.file);
        for (const model of servers.offered)
            add(model.name, model.file);
        return list;
    }
    property var instead: 0
    property string original
    property int columns: 2
    signal asked(string text)

    // `message` is the question that is asked again; 0 asks a new one.
    function ask(message, text) {
        // What was typed and not asked stays, until another question is meant.
        if (message !== instead || text !== original || question.text === "")
            question.text = text;
        instead = message;
        original = text;
        insteadBox.checked = true;
        open();
        question.forceActiveFocus();
        question.cursorPosition = question.length;
    }

    title: qsTr("Compare")
    width: Math.min(parent.width - 40, columns > 2 ? 1040 : 820)
    standardButtons: Dialog.Ok | Dialog.Cancel
    onAboutToShow: library.scan()
    onOpened: standardButton(Dialog.Ok).text = qsTr("Ask")
    onAccepted: {
        const recipes = [];
        for (let i = 0; i < columns; ++i)
            recipes.push(repeater.itemAt(i).recipe());
        const text = question.text;
        const again = instead !== 0 && insteadBox.checked ? instead : 0;  // clearing the field changes the box
        question.clear();
        asked(original);
        compare.ask(text, recipes, again);
    }

    contentItem: ScrolledColumn {
        Shortcut {
            sequences: ["Ctrl+Return", "Ctrl+Enter"]
            enabled: dialog.opened
            onActivated: dialog.accept()
        }
        ScrollView {
            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(140, Math.max(64, question.implicitHeight))

            TextArea {
                id: question
                objectName: "compareQuestion"
                wrapMode: TextEdit.Wrap
                textFormat: TextEdit.PlainText
                placeholderText: qsTr("The question for all columns")
                placeholderTextColor: Theme.mutedText
                selectByMouse: true
                color: Theme.text
                font.pixelSize: Theme.fontSize
                // Another text is another question, unless one wants it otherwise.
                onTextChanged: if (dialog.opened && text !== dialog.original) insteadBox.checked = false
                Keys.onTabPressed: nextItemInFocusChain().forceActiveFocus(Qt.TabFocusReason)
                Accessible.name: placeholderText
                background: Rectangle {
                    radius: Theme.radius
                    color: Theme.window
                    border.color: question.activeFocus ? Theme.accent : Theme.border
                }
            }
        }
        CheckLine {
            id: insteadBox
            objectName: "insteadBox"
            visible: dialog.instead !== 0
            text: question.text === dialog.original ? qsTr("More answers to this question")
                : qsTr("In place of the question it was; otherwise the conversation goes on with it")
        }
        RowLayout {
            Label {
                text: qsTr("Columns")
                color: Theme.text
            }
            ChoiceBox {
                objectName: "columnsBox"
                implicitWidth: Theme.scaled(90)
                label: qsTr("Columns")
                model: ["2", "3", "4"]
                currentIndex: dialog.columns - 2
                onActivated: index => dialog.columns = index + 2
            }
        }
        Label {
            Layout.fillWidth: true
            text: qsTr("Settings of one model are tried at once, as memory allows. Models of this machine take turns, so that only one is in memory; servers answer meanwhile.")
            wrapMode: Text.Wrap
            color: Theme.mutedText
            font.pixelSize: Theme.smallFontSize
        }
        GridLayout {
            Layout.fillWidth: true
            columnSpacing: Theme.padding
            rowSpacing: Theme.padding
            columns: dialog.width > Theme.scaled(150) * dialog.columns ? dialog.columns : 2

            Repeater {
                id: repeater
                model: 4

                ColumnLayout {
                    id: column

                    required property int index
                    // The choices themselves: the boxes' entries come anew with the language, and as models are found.
                    property string file
                    property int thinking

                    function recipe() {
                        return {
                            model: file,
                            thinking: thinking === 0 ? "" : thinking === 1,
                            temperature: temperature.text,
                            seed: seed.text
                        };
                    }

                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    visible: index < dialog.columns

                    ChoiceBox {
                        id: modelBox
                        Layout.fillWidth: true
                        label: qsTr("Model of column %1").arg(column.index + 1)
                        model: [qsTr("The open model")].concat(dialog.choices.map(model => model.name))
                        onModelChanged: currentIndex = 1 + dialog.choices.findIndex(model => model.file === column.file)
                        onActivated: index => column.file = index > 0 ? dialog.choices[index - 1].file : ""
                    }
                    ChoiceBox {
                        id: thinkBox
                        Layout.fillWidth: true
                        label: qsTr("Thinking in column %1").arg(column.index + 1)
                        model: [qsTr("Thinking as usual"), qsTr("Thinks first"), qsTr("Does not think")]
                        onModelChanged: currentIndex = column.thinking
                        onActivated: index => column.thinking = index
                    }
                    LabelledField {
                        id: temperature
                        Layout.fillWidth: true
                        label: qsTr("Temperature")
                        field.Accessible.name: qsTr("Temperature in column %1").arg(column.index + 1)
                        field.validator: DoubleValidator { bottom: 0; top: 5; decimals: 2 }
                    }
                    LabelledField {
                        id: seed
                        Layout.fillWidth: true
                        label: qsTr("Seed")
                        field.Accessible.name: qsTr("Seed in column %1").arg(column.index + 1)
                        field.validator: RegularExpressionValidator { regularExpression: /\d{0,19}/ }
                    }
                }
            }
        }
    }
}
