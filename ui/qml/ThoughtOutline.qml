// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

// The steps of a thought, a line each; second thoughts are marked.
ListView {
    id: outline

    signal chosen(int row)

    clip: true
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: true
    keyNavigationEnabled: true
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Outline of the reasoning")
    ScrollBar.vertical: ScrollBar {}
    Keys.onReturnPressed: outline.chosen(currentIndex)

    delegate: ItemDelegate {
        id: entry

        required property int index
        required property string title
        required property int number
        required property bool secondThought
        required property bool inAnswer
        required property real seconds

        width: ListView.view.width
        height: Theme.scaled(28)
        leftPadding: Theme.padding
        rightPadding: Theme.padding
        Accessible.name: secondThought ? qsTr("Step %1, second thought: %2").arg(number).arg(title)
                                       : qsTr("Step %1: %2").arg(number).arg(title)
        Accessible.onPressAction: clicked()
        onClicked: {
            ListView.view.currentIndex = index;
            outline.chosen(index);
        }
        background: Rectangle {
            color: entry.hovered || (entry.ListView.isCurrentItem && outline.activeFocus) ? Theme.raised : "transparent"
        }
        contentItem: RowLayout {
            spacing: 6
            Label {
                text: entry.secondThought ? "↺" : entry.inAnswer ? "→" : entry.number
                color: entry.secondThought ? Theme.lamp : Theme.mutedText
                font.pixelSize: Theme.smallFontSize
                horizontalAlignment: Text.AlignRight
                Layout.preferredWidth: Theme.scaled(26)
            }
            Label {
                Layout.fillWidth: true
                text: entry.title
                textFormat: Text.PlainText
                elide: Text.ElideRight
                color: entry.secondThought ? Theme.lamp : Theme.text
                font.pixelSize: Theme.smallFontSize
            }
            Label {
                visible: entry.seconds >= 0.05
                text: qsTr("%1 s").arg(Theme.seconds(entry.seconds))
                color: Theme.mutedText
                font.pixelSize: Theme.smallFontSize - 1
            }
        }
    }
}
