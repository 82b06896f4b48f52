// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls

// ‹2/3›: which of several versions is shown.
Row {
    id: control

    property int number: 1
    property int total: 1
    signal stepped(int step)

    visible: total > 1
    spacing: 0
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Version %1 of %2").arg(number).arg(total)

    IconButton {
        objectName: "previousSibling"
        implicitWidth: Theme.scaled(24)
        implicitHeight: Theme.scaled(28)
        icon.width: Theme.scaled(14)
        icon.height: Theme.scaled(14)
        enabled: control.number > 1
        iconName: "chevron-left"
        text: qsTr("Earlier version (Alt+Left)")
        onClicked: control.stepped(-1)
    }
    Label {
        anchors.verticalCenter: parent.verticalCenter
        text: control.number + "/" + control.total
        color: Theme.mutedText
        font.pixelSize: Theme.smallFontSize
    }
    IconButton {
        objectName: "nextSibling"
        implicitWidth: Theme.scaled(24)
        implicitHeight: Theme.scaled(28)
        icon.width: Theme.scaled(14)
        icon.height: Theme.scaled(14)
        enabled: control.number < control.total
        iconName: "chevron-right"
        text: qsTr("Later version (Alt+Right)")
        onClicked: control.stepped(1)
    }
}
