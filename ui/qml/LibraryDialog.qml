// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Dialogs
import QtQuick.Layouts
import Mingsi.Ui

// The models on this machine, and a way to get more.
ThemedDialog {
    id: dialog

    required property LibraryViewModel library
    required property DownloadViewModel download
    required property ServersViewModel servers
    required property ModelViewModel models

    function showDownload() {
        tabs.currentIndex = 1;
        open();
        address.forceActiveFocus();
    }
    function showServers() {
        tabs.currentIndex = 2;
        open();
        serversPane.address.forceActiveFocus();
    }
    function showLibrary() {
        tabs.currentIndex = 0;
        open();
    }

    title: qsTr("Models")
    width: Math.min(parent.width - 40, 760)
    height: Math.min(parent.height - 40, 640)
    standardButtons: Dialog.Close
    onAboutToShow: library.scan()

    contentItem: ColumnLayout {
        spacing: Theme.spacing

        ThemedTabBar {
            id: tabs
            objectName: "libraryTabs"
            Layout.fillWidth: true
            names: [qsTr("On this machine"), qsTr("Download"), qsTr("Servers")]
        }
        StackLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            currentIndex: tabs.currentIndex

            ColumnLayout {
                spacing: Theme.spacing

                ListView {
                    id: list
                    objectName: "libraryList"
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    clip: true
                    activeFocusOnTab: true
                    keyNavigationEnabled: true
                    currentIndex: count > 0 ? 0 : -1
                    model: dialog.library.models
                    boundsBehavior: Flickable.StopAtBounds
                    Accessible.role: Accessible.List
                    Accessible.name: qsTr("Models on this machine")
                    ScrollBar.vertical: ScrollBar {}
                    Keys.onReturnPressed: if (currentItem) currentItem.choose()
                    footer: Label {
                        width: list.width
                        height: list.count <= 1 ? implicitHeight : 0  // but for the starter model there is none
                        padding: Theme.padding
                        visible: list.count <= 1
                        text: dialog.library.scanning ? qsTr("Looking for models …")
                            : qsTr("No other models were found. Add a folder that holds some, or download one.")
                        horizontalAlignment: Text.AlignHCenter
                        wrapMode: Text.Wrap
                        color: Theme.mutedText
                        font.pixelSize: Theme.fontSize
                    }

                    delegate: LibraryRow {
                        width: list.width
                        current: ListView.isCurrentItem && list.activeFocus
                        opened: dialog.models.file === path
                        onChosen: {
                            dialog.models.chooseText(path);
                            dialog.close();
                        }
                    }
                }
                Rectangle {
                    Layout.fillWidth: true
                    implicitHeight: 1
                    color: Theme.border
                }
                Column {
                    Layout.fillWidth: true
                    spacing: 2

                    Repeater {
                        model: dialog.library.folders

                        RowLayout {
                            id: place
                            required property var modelData
                            width: parent ? parent.width : 0
                            Label {
                                Layout.fillWidth: true
                                text: place.modelData.path
                                textFormat: Text.PlainText
                                elide: Text.ElideMiddle
                                color: Theme.mutedText
                                font.pixelSize: Theme.smallFontSize
                            }
                            IconButton {
                                visible: place.modelData.added
                                implicitHeight: Theme.scaled(24)
                                implicitWidth: Theme.scaled(24)
                                iconName: "close"
                                text: qsTr("Don't search %1").arg(place.modelData.path)
                                onClicked: dialog.library.removeFolder(place.modelData.path)
                            }
                        }
                    }
                }
                Flow {
                    Layout.fillWidth: true

                    TextButton {
                        objectName: "addFolderButton"
                        iconName: "folder"
                        text: qsTr("Search another folder …")
                        onClicked: folderDialog.open()
                    }
                    TextButton {
                        iconName: "refresh"
                        enabled: !dialog.library.scanning
                        text: qsTr("Search again")
                        onClicked: dialog.library.scan()
                    }
                }
            }
            ScrolledColumn {
                least: Theme.scaled(420)
                DownloadPane {
                    id: pane
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    download: dialog.download
                    onOpenWanted: path => {
                        dialog.models.chooseText(path);
                        dialog.close();
                    }
                }
            }
            ScrolledColumn {
                least: Theme.scaled(420)
                ServersPane {
                    id: serversPane
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    servers: dialog.servers
                    onOpenWanted: model => {
                        dialog.models.chooseText(model);
                        dialog.close();
                    }
                }
            }
        }
    }

    readonly property Item address: pane.address
    property string fetchedPath
    Connections {
        target: dialog.download
        function onFetched(path) {
            pane.path = path;
            dialog.library.scan();
        }
    }
    FolderDialog {
        id: folderDialog
        title: qsTr("Search another folder")
        onAccepted: dialog.library.addFolder(selectedFolder)
    }
}
