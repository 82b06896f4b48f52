// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// Where models of this machine compute, and how much of the GPU's memory they may take.
ColumnLayout {
    id: choice

    required property Preferences preferences
    required property MachineViewModel machine
    required property ModelViewModel models

    readonly property real indent: Theme.scaled(18) + Theme.spacing + 2  // to the texts of the choices

    component Place: RadioLine {
        required property int place
        Layout.fillWidth: true
        ButtonGroup.group: places
        font.pixelSize: Theme.smallFontSize
        checked: choice.preferences.device === place
        onToggled: choice.preferences.device = place
    }
    component Hint: Label {
        Layout.fillWidth: true
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        color: Theme.mutedText
        font.pixelSize: Theme.smallFontSize
    }

    spacing: 2

    ButtonGroup {
        id: places
    }
    Label {
        text: qsTr("Compute on")
        color: Theme.text
    }
    Place {
        objectName: "computeAutomatic"
        place: Preferences.Automatic
        text: qsTr("Automatic (the processor, for now)")
    }
    Place {
        objectName: "computeProcessor"
        place: Preferences.Processor
        text: qsTr("Processor")
    }
    Place {
        objectName: "computeGpu"
        place: Preferences.Gpu
        enabled: choice.machine.gpuUsable
        text: choice.machine.gpu !== "" ? qsTr("GPU (%1)").arg(choice.machine.gpu) : qsTr("GPU")
        reason: choice.machine.gpuProblem
    }
    Hint {
        objectName: "gpuProblem"
        Layout.leftMargin: choice.indent
        visible: text !== ""
        text: choice.machine.gpuProblem
    }
    LabelledField {
        field.objectName: "gpuMemoryField"
        Layout.fillWidth: true
        Layout.leftMargin: choice.indent
        visible: choice.machine.gpuUsable
        enabled: choice.preferences.device === Preferences.Gpu
        label: qsTr("The most of its memory that is used, in GiB")
        usual: qsTr("all that is free")
        text: choice.preferences.gpuMemory
        onEditingFinished: choice.preferences.gpuMemory = text
    }
    Hint {
        objectName: "placeLabel"
        Layout.topMargin: Theme.spacing / 2
        visible: choice.models.place !== ""
        text: qsTr("In use now: %1. A change takes effect with the next answer.").arg(choice.models.place)
    }
}
