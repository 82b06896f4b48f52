// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// Which experts served: a row a layer, a cell an expert. The shade is how much of the answer an expert served; a frame
// stands around those of one token.
ThemedDialog {
    id: dialog

    required property ThoughtViewModel thought
    property var load: []
    property var layers: []
    property string tokenText
    readonly property int experts: load.length > 0 ? load[0].length : 0

    function showLoad() {
        load = thought.expertLoad();
        layers = [];
        tokenText = "";
        open();
    }
    function showToken(token) {
        const info = thought.token(token);
        load = thought.expertLoad();
        layers = info.layers;
        tokenText = info.text;
        open();
    }

    title: tokenText !== "" ? qsTr("Experts that computed “%1”").arg(tokenText.trim()) : qsTr("Load of the experts over the answer")
    standardButtons: Dialog.Close
    width: Math.min(parent.width - 40, 760)
    onOpened: map.requestPaint()

    contentItem: ColumnLayout {
        spacing: Theme.spacing

        Flickable {
            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(420, map.height)
            contentHeight: map.height
            clip: true
            ScrollBar.vertical: ScrollBar {}

            Canvas {
                id: map

                readonly property int rowHeight: Math.max(8, Math.min(22, 420 / Math.max(1, dialog.load.length)))

                width: parent.width
                height: rowHeight * dialog.load.length
                Accessible.role: Accessible.Graphic
                Accessible.name: dialog.title
                onPaint: {
                    const context = getContext("2d");
                    context.reset();
                    const cell = width / Math.max(1, dialog.experts);
                    const gap = cell > 6 ? 1 : 0;
                    for (let layer = 0; layer < dialog.load.length; ++layer) {
                        for (let expert = 0; expert < dialog.experts; ++expert) {
                            context.fillStyle = Qt.alpha(Theme.accent, 0.06 + 0.94 * dialog.load[layer][expert]);
                            context.fillRect(expert * cell, layer * rowHeight, cell - gap, rowHeight - 1);
                        }
                        context.strokeStyle = Theme.lamp;
                        context.lineWidth = 2;
                        for (const expert of dialog.layers[layer] ?? [])
                            context.strokeRect(expert * cell + 1, layer * rowHeight + 1, Math.max(2, cell - gap - 2), rowHeight - 3);
                    }
                }
            }
        }
        Label {
            Layout.fillWidth: true
            wrapMode: Text.Wrap
            color: Theme.mutedText
            font.pixelSize: Theme.smallFontSize
            text: qsTr("%n layer(s)", "", dialog.load.length) + " · " + qsTr("%n expert(s) each", "", dialog.experts)
                + (dialog.tokenText !== "" ? " · " + qsTr("framed: the experts of this token") : "")
        }
    }
}
