// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

// A text that goes with a question.
Rectangle {
    id: card

    property string name
    property string size
    property string part  // which of it goes to the model; empty: the whole
    property string preview  // its beginning
    property bool removable: false
    signal removed()
    signal openWanted()

    implicitWidth: row.implicitWidth + 2 * Theme.spacing
    implicitHeight: Theme.controlHeight - 4
    radius: Theme.radius - 2
    color: Theme.surface
    border.color: card.activeFocus ? Theme.accent : Theme.border
    border.width: card.activeFocus ? 2 : 1
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: qsTr("Attached: %1, %2").arg(name).arg(part !== "" ? part : size)
    Accessible.description: preview
    Accessible.onPressAction: card.openWanted()
    Keys.onReturnPressed: card.openWanted()
    Keys.onSpacePressed: card.openWanted()
    Keys.onDeletePressed: if (card.removable) card.removed()

    TapHandler {
        onTapped: card.openWanted()
    }

    HoverHandler {
        id: hover
    }
    ToolTip {
        visible: hover.hovered && card.preview !== ""
        delay: 500
        width: Math.min(implicitWidth, Theme.scaled(480))
        contentItem: Label {
            text: card.preview
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            maximumLineCount: 14
            elide: Text.ElideRight
            color: Theme.text
            font.pixelSize: Theme.smallFontSize
        }
        background: Rectangle {
            radius: Theme.radius
            color: Theme.surface
            border.color: Theme.border
        }
    }

    RowLayout {
        id: row
        anchors.centerIn: parent
        spacing: 6

        Label {
            Layout.maximumWidth: Theme.scaled(220)
            text: card.name
            textFormat: Text.PlainText
            elide: Text.ElideMiddle
            color: Theme.text
            font.pixelSize: Theme.smallFontSize
        }
        Label {
            text: card.size
            color: Theme.mutedText
            font.pixelSize: Theme.smallFontSize - 1
        }
        Label {
            visible: text !== ""
            Layout.maximumWidth: Theme.scaled(160)
            text: card.part
            elide: Text.ElideRight
            color: Theme.lamp
            font.pixelSize: Theme.smallFontSize - 1
        }
        IconButton {
            visible: card.removable
            implicitWidth: Theme.scaled(24)
            implicitHeight: Theme.scaled(24)
            icon.width: Theme.scaled(14)
            icon.height: Theme.scaled(14)
            iconName: "close"
            text: qsTr("Leave it out")
            onClicked: card.removed()
        }
    }
}
