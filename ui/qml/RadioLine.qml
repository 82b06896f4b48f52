// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls

// One of several choices, with its text.
RadioButton {
    id: line

    property string reason: qsTr("not available now")  // why, when it can't be chosen

    implicitHeight: Math.max(Theme.scaled(28), implicitContentHeight + topPadding + bottomPadding)
    leftPadding: 0
    topPadding: 2
    bottomPadding: 2
    spacing: Theme.spacing
    font.pixelSize: Theme.fontSize
    opacity: enabled ? 1 : 0.5
    Accessible.name: text
    Accessible.description: enabled ? "" : reason
    Accessible.onPressAction: choose()
    Accessible.onToggleAction: choose()
    function choose() {
        if (!enabled || checked)
            return;
        toggle();
        toggled();
        clicked();
    }

    indicator: Rectangle {
        x: 2
        anchors.verticalCenter: parent.verticalCenter
        implicitWidth: Theme.scaled(18)
        implicitHeight: implicitWidth
        radius: width / 2
        color: Theme.window
        border.width: line.visualFocus ? 2 : 1
        border.color: line.visualFocus || line.checked ? Theme.accent : Theme.mutedText
        Rectangle {
            anchors.centerIn: parent
            width: parent.width / 2
            height: width
            radius: width / 2
            visible: line.checked
            color: Theme.accent
        }
    }
    contentItem: Label {
        leftPadding: line.indicator.width + line.spacing + 2
        Accessible.ignored: true
        verticalAlignment: Text.AlignVCenter
        text: line.text
        wrapMode: Text.Wrap
        color: Theme.text
        font: line.font
    }
}
