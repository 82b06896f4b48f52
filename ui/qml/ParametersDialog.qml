// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// How answers are made: for the model, and for this conversation over that. An empty field is as usual.
ThemedDialog {
    id: dialog

    required property ParametersViewModel parameters
    required property bool inConversation
    property bool forConversation: false
    readonly property var values: forConversation ? parameters.ofConversation : parameters.ofModel

    function usual(key) {
        const below = forConversation && parameters.ofModel[key] !== undefined ? parameters.ofModel[key]
                                                                               : parameters.usual[key];
        if ((key === "max_tokens" || key === "thinking_budget") && (below ?? "0") === "0")
            return qsTr("no limit");
        return below ?? "";
    }
    function set(key, text) {
        if (forConversation)
            parameters.setOfConversation(key, text);
        else
            parameters.setOfModel(key, text);
    }

    readonly property var labels: ({
        temperature: qsTr("Temperature"),
        top_p: qsTr("Top-p"),
        top_k: qsTr("Top-k"),
        min_p: qsTr("Min-p"),
        repetition_penalty: qsTr("Repetition penalty"),
        seed: qsTr("Seed"),
        max_tokens: qsTr("Most tokens of an answer"),
        thinking_budget: qsTr("Most tokens of a thought")
    })

    title: qsTr("Parameters of the answers")
    width: Math.min(parent.width - 40, Theme.scaled(560))
    standardButtons: Dialog.Close | Dialog.Reset
    onAboutToShow: forConversation = inConversation && forConversation
    onReset: forConversation ? parameters.resetConversation() : parameters.resetModel()

    contentItem: ScrolledColumn {
        ThemedTabBar {
            Layout.fillWidth: true
            currentIndex: dialog.forConversation ? 1 : 0
            onCurrentIndexChanged: dialog.forConversation = currentIndex === 1
            names: [qsTr("For the model"), qsTr("For this conversation")]
            disabled: dialog.inConversation ? [] : [names[1]]
        }
        GridLayout {
            Layout.fillWidth: true
            columns: 2
            columnSpacing: Theme.padding
            rowSpacing: Theme.spacing

            Repeater {
                // Keys alone: a model with translated texts would be made anew with every language, and Qt 6.4's
                // layouts hold on to items that go while they are hidden.
                model: ["temperature", "top_p", "top_k", "min_p", "repetition_penalty", "seed", "max_tokens",
                        "thinking_budget"]

                LabelledField {
                    required property string modelData
                    field.objectName: "parameter_" + modelData
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    label: dialog.labels[modelData]
                    usual: dialog.usual(modelData)
                    text: dialog.values[modelData] ?? ""
                    onEditingFinished: dialog.set(modelData, text)
                }
            }
        }
        Label {
            text: qsTr("System prompt")
            color: Theme.text
            font.pixelSize: Theme.smallFontSize
        }
        ScrollView {
            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(Theme.scaled(110), dialog.parent.height * 0.14)

            TextArea {
                id: systemPrompt
                objectName: "parameter_system_prompt"
                text: dialog.values.system_prompt ?? ""
                placeholderText: qsTr("None. DeepSeek-R1 is best asked without one.")
                placeholderTextColor: Theme.mutedText
                wrapMode: TextEdit.Wrap
                textFormat: TextEdit.PlainText
                selectByMouse: true
                color: Theme.text
                font.pixelSize: Theme.smallFontSize
                Keys.onTabPressed: nextItemInFocusChain().forceActiveFocus(Qt.TabFocusReason)
                Accessible.name: qsTr("System prompt")
                background: Rectangle {
                    radius: Theme.radius - 2
                    color: Theme.window
                    border.color: systemPrompt.activeFocus ? Theme.accent : Theme.border
                }
                onEditingFinished: dialog.set("system_prompt", text)
            }
        }
        Label {
            Layout.fillWidth: true
            wrapMode: Text.Wrap
            text: qsTr("An empty field is as the model's publisher recommends; for R1: temperature 0.6, top-p 0.95.")
            color: Theme.mutedText
            font.pixelSize: Theme.smallFontSize
        }
    }
}
