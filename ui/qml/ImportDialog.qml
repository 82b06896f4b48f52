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
    function statusText() {
        switch (importer.state) {
        case ImportViewModel.Looked: return qsTr("This would come in. %1").arg(importer.status);
        case ImportViewModel.Done: return qsTr("This came in. %1").arg(importer.status);
        case ImportViewModel.Cancelled: return qsTr("Cancelled; this had come in by then. %1").arg(importer.status);
        default: return importer.status;
        }
    }

    title: qsTr("Import")
    width: Math.min(parent.width - 40, Theme.scaled(560))
    onOpened: mainButton.forceActiveFocus(Qt.TabFocusReason)
    // Whoever cancels stays to see what has come in.
    closePolicy: running ? Popup.NoAutoClose : Popup.CloseOnEscape | Popup.CloseOnPressOutside
    footer: DialogButtonBox {
        alignment: Qt.AlignRight
        padding: Theme.spacing
        rightPadding: Theme.padding
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
            objectName: "importLeaveButton"
            text: dialog.running ? qsTr("Cancel") : qsTr("Close")
            DialogButtonBox.buttonRole: DialogButtonBox.ActionRole
            onClicked: dialog.running ? dialog.importer.cancel() : dialog.close()
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
                text: dialog.statusText()
                color: dialog.importer.state === ImportViewModel.Failed ? Theme.warningText : Theme.text
            }
        }
    }

    Shortcut {
        sequences: [StandardKey.Cancel]
        enabled: dialog.visible && dialog.running
        onActivated: dialog.importer.cancel()
    }
    FileDialog {
        id: fileDialog
        title: qsTr("Import")
        currentFolder: StandardPaths.writableLocation(StandardPaths.DownloadLocation)
        nameFilters: [qsTr("Conversations (*.json *.jsonl *.zip)"), qsTr("All files (*)")]
        onAccepted: dialog.look(selectedFile)
    }
}
