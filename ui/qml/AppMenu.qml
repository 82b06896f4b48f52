// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls

// The menu of the program: every action, by subject.
ThemedMenu {
    id: menu

    required property Actions actions

    ActionMenu {
        title: qsTr("Conversation")
        list: menu.actions.conversation
    }
    ActionMenu {
        title: qsTr("Answer")
        list: menu.actions.answer
    }
    ActionMenu {
        title: qsTr("View")
        list: menu.actions.view
    }
    ActionMenu {
        title: qsTr("Model")
        list: menu.actions.model
    }
    ActionMenu {
        title: qsTr("Program")
        list: menu.actions.program
    }
}
