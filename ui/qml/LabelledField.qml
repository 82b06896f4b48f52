// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

// A value under its name. Empty, it shows what is usual.
ColumnLayout {
    id: column

    property string label
    property alias usual: field.placeholderText
    property alias text: field.text
    property alias field: field
    signal editingFinished()

    spacing: 2

    Label {
        Layout.fillWidth: true
        text: column.label
        elide: Text.ElideRight
        color: Theme.text
        font.pixelSize: Theme.smallFontSize
        Accessible.ignored: true
    }
    SettingField {
        id: field
        Layout.fillWidth: true
        label: column.label
        placeholderText: ""
        ToolTip.visible: false
        onEditingFinished: column.editingFinished()
    }
}
