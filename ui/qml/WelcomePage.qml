// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

// What an empty conversation shows: what this is, and questions to begin with.
Flickable {
    id: page

    property bool starter: false  // whether the small model answers that comes with the program
    property string server  // that answers in place of this machine; empty when none does
    signal exampleChosen(string example)
    signal downloadWanted()

    contentWidth: width
    contentHeight: Math.max(height, lines.implicitHeight + 2 * Theme.padding)
    interactive: contentHeight > height + 1
    clip: interactive
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: ScrollBar {}

    ColumnLayout {
        id: lines
        anchors.centerIn: parent
        width: Math.min(page.width - 2 * Theme.padding, Theme.scaled(560))
        spacing: Theme.padding

        Image {
            Layout.alignment: Qt.AlignHCenter
            visible: page.height > Theme.scaled(400)
            source: "qrc:/icons/mingsi.svg"
            sourceSize: Qt.size(64, 64)
            Accessible.ignored: true
        }
        Label {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("What shall we think about?")
            wrapMode: Text.Wrap
            font.pixelSize: Theme.heroFontSize
            font.weight: Font.Light
            color: Theme.text
        }
        Label {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
            color: Theme.mutedText
            lineHeight: Theme.lineHeight
            text: page.server !== "" ? qsTr("A server answers: what you write goes to %1.").arg(page.server)
                : qsTr("The model runs on this machine, and its reasoning stands beside the answer. Nothing you write leaves your desk.")
        }
        // Lines of two; one below the other where there is no room. No layout: those of Qt 6.4 hold on to items that a
        // Repeater makes anew, as for another language, and crash.
        Grid {
            id: examples
            Layout.alignment: Qt.AlignHCenter
            readonly property real exampleWidth: Theme.scaled(274)  // of the longest, in either language

            columns: lines.width >= 2 * exampleWidth + spacing ? 2 : 1
            spacing: Theme.spacing

            Repeater {
                model: [qsTr("What is 47 × 86?"), qsTr("Which is bigger, 9.11 or 9.9?"),
                        qsTr("How many r's are in strawberry?"), qsTr("What can you do?")]

                TextButton {
                    required property string modelData
                    required property int index
                    visible: index < 2 || page.height > Theme.scaled(420)
                    width: Math.min(examples.exampleWidth, lines.width)
                    text: modelData
                    onClicked: page.exampleChosen(modelData)
                    background: Rectangle {
                        radius: Theme.radius
                        color: parent.hovered || parent.down ? Theme.raised : Theme.surface
                        border.color: parent.visualFocus ? Theme.accent : Theme.border
                        border.width: parent.visualFocus ? 2 : 1
                    }
                }
            }
        }
        TextButton {
            objectName: "biggerModelButton"
            Layout.alignment: Qt.AlignHCenter
            Layout.preferredWidth: Math.min(implicitWidth, lines.width)
            Layout.minimumWidth: 0
            visible: page.starter
            iconName: "download"
            colour: Theme.accent
            text: qsTr("The starter model is small. Get a bigger one …")
            onClicked: page.downloadWanted()
        }
    }
}
