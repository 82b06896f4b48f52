// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// What went wrong and what to do about it; stays until it is dismissed.
Rectangle {
    id: bar

    required property Notices notices

    visible: notices.lasting !== ""
    implicitHeight: visible ? row.implicitHeight + 2 * Theme.spacing : 0
    color: Theme.warning

    RowLayout {
        id: row
        anchors.fill: parent
        anchors.leftMargin: Theme.padding
        anchors.rightMargin: Theme.spacing
        spacing: Theme.spacing

        TextEdit {
            objectName: "noticeText"
            Layout.fillWidth: true
            text: bar.notices.lasting
            textFormat: TextEdit.PlainText
            readOnly: true
            selectByMouse: true
            wrapMode: TextEdit.Wrap
            color: Theme.warningText
            selectionColor: Theme.selection
            font.pixelSize: Theme.fontSize
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }
        IconButton {
            iconName: "close"
            colour: Theme.warningText
            text: qsTr("Dismiss")
            onClicked: bar.notices.dismiss()
        }
    }
}
