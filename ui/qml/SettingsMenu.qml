// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import Mingsi.Ui

ThemedMenu {
    id: menu

    required property Appearance appearance
    required property Language language

    ActionGroup { id: appearances }
    ActionGroup { id: languages }

    Action {
        text: qsTr("Appearance as the system")
        checkable: true
        ActionGroup.group: appearances
        checked: menu.appearance.mode === Appearance.System
        onTriggered: menu.appearance.mode = Appearance.System
    }
    Action {
        text: qsTr("Light")
        checkable: true
        ActionGroup.group: appearances
        checked: menu.appearance.mode === Appearance.Light
        onTriggered: menu.appearance.mode = Appearance.Light
    }
    Action {
        text: qsTr("Dark")
        checkable: true
        ActionGroup.group: appearances
        checked: menu.appearance.mode === Appearance.Dark
        onTriggered: menu.appearance.mode = Appearance.Dark
    }
    MenuSeparator {}
    Action {
        text: qsTr("Language of the system")
        checkable: true
        ActionGroup.group: languages
        checked: menu.language.choice === ""
        onTriggered: menu.language.choice = ""
    }
    // Each language is named in itself, so that it is found from every other.
    Action {
        text: "English"
        checkable: true
        ActionGroup.group: languages
        checked: menu.language.choice === "en"
        onTriggered: menu.language.choice = "en"
    }
    Action {
        text: "简体中文"
        checkable: true
        ActionGroup.group: languages
        checked: menu.language.choice === "zh_CN"
        onTriggered: menu.language.choice = "zh_CN"
    }
}
