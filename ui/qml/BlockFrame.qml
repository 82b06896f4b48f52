// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// Code or a table in an answer: a head with its name and what can be done with it, and below it what scrolls sideways
// when it is wider than the page.
Item {
    id: frame

    property string title
    property Item content  // placed by its own width and height
    property real indent: 0
    property alias actions: actionRow.data
    readonly property real inside: box.width - 2 * box.border.width

    implicitHeight: head.height + scroller.height
    onContentChanged: frame.content.parent = scroller.contentItem

    Rectangle {
        id: box
        x: frame.indent
        width: frame.width - x
        height: frame.height
        color: Theme.reasoning
        radius: 6
        border.color: Theme.border
    }

    RowLayout {
        id: head
        x: box.x + 12
        width: parent.width - x - 4
        height: Theme.scaled(30)
        spacing: 2

        Label {
            Layout.fillWidth: true
            text: frame.title
            textFormat: Text.PlainText
            elide: Text.ElideRight
            color: Theme.mutedText
            font.pixelSize: Theme.smallFontSize
        }
        RowLayout {
            id: actionRow
            spacing: 2
        }
    }
    Flickable {
        id: scroller
        anchors.top: head.bottom
        x: box.x + box.border.width
        width: frame.inside
        height: frame.content ? frame.content.height + (bar.visible ? bar.height : 0) : 0
        contentWidth: frame.content ? frame.content.width : 0
        contentHeight: height
        flickableDirection: Flickable.HorizontalFlick
        boundsBehavior: Flickable.StopAtBounds
        interactive: contentWidth > width
        clip: true
        ScrollBar.horizontal: ScrollBar {
            id: bar
            visible: scroller.interactive
        }
    }
}
