// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Mingsi.Ui

// The second page of the book: the thought behind an answer, by steps, with an outline. Follows the stream while the
// reader is at the end.
Rectangle {
    id: page

    required property ThoughtViewModel thought
    required property ChatViewModel chat
    property alias following: list.following
    property bool outlined: false
    property bool reading: false  // alone in the window, set like an answer
    property var edits: ({})  // texts that are being edited, by answer and step: delegates come and go
    signal closed()
    signal copied(string text)
    signal linkActivated(string link)
    signal focusLeft()

    readonly property alias tokenPopup: popup
    property bool finding: false
    function find() {
        page.finding = true;
        findField.forceActiveFocus();
        findField.selectAll();
    }
    function leaveFinding() {
        page.finding = false;
        page.takeFocus();
    }
    readonly property bool stepsFocused: list.activeFocus
    // The current step is one that is seen.
    function takeFocus() {
        list.choose(list.currentItem && list.sees(list.currentItem) ? list.currentIndex : list.rowAt(list.height / 2));
        (list.currentItem ?? list).forceActiveFocus(Qt.TabFocusReason);
    }
    // The caret goes into the current step.
    function takeCaret() {
        if (list.currentItem)
            list.currentItem.takeCaret();
    }
    function showExperts() {
        expertDialog.showLoad();
    }
    function reveal(row, start, length) {
        list.showRow(row, ListView.Center, step => step.mark(start, length));
    }

    // See TokenPopup.placeOf.
    property ThoughtStep markedStep: null
    function placeOfToken(info, kept) {
        if (markedStep)
            markedStep.unmarkToken();
        markedStep = null;
        const row = info.row ?? -1;
        if (kept && row >= 0) {
            page.following = false;
            list.wanted = null;
            list.currentIndex = row;
            if (!list.itemAtIndex(row))
                list.positionViewAtIndex(row, ListView.Contain);
        }
        const step = list.itemAtIndex(row) as ThoughtStep;
        if (!step)
            return null;
        const line = step.tokenLines(info.start, info.end);
        if (kept) {
            markedStep = step;
            step.markToken(info.start, info.end);
            const at = step.y + line.y;
            if (at < list.contentY || at + line.height > list.contentY + list.height)
                list.contentY = Math.max(list.originY, at - list.height / 2);
        }
        const place = step.mapToItem(null, line.x, line.y);
        return { x: place.x, y: place.y, height: line.height };
    }

    color: Theme.reasoning
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Reasoning")

    Binding {
        target: page.thought
        property: "ink"
        value: Theme.text
    }
    Connections {
        target: page.thought
        function onMessageChanged() {
            list.wanted = null;
            page.following = page.thought.thinking || page.chat.answering;
            if (page.following)
                Qt.callLater(list.followEnd);
            else
                Qt.callLater(list.positionViewAtBeginning);
        }
        // Tokens take other room than the text: the step that is read stays in view.
        function onInspectingChanged() {
            if (!page.following && list.count > 0)
                Qt.callLater(list.showRow, list.currentItem && list.sees(list.currentItem) ? list.currentIndex : list.rowAt(height / 2),
                             ListView.Center);
        }
        function onPassageFound(step, start, length) {
            // After what a new message has asked of the view.
            Qt.callLater(page.reveal, step, start, length);
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        RowLayout {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.padding
            Layout.rightMargin: Theme.spacing
            Layout.preferredHeight: Theme.scaled(52)
            spacing: 2

            ColumnLayout {
                Layout.fillWidth: true
                spacing: 0

                Label {
                    objectName: "reasoningHeading"
                    Layout.fillWidth: true
                    text: page.thought.message === 0 || (page.thought.steps.count === 0 && !page.thought.thinking) ? qsTr("Reasoning")
                        : page.thought.thinking
                            ? qsTr("Thinking · %1 s · %n token(s)", "", page.thought.tokens).arg(Theme.seconds(page.thought.seconds))
                            : qsTr("Thought for %1 s · %n token(s)", "", page.thought.tokens).arg(Theme.seconds(page.thought.seconds))
                    color: Theme.lamp
                    font.pixelSize: Theme.fontSize
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.smallFontSize - 1
                    font.weight: Font.Medium
                    elide: Text.ElideRight
                }
                Label {
                    Layout.fillWidth: true
                    visible: page.thought.steps.thoughts > 0
                    text: qsTr("%n step(s)", "", page.thought.steps.thoughts)
                        + (page.thought.steps.secondThoughts > 0
                           ? " · " + qsTr("%n second thought(s)", "", page.thought.steps.secondThoughts) : "")
                    color: Theme.mutedText
                    font.pixelSize: Theme.smallFontSize
                    elide: Text.ElideRight
                }
            }
            IconButton {
                objectName: "answerNowButton"
                visible: page.thought.thinking
                iconName: "skip"
                colour: Theme.accent
                text: qsTr("Answer now (Ctrl+Return)")
                onClicked: page.chat.answerNow()
            }
            IconButton {
                objectName: "outlineButton"
                checkable: true
                checked: page.outlined
                visible: page.thought.steps.count > 1
                iconName: "list"
                text: qsTr("Outline")
                onToggled: page.outlined = checked
            }
            IconButton {
                objectName: "inspectButton"
                checkable: true
                checked: page.thought.inspecting
                visible: page.thought.hasTokens
                iconName: "tokens"
                text: qsTr("Tokens, their probabilities and experts")
                onToggled: page.thought.inspecting = checked
            }
            IconButton {
                objectName: "readButton"
                checkable: true
                checked: page.reading
                visible: page.thought.steps.count > 0
                iconName: "book"
                text: page.reading ? qsTr("Back to the answer (Esc)") : qsTr("Read the reasoning alone")
                onToggled: page.reading = checked
            }
            IconButton {
                visible: page.thought.steps.count > 0
                iconName: "copy"
                text: qsTr("Copy the reasoning")
                onClicked: page.copied(page.thought.allText())
            }
            IconButton {
                objectName: "closeThoughtButton"
                iconName: "close"
                text: qsTr("Hide the reasoning (Ctrl+R)")
                onClicked: page.closed()
            }
        }

        RowLayout {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.padding
            Layout.rightMargin: Theme.spacing
            visible: page.finding

            SettingField {
                id: findField
                objectName: "findField"
                Layout.fillWidth: true
                label: qsTr("Find in the reasoning")
                onTextChanged: found.text = ""
                Keys.onReturnPressed: event => found.text = page.thought.findNext(text, (event.modifiers & Qt.ShiftModifier) !== 0)
                Keys.onShortcutOverride: event => event.accepted = event.key === Qt.Key_Escape
                Keys.onEscapePressed: page.leaveFinding()
            }
            StatusLine {
                id: found
                objectName: "foundLabel"
                color: Theme.mutedText
                font.pixelSize: Theme.smallFontSize
            }
            IconButton {
                iconName: "chevron-left"
                text: qsTr("The one before (Shift+Return)")
                onClicked: found.text = page.thought.findNext(findField.text, true)
            }
            IconButton {
                iconName: "chevron-right"
                text: qsTr("The next one (Return)")
                onClicked: found.text = page.thought.findNext(findField.text)
            }
            IconButton {
                iconName: "close"
                text: qsTr("Leave (Esc)")
                onClicked: page.leaveFinding()
            }
        }
        ThoughtOutline {
            objectName: "outline"
            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(contentHeight, page.height * 0.35)
            visible: page.outlined && page.thought.steps.count > 1
            model: page.thought.steps
            onChosen: row => {
                list.choose(row);
                list.showRow(row, ListView.Beginning);
            }
        }

        Rectangle {
            Layout.fillWidth: true
            visible: page.outlined && page.thought.steps.count > 1
            implicitHeight: 1
            color: Theme.border
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.padding
            Layout.rightMargin: Theme.padding
            visible: page.thought.inspecting

            CheckLine {
                text: qsTr("Tint by doubt")
                checked: page.thought.tinted
                onToggled: page.thought.tinted = checked
            }
            Item { Layout.fillWidth: true }
            TextButton {
                objectName: "expertsButton"
                text: qsTr("Experts …")
                font.pixelSize: Theme.smallFontSize
                visible: page.thought.hasExperts
                onClicked: expertDialog.showLoad()
            }
        }

        PagedList {
            id: list
            objectName: "stepList"

            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            model: page.thought.steps
            spacing: 2
            topMargin: 4
            bottomMargin: Theme.padding
            cacheBuffer: 1000
            reuseItems: false
            following: true
            activeFocusOnTab: true
            // Steps may be higher than the page: it is scrolled through before the next one is current.
            keyNavigationEnabled: false
            highlightFollowsCurrentItem: false
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Steps of the reasoning")
            // With the tokens shown, Return opens the first one of the step.
            Keys.onReturnPressed: event => {
                const token = page.thought.inspecting ? page.thought.firstToken(currentIndex) : -1;
                event.accepted = token >= 0;
                if (token >= 0)
                    popup.pin(token);
            }
            function sees(item) {
                return item.y < contentY + height - 20 && item.y + item.height > contentY + 20;
            }
            function choose(row) {
                currentIndex = Math.max(0, Math.min(count - 1, row));
            }
            function stepBy(by) {
                following = false;
                const item = currentItem;
                const hidden = !item ? 0 : by > 0 ? item.y + item.height - contentY - height : contentY - item.y;
                if (hidden > 1 && sees(item)) {
                    contentY += by * Math.min(hidden, height * 0.8);
                    return;
                }
                choose(currentIndex + by);
                showRow(currentIndex, ListView.Contain);
            }
            Keys.onUpPressed: stepBy(-1)
            Keys.onDownPressed: stepBy(1)
            onScrolled: {
                if (activeFocus && !(currentItem && sees(currentItem)))
                    choose(following ? count - 1 : atYBeginning ? 0 : atYEnd ? count - 1 : rowAt(height / 2));
            }

            delegate: ThoughtStep {
                id: step
                x: page.reading ? Math.max(0, (ListView.view.width - width) / 2) : 0
                width: page.reading ? Math.min(ListView.view.width, Theme.readingWidth) : ListView.view.width
                height: rowHeight.value
                reading: page.reading
                thought: page.thought
                live: page.thought.thinking && index === list.count - 1
                current: ListView.isCurrentItem && list.activeFocus
                editable: !page.chat.answering
                edits: page.edits
                readonly property RowHeight rowHeight: RowHeight {
                    rows: list
                    key: step.editKey + step.inspecting
                    natural: step.implicitHeight
                    characters: step.stepText.length
                }
                onFocusLeft: forceActiveFocus(Qt.TabFocusReason)
                onGoneOn: page.focusLeft()
                onCopied: text => page.copied(text)
                onLinkActivated: link => page.linkActivated(link)
                onTokenHovered: token => popup.showToken(token)
                onTokenChosen: token => popup.pin(token)
            }
            Label {
                anchors.centerIn: parent
                width: parent.width - 4 * Theme.padding
                visible: list.count === 0
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
                color: Theme.mutedText
                font.pixelSize: Theme.smallFontSize
                text: page.thought.message !== 0 && !page.thought.thinking
                    ? qsTr("This answer was given without thinking first.")
                    : qsTr("What the model thinks before it answers will stand here.")
            }
        }
        Label {
            Layout.fillWidth: true
            Layout.margins: Theme.spacing
            Layout.leftMargin: Theme.padding
            visible: text !== ""
            text: page.thought.ending
            color: Theme.lamp
            font.pixelSize: Theme.smallFontSize
            wrapMode: Text.Wrap
        }
    }

    TokenPopup {
        id: popup
        objectName: "tokenPopup"
        thought: page.thought
        placeOf: page.placeOfToken
        mayFork: !page.chat.answering
        onExpertsWanted: token => expertDialog.showToken(token)
    }
    ExpertDialog {
        id: expertDialog
        thought: page.thought
        parent: Overlay.overlay
        anchors.centerIn: parent
    }
}
