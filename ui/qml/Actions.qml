// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import Mingsi.Ui

// Everything that can be done, once: with its name and its key. The menu and the command palette list these, and the
// keys work wherever the focus is.
Item {
    id: actions

    required property ChatViewModel chat
    required property ConversationsViewModel conversations
    required property ThoughtViewModel thought
    required property TreeViewModel tree
    required property CompareViewModel compare
    required property ParametersViewModel parameters
    required property Appearance appearance
    required property Preferences preferences
    required property Language language

    property bool reading: false
    readonly property bool shown: chat.conversation !== 0
    // In a comparison the answer of the conversation is not seen.
    readonly property bool answered: thought.message !== 0 && shown && !compare.active

    signal wanted(string what)

    readonly property var conversation: [newAction, searchAction, paletteAction, renameAction, tagsAction, folderAction, pinAction,
        archiveAction, treeAction, forkAction, exportAction, importAction, deleteAction, previousAction, nextAction, archivedAction]
    readonly property var answer: [attachAction, promptsAction, editAction, regenerateAction, answerNowAction, stopAction, thinkAction, compareAction,
        siblingsAction, voteFirstAction, voteSecondAction, voteThirdAction, voteFourthAction, voteNoneAction, takeFirstAction, takeSecondAction, takeThirdAction, takeFourthAction, markAction, compareMarkedAction, earlierAction, laterAction, earlierQuestionAction, laterQuestionAction, replayAction, copyAnswerAction, copyThoughtAction,
        copyBothAction, deleteBranchAction]
    readonly property var view: [sidebarAction, thoughtAction, stepsAction, caretAction, findAction, readAction, widerAction, narrowerAction, outlineAction, inspectAction, tintAction,
        expertsAction, differencesAction, largerAction, smallerAction,
        usualSizeAction, fullScreenAction]
    readonly property var model: [libraryAction, downloadAction, serversAction, openModelAction, openFolderAction, starterAction,
        parametersAction]
    readonly property var program: [settingsAction, systemLookAction, lightAction, darkAction, contrastAction,
        systemLanguageAction, englishAction, chineseAction, quitAction]
    readonly property var all: conversation.concat(answer, view, model, program)

    Action {
        id: newAction
        text: qsTr("New conversation")
        shortcut: StandardKey.New
        onTriggered: actions.wanted("new")
    }
    Action {
        id: searchAction
        text: qsTr("Search")
        shortcut: StandardKey.Find
        onTriggered: actions.wanted("search")
    }
    Action {
        id: paletteAction
        text: qsTr("All commands")
        shortcut: "Ctrl+K"
        onTriggered: actions.wanted("palette")
    }
    Action {
        id: renameAction
        text: qsTr("Rename the conversation")
        shortcut: "Shift+F2"
        enabled: actions.shown
        onTriggered: actions.wanted("rename")
    }
    Action {
        id: tagsAction
        text: qsTr("Tags of the conversation")
        shortcut: "Ctrl+Shift+T"
        enabled: actions.shown
        onTriggered: actions.wanted("tags")
    }
    Action {
        id: folderAction
        text: qsTr("Put the conversation into a folder")
        shortcut: "Ctrl+Shift+M"
        enabled: actions.shown
        onTriggered: actions.wanted("folder")
    }
    Action {
        id: pinAction
        text: qsTr("Pin or unpin the conversation")
        shortcut: "Ctrl+Shift+P"
        enabled: actions.shown
        onTriggered: actions.conversations.togglePinned()
    }
    Action {
        id: archiveAction
        text: qsTr("Archive the conversation, or bring it back")
        shortcut: "Ctrl+Shift+A"
        enabled: actions.shown
        onTriggered: actions.conversations.toggleArchived()
    }
    Action {
        id: treeAction
        text: qsTr("Map of the conversation")
        shortcut: "Ctrl+M"
        enabled: actions.shown
        onTriggered: actions.wanted("tree")
    }
    Action {
        id: forkAction
        text: qsTr("New conversation from this branch")
        shortcut: "Ctrl+Shift+N"
        enabled: actions.answered
        onTriggered: actions.tree.fork(actions.thought.message)
    }
    Action {
        id: exportAction
        text: qsTr("Export …")
        shortcut: "Ctrl+E"
        onTriggered: actions.wanted("export")
    }
    Action {
        id: importAction
        text: qsTr("Import …")
        shortcut: "Ctrl+Alt+I"
        onTriggered: actions.wanted("import")
    }
    Action {
        id: deleteAction
        text: qsTr("Delete the conversation")
        shortcut: "Ctrl+Shift+Del"
        enabled: actions.shown
        onTriggered: actions.conversations.remove(actions.conversations.current)
    }
    Action {
        id: previousAction
        text: qsTr("Previous conversation")
        shortcut: "Ctrl+PgUp"
        onTriggered: actions.conversations.openNeighbour(-1)
    }
    Action {
        id: nextAction
        text: qsTr("Next conversation")
        shortcut: "Ctrl+PgDown"
        onTriggered: actions.conversations.openNeighbour(1)
    }
    Action {
        id: archivedAction
        text: qsTr("Show archived conversations")
        shortcut: "Ctrl+Shift+H"
        checkable: true
        checked: actions.conversations.shown.showArchived
        onTriggered: actions.conversations.shown.showArchived = checked
    }

    Action {
        id: promptsAction
        text: qsTr("Prompts …")
        shortcut: "Ctrl+Alt+P"
        onTriggered: actions.wanted("prompts")
    }
    Action {
        id: attachAction
        text: qsTr("Attach documents …")
        shortcut: "Ctrl+U"
        onTriggered: actions.wanted("attach")
    }
    Action {
        id: editAction
        text: qsTr("Ask the last question otherwise")
        shortcut: "Ctrl+Up"
        enabled: actions.shown && !actions.compare.active
        onTriggered: actions.wanted("edit")
    }
    Action {
        id: regenerateAction
        text: qsTr("Answer again")
        shortcut: "Ctrl+Shift+R"
        enabled: actions.answered && !actions.chat.answering
        onTriggered: actions.chat.regenerate(actions.thought.message)
    }
    Action {
        id: answerNowAction
        text: qsTr("Answer now: end the thought")
        shortcut: "Ctrl+Return"
        enabled: actions.chat.thinking
        onTriggered: actions.chat.answerNow()
    }
    Action {
        id: stopAction
        text: qsTr("Stop the answer")
        shortcut: "Escape"
        enabled: actions.chat.answering || actions.compare.active || actions.reading
        onTriggered: {
            if (actions.chat.answering)
                actions.chat.stop();
            else if (actions.reading)
                actions.wanted("read");
            else
                actions.compare.close();
        }
    }
    Action {
        id: thinkAction
        text: qsTr("Think first")
        shortcut: "Ctrl+T"
        enabled: actions.parameters.canThink
        checkable: true
        checked: actions.parameters.thinking
        onTriggered: actions.parameters.thinking = checked
    }
    Action {
        id: compareAction
        text: qsTr("Compare models or settings …")
        shortcut: "Ctrl+D"
        enabled: !actions.chat.answering
        onTriggered: actions.wanted("compare")
    }
    component VoteAction: Action {
        required property int column
        text: qsTr("Vote for column %1").arg(column)
        shortcut: "Ctrl+%1".arg(column)
        enabled: actions.compare.active && actions.compare.canVote && column <= actions.compare.columns.length
        onTriggered: actions.compare.vote(actions.compare.columns[column - 1].message)
    }
    VoteAction {
        id: voteFirstAction
        column: 1
    }
    VoteAction {
        id: voteSecondAction
        column: 2
    }
    VoteAction {
        id: voteThirdAction
        column: 3
    }
    VoteAction {
        id: voteFourthAction
        column: 4
    }
    Action {
        id: voteNoneAction
        text: qsTr("Vote for none of the columns")
        shortcut: "Ctrl+Shift+0"
        enabled: actions.compare.active && actions.compare.canVote
        onTriggered: actions.compare.vote(0)
    }
    component TakeAction: Action {
        required property int column
        text: qsTr("Go on with column %1").arg(column)
        shortcut: "Ctrl+Shift+%1".arg(column)
        enabled: actions.compare.active && column <= actions.compare.columns.length
                 && !actions.compare.columns[column - 1].writing
        onTriggered: actions.compare.take(actions.compare.columns[column - 1].message)
    }
    TakeAction {
        id: takeFirstAction
        column: 1
    }
    TakeAction {
        id: takeSecondAction
        column: 2
    }
    TakeAction {
        id: takeThirdAction
        column: 3
    }
    TakeAction {
        id: takeFourthAction
        column: 4
    }
    Action {
        id: siblingsAction
        text: qsTr("Lay the versions of the answer side by side")
        shortcut: "Ctrl+Shift+D"
        enabled: actions.answered
        onTriggered: actions.compare.showSiblings(actions.thought.message)
    }
    Action {
        id: markAction
        text: qsTr("Mark the answer for a comparison")
        shortcut: "Ctrl+Shift+K"
        enabled: actions.answered
        onTriggered: actions.compare.toggleMark(actions.thought.message)
    }
    Action {
        id: compareMarkedAction
        text: qsTr("Lay the marked answers side by side")
        shortcut: "Ctrl+Alt+K"
        enabled: actions.compare.marked.length > 1
        onTriggered: actions.compare.showMarked()
    }
    Action {
        id: earlierAction
        text: qsTr("Earlier version of the answer")
        shortcut: "Alt+Left"
        enabled: actions.answered
        onTriggered: actions.tree.showSibling(actions.thought.message, -1)
    }
    Action {
        id: laterAction
        text: qsTr("Later version of the answer")
        shortcut: "Alt+Right"
        enabled: actions.answered
        onTriggered: actions.tree.showSibling(actions.thought.message, 1)
    }
    Action {
        id: earlierQuestionAction
        text: qsTr("Earlier version of the last question")
        shortcut: "Alt+Shift+Left"
        enabled: actions.answered
        onTriggered: actions.tree.showSibling(actions.chat.lastQuestion(), -1)
    }
    Action {
        id: laterQuestionAction
        text: qsTr("Later version of the last question")
        shortcut: "Alt+Shift+Right"
        enabled: actions.answered
        onTriggered: actions.tree.showSibling(actions.chat.lastQuestion(), 1)
    }
    Action {
        id: replayAction
        text: qsTr("Replay: does the same answer come?")
        shortcut: "Ctrl+Shift+Y"
        enabled: actions.answered && !actions.chat.answering
        onTriggered: actions.tree.replay(actions.thought.message)
    }
    Action {
        id: copyAnswerAction
        text: qsTr("Copy the answer")
        shortcut: "Ctrl+Shift+C"
        enabled: actions.answered
        onTriggered: actions.chat.copy(actions.chat.textOf(actions.thought.message))
    }
    Action {
        id: copyThoughtAction
        text: qsTr("Copy the reasoning")
        shortcut: "Ctrl+Alt+C"
        enabled: actions.answered
        onTriggered: actions.chat.copy(actions.thought.allText())
    }

    Action {
        id: copyBothAction
        text: qsTr("Copy reasoning and answer")
        shortcut: "Ctrl+Alt+Shift+C"
        enabled: actions.answered
        onTriggered: actions.chat.copy(actions.thought.allText() + "\n\n---\n\n" + actions.chat.textOf(actions.thought.message))
    }
    Action {
        id: deleteBranchAction
        text: qsTr("Delete this branch")
        shortcut: "Ctrl+Shift+Backspace"
        enabled: actions.answered
        onTriggered: actions.tree.remove(actions.thought.message)
    }

    Action {
        id: sidebarAction
        text: qsTr("Conversations")
        shortcut: "Ctrl+B"
        onTriggered: actions.wanted("sidebar")
    }
    Action {
        id: thoughtAction
        text: qsTr("Reasoning")
        shortcut: "Ctrl+R"
        onTriggered: actions.wanted("thought")
    }
    Action {
        id: stepsAction
        text: qsTr("Go to the reasoning's steps, or back to the question")
        shortcut: "F6"
        enabled: actions.answered || actions.compare.active
        onTriggered: actions.wanted("steps")
    }
    Action {
        id: caretAction
        text: qsTr("Select text with the keyboard")
        shortcut: "F7"
        enabled: actions.answered || actions.compare.active
        onTriggered: actions.wanted("caret")
    }
    Action {
        id: findAction
        text: qsTr("Find in the reasoning")
        shortcut: "Ctrl+Shift+F"
        enabled: actions.answered
        onTriggered: actions.wanted("find")
    }
    Action {
        id: readAction
        text: qsTr("Read the reasoning alone")
        shortcut: "Ctrl+Shift+L"
        enabled: actions.answered
        onTriggered: actions.wanted("read")
    }
    Action {
        id: widerAction
        text: qsTr("Widen the reasoning")
        shortcut: "Ctrl+Alt+Left"
        enabled: actions.answered
        onTriggered: actions.wanted("wider")
    }
    Action {
        id: narrowerAction
        text: qsTr("Narrow the reasoning")
        shortcut: "Ctrl+Alt+Right"
        enabled: actions.answered
        onTriggered: actions.wanted("narrower")
    }
    Action {
        id: outlineAction
        text: qsTr("Outline of the reasoning")
        shortcut: "Ctrl+L"
        enabled: actions.answered
        onTriggered: actions.wanted("outline")
    }
    Action {
        id: inspectAction
        text: qsTr("Tokens and their probabilities")
        shortcut: "Ctrl+I"
        enabled: actions.thought.hasTokens
        checkable: true
        checked: actions.thought.inspecting
        onTriggered: actions.thought.inspecting = checked
    }
    Action {
        id: tintAction
        text: qsTr("Tint by doubt")
        shortcut: "Ctrl+Shift+I"
        enabled: actions.thought.inspecting
        checkable: true
        checked: actions.thought.tinted
        onTriggered: actions.thought.tinted = checked
    }
    Action {
        id: expertsAction
        text: qsTr("Experts at work")
        shortcut: "Ctrl+Shift+E"
        enabled: actions.thought.hasExperts
        onTriggered: actions.wanted("experts")
    }
    Action {
        id: differencesAction
        text: qsTr("Differences of compared answers")
        shortcut: "Ctrl+Alt+F"
        enabled: actions.compare.active
        checkable: true
        checked: actions.compare.differences
        onTriggered: actions.compare.differences = checked
    }
    Action {
        id: largerAction
        text: qsTr("Larger text")
        shortcut: StandardKey.ZoomIn
        onTriggered: actions.preferences.zoom += 0.1
    }
    Action {
        id: smallerAction
        text: qsTr("Smaller text")
        shortcut: StandardKey.ZoomOut
        onTriggered: actions.preferences.zoom -= 0.1
    }
    Action {
        id: usualSizeAction
        text: qsTr("Text of the usual size")
        shortcut: "Ctrl+0"
        onTriggered: actions.preferences.zoom = 1
    }
    Action {
        id: fullScreenAction
        text: qsTr("Full screen")
        shortcut: "F11"
        onTriggered: actions.wanted("fullScreen")
    }

    Action {
        id: libraryAction
        text: qsTr("Models on this machine …")
        shortcut: "Ctrl+Alt+O"
        onTriggered: actions.wanted("library")
    }
    Action {
        id: downloadAction
        text: qsTr("Download a model …")
        shortcut: "Ctrl+Alt+D"
        onTriggered: actions.wanted("download")
    }
    Action {
        id: serversAction
        text: qsTr("Models of a server …")
        shortcut: "Ctrl+Alt+S"
        onTriggered: actions.wanted("servers")
    }
    Action {
        id: openModelAction
        text: qsTr("Open a model file …")
        shortcut: StandardKey.Open
        onTriggered: actions.wanted("openModel")
    }
    Action {
        id: openFolderAction
        text: qsTr("Open a model folder …")
        shortcut: "Ctrl+Shift+O"
        onTriggered: actions.wanted("openFolder")
    }
    Action {
        id: starterAction
        text: qsTr("Use the starter model")
        shortcut: "Ctrl+Shift+S"
        onTriggered: actions.wanted("starter")
    }
    Action {
        id: parametersAction
        text: qsTr("Parameters of the answers …")
        shortcut: "Ctrl+P"
        onTriggered: actions.wanted("parameters")
    }

    Action {
        id: settingsAction
        text: qsTr("Look and behaviour …")
        shortcut: "Ctrl+,"
        onTriggered: actions.wanted("settings")
    }
    Action {
        id: systemLookAction
        text: qsTr("Appearance as the system")
        shortcut: "Ctrl+Alt+1"
        checkable: true
        checked: actions.appearance.mode === Appearance.System
        onTriggered: actions.appearance.mode = Appearance.System
    }
    Action {
        id: lightAction
        text: qsTr("Light")
        shortcut: "Ctrl+Alt+2"
        checkable: true
        checked: actions.appearance.mode === Appearance.Light
        onTriggered: actions.appearance.mode = Appearance.Light
    }
    Action {
        id: darkAction
        text: qsTr("Dark")
        shortcut: "Ctrl+Alt+3"
        checkable: true
        checked: actions.appearance.mode === Appearance.Dark
        onTriggered: actions.appearance.mode = Appearance.Dark
    }
    Action {
        id: contrastAction
        text: qsTr("High contrast")
        shortcut: "Ctrl+Alt+4"
        checkable: true
        checked: actions.preferences.highContrast
        onTriggered: actions.preferences.highContrast = checked
    }
    Action {
        id: systemLanguageAction
        text: qsTr("Language of the system")
        shortcut: "Ctrl+Alt+5"
        checkable: true
        checked: actions.language.choice === ""
        onTriggered: actions.language.choice = ""
    }
    // Each language is named in itself, so that it is found from every other; the palette finds it by its name in the
    // present one too, which can be typed without that language's input method.
    Action {
        id: englishAction
        readonly property string otherName: qsTr("English language")
        text: "English"
        shortcut: "Ctrl+Alt+6"
        checkable: true
        checked: actions.language.choice === "en"
        onTriggered: actions.language.choice = "en"
    }
    Action {
        id: chineseAction
        readonly property string otherName: qsTr("Simplified Chinese language")
        text: "简体中文"
        shortcut: "Ctrl+Alt+7"
        checkable: true
        checked: actions.language.choice === "zh_CN"
        onTriggered: actions.language.choice = "zh_CN"
    }
    Action {
        id: quitAction
        text: qsTr("Quit")
        shortcut: StandardKey.Quit
        onTriggered: Qt.quit()
    }
}
