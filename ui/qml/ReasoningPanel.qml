// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

// The thought behind an answer, with its time and length.
Rectangle {
    id: panel

    property alias text: body.text
    property real seconds: 0
    property int tokens: 0
    property bool thinking: false
    property bool collapsible: false
    property bool collapsed: false
    readonly property bool open: !collapsible || !collapsed
    signal copied()

    implicitHeight: column.implicitHeight + 2 * Theme.spacing
    radius: Theme.radius
    color: Theme.reasoning

    Rectangle {
        width: 3
        height: parent.height - 2 * Theme.radius
        anchors.verticalCenter: parent.verticalCenter
        radius: 1.5
        color: Theme.lamp
    }

    ColumnLayout {
        id: column
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.leftMargin: Theme.padding
        anchors.rightMargin: Theme.spacing
        anchors.topMargin: Theme.spacing
        spacing: 2

        RowLayout {
            spacing: 4

            IconButton {
                objectName: "collapseButton"
                visible: panel.collapsible
                implicitHeight: 28
                implicitWidth: 28
                iconName: panel.open ? "chevron-down" : "chevron-right"
                text: panel.open ? qsTr("Hide the reasoning") : qsTr("Show the reasoning")
                onClicked: panel.collapsed = !panel.collapsed
            }
            Label {
                objectName: "reasoningHeading"
                Layout.fillWidth: true
                text: panel.thinking
                    ? qsTr("Thinking · %1 s · %n token(s)", "", panel.tokens)
                          .arg(Number(panel.seconds).toLocaleString(Qt.locale(), "f", 1))
                    : qsTr("Thought for %1 s · %n token(s)", "", panel.tokens)
                          .arg(Number(panel.seconds).toLocaleString(Qt.locale(), "f", 1))
                color: Theme.lamp
                font.pixelSize: Theme.smallFontSize
                font.weight: Font.Medium
                elide: Text.ElideRight
            }
            IconButton {
                implicitHeight: 28
                implicitWidth: 28
                visible: panel.text !== ""
                iconName: "copy"
                text: qsTr("Copy the reasoning")
                onClicked: panel.copied()
            }
        }
        TextEdit {
            id: body
            objectName: "reasoningText"
            Layout.fillWidth: true
            Layout.bottomMargin: 4
            visible: panel.open
            textFormat: TextEdit.PlainText
            readOnly: true
            selectByMouse: true
            wrapMode: TextEdit.Wrap
            color: Theme.mutedText
            selectionColor: Theme.selection
            selectedTextColor: Theme.text
            font.pixelSize: Theme.smallFontSize + 1
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("Reasoning: %1").arg(text)
        }
    }
}
