// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// How the window looks and behaves.
ThemedDialog {
    id: dialog

    required property Preferences preferences
    required property MachineViewModel machine
    required property ModelViewModel models

    title: qsTr("Look and behaviour")
    width: Math.min(parent.width - 40, Theme.scaled(520))
    standardButtons: Dialog.Close
    onAboutToShow: machine.look()

    contentItem: ScrolledColumn {
        GridLayout {
            Layout.fillWidth: true
            columns: 2
            columnSpacing: Theme.padding
            rowSpacing: Theme.spacing

            Label {
                text: qsTr("Size of text")
                color: Theme.text
            }
            RowLayout {
                ThemedSlider {
                    objectName: "zoomSlider"
                    Layout.fillWidth: true
                    from: 0.8
                    to: 2
                    stepSize: 0.1
                    value: dialog.preferences.zoom
                    Accessible.name: qsTr("Size of text")
                    onMoved: dialog.preferences.zoom = value
                }
                Label {
                    text: qsTr("%1 %").arg(Math.round(dialog.preferences.zoom * 100))
                    color: Theme.mutedText
                }
            }
            Label {
                text: qsTr("Length of lines")
                color: Theme.text
            }
            ThemedSlider {
                Layout.fillWidth: true
                from: 560
                to: 1600
                stepSize: 20
                value: dialog.preferences.readingWidth
                Accessible.name: qsTr("Length of lines")
                onMoved: dialog.preferences.readingWidth = value
            }
            Label {
                text: qsTr("Font")
                color: Theme.text
            }
            ChoiceBox {
                Layout.fillWidth: true
                label: qsTr("Font")
                model: [qsTr("Font of the system")].concat(dialog.preferences.fontFamilies)
                currentIndex: Math.max(0, dialog.preferences.fontFamilies.indexOf(dialog.preferences.fontFamily) + 1)
                onActivated: index => dialog.preferences.fontFamily = index > 0 ? dialog.preferences.fontFamilies[index - 1] : ""
                popup.height: 320
            }
            CheckLine {
                Layout.columnSpan: 2
                Layout.fillWidth: true
                text: qsTr("High contrast")
                checked: dialog.preferences.highContrast
                onToggled: dialog.preferences.highContrast = checked
            }
            CheckLine {
                Layout.columnSpan: 2
                Layout.fillWidth: true
                text: qsTr("Less motion")
                checked: dialog.preferences.reducedMotion
                onToggled: dialog.preferences.reducedMotion = checked
            }
            CheckLine {
                Layout.columnSpan: 2
                Layout.fillWidth: true
                text: qsTr("Tell me when a long answer ends in the background")
                checked: dialog.preferences.notifies
                onToggled: dialog.preferences.notifies = checked
            }
            CheckLine {
                Layout.columnSpan: 2
                Layout.fillWidth: true
                text: qsTr("Stay in the tray when the window is closed, where the desktop has one")
                checked: dialog.preferences.staysInTray
                onToggled: dialog.preferences.staysInTray = checked
            }
            CheckLine {
                Layout.columnSpan: 2
                Layout.fillWidth: true
                text: qsTr("A key that shows Mingsi from anywhere (Ctrl+Alt+M), where the desktop has such keys")
                checked: dialog.preferences.globalKey
                onToggled: dialog.preferences.globalKey = checked
            }
            ComputeChoice {
                Layout.columnSpan: 2
                Layout.fillWidth: true
                preferences: dialog.preferences
                machine: dialog.machine
                models: dialog.models
            }
            Label {
                text: qsTr("Context of models")
                color: Theme.text
            }
            ChoiceBox {
                objectName: "contextBox"
                readonly property var lengths: [4096, 8192, 16384, 32768, 65536, 131072]
                Layout.fillWidth: true
                label: qsTr("How much a model of this machine keeps in mind, as far as it is made for it; more takes more memory")
                model: lengths.map(tokens => qsTr("%1 tokens").arg(Number(tokens).toLocaleString(Qt.locale(), "f", 0)))
                currentIndex: lengths.findIndex(tokens => tokens >= dialog.preferences.contextLength)
                onModelChanged: currentIndex = Qt.binding(() => lengths.findIndex(tokens => tokens >= dialog.preferences.contextLength))
                onActivated: index => dialog.preferences.contextLength = lengths[index]
            }
            CheckLine {
                objectName: "smallCacheBox"
                Layout.columnSpan: 2
                Layout.fillWidth: true
                text: qsTr("Keep that at 8 bits: half the memory, and hardly a difference")
                checked: dialog.preferences.smallCache
                onToggled: dialog.preferences.smallCache = checked
            }
            CheckLine {
                objectName: "cachesBox"
                Layout.columnSpan: 2
                Layout.fillWidth: true
                text: qsTr("Keep on disk what models have read (up to 4 GiB), so that going back to a conversation needs no waiting")
                checked: dialog.preferences.keepsCaches
                onToggled: dialog.preferences.keepsCaches = checked
            }
        }
    }
}
