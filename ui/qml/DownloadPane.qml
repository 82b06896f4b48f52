// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// Gets a model from Hugging Face, a mirror of it, or any address.
ColumnLayout {
    id: pane

    required property DownloadViewModel download
    readonly property alias address: addressField
    property string path  // of what was fetched last
    readonly property bool busy: download.state === DownloadViewModel.Fetching || download.state === DownloadViewModel.Looking
    readonly property bool begun: download.name !== "" && (download.state === DownloadViewModel.Paused
        || download.state === DownloadViewModel.Failed || download.state === DownloadViewModel.Fetching)
    signal openWanted(string path)

    spacing: Theme.spacing

    Label {
        Layout.fillWidth: true
        text: qsTr("An address of a file or a repository, or owner/name, with :Q4_K_M for one of its quantizations.")
        wrapMode: Text.Wrap
        color: Theme.mutedText
        font.pixelSize: Theme.smallFontSize
    }
    RowLayout {
        SettingField {
            id: addressField
            objectName: "downloadAddress"
            Layout.fillWidth: true
            enabled: !pane.busy && !pane.begun
            placeholderText: qsTr("For example %1").arg("unsloth/DeepSeek-R1-Distill-Qwen-1.5B-GGUF:Q4_K_M")
            Accessible.name: qsTr("What to download")
            onAccepted: lookButton.clicked()
        }
        TextButton {
            id: lookButton
            objectName: "lookButton"
            enabled: addressField.text.trim() !== "" && !pane.busy && !pane.begun
            iconName: "search"
            text: qsTr("Look")
            onClicked: if (enabled) pane.download.look(addressField.text)
        }
    }
    ListView {
        id: suggestionList
        objectName: "suggestionList"
        Layout.fillWidth: true
        Layout.fillHeight: true
        clip: true
        visible: pane.download.state === DownloadViewModel.Idle
        model: pane.download.suggestions
        activeFocusOnTab: true
        keyNavigationEnabled: true
        boundsBehavior: Flickable.StopAtBounds
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Well-known models")
        ScrollBar.vertical: ScrollBar {}
        Keys.onReturnPressed: if (currentItem) currentItem.clicked()
        header: Label {
            leftPadding: 8
            text: qsTr("Well-known models")
            color: Theme.mutedText
            font.pixelSize: Theme.smallFontSize
            font.weight: Font.Medium
        }
        delegate: ItemDelegate {
            id: suggestion
            required property var modelData
            width: suggestionList.width
            padding: 8
            Accessible.name: modelData.name + ", " + modelData.about
            Accessible.onPressAction: clicked()
            onClicked: {
                addressField.text = modelData.address;
                pane.download.look(modelData.address);
            }
            background: Rectangle {
                radius: Theme.radius
                color: suggestion.hovered ? Theme.raised : "transparent"
                border.width: suggestion.ListView.isCurrentItem && suggestionList.activeFocus ? 2 : 0
                border.color: Theme.accent
            }
            contentItem: ColumnLayout {
                spacing: 1
                Label {
                    Layout.fillWidth: true
                    text: suggestion.modelData.name
                    textFormat: Text.PlainText
                    elide: Text.ElideRight
                    color: Theme.text
                    font.pixelSize: Theme.fontSize
                }
                Label {
                    Layout.fillWidth: true
                    text: suggestion.modelData.about
                    textFormat: Text.PlainText
                    wrapMode: Text.Wrap
                    color: Theme.mutedText
                    font.pixelSize: Theme.smallFontSize
                }
            }
        }
    }
    Label {
        Layout.fillWidth: true
        visible: pane.download.name !== "" && pane.download.state >= DownloadViewModel.Fetching
        text: pane.download.name
        textFormat: Text.PlainText
        elide: Text.ElideMiddle
        color: Theme.text
        font.pixelSize: Theme.fontSize
        font.weight: Font.Medium
    }
    ThemedProgressBar {
        id: bar
        objectName: "downloadBar"
        Layout.fillWidth: true
        visible: pane.busy
        indeterminate: pane.download.progress < 0 && !Theme.reducedMotion
        value: Math.max(0, pane.download.progress)
        Accessible.name: qsTr("Download")
        background: Rectangle {
            implicitHeight: 6
            radius: 3
            color: Theme.raised
        }
        contentItem: Item {
            implicitHeight: 6
            Rectangle {
                width: bar.indeterminate ? parent.width / 4 : bar.visualPosition * parent.width
                height: parent.height
                radius: 3
                color: Theme.accent
                SequentialAnimation on x {
                    running: bar.indeterminate && bar.visible
                    loops: Animation.Infinite
                    NumberAnimation { to: bar.width * 0.75; duration: 900; easing.type: Easing.InOutQuad }
                    NumberAnimation { to: 0; duration: 900; easing.type: Easing.InOutQuad }
                }
                onWidthChanged: if (!bar.indeterminate) x = 0
            }
        }
    }
    StatusLine {
        objectName: "downloadStatus"
        Layout.fillWidth: true
        text: pane.download.status
        color: pane.download.state === DownloadViewModel.Failed ? Theme.warningText : Theme.text
    }
    RowLayout {
        visible: pane.begun || pane.download.state === DownloadViewModel.Finished
        TextButton {
            objectName: "pauseButton"
            visible: pane.download.state === DownloadViewModel.Fetching
            text: qsTr("Pause")
            onClicked: pane.download.pause()
        }
        TextButton {
            objectName: "resumeButton"
            visible: pane.begun && !pane.busy
            iconName: "download"
            text: qsTr("Go on")
            onClicked: pane.download.resume()
        }
        TextButton {
            objectName: "cancelDownloadButton"
            visible: pane.begun
            text: qsTr("Give up and remove")
            onClicked: pane.download.cancel()
        }
        TextButton {
            visible: pane.download.state === DownloadViewModel.Finished && pane.path !== ""
            colour: Theme.accent
            text: qsTr("Open it")
            onClicked: pane.openWanted(pane.path)
        }
        TextButton {
            visible: pane.download.state === DownloadViewModel.Finished
            text: qsTr("Another one")
            onClicked: pane.download.leave()
        }
    }
    ListView {
        id: planList
        objectName: "planList"
        Layout.fillWidth: true
        Layout.fillHeight: true
        clip: true
        visible: pane.download.state === DownloadViewModel.Choosing
        model: visible ? pane.download.plans : []
        activeFocusOnTab: true
        keyNavigationEnabled: true
        boundsBehavior: Flickable.StopAtBounds
        Accessible.role: Accessible.List
        Accessible.name: qsTr("What there is")
        ScrollBar.vertical: ScrollBar {}
        Keys.onReturnPressed: pane.download.fetch(currentIndex)

        delegate: ItemDelegate {
            id: plan
            required property int index
            required property var modelData
            width: planList.width
            padding: 10
            Accessible.name: modelData.name + ", " + modelData.size
            Accessible.onPressAction: clicked()
            onClicked: pane.download.fetch(index)
            background: Rectangle {
                radius: Theme.radius
                color: plan.hovered ? Theme.raised : "transparent"
                border.width: plan.ListView.isCurrentItem && planList.activeFocus ? 2 : 0
                border.color: Theme.accent
            }
            contentItem: RowLayout {
                Label {
                    Layout.fillWidth: true
                    text: plan.modelData.name
                    textFormat: Text.PlainText
                    elide: Text.ElideMiddle
                    color: Theme.text
                    font.pixelSize: Theme.fontSize
                }
                Label {
                    text: plan.modelData.size
                    color: Theme.mutedText
                    font.pixelSize: Theme.smallFontSize
                }
            }
        }
    }
    Item {
        visible: !planList.visible && !suggestionList.visible
        Layout.fillHeight: true
    }
    GridLayout {
        columns: 2
        columnSpacing: Theme.padding

        Label {
            text: qsTr("Mirror")
            color: Theme.mutedText
            font.pixelSize: Theme.smallFontSize
        }
        SettingField {
            objectName: "mirrorField"
            Layout.fillWidth: true
            enabled: !pane.busy
            text: pane.download.mirror
            placeholderText: "https://huggingface.co"
            Accessible.name: qsTr("Mirror")
            onEditingFinished: pane.download.mirror = text
        }
        Label {
            text: qsTr("Access token")
            color: Theme.mutedText
            font.pixelSize: Theme.smallFontSize
        }
        SettingField {
            Layout.fillWidth: true
            enabled: !pane.busy
            echoMode: TextInput.Password
            text: pane.download.token
            placeholderText: qsTr("Access token: only for models that ask for one; not stored")
            Accessible.name: qsTr("Access token")
            onEditingFinished: pane.download.token = text
        }
    }
}
