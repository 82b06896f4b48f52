// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// What a token's place could have held. Shown on hover; a click keeps it, and then an alternative can be chosen.
Popup {
    id: popup

    required property ThoughtViewModel thought
    property bool mayFork: true
    property bool pinned: false
    property int token: -1
    property var info: ({})
    signal expertsWanted(int token)

    // Where a token of thought.token() stands in the window, with `kept` scrolled to and marked: {x, y, height}; null
    // when it can't be seen.
    required property var placeOf

    // Above its line, so that what comes next can be read on; below it where there is no room.
    function place() {
        const line = placeOf(info, pinned);
        if (!line)
            return;
        const at = parent.mapFromItem(null, line.x, line.y);
        x = Math.max(4, Math.min(at.x - padding, parent.width - width - 4));
        y = at.y - height - 4 >= 4 ? at.y - height - 4 : at.y + line.height + 4;
    }
    function showToken(number) {
        if (pinned)
            return;
        if (number < 0) {
            close();
            return;
        }
        token = number;
        info = thought.token(number);
        open();
        place();
    }
    function pin(number) {
        pinned = false;
        showToken(number);
        pinned = true;
        place();
        frame.forceActiveFocus();
    }

    // Goes to another token; to none when there is none of that number.
    function goTo(number) {
        const info = thought.token(number);
        if (!pinned || info.text === undefined)
            return;
        token = number;
        popup.info = info;
        place();
        frame.forceActiveFocus();
    }
    // To the alternative below, or above.
    function focusNext(forward) {
        const item = frame.Window.activeFocusItem ?? frame;
        item.nextItemInFocusChain(forward).forceActiveFocus(forward ? Qt.TabFocusReason : Qt.BacktabFocusReason);
    }
    // To the neighbour, or to the next one that was doubted.
    function step(by, toDoubted) {
        goTo(toDoubted ? thought.doubtedToken(token, by) : token + by);
    }

    // Blanks and line breaks would be invisible.
    function shown(text) {
        return text === undefined ? "" : text.replace(/\n/g, "⏎").replace(/\t/g, "⇥").replace(/ /g, "␣");
    }

    padding: Theme.spacing
    focus: pinned
    closePolicy: pinned ? Popup.CloseOnEscape | Popup.CloseOnPressOutside : Popup.NoAutoClose
    onHeightChanged: if (visible) place()
    onWidthChanged: if (visible) place()
    onClosed: {
        pinned = false;
        placeOf({}, false);
    }
    background: Rectangle {
        radius: Theme.radius
        color: Theme.surface
        border.color: popup.pinned ? Theme.accent : Theme.border
    }

    contentItem: ColumnLayout {
        id: frame
        spacing: 2
        Accessible.role: Accessible.Grouping
        Accessible.name: tokenLabel.text
        Keys.onLeftPressed: event => popup.step(-1, (event.modifiers & Qt.ControlModifier) !== 0)
        Keys.onRightPressed: event => popup.step(1, (event.modifiers & Qt.ControlModifier) !== 0)
        Keys.onUpPressed: popup.focusNext(false)
        Keys.onDownPressed: popup.focusNext(true)

        Label {
            id: tokenLabel
            text: popup.info.received === true ? qsTr("“%1”, as the server sent it").arg(popup.shown(popup.info.text))
                : popup.info.drawn === false ? qsTr("“%1” was put here, not drawn").arg(popup.shown(popup.info.text))
                : qsTr("“%1” · %2 %").arg(popup.shown(popup.info.text))
                      .arg(Number((popup.info.probability ?? 0) * 100).toLocaleString(Qt.locale(), "f", 1))
            textFormat: Text.PlainText
            color: Theme.text
            font.pixelSize: Theme.smallFontSize
            font.weight: Font.Medium
        }
        Column {
            Layout.fillWidth: true
            spacing: 2

            Repeater {
                model: popup.info.alternatives ?? []

                AbstractButton {
                    id: alternative

                    required property var modelData
                    readonly property bool own: modelData.text === popup.info.text

                    objectName: "alternative"
                    width: Math.max(implicitWidth, parent ? parent.width : 0)
                    implicitHeight: Theme.scaled(24)
                    implicitWidth: Theme.scaled(200)
                    enabled: popup.pinned && popup.mayFork && !own
                    hoverEnabled: true
                    focusPolicy: Qt.StrongFocus
                    readonly property string share: Number(modelData.probability * 100).toLocaleString(Qt.locale(), "f", 1)
                    Accessible.name: (own ? qsTr("“%1”, this one: %2 %") : qsTr("Go on with “%1” instead: %2 %"))
                                         .arg(popup.shown(modelData.text)).arg(share)
                    Accessible.onPressAction: if (enabled) clicked()
                    Keys.onReturnPressed: clicked()
                    Keys.onEnterPressed: clicked()
                    onClicked: {
                        popup.close();
                        popup.thought.continueWithToken(popup.token, modelData.id);
                    }
                    background: Rectangle {
                        radius: 4
                        color: alternative.enabled && (alternative.hovered || alternative.visualFocus) ? Theme.raised : "transparent"
                        Rectangle {
                            y: parent.height - 3
                            height: 2
                            radius: 1
                            width: parent.width * alternative.modelData.probability
                            color: Theme.accent
                        }
                    }
                    contentItem: RowLayout {
                        Label {
                            Layout.fillWidth: true
                            text: (alternative.own ? "• " : "") + popup.shown(alternative.modelData.text)
                            textFormat: Text.PlainText
                            elide: Text.ElideRight
                            color: Theme.text
                            font.pixelSize: Theme.smallFontSize
                        }
                        Label {
                            text: qsTr("%1 %").arg(Number(alternative.modelData.probability * 100).toLocaleString(Qt.locale(), "f", 1))
                            color: Theme.mutedText
                            font.pixelSize: Theme.smallFontSize
                        }
                    }
                }
            }
        }
        Label {
            Layout.maximumWidth: Math.min(Theme.scaled(300), popup.parent.width - 2 * popup.padding - 8)
            visible: popup.pinned || (popup.info.alternatives ?? []).length > 1
            wrapMode: Text.Wrap
            text: popup.pinned ? qsTr("Choose one to go on with it. ← and → go to the neighbours, with Ctrl to the next doubt.")
                : qsTr("Click to choose another.")
            color: Theme.mutedText
            font.pixelSize: Theme.smallFontSize - 1
        }
        TextButton {
            visible: popup.pinned && (popup.info.layers ?? []).length > 0
            text: qsTr("Experts of this token …")
            font.pixelSize: Theme.smallFontSize
            onClicked: {
                const token = popup.token;
                popup.close();
                popup.expertsWanted(token);
            }
        }
    }
}
