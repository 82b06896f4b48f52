// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import Mingsi.Ui

// The messages of the conversation. Follows the stream while the reader is at the end, and lets go when they scroll up.
Item {
    id: transcript

    required property ChatViewModel chat
    property bool following: true
    signal exampleChosen(string example)
    signal linkActivated(string link)

    ListView {
        id: list
        objectName: "messageList"

        readonly property real margin: Math.max(Theme.padding, (width - Theme.readingWidth) / 2)

        anchors.fill: parent
        clip: true
        model: transcript.chat.transcript
        spacing: Theme.padding
        topMargin: Theme.padding
        bottomMargin: Theme.padding
        cacheBuffer: 2000
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: true
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Messages")
        ScrollBar.vertical: ScrollBar {}

        delegate: Loader {
            id: cell

            required property var model
            required property bool fromUser

            x: list.margin
            width: list.width - 2 * list.margin
            sourceComponent: fromUser ? question : answer

            Component {
                id: question
                QuestionMessage {
                    text: cell.model.messageText
                    onCopied: transcript.chat.copy(text)
                }
            }
            Component {
                id: answer
                AnswerMessage {
                    message: cell.model
                    onCopied: text => transcript.chat.copy(text)
                    onLinkActivated: link => transcript.linkActivated(link)
                }
            }
        }

        onMovementEnded: transcript.following = atYEnd
        onContentHeightChanged: if (transcript.following) Qt.callLater(positionViewAtEnd)
        onHeightChanged: if (transcript.following) Qt.callLater(positionViewAtEnd)
        onCountChanged: {
            transcript.following = true;
            Qt.callLater(positionViewAtEnd);
        }
        Keys.onPressed: event => {
            const page = height * 0.9;
            if (event.key === Qt.Key_End)
                positionViewAtEnd();
            else if (event.key === Qt.Key_Home)
                positionViewAtBeginning();
            else if (event.key === Qt.Key_PageUp)
                contentY = Math.max(originY - topMargin, contentY - page);
            else if (event.key === Qt.Key_PageDown)
                contentY = Math.min(originY + contentHeight - height + bottomMargin, contentY + page);
            else
                return;
            transcript.following = atYEnd;
            event.accepted = true;
        }
    }

    WheelHandler {
        // The wheel does not count as a movement of the list.
        acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
        target: null
        onWheel: event => {
            event.accepted = false;
            Qt.callLater(() => transcript.following = list.atYEnd);
        }
    }

    WelcomePage {
        anchors.fill: parent
        visible: list.count === 0 && !transcript.chat.answering
        onExampleChosen: example => transcript.exampleChosen(example)
    }

    RoundButton {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.spacing
        visible: !transcript.following && !list.atYEnd
        icon.source: "qrc:/icons/ui/chevron-down.svg"
        icon.color: Theme.text
        Accessible.name: qsTr("To the end")
        background: Rectangle {
            radius: width / 2
            color: Theme.surface
            border.color: Theme.border
        }
        onClicked: {
            transcript.following = true;
            list.positionViewAtEnd();
        }
    }
}
