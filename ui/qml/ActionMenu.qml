// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls

// A menu of a list of actions.
ThemedMenu {
    id: menu

    property var list: []

    Instantiator {
        model: menu.list
        delegate: Action {
            required property var modelData
            readonly property string keys: Theme.keysOf(modelData)
            text: keys !== "" ? modelData.text + "  (" + keys + ")" : modelData.text
            enabled: modelData.enabled
            checkable: modelData.checkable
            checked: modelData.checked
            onTriggered: modelData.trigger()
        }
        onObjectAdded: (index, object) => menu.insertAction(index, object)
        onObjectRemoved: (index, object) => menu.removeAction(object)
    }
}
