// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// An attached document by its parts. Of a draft's document it is chosen here what goes to the model.
ThemedDialog {
    id: dialog

    required property DocumentViewModel document
    property int first: -1  // the parts that are pointed to
    property int last: -1

    title: dialog.document.name
    width: Math.min(parent.width - 40, Theme.scaled(760))
    height: Math.min(parent.height - 40, Theme.scaled(680))
    standardButtons: dialog.document.editable ? Dialog.Ok | Dialog.Cancel : Dialog.Close
    onStandardButtonsChanged: nameButtons()
    onAccepted: document.accept()
    onOpened: list.forceActiveFocus(Qt.TabFocusReason)

    Connections {
        target: dialog.document
        function onOpened(row, last) {
            dialog.mark(row, last);
            dialog.open();
            if (row >= 0)
                Qt.callLater(() => dialog.goTo(row));
        }
    }
    function mark(first, last) {
        dialog.first = first;
        dialog.last = last;
    }
    function goTo(row) {
        list.currentIndex = row;
        dialog.settle(row, 12);
    }
    // Heights of parts that were not shown yet are guesses: the view goes there until it is there.
    function settle(row, tries) {
        list.forceLayout();
        list.positionViewAtIndex(row, ListView.Beginning);
        const item = list.itemAtIndex(row);
        const there = item && (Math.abs(item.y - list.contentY) < 2 || list.atYEnd);
        if (!there && tries > 0)
            Qt.callLater(dialog.settle, row, tries - 1);
    }

    contentItem: ColumnLayout {
        spacing: Theme.spacing

        ButtonGroup { id: choices }
        ColumnLayout {
            Layout.fillWidth: true
            visible: dialog.document.editable
            spacing: 0

            RadioLine {
                objectName: "wholeLine"
                Layout.fillWidth: true
                ButtonGroup.group: choices
                text: qsTr("The whole document goes to the model")
                checked: dialog.document.choice === DocumentViewModel.Whole
                onToggled: dialog.document.choice = DocumentViewModel.Whole
            }
            RadioLine {
                objectName: "bestLine"
                Layout.fillWidth: true
                ButtonGroup.group: choices
                text: qsTr("The passages that fit the question best, found when it is sent")
                checked: dialog.document.choice === DocumentViewModel.Best
                onToggled: dialog.document.choice = DocumentViewModel.Best
            }
            RowLayout {
                Layout.fillWidth: true
                RadioLine {
                    objectName: "partsLine"
                    ButtonGroup.group: choices
                    text: qsTr("These parts")
                    checked: dialog.document.choice === DocumentViewModel.Parts
                    onToggled: dialog.document.choice = DocumentViewModel.Parts
                }
                SettingField {
                    id: numberField
                    objectName: "numberField"
                    Layout.fillWidth: true
                    property bool valid: true
                    label: qsTr("Parts, such as 1-3, 7")
                    text: dialog.document.numbers
                    color: valid ? Theme.text : Theme.warningText
                    onTextEdited: valid = dialog.document.setNumbers(text)
                }
            }
        }
        RowLayout {
            Layout.fillWidth: true

            SettingField {
                id: findField
                objectName: "findInDocument"
                Layout.fillWidth: true
                label: qsTr("Find in the document")
                Keys.onReturnPressed: findButton.clicked()
            }
            IconButton {
                id: findButton
                iconName: "search"
                text: qsTr("The next part that has it (Return)")
                onClicked: {
                    const row = dialog.document.find(findField.text, list.currentIndex);
                    if (row >= 0) {
                        dialog.mark(row, row);
                        dialog.goTo(row);
                    }
                }
            }
        }
        ListView {
            id: list
            objectName: "partList"
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            activeFocusOnTab: true
            keyNavigationEnabled: true
            model: dialog.document.parts
            spacing: 4
            boundsBehavior: Flickable.StopAtBounds
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Parts of the document")
            ScrollBar.vertical: ScrollBar {}
            Keys.onSpacePressed: if (dialog.document.editable) dialog.document.toggle(currentIndex)

            delegate: Rectangle {
                id: part

                required property int index
                required property string place
                required property string partText
                required property bool chosen
                readonly property bool marked: index >= dialog.first && index <= dialog.last

                width: ListView.view.width
                implicitHeight: column.implicitHeight + 2 * Theme.spacing
                radius: Theme.radius - 2
                color: part.marked ? Qt.alpha(Theme.accent, 0.14) : Theme.window
                border.color: ListView.isCurrentItem && list.activeFocus ? Theme.accent : Theme.border
                border.width: ListView.isCurrentItem && list.activeFocus ? 2 : 1
                Accessible.role: Accessible.ListItem
                Accessible.name: part.place + ": " + part.partText.substring(0, 400)

                ColumnLayout {
                    id: column
                    x: Theme.spacing
                    y: Theme.spacing
                    width: parent.width - 2 * x
                    spacing: 2

                    CheckLine {
                        visible: dialog.document.editable
                        objectName: "partBox"
                        text: part.place
                        checked: part.chosen
                        activeFocusOnTab: false
                        onToggled: dialog.document.toggle(part.index)
                    }
                    Label {
                        visible: !dialog.document.editable
                        text: part.place
                        textFormat: Text.PlainText
                        color: Theme.lamp
                        font.pixelSize: Theme.smallFontSize
                    }
                    TextEdit {
                        Layout.fillWidth: true
                        text: part.partText
                        textFormat: TextEdit.PlainText
                        readOnly: true
                        selectByMouse: true
                        wrapMode: TextEdit.Wrap
                        color: Theme.text
                        selectionColor: Theme.selection
                        selectedTextColor: Theme.text
                        font.pixelSize: Theme.smallFontSize
                        font.family: Theme.fontFamily
                        Accessible.ignored: true
                    }
                }
            }
            Label {
                anchors.centerIn: parent
                visible: list.count === 0
                text: dialog.document.loading ? qsTr("Reading the document …") : qsTr("The document is empty.")
                color: Theme.mutedText
                font.pixelSize: Theme.fontSize
            }
        }
    }
}
