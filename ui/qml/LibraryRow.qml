// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// One model of the library: what it is, and whether this machine can take it.
ItemDelegate {
    id: row

    required property int index
    required property string name
    required property string path
    required property string source
    required property string size
    required property string parameters
    required property string context
    required property string format
    required property string fit
    required property int verdict
    property bool current: false
    property bool opened: false
    signal chosen()

    readonly property var marks: [
        ["…", Theme.mutedText, qsTr("not looked at yet")],
        ["●", Theme.accent, qsTr("fits")],
        ["◐", Theme.lamp, qsTr("tight")],
        ["○", Theme.warningText, qsTr("too large")],
        ["✕", Theme.warningText, qsTr("can't be opened")]
    ]

    function choose() {
        if (row.verdict !== LibraryModel.Unusable)
            row.chosen();
    }

    objectName: "libraryRow"
    padding: 10
    hoverEnabled: true
    Accessible.name: [row.name, row.marks[row.verdict][2], row.size, row.parameters, row.fit].join(", ")
    Accessible.onPressAction: clicked()
    onClicked: row.choose()

    background: Rectangle {
        radius: Theme.radius
        color: row.hovered || row.current ? Theme.raised : "transparent"
        border.width: row.current ? 2 : 0
        border.color: Theme.accent
    }
    contentItem: RowLayout {
        spacing: 12

        Label {
            Layout.alignment: Qt.AlignTop
            Layout.preferredWidth: Theme.scaled(20)
            text: row.marks[row.verdict][0]
            color: row.marks[row.verdict][1]
            font.pixelSize: Theme.fontSize
            ToolTip.text: row.marks[row.verdict][2]
            ToolTip.visible: row.hovered && ToolTip.text !== ""
            ToolTip.delay: 600
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            RowLayout {
                Layout.fillWidth: true
                Label {
                    Layout.fillWidth: true
                    text: row.name
                    textFormat: Text.PlainText
                    elide: Text.ElideMiddle
                    color: Theme.text
                    font.pixelSize: Theme.fontSize
                    font.weight: row.opened ? Font.Medium : Font.Normal
                }
                Label {
                    text: row.opened ? qsTr("open now") : row.source
                    textFormat: Text.PlainText
                    color: row.opened ? Theme.accent : Theme.mutedText
                    font.pixelSize: Theme.smallFontSize
                }
            }
            Label {
                Layout.fillWidth: true
                text: [row.size, row.parameters, row.context, row.format].filter(part => part !== "").join(" · ")
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: Theme.mutedText
                font.pixelSize: Theme.smallFontSize
            }
            Label {
                Layout.fillWidth: true
                visible: row.fit !== ""
                text: row.fit
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: row.verdict > LibraryModel.Tight ? Theme.warningText : Theme.mutedText
                font.pixelSize: Theme.smallFontSize
            }
        }
    }
}
