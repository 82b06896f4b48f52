// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import Mingsi.Ui

// A displayed formula; what is copied of it is its TeX.
FocusScope {
    id: block

    required property string tex
    required property string html     // only of a formula that can't be typeset
    required property string image
    required property size imageSize
    signal copied(string text)

    implicitHeight: (image === "" ? source.implicitHeight : scroller.height) + Theme.spacing
    activeFocusOnTab: true
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("Formula: %1").arg(block.tex)
    Keys.onPressed: event => {
        if (event.matches(StandardKey.Copy)) {
            block.copied("$$" + block.tex + "$$");
            event.accepted = true;
        } else if (scroller.interactive && (event.key === Qt.Key_Left || event.key === Qt.Key_Right)) {
            const step = event.key === Qt.Key_Left ? -80 : 80;
            scroller.contentX = Math.max(0, Math.min(scroller.contentWidth - scroller.width, scroller.contentX + step));
            event.accepted = true;
        }
    }

    Rectangle {
        anchors.fill: parent
        radius: 6
        color: block.activeFocus ? Theme.selection : hover.hovered ? Theme.raised : "transparent"
        opacity: 0.5
    }
    HoverHandler {
        id: hover
    }
    TapHandler {
        onTapped: block.forceActiveFocus()
    }
    Flickable {
        id: scroller
        y: Math.round((parent.height - height) / 2)  // on whole pixels, or the image is blurred
        width: parent.width
        height: block.imageSize.height + (bar.visible ? bar.height : 0)
        visible: block.image !== ""
        contentWidth: Math.max(width, block.imageSize.width)
        contentHeight: height
        flickableDirection: Flickable.HorizontalFlick
        boundsBehavior: Flickable.StopAtBounds
        interactive: block.imageSize.width > width
        clip: true
        ScrollBar.horizontal: ScrollBar {
            id: bar
            visible: scroller.interactive
        }

        Image {
            objectName: "formulaImage"
            x: Math.round((scroller.contentWidth - width) / 2)
            width: block.imageSize.width
            height: block.imageSize.height
            source: block.image
        }
    }
    TextEdit {
        id: source
        width: parent.width
        visible: block.image === ""
        text: Theme.richTextStyle + block.html
        textFormat: TextEdit.RichText
        readOnly: true
        selectByMouse: true
        wrapMode: TextEdit.Wrap
        color: Theme.thoughtText
        font.pixelSize: Theme.fontSize
    }
    IconButton {
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        implicitWidth: Theme.scaled(28)
        implicitHeight: Theme.scaled(26)
        opacity: hover.hovered || block.activeFocus ? 1 : 0
        iconName: "copy"
        text: qsTr("Copy as TeX")
        onClicked: block.copied("$$" + block.tex + "$$")
    }
}
