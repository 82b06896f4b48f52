// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

// A line above the composer that offers something to be done.
Item {
    id: bar

    property string text
    default property alias actions: actionRow.data

    visible: text !== ""
    implicitHeight: visible ? Theme.controlHeight + Theme.spacing : 0

    Rectangle {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.padding, row.implicitWidth + 2 * Theme.padding)
        height: Theme.controlHeight
        radius: Theme.radius
        color: Theme.surface
        border.color: Theme.border

        RowLayout {
            id: row
            anchors.fill: parent
            anchors.leftMargin: Theme.padding
            anchors.rightMargin: 4
            spacing: Theme.spacing

            Label {
                Layout.fillWidth: true
                Layout.maximumWidth: Theme.scaled(420)
                text: bar.text
                textFormat: Text.PlainText
                elide: Text.ElideMiddle
                color: Theme.text
            }
            RowLayout {
                id: actionRow
                spacing: 2
            }
        }
    }
}
