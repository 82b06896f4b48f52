// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts

// What a person asked.
Item {
    id: message

    property alias text: body.text
    signal copied()

    implicitHeight: bubble.height
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("You: %1").arg(text)

    HoverHandler {
        id: hover
    }

    Rectangle {
        id: bubble

        anchors.right: parent.right
        width: Math.min(body.implicitWidth + 2 * Theme.padding, parent.width * 0.8)
        height: body.implicitHeight + 2 * (Theme.spacing + 2)
        radius: Theme.radius + 4
        color: Theme.question

        TextEdit {
            id: body
            anchors.verticalCenter: parent.verticalCenter
            x: Theme.padding
            width: parent.width - 2 * Theme.padding
            textFormat: TextEdit.PlainText
            readOnly: true
            selectByMouse: true
            wrapMode: TextEdit.Wrap
            color: Theme.text
            selectionColor: Theme.selection
            selectedTextColor: Theme.text
            font.pixelSize: Theme.fontSize
        }
    }
    IconButton {
        anchors.right: bubble.left
        anchors.rightMargin: 4
        anchors.verticalCenter: bubble.verticalCenter
        opacity: hover.hovered || activeFocus ? 1 : 0
        iconName: "copy"
        text: qsTr("Copy the question")
        onClicked: message.copied()
    }
}
