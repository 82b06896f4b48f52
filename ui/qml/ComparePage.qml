// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// Answers side by side: who wrote them, the answers, and below them the thoughts, step beside step.
Rectangle {
    id: page

    required property CompareViewModel compare
    signal copied(string text)
    signal linkActivated(string link)
    signal againWanted()

    function takeFocus() {
        list.currentIndex = list.rowAt(10);
        list.forceActiveFocus(Qt.TabFocusReason);
    }
    // The caret goes into the first column of the current row; Alt with an arrow leads to the next column.
    function takeCaret(column = 0) {
        const row = list.itemAtIndex(Math.max(0, list.currentIndex));
        if (row)
            row.takeCaret(column);
    }

    color: Theme.window
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Comparison")

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        RowLayout {
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.scaled(52)
            Layout.leftMargin: Theme.padding
            Layout.rightMargin: Theme.spacing
            spacing: Theme.spacing

            Label {
                Layout.fillWidth: true
                Layout.minimumWidth: Theme.scaled(60)
                text: page.compare.question
                textFormat: Text.PlainText
                elide: Text.ElideRight
                maximumLineCount: 1
                color: Theme.text
                font.pixelSize: Theme.titleFontSize
                font.weight: Font.Medium
            }
            CheckLine {
                objectName: "differencesBox"
                Layout.minimumWidth: implicitWidth
                text: qsTr("Differences")
                checked: page.compare.differences
                onToggled: page.compare.differences = checked
            }
            TextButton {
                visible: page.width > Theme.scaled(520)
                text: qsTr("Ask again …")
                iconName: "columns"
                font.pixelSize: Theme.smallFontSize
                onClicked: page.againWanted()
            }
            TextButton {
                objectName: "noneButton"
                visible: page.compare.canVote
                text: page.compare.noneChosen ? qsTr("None of them ✓") : qsTr("None of them")
                font.pixelSize: Theme.smallFontSize
                onClicked: page.compare.vote(0)
            }
            IconButton {
                objectName: "closeCompareButton"
                iconName: "close"
                text: qsTr("Close the comparison (Esc)")
                onClicked: page.compare.close()
            }
        }
        EqualRow {
            id: heads
            Layout.fillWidth: true
            Layout.leftMargin: Theme.padding
            Layout.rightMargin: Theme.padding
            columns: page.compare.columns.length

            Repeater {
                model: page.compare.columns

                CompareHead {
                    required property var modelData
                    required property int index
                    number: index + 1
                    width: heads.columnWidth
                    height: heads.tallest
                    column: modelData
                    canVote: page.compare.canVote
                    compact: page.height < Theme.scaled(480) || width < Theme.scaled(170)
                    onChosen: page.compare.vote(column.message)
                    onTaken: page.compare.take(column.message)
                }
            }
        }
        PagedList {
            id: list
            objectName: "compareRows"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.topMargin: Theme.spacing
            clip: true
            model: page.compare.rows
            spacing: 4
            bottomMargin: Theme.padding
            follows: false
            activeFocusOnTab: true
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Answers and thoughts side by side")

            delegate: Item {
                id: row

                required property int index
                required property var cells
                required property bool answer

                Accessible.role: Accessible.ListItem
                Accessible.name: answer ? qsTr("The answers") : qsTr("Thoughts, step %1").arg(index)
                function takeCaret(column) {
                    const cell = cellItems.itemAt(column);
                    if (cell)
                        cell.takeCaret();
                }

                width: ListView.view.width
                implicitHeight: cellRow.implicitHeight + (heading.visible ? heading.height : 0)

                Label {
                    id: heading
                    x: Theme.padding
                    visible: row.index === 1
                    height: Theme.scaled(30)
                    verticalAlignment: Text.AlignVCenter
                    text: qsTr("Thoughts, step beside step")
                    color: Theme.lamp
                    font.pixelSize: Theme.smallFontSize
                    font.weight: Font.Medium
                }
                EqualRow {
                    id: cellRow
                    x: Theme.padding
                    y: heading.visible ? heading.height : 0
                    width: parent.width - 2 * Theme.padding
                    columns: row.cells.length

                    Repeater {
                        id: cellItems
                        model: row.cells

                        Rectangle {
                            id: cell
                            required property var modelData
                            required property int index
                            function takeCaret() {
                                cellText.takeCaret();
                            }
                            // To the column beside, from a text that has the caret.
                            Keys.onPressed: event => {
                                const by = event.key === Qt.Key_Right ? 1 : event.key === Qt.Key_Left ? -1 : 0;
                                event.accepted = by !== 0 && (event.modifiers & Qt.AltModifier) !== 0;
                                if (event.accepted)
                                    row.takeCaret(cell.index + by);
                            }
                            width: cellRow.columnWidth
                            height: cellRow.tallest
                            implicitHeight: cellText.implicitHeight + 2 * Theme.spacing
                            radius: Theme.radius - 2
                            color: modelData.missing ? "transparent" : row.answer ? Theme.surface : Theme.reasoning
                            border.color: modelData.missing ? "transparent" : modelData.secondThought ? Theme.lamp : Theme.border

                            AnswerText {
                                id: cellText
                                objectName: "compareCell"
                                x: Theme.spacing + 2
                                y: Theme.spacing
                                width: parent.width - 2 * x
                                readonly property string mark: cell.modelData.secondThought ? "↺ " : ""
                                text: mark + cell.modelData.markdown
                                base: cell.modelData.base === "" ? "" : mark + cell.modelData.base
                                colour: row.answer ? Theme.text : Theme.thoughtText
                                fontSize: row.answer ? Theme.fontSize : Theme.thoughtFontSize
                                settled: true
                                label: (row.answer ? qsTr("Answer of column %1") : qsTr("Thought of column %1")).arg(cell.index + 1)
                                onCopied: text => page.copied(text)
                                onLinkActivated: link => page.linkActivated(link)
                                onCaretLeft: list.forceActiveFocus()
                            }
                        }
                    }
                }
            }
        }
    }
}
