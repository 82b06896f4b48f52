// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// An answer is made again: how far that is, and what came of it.
ThemedDialog {
    id: dialog

    required property TreeViewModel tree
    property string text

    title: qsTr("Replay")
    width: Math.min(parent.width - 40, 520)
    standardButtons: dialog.tree.replaying ? Dialog.Cancel : Dialog.Ok
    onStandardButtonsChanged: nameButtons()
    onClosed: tree.stopReplay()

    Connections {
        target: dialog.tree
        function onReplayChanged() {
            if (dialog.tree.replaying && !dialog.opened) {
                dialog.text = "";
                dialog.open();
            }
        }
        function onReplayed(text) {
            dialog.text = text;
            dialog.open();
        }
    }

    onOpened: contentItem.forceActiveFocus()
    contentItem: ColumnLayout {
        spacing: Theme.spacing
        Keys.onReturnPressed: if (!dialog.tree.replaying) dialog.accept()
        Keys.onEnterPressed: if (!dialog.tree.replaying) dialog.accept()

        Label {
            objectName: "replayText"
            Layout.fillWidth: true
            text: !dialog.tree.replaying ? dialog.text
                : dialog.tree.replayTokens === 0 ? qsTr("Waiting for the model …")
                : qsTr("The answer is made again: %n token(s) so far.", "", dialog.tree.replayTokens)
            wrapMode: Text.Wrap
            textFormat: Text.PlainText
            color: Theme.text
            font.pixelSize: Theme.fontSize
        }
        ThemedProgressBar {
            Layout.fillWidth: true
            visible: dialog.tree.replaying
            value: dialog.tree.replayProgress
            Accessible.name: qsTr("Replay")
        }
    }
}
