// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Dialogs
import QtQuick.Layouts
import QtCore
import Mingsi.Ui

// What is to be written, how, and where.
ThemedDialog {
    id: dialog

    required property ExportViewModel exporter
    readonly property var endings: ["md", "html", "pdf", "docx", "odt", "txt", "json", "pptx", "xlsx", "csv"]
    readonly property string ending: endings[formatBox.currentIndex]
    property int scope: ExportViewModel.Branch
    readonly property bool fixed: ["json", "pptx", "xlsx", "csv"].includes(ending)  // says itself what is in it

    function choose(scope) {
        dialog.scope = scope;
        open();
    }

    title: qsTr("Export")
    width: Math.min(parent.width - 40, Theme.scaled(520))
    onAboutToShow: {
        exporter.reset();
        if (!exporter.offers(scope))
            scope = ExportViewModel.Everything;
    }
    onOpened: mainButton.forceActiveFocus(Qt.TabFocusReason)
    onClosed: {
        exporter.cancel();
        exporter.message = 0;
    }
    footer: DialogButtonBox {
        alignment: Qt.AlignRight
        padding: Theme.spacing
        rightPadding: Theme.padding
        background: null
        TextButton {
            id: mainButton
            objectName: "exportButton"
            text: qsTr("Choose a file …")
            enabled: !dialog.exporter.running && dialog.exporter.offers(dialog.scope)
            DialogButtonBox.buttonRole: DialogButtonBox.ActionRole
            onClicked: fileDialog.ask(dialog.exporter.fileName(dialog.scope, dialog.ending))
        }
        TextButton {
            text: dialog.exporter.running ? qsTr("Cancel") : qsTr("Close")
            DialogButtonBox.buttonRole: DialogButtonBox.RejectRole
        }
    }

    contentItem: ScrolledColumn {
        ButtonGroup { id: scopes }
        // A Column: layouts of Qt 6.4 do not survive a repeated list of texts.
        Column {
            id: places
            Layout.fillWidth: true

            Repeater {
                model: [dialog.exporter.message !== 0 ? qsTr("The message that was chosen") : qsTr("The answer beside which the reasoning stands"), qsTr("The conversation, as it is shown"), qsTr("The conversation with all its branches"), qsTr("All conversations of its folder"), qsTr("All conversations")]

                RadioLine {
                    required property int index
                    required property string modelData
                    objectName: "exportScope"
                    width: places.width
                    ButtonGroup.group: scopes
                    enabled: dialog.visible && dialog.exporter.offers(index)
                    text: modelData
                    checked: dialog.scope === index
                    onToggled: dialog.scope = index
                }
            }
        }
        ChoiceBox {
            id: formatBox
            objectName: "exportFormat"
            Layout.fillWidth: true
            label: qsTr("Format")
            model: [qsTr("Markdown"), qsTr("Web page (HTML), reasoning at the side"), qsTr("Pages (PDF), reasoning in an appendix"), qsTr("Word (DOCX)"), qsTr("OpenDocument (ODT)"), qsTr("Plain text"), qsTr("Mingsi (JSON), with everything, to import again"), qsTr("Slides (PPTX): the outlines in the answers"), qsTr("Workbook (XLSX): the tables in the texts"), qsTr("Tables as CSV")]
        }
        ChoiceBox {
            id: contentBox
            objectName: "exportContent"
            Layout.fillWidth: true
            label: qsTr("Content")
            enabled: !dialog.fixed
            model: [qsTr("Answers and reasoning"), qsTr("Answers alone"), qsTr("Reasoning alone")]
        }
        CheckLine {
            id: metadataBox
            objectName: "exportMetadata"
            text: qsTr("With models, times and tokens")
            enabled: !dialog.fixed
            checked: true
        }
        RowLayout {
            visible: dialog.ending === "pdf"
            Label {
                text: qsTr("Paper")
                color: Theme.text
                font.pixelSize: Theme.fontSize
            }
            ChoiceBox {
                id: paperBox
                objectName: "exportPaper"
                label: qsTr("Paper")
                model: ["A4", qsTr("Letter")]
                currentIndex: dialog.exporter.usesLetter() ? 1 : 0
            }
        }
        ThemedProgressBar {
            Layout.fillWidth: true
            visible: dialog.exporter.running
            value: dialog.exporter.progress
            Accessible.name: qsTr("Export")
        }
        StatusLine {
            objectName: "exportStatus"
            Layout.fillWidth: true
            text: dialog.exporter.status
            color: dialog.exporter.failed ? Theme.warningText : Theme.text
        }
    }

    SaveDialog {
        id: fileDialog
        title: qsTr("Export")
        defaultSuffix: dialog.ending
        onChosen: file => dialog.exporter.start(dialog.scope, dialog.ending, {
            content: contentBox.currentIndex,
            metadata: metadataBox.checked,
            letter: paperBox.currentIndex === 1
        }, file)
    }
}
