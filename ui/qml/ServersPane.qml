// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// Models of other machines: servers that speak OpenAI's protocol.
ColumnLayout {
    id: pane

    required property ServersViewModel servers
    readonly property alias address: addressField
    signal openWanted(string model)

    function ask() {
        pane.servers.ask(addressField.text, keyField.text);
        keyField.clear();
    }

    spacing: Theme.spacing

    Label {
        Layout.fillWidth: true
        text: qsTr("A server of vLLM, SGLang, llama.cpp or DeepSeek. What you ask its models, with everything attached, leaves this machine.")
        wrapMode: Text.Wrap
        color: Theme.mutedText
        font.pixelSize: Theme.smallFontSize
    }
    SettingField {
        id: addressField
        objectName: "serverAddress"
        Layout.fillWidth: true
        placeholderText: qsTr("For example %1").arg("http://cluster:8000/v1")
        Accessible.name: qsTr("Address of the server")
        onAccepted: if (askButton.enabled) pane.ask()
    }
    RowLayout {
        Layout.fillWidth: true
        SettingField {
            id: keyField
            objectName: "serverKey"
            Layout.fillWidth: true
            echoMode: TextInput.Password
            label: pane.servers.hasKey(addressField.text) ? qsTr("Key (one is stored)") : qsTr("Key, if it asks for one")
            ToolTip.visible: false
            onAccepted: if (askButton.enabled) pane.ask()
        }
        TextButton {
            id: askButton
            objectName: "askServerButton"
            enabled: addressField.text.trim() !== "" && !pane.servers.asking
            iconName: "search"
            text: pane.servers.asking ? qsTr("Asking …") : qsTr("Show its models")
            onClicked: pane.ask()
        }
    }
    StatusLine {
        objectName: "serverStatus"
        Layout.fillWidth: true
        text: pane.servers.status
        color: Theme.warningText
    }
    ListView {
        id: list
        objectName: "serverModels"
        Layout.fillWidth: true
        Layout.fillHeight: true
        clip: true
        activeFocusOnTab: count > 0
        keyNavigationEnabled: true
        currentIndex: count > 0 ? 0 : -1
        model: pane.servers.models
        boundsBehavior: Flickable.StopAtBounds
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Models of the server")
        ScrollBar.vertical: ScrollBar {}
        Keys.onReturnPressed: if (currentItem) currentItem.clicked()

        delegate: ItemDelegate {
            id: row
            required property int index
            required property string modelData
            objectName: "serverModel"
            width: list.width
            text: modelData
            font.pixelSize: Theme.fontSize
            Accessible.name: modelData
            Accessible.onPressAction: clicked()
            contentItem: Label {
                text: row.text
                textFormat: Text.PlainText
                elide: Text.ElideMiddle
                color: Theme.text
                font: row.font
            }
            background: Rectangle {
                readonly property bool current: row.ListView.isCurrentItem && list.activeFocus
                radius: Theme.radius
                color: row.hovered || current ? Theme.raised : "transparent"
                border.width: current ? 2 : 0
                border.color: Theme.accent
            }
            onClicked: pane.openWanted(pane.servers.choose(modelData))
        }
    }
    Label {
        Layout.fillWidth: true
        visible: pane.servers.known.length > 0
        wrapMode: Text.Wrap
        text: qsTr("Servers asked before, and what they ask for a million tokens")
        color: Theme.mutedText
        font.pixelSize: Theme.smallFontSize
    }
    Column {
        Layout.fillWidth: true
        spacing: 2

        Repeater {
            model: pane.servers.known

            RowLayout {
                id: known
                required property var modelData
                width: parent ? parent.width : 0

                function storePrice() {
                    pane.servers.setPrice(known.modelData.id, promptPrice.text, completionPrice.text, currency.text);
                }

                TextButton {
                    id: knownButton
                    objectName: "knownServer"
                    Layout.fillWidth: true
                    contentItem: Label {
                        text: knownButton.text
                        textFormat: Text.PlainText
                        elide: Text.ElideMiddle
                        verticalAlignment: Text.AlignVCenter
                        color: Theme.text
                        font.pixelSize: Theme.fontSize
                    }
                    text: known.modelData.model !== "" ? qsTr("%1 · %2").arg(known.modelData.url).arg(known.modelData.model)
                                                       : known.modelData.url
                    onClicked: {
                        addressField.text = known.modelData.url;
                        pane.ask();
                    }
                }
                SettingField {
                    id: promptPrice
                    objectName: "promptPrice"
                    Layout.preferredWidth: Theme.scaled(90)
                    label: qsTr("Price of a million tokens read")
                    text: known.modelData.currency !== "" ? known.modelData.promptPrice : ""
                    placeholderText: qsTr("read")
                    validator: DoubleValidator { bottom: 0; decimals: 6 }
                    onEditingFinished: known.storePrice()
                }
                SettingField {
                    id: completionPrice
                    objectName: "completionPrice"
                    Layout.preferredWidth: Theme.scaled(90)
                    label: qsTr("Price of a million tokens written")
                    text: known.modelData.currency !== "" ? known.modelData.completionPrice : ""
                    placeholderText: qsTr("written")
                    validator: DoubleValidator { bottom: 0; decimals: 6 }
                    onEditingFinished: known.storePrice()
                }
                SettingField {
                    id: currency
                    objectName: "priceCurrency"
                    Layout.preferredWidth: Theme.scaled(64)
                    label: qsTr("Currency of the price")
                    placeholderText: "CNY"
                    text: known.modelData.currency
                    maximumLength: 8
                    onEditingFinished: known.storePrice()
                }
                IconButton {
                    implicitHeight: Theme.scaled(24)
                    implicitWidth: Theme.scaled(24)
                    iconName: "close"
                    text: qsTr("Forget %1 and its key").arg(known.modelData.url)
                    onClicked: pane.servers.remove(known.modelData.id)
                }
            }
        }
    }
}
