// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// What a model will take, before it is opened.
ThemedDialog {
    id: dialog

    required property ModelViewModel models
    property url file
    property string name
    property var lines: []
    property bool fits: true

    width: Math.min(560, parent ? parent.width - 2 * Theme.padding : 560)
    title: qsTr("Open this model?")
    onAccepted: models.choose(file)

    Connections {
        target: dialog.models
        function onInspected(file, name, lines, fits) {
            dialog.file = file;
            dialog.name = name;
            dialog.lines = lines;
            dialog.fits = fits;
            dialog.open();
            openButton.forceActiveFocus();
        }
    }

    ColumnLayout {
        width: dialog.availableWidth
        spacing: Theme.spacing

        Label {
            Layout.fillWidth: true
            text: dialog.name
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            font.pixelSize: Theme.titleFontSize
            font.weight: Font.Medium
            color: Theme.text
        }
        Column {
            Layout.fillWidth: true
            spacing: Theme.spacing

            Repeater {
                model: dialog.lines

                RowLayout {
                    required property var modelData

                    width: parent ? parent.width : 0
                    spacing: Theme.padding
                    Accessible.role: Accessible.StaticText
                    Accessible.name: modelData[0] + ": " + modelData[1]

                    Label {
                        Layout.preferredWidth: Theme.scaled(110)
                        Layout.alignment: Qt.AlignTop
                        text: parent.modelData[0]
                        color: Theme.mutedText
                        font.pixelSize: Theme.fontSize
                    }
                    Label {
                        Layout.fillWidth: true
                        text: parent.modelData[1]
                        textFormat: Text.PlainText
                        wrapMode: Text.Wrap
                        color: Theme.text
                        font.pixelSize: Theme.fontSize
                    }
                }
            }
        }
    }

    footer: RowLayout {
        Item { Layout.fillWidth: true }
        TextButton {
            id: openButton
            objectName: "openModelButton"
            Layout.bottomMargin: Theme.spacing
            text: dialog.fits ? qsTr("Open") : qsTr("Open anyway")
            colour: Theme.accent
            onClicked: dialog.accept()
        }
        TextButton {
            Layout.bottomMargin: Theme.spacing
            Layout.rightMargin: Theme.padding
            text: qsTr("Cancel")
            onClicked: dialog.reject()
        }
    }
}
