// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Mingsi.Ui

// Tells how many answers are marked, and shows them side by side.
OfferBar {
    id: bar

    required property CompareViewModel compare

    text: bar.compare.marked.length > 0 && !bar.compare.active
        ? qsTr("%n answer(s) marked to compare", "", bar.compare.marked.length) : ""

    TextButton {
        objectName: "showMarkedButton"
        visible: bar.compare.marked.length > 1
        text: qsTr("Side by side")
        iconName: "columns"
        colour: Theme.accent
        implicitHeight: Theme.scaled(30)
        onClicked: bar.compare.showMarked()
    }
    IconButton {
        objectName: "clearMarksButton"
        implicitWidth: Theme.scaled(30)
        implicitHeight: Theme.scaled(30)
        iconName: "close"
        text: qsTr("Take the marks away")
        onClicked: bar.compare.clearMarks()
    }
}
