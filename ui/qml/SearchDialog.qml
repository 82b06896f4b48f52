// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// Search over everything, as one types.
Dialog {
    id: dialog

    required property SearchViewModel search
    required property ConversationsViewModel conversations
    signal chosen(var conversation, var message, bool inReasoning, string found)

    function go(item) {
        if (!item)
            return;
        dialog.close();
        dialog.chosen(item.conversationId, item.messageId, item.inReasoning, item.found);
    }

    property bool waiting: false  // for what is to be found, to go to it
    Connections {
        target: dialog.search
        function onFound() {
            list.currentIndex = 0;
            if (dialog.waiting && dialog.search.settled && dialog.visible)
                Qt.callLater(() => {
                    dialog.waiting = false;
                    dialog.go(list.itemAtIndex(0));
                });
        }
    }
    onClosed: waiting = false
    modal: true
    padding: Theme.padding
    y: Math.max(20, parent.height * 0.08)
    x: (parent.width - width) / 2
    width: Math.min(parent.width - 40, 760)
    height: Math.min(parent.height * 0.8, 640)
    palette.window: Theme.surface
    background: Rectangle {
        radius: Theme.radius + 4
        color: Theme.surface
        border.color: Theme.border
    }
    onAboutToShow: search.prepare()
    onOpened: {
        field.forceActiveFocus();
        field.selectAll();
    }

    contentItem: ColumnLayout {
        spacing: Theme.spacing

        TextField {
            id: field
            objectName: "searchField"
            Layout.fillWidth: true
            placeholderText: qsTr("Search in titles, questions, answers and reasoning")
            placeholderTextColor: Theme.mutedText
            text: dialog.search.text
            color: Theme.text
            selectByMouse: true
            font.pixelSize: Theme.fontSize
            Accessible.name: placeholderText
            background: Rectangle {
                radius: Theme.radius
                color: Theme.window
                border.color: field.activeFocus ? Theme.accent : Theme.border
            }
            onTextEdited: dialog.search.text = text
            Keys.onDownPressed: list.enter(1)
            Keys.onUpPressed: list.enter(-1)
            // Who types faster than the search finds wants what will be found.
            onAccepted: dialog.search.settled ? dialog.go(list.currentItem) : dialog.waiting = true
        }
        Flow {
            Layout.fillWidth: true
            spacing: Theme.spacing

            ChoiceBox {
                objectName: "whereBox"
                label: qsTr("Where")
                model: [qsTr("Everywhere"), qsTr("Questions"), qsTr("Answers"), qsTr("Reasoning only")]
                currentIndex: dialog.search.where
                onActivated: index => dialog.search.where = index
            }
            ChoiceBox {
                label: qsTr("When")
                readonly property var spans: [0, 1, 7, 30, 365]
                model: [qsTr("Any time"), qsTr("Today"), qsTr("Last 7 days"), qsTr("Last 30 days"), qsTr("Last year")]
                currentIndex: Math.max(0, spans.indexOf(dialog.search.days))
                onActivated: index => dialog.search.days = spans[index]
            }
            ChoiceBox {
                objectName: "folderBox"
                readonly property var folders: dialog.conversations.folders
                label: qsTr("Folder")
                visible: folders.length > 0
                model: [qsTr("Any folder")].concat(folders.map(folder => folder.name))
                currentIndex: folders.findIndex(folder => folder.id === dialog.search.folder) + 1
                onActivated: index => dialog.search.folder = index > 0 ? folders[index - 1].id : 0
            }
            ChoiceBox {
                label: qsTr("Model")
                visible: dialog.search.modelNames.length > 1
                model: [qsTr("Any model")].concat(dialog.search.modelNames)
                currentIndex: Math.max(0, dialog.search.modelNames.indexOf(dialog.search.modelName) + 1)
                onActivated: index => dialog.search.modelName = index > 0 ? dialog.search.modelNames[index - 1] : ""
            }
        }
        FoundList {
            id: list
            objectName: "searchHits"
            Layout.fillWidth: true
            Layout.fillHeight: true
            field: field
            model: dialog.search
            currentIndex: 0
            Accessible.name: qsTr("Places found")
            onChosen: dialog.go(currentItem)
            onTyped: text => dialog.search.text = text

            delegate: ItemDelegate {
                id: hit

                required property int index
                required property var conversationId
                required property var messageId
                required property string place
                required property bool inReasoning
                required property string title
                required property string snippet
                required property string date
                required property string found

                width: ListView.view.width
                padding: Theme.spacing
                Accessible.name: qsTr("%1 in %2: %3").arg(place).arg(title).arg(snippet.replace(/<[^>]*>/g, ""))
                Accessible.selectable: true
                Accessible.selected: ListView.isCurrentItem
                Accessible.onPressAction: clicked()
                Keys.onSpacePressed: list.type(" ")
                onClicked: dialog.go(hit)
                background: Rectangle {
                    radius: Theme.radius - 4
                    color: hit.hovered || hit.ListView.isCurrentItem ? Theme.raised : "transparent"
                    border.width: hit.ListView.isCurrentItem ? 2 : 0
                    border.color: Theme.accent
                }
                contentItem: ColumnLayout {
                    spacing: 2
                    RowLayout {
                        Label {
                            Layout.fillWidth: true
                            // A title that was found has its marks.
                            text: hit.messageId === 0 ? hit.snippet : hit.title
                            textFormat: hit.messageId === 0 ? Text.StyledText : Text.PlainText
                            elide: Text.ElideRight
                            color: Theme.text
                            font.weight: Font.Medium
                            font.pixelSize: Theme.smallFontSize + 1
                        }
                        Label {
                            text: hit.place + " · " + hit.date
                            color: hit.inReasoning ? Theme.lamp : Theme.mutedText
                            font.pixelSize: Theme.smallFontSize - 1
                        }
                    }
                    Label {
                        Layout.fillWidth: true
                        visible: hit.messageId !== 0
                        text: hit.snippet
                        textFormat: Text.StyledText
                        wrapMode: Text.Wrap
                        maximumLineCount: 3
                        elide: Text.ElideRight
                        color: Theme.mutedText
                        font.pixelSize: Theme.smallFontSize
                    }
                }
            }
            Label {
                anchors.centerIn: parent
                visible: list.count === 0 && dialog.search.settled && dialog.search.text.trim() !== ""
                text: qsTr("Nothing found.")
                color: Theme.mutedText
            }
        }
    }
}
