// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls

// Shows where a link leads before it is opened.
ThemedDialog {
    id: dialog

    property string link

    function ask(target) {
        link = target;
        open();
    }

    modal: true
    width: Math.min(520, parent ? parent.width - 2 * Theme.padding : 520)
    title: qsTr("Open this link in the browser?")
    standardButtons: Dialog.Open | Dialog.Cancel
    onAccepted: Qt.openUrlExternally(link)

    Label {
        width: dialog.availableWidth
        text: dialog.link
        textFormat: Text.PlainText
        wrapMode: Text.WrapAnywhere
        color: Theme.text
    }
}
