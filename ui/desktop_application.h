// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QQmlApplicationEngine>
#include <optional>

#include "app/chat/chat_service.h"
#include "app/store/database.h"
#include "app/translation.h"
#include "ui/desktop/global_shortcut.h"
#include "ui/desktop/notifier.h"
#include "ui/viewmodels/appearance.h"
#include "ui/viewmodels/chat_view_model.h"
#include "ui/viewmodels/compare_view_model.h"
#include "ui/viewmodels/composer_view_model.h"
#include "ui/viewmodels/conversations_view_model.h"
#include "ui/viewmodels/document_view_model.h"
#include "ui/viewmodels/download_view_model.h"
#include "ui/viewmodels/export_view_model.h"
#include "ui/viewmodels/import_view_model.h"
#include "ui/viewmodels/language.h"
#include "ui/viewmodels/library_view_model.h"
#include "ui/viewmodels/machine_view_model.h"
#include "ui/viewmodels/model_view_model.h"
#include "ui/viewmodels/notices.h"
#include "ui/viewmodels/parameters_view_model.h"
#include "ui/viewmodels/preferences.h"
#include "ui/viewmodels/prompts_view_model.h"
#include "ui/viewmodels/search_view_model.h"
#include "ui/viewmodels/servers_view_model.h"
#include "ui/viewmodels/thought_view_model.h"
#include "ui/viewmodels/tree_view_model.h"

namespace mingsi::ui {

/// Owns the parts of the desktop program and brings them up in order: store, settings, model, window.
class DesktopApplication : public QObject
{
    Q_OBJECT

public:
    /// `model` is what the command line named; without it the last one chosen is opened.
    DesktopApplication(app::Translation &translation, const QString &dataFolder, const std::optional<QString> &model);
    ~DesktopApplication() override;

    /// Loads the window and begins opening store and model; false when the window can't be made.
    bool start();
    /// Brings the window to the front, and opens the first of `files` as a model.
    void activate(const QStringList &files);
    QObject *window() const;

private:
    void openStore();
    void useSessionSettings();
    /// Where caches of models go; empty when they are not to be kept.
    QString cacheFolder() const;
    void storeOpened();
    void applySettings(const QHash<QString, QString> &settings);
    void retranslate();

    QString m_dataFolder;
    std::optional<QString> m_model;
    bool m_saved = true;  ///< what is said is stored: without that, nothing of it goes to the disk
    app::Database m_database;
    app::ChatService m_service;
    Notices m_notices;
    ChatViewModel m_chat;
    ConversationsViewModel m_conversations;
    ThoughtViewModel m_thought;
    TreeViewModel m_tree;
    SearchViewModel m_search;
    CompareViewModel m_compare;
    ComposerViewModel m_drafts;
    DocumentViewModel m_document;
    ParametersViewModel m_parameters;
    ModelViewModel m_models;
    MachineViewModel m_machine;
    LibraryViewModel m_library;
    DownloadViewModel m_download;
    ServersViewModel m_servers;
    PromptsViewModel m_prompts;
    ExportViewModel m_exporter;
    ImportViewModel m_importer;
    Appearance m_appearance;
    Preferences m_preferences;
    Notifier m_notifier;
    GlobalShortcut m_shortcut;
    Language m_language;
    QQmlApplicationEngine m_engine;
};

}  // namespace mingsi::ui
