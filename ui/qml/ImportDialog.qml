// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Dialogs
import QtQuick.Layouts
import QtCore
import Mingsi.Ui

// Conversations of other programs: what a file holds, and taking it in.
ThemedDialog {
    id: dialog

    required property ImportViewModel importer
    readonly property bool running: importer.state === ImportViewModel.Looking || importer.state === ImportViewModel.Importing

    function choose() {
        fileDialog.open();
    }
    function look(file) {
        importer.look(file);
        open();
    }

    title: qsTr("Import")
    width: Math.min(parent.width - 40, Theme.scaled(560))
    onOpened: mainButton.forceActiveFocus(Qt.TabFocusReason)
    onClosed: importer.cancel()
    footer: DialogButtonBox {
        background: null
        TextButton {
            id: mainButton
            objectName: "importButton"
            text: dialog.importer.state === ImportViewModel.Looked ? qsTr("Import") : qsTr("Choose a file …")
            enabled: !dialog.running
            DialogButtonBox.buttonRole: DialogButtonBox.ActionRole
            onClicked: dialog.importer.state === ImportViewModel.Looked ? dialog.importer.start() : dialog.choose()
        }
        TextButton {
            text: dialog.running ? qsTr("Cancel") : qsTr("Close")
            DialogButtonBox.buttonRole: DialogButtonBox.RejectRole
        }
    }

    contentItem: ScrolledColumn {
        Label {
            Layout.fillWidth: true
            text: qsTr("Conversations exported from DeepSeek, ChatGPT, Claude, Open WebUI, LM Studio or Mingsi: conversations.json, or the zip that holds it. What is here already stays as it is.")
            wrapMode: Text.Wrap
            color: Theme.mutedText
            font.pixelSize: Theme.smallFontSize
        }
        Label {
            Layout.fillWidth: true
            visible: text !== ""
            text: dialog.importer.file
            textFormat: Text.PlainText
            elide: Text.ElideMiddle
            color: Theme.text
            font.pixelSize: Theme.fontSize
        }
        ThemedProgressBar {
            Layout.fillWidth: true
            visible: dialog.running
            value: dialog.importer.progress
            Accessible.name: qsTr("Import")
        }
        ScrollView {
            id: scroller
            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(260, status.implicitHeight)
            contentWidth: availableWidth
            visible: status.text !== ""

            StatusLine {
                id: status
                objectName: "importStatus"
                width: scroller.availableWidth
                text: dialog.importer.state === ImportViewModel.Done ? qsTr("This came in. %1").arg(dialog.importer.status)
                    : dialog.importer.state === ImportViewModel.Looked ? qsTr("This would come in. %1").arg(dialog.importer.status)
                    : dialog.importer.status
                color: dialog.importer.state === ImportViewModel.Failed ? Theme.warningText : Theme.text
            }
        }
    }

    FileDialog {
        id: fileDialog
        title: qsTr("Import")
        currentFolder: StandardPaths.writableLocation(StandardPaths.DownloadLocation)
        nameFilters: [qsTr("Conversations (*.json *.jsonl *.zip)"), qsTr("All files (*)")]
        onAccepted: dialog.look(selectedFile)
    }
}
