// SPDX-License-Identifier: Apache-2.0
// The view models over a database in memory, and the window over them.
#pragma once

#include <QQmlContext>
#include <QQmlEngine>
#include <QThreadPool>

#include "app/translation.h"
#include "ui/viewmodels/appearance.h"
#include "ui/viewmodels/compare_view_model.h"
#include "ui/viewmodels/composer_view_model.h"
#include "ui/viewmodels/conversations_view_model.h"
#include "ui/viewmodels/document_view_model.h"
#include "ui/viewmodels/download_view_model.h"
#include "ui/viewmodels/export_view_model.h"
#include "ui/viewmodels/import_view_model.h"
#include "ui/viewmodels/prompts_view_model.h"
#include "ui/viewmodels/servers_view_model.h"
#include "ui/viewmodels/language.h"
#include "ui/viewmodels/library_view_model.h"
#include "ui/viewmodels/machine_view_model.h"
#include "ui/viewmodels/model_view_model.h"
#include "ui/viewmodels/parameters_view_model.h"
#include "ui/viewmodels/preferences.h"
#include "ui/viewmodels/search_view_model.h"
#include "ui/viewmodels/thought_view_model.h"
#include "ui/viewmodels/tree_view_model.h"

namespace mingsi::test {

struct Desk {
    app::Translation translation;
    app::Database database;
    app::ChatService service{database};
    engine::MachineDescription described = engine::describe_machine();  ///< what the machine is taken for
    ui::Notices notices;
    ui::ChatViewModel chat{service, database, notices};
    ui::ConversationsViewModel conversations{database, service, chat, notices};
    ui::ThoughtViewModel thought{chat, service, database, notices};
    ui::TreeViewModel tree{chat, service, database, notices};
    ui::SearchViewModel search{database, notices};
    ui::CompareViewModel compare{chat, service, database, notices};
    ui::ComposerViewModel drafts{chat, conversations, service, database, notices};
    ui::DocumentViewModel document{chat, drafts, notices};
    ui::ParametersViewModel parameters{chat, conversations, service, database, notices};
    ui::Preferences preferences{database, notices};
    ui::ModelViewModel models{service, database, notices};
    ui::MachineViewModel machine{[this] { return described; }};
    ui::LibraryViewModel library{
        {QStringLiteral("/nowhere"), {}, {}, {QStringLiteral(MINGSI_GOLDEN_DIR)}, {}}, database, notices};
    ui::DownloadViewModel download{library.ownFolder(), database, notices};
    ui::ServersViewModel servers{service, database, notices, library.ownFolder() + QStringLiteral("/keys.json")};
    ui::ExportViewModel exporter{database, chat, thought, conversations};
    ui::ImportViewModel importer{database};
    ui::PromptsViewModel prompts{database, notices};
    ui::Language language{translation, database, notices};
    ui::Appearance appearance{database, notices};

    Desk()
    {
        QObject::connect(&compare, &ui::CompareViewModel::asked, &conversations, &ui::ConversationsViewModel::touch);
        QObject::connect(&compare, &ui::CompareViewModel::conversationNeeded, &conversations,
                         [this](const QString &text, const QVariantList &recipes) {
                             conversations.create([this, text, recipes](bool made) {
                                 if (made)
                                     compare.ask(text, recipes, 0);
                             });
                         });
        QObject::connect(&compare, &ui::CompareViewModel::conversationWanted, &conversations,
                         &ui::ConversationsViewModel::open);
        QObject::connect(&tree, &ui::TreeViewModel::undoChanged, &compare, &ui::CompareViewModel::forgetDeleted);
        QObject::connect(&conversations, &ui::ConversationsViewModel::undoChanged, &compare,
                         &ui::CompareViewModel::forgetDeleted);
        QObject::connect(&tree, &ui::TreeViewModel::forked, &conversations, &ui::ConversationsViewModel::adopt);
        translation.install(QStringLiteral("en"));
        database.openInMemory().waitForFinished();
        models.open({});
    }
    ~Desk()
    {
        service.shutdown();
        QThreadPool::globalInstance()->waitForDone();  // what is described there is the desk's
    }

    /// The view models by the names of the window's properties.
    QVariantMap properties()
    {
        return {{QStringLiteral("chat"), QVariant::fromValue(&chat)},
                {QStringLiteral("conversations"), QVariant::fromValue(&conversations)},
                {QStringLiteral("thought"), QVariant::fromValue(&thought)},
                {QStringLiteral("tree"), QVariant::fromValue(&tree)},
                {QStringLiteral("search"), QVariant::fromValue(&search)},
                {QStringLiteral("compare"), QVariant::fromValue(&compare)},
                {QStringLiteral("drafts"), QVariant::fromValue(&drafts)},
                {QStringLiteral("parameters"), QVariant::fromValue(&parameters)},
                {QStringLiteral("preferences"), QVariant::fromValue(&preferences)},
                {QStringLiteral("models"), QVariant::fromValue(&models)},
                {QStringLiteral("machine"), QVariant::fromValue(&machine)},
                {QStringLiteral("library"), QVariant::fromValue(&library)},
                {QStringLiteral("download"), QVariant::fromValue(&download)},
                {QStringLiteral("exporter"), QVariant::fromValue(&exporter)},
                {QStringLiteral("importer"), QVariant::fromValue(&importer)},
                {QStringLiteral("prompts"), QVariant::fromValue(&prompts)},
                {QStringLiteral("document"), QVariant::fromValue(&document)},
                {QStringLiteral("servers"), QVariant::fromValue(&servers)},
                {QStringLiteral("appearance"), QVariant::fromValue(&appearance)},
                {QStringLiteral("language"), QVariant::fromValue(&language)},
                {QStringLiteral("notices"), QVariant::fromValue(&notices)}};
    }
};

}  // namespace mingsi::test
