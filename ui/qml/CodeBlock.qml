// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import Mingsi.Ui

// Code with its language, line wrap, and a button to copy it.
BlockFrame {
    id: frame

    required property string html
    required property string code
    required property string language
    property bool wrapped: false
    readonly property var body: content
    signal copied(string text)

    title: frame.language === "" ? qsTr("Code") : frame.language
    actions: [
        IconButton {
            implicitWidth: Theme.scaled(28)
            implicitHeight: Theme.scaled(26)
            iconName: "wrap"
            checkable: true
            checked: frame.wrapped
            colour: frame.wrapped ? Theme.accent : Theme.mutedText
            text: frame.wrapped ? qsTr("Don't wrap lines") : qsTr("Wrap lines")
            onClicked: frame.wrapped = !frame.wrapped
        },
        IconButton {
            objectName: "copyCodeButton"
            implicitWidth: Theme.scaled(28)
            implicitHeight: Theme.scaled(26)
            iconName: "copy"
            text: qsTr("Copy the code")
            onClicked: frame.copied(frame.code)
        }
    ]
    content: TextEdit {
        id: codeText
        objectName: "codeText"
        // Marks a passage; where it stands, or -1.
        function mark(passage) {
            const at = codeText.getText(0, codeText.length).toLowerCase().indexOf(passage.toLowerCase());
            if (at < 0)
                return -1;
            codeText.select(at, at + passage.length);
            return codeText.positionToRectangle(at).y;
        }
        width: frame.wrapped ? frame.inside : Math.max(frame.inside, implicitWidth)
        leftPadding: 12
        rightPadding: 12
        topPadding: 2
        bottomPadding: 10
        text: "<div style=\"white-space:pre-wrap\">" + frame.html + "</div>"
        textFormat: TextEdit.RichText
        wrapMode: frame.wrapped ? TextEdit.WrapAtWordBoundaryOrAnywhere : TextEdit.NoWrap
        readOnly: true
        selectByMouse: true
        persistentSelection: true
        color: Theme.text
        selectionColor: Theme.selection
        selectedTextColor: Theme.text
        font.family: Theme.monospaceFamily
        font.pixelSize: Theme.smallFontSize
        Accessible.role: Accessible.StaticText
        Accessible.name: qsTr("Code: %1").arg(frame.code)

        HoverHandler {
            cursorShape: Qt.IBeamCursor
        }
    }
}
