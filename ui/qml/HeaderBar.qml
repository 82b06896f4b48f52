// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Dialogs
import QtQuick.Layouts
import Mingsi.Ui

// Title, model, and how full the context is.
Rectangle {
    id: header

    required property string title
    required property ModelViewModel models
    required property ChatViewModel chat
    signal sidebarToggled()
    signal searchWanted()
    signal treeWanted()
    signal thoughtToggled()
    signal libraryWanted()
    signal downloadWanted()
    signal serversWanted()
    readonly property bool opening: models.state === ModelViewModel.Opening

    function chooseModel() {
        fileDialog.open();
    }

    function chooseFolder() {
        folderDialog.open();
    }

    implicitHeight: Theme.scaled(52)
    color: Theme.window

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.spacing
        anchors.rightMargin: Theme.padding
        spacing: Theme.spacing

        IconButton {
            objectName: "sidebarButton"
            iconName: "sidebar"
            text: qsTr("Conversations (Ctrl+B)")
            onClicked: header.sidebarToggled()
        }
        Label {
            objectName: "titleLabel"
            Layout.fillWidth: true
            Layout.minimumWidth: 60
            text: header.title
            textFormat: Text.PlainText
            elide: Text.ElideRight
            font.pixelSize: Theme.titleFontSize
            font.weight: Font.Medium
            color: Theme.text
        }
        ContextMeter {
            chat: header.chat
            visible: header.width > Theme.scaled(560)
            brief: header.width < Theme.scaled(780)
        }
        IconButton {
            objectName: "searchButton"
            iconName: "search"
            text: qsTr("Search (Ctrl+F)")
            onClicked: header.searchWanted()
        }
        IconButton {
            objectName: "treeButton"
            visible: header.width > Theme.scaled(520)
            enabled: header.chat.conversation !== 0
            iconName: "tree"
            text: qsTr("Map of the conversation (Ctrl+M)")
            onClicked: header.treeWanted()
        }
        IconButton {
            objectName: "thoughtButton"
            enabled: header.chat.conversation !== 0
            iconName: "page"
            text: qsTr("Reasoning (Ctrl+R)")
            onClicked: header.thoughtToggled()
        }
        IconButton {
            objectName: "cancelOpeningButton"
            visible: header.opening
            iconName: "close"
            text: qsTr("Don't open this model")
            onClicked: header.models.cancelOpening()
        }
        TextButton {
            id: modelButton
            objectName: "modelButton"
            Layout.maximumWidth: Math.min(Theme.scaled(280), header.width * 0.45)
            iconName: "chevron-down"
            text: header.opening && header.models.progress > 0
                ? qsTr("Opening %1 … %2 %").arg(header.models.name).arg(Math.round(100 * header.models.progress))
                : header.opening ? qsTr("Opening %1 …").arg(header.models.name)
                : header.models.state === ModelViewModel.Failed ? qsTr("No model")
                : header.models.name
            Accessible.description: header.models.details
            ToolTip.text: header.models.details
            ToolTip.visible: hovered && header.models.details !== "" && !modelMenu.visible
            ToolTip.delay: 600
            onClicked: modelMenu.popup(0, height)

            ThemedMenu {
                id: modelMenu

                Action {
                    text: qsTr("Models on this machine … (Ctrl+Alt+O)")
                    onTriggered: header.libraryWanted()
                }
                Action {
                    text: qsTr("Download a model … (Ctrl+Alt+D)")
                    onTriggered: header.downloadWanted()
                }
                Action {
                    text: qsTr("Models of a server … (Ctrl+Alt+S)")
                    onTriggered: header.serversWanted()
                }
                Action {
                    text: qsTr("Open a model file … (Ctrl+O)")
                    onTriggered: header.chooseModel()
                }
                Action {
                    text: qsTr("Open a model folder … (Ctrl+Shift+O)")
                    onTriggered: header.chooseFolder()
                }
                MenuSeparator {}
                Instantiator {
                    model: header.models.known
                    delegate: Action {
                        required property var modelData
                        text: modelData.name
                        checkable: true
                        checked: header.models.file === modelData.file
                        onTriggered: header.models.chooseText(modelData.file)
                    }
                    onObjectAdded: (index, object) => modelMenu.insertAction(index + 6, object)
                    onObjectRemoved: (index, object) => modelMenu.removeAction(object)
                }
            }
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.border
    }

    FileDialog {
        id: fileDialog
        title: qsTr("Open a model file")
        nameFilters: [qsTr("Models (*.gguf)"), qsTr("All files (*)")]
        onAccepted: header.models.inspect(selectedFile)
    }
    FolderDialog {
        id: folderDialog
        title: qsTr("Open a Hugging Face folder")
        onAccepted: header.models.inspect(selectedFolder)
    }
    ModelDialog {
        objectName: "modelDialog"
        models: header.models
        parent: Overlay.overlay
        anchors.centerIn: parent
    }
}
