// SPDX-License-Identifier: Apache-2.0
#include "ui/desktop_application.h"

#include <QDir>
#include <QGuiApplication>
#include <QStandardPaths>
#include <QWindow>

#include "app/models/default_model.h"
#include "app/store/conversation_db.h"
#include "app/store/message_db.h"
#include "app/store/setting_db.h"

namespace mingsi::ui {

namespace {

app::ModelPlaces placesFor(const QString &dataFolder)
{
    app::ModelPlaces places;
    places.dataFolder = dataFolder;
    places.home = QDir::homePath();
    places.environment = QProcessEnvironment::systemEnvironment();
    return places;
}

}  // namespace

DesktopApplication::DesktopApplication(app::Translation &translation, const QString &dataFolder,
                                       const std::optional<QString> &model)
    : m_dataFolder(dataFolder), m_model(model), m_service(m_database), m_chat(m_service, m_database, m_notices),
      m_conversations(m_database, m_service, m_chat, m_notices), m_thought(m_chat, m_service, m_database, m_notices),
      m_tree(m_chat, m_service, m_database, m_notices), m_search(m_database, m_notices),
      m_compare(m_chat, m_service, m_database, m_notices),
      m_drafts(m_chat, m_conversations, m_service, m_database, m_notices), m_document(m_chat, m_drafts, m_notices),
      m_parameters(m_chat, m_conversations, m_service, m_database, m_notices),
      m_models(m_service, m_database, m_notices), m_library(placesFor(dataFolder), m_database, m_notices),
      m_download(m_library.ownFolder(), m_database, m_notices),
      m_servers(m_service, m_database, m_notices, app::ServerKeys::defaultFile()), m_prompts(m_database, m_notices),
      m_exporter(m_database, m_chat, m_thought, m_conversations), m_importer(m_database),
      m_appearance(m_database, m_notices), m_preferences(m_database, m_notices), m_notifier(m_service, m_preferences),
      m_language(translation, m_database, m_notices)
{
    connect(&m_compare, &CompareViewModel::asked, &m_conversations, &ConversationsViewModel::touch);
    connect(&m_compare, &CompareViewModel::conversationNeeded, this,
            [this](const QString &text, const QVariantList &recipes) {
                m_conversations.create([this, text, recipes](bool made) {
                    if (made)
                        m_compare.ask(text, recipes, 0);
                });
            });
    connect(&m_compare, &CompareViewModel::conversationWanted, &m_conversations, &ConversationsViewModel::open);
    connect(&m_tree, &TreeViewModel::undoChanged, &m_compare, &CompareViewModel::forgetDeleted);
    connect(&m_conversations, &ConversationsViewModel::undoChanged, &m_compare, &CompareViewModel::forgetDeleted);
    connect(&m_tree, &TreeViewModel::forked, &m_conversations, &ConversationsViewModel::adopt);
    connect(&m_notifier, &Notifier::activated, this, [this](qint64 conversation, qint64 message) {
        m_conversations.open(conversation);
        m_chat.reveal(message, false);
        activate({});
    });
    connect(&m_shortcut, &GlobalShortcut::activated, this, [this] { activate({}); });
    connect(&m_preferences, &Preferences::changed, this, [this] {
        if (m_preferences.globalKey())
            m_shortcut.bind();
        useSessionSettings();
    });
    connect(&m_importer, &ImportViewModel::imported, &m_conversations, &ConversationsViewModel::reload);
    connect(&m_language, &Language::changed, this, &DesktopApplication::retranslate);
}

DesktopApplication::~DesktopApplication()
{
    // What is being answered is stopped and stored before anything goes away.
    m_service.shutdown();
}

bool DesktopApplication::start()
{
    openStore();
    m_engine.setInitialProperties({
        {QStringLiteral("chat"), QVariant::fromValue(&m_chat)},
        {QStringLiteral("conversations"), QVariant::fromValue(&m_conversations)},
        {QStringLiteral("thought"), QVariant::fromValue(&m_thought)},
        {QStringLiteral("tree"), QVariant::fromValue(&m_tree)},
        {QStringLiteral("search"), QVariant::fromValue(&m_search)},
        {QStringLiteral("compare"), QVariant::fromValue(&m_compare)},
        {QStringLiteral("drafts"), QVariant::fromValue(&m_drafts)},
        {QStringLiteral("parameters"), QVariant::fromValue(&m_parameters)},
        {QStringLiteral("preferences"), QVariant::fromValue(&m_preferences)},
        {QStringLiteral("models"), QVariant::fromValue(&m_models)},
        {QStringLiteral("machine"), QVariant::fromValue(&m_machine)},
        {QStringLiteral("library"), QVariant::fromValue(&m_library)},
        {QStringLiteral("download"), QVariant::fromValue(&m_download)},
        {QStringLiteral("servers"), QVariant::fromValue(&m_servers)},
        {QStringLiteral("exporter"), QVariant::fromValue(&m_exporter)},
        {QStringLiteral("importer"), QVariant::fromValue(&m_importer)},
        {QStringLiteral("prompts"), QVariant::fromValue(&m_prompts)},
        {QStringLiteral("document"), QVariant::fromValue(&m_document)},
        {QStringLiteral("appearance"), QVariant::fromValue(&m_appearance)},
        {QStringLiteral("language"), QVariant::fromValue(&m_language)},
        {QStringLiteral("notices"), QVariant::fromValue(&m_notices)},
    });
    m_engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Mingsi/Ui/Main.qml")));
    return !m_engine.rootObjects().isEmpty();
}

void DesktopApplication::openStore()
{
    m_database.open(m_dataFolder).then(this, [this](const app::Result<app::Database::Opened> &opened) {
        if (opened) {
            storeOpened();
            return;
        }
        // The session goes on without saving, and says so; the file is left as it is.
        m_notices.showText(app::describe(opened.failure()) + u' ' + tr("This session is not saved."));
        m_saved = false;
        m_database.openInMemory().then(this, [this](const app::Result<app::Database::Opened> &) { storeOpened(); });
    });
}

void DesktopApplication::storeOpened()
{
    app::ConversationDb(m_database).purgeDeleted();
    app::MessageDb(m_database).indexInterrupted();
    app::SettingDb(m_database).all().then(this, [this](const app::Result<QHash<QString, QString>> &settings) {
        applySettings(settings ? *settings : QHash<QString, QString>{});
    });
    m_servers.load();
    m_prompts.load();
    m_conversations.load();
}

void DesktopApplication::applySettings(const QHash<QString, QString> &settings)
{
    m_appearance.restore(settings.value(Appearance::settingKey()));
    m_language.restore(settings.value(Language::settingKey()));
    m_preferences.restore(settings.value(Preferences::settingKey()));
    useSessionSettings();
    m_parameters.restore(settings);
    m_drafts.restore(settings.value(ComposerViewModel::draftKey()));
    m_library.restore(settings.value(LibraryViewModel::settingKey()));
    m_download.restore(settings);
    m_models.restoreKnown(settings.value(ModelViewModel::knownKey()));
    m_models.open(app::ModelReference::fromText(m_model.value_or(settings.value(app::modelSettingKey()))));
}

void DesktopApplication::useSessionSettings()
{
    const app::SessionSettings settings = m_preferences.sessionSettings(cacheFolder());
    if (settings == m_service.sessionSettings())
        return;
    m_service.setSessionSettings(settings);
    m_library.setSessionSettings(settings);
}

QString DesktopApplication::cacheFolder() const
{
    const QString base = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation);
    return m_saved && m_preferences.keepsCaches() && !base.isEmpty() ? base + QStringLiteral("/mingsi/kv") : QString();
}

void DesktopApplication::activate(const QStringList &files)
{
    if (auto *shown = qobject_cast<QWindow *>(window())) {
        shown->show();
        shown->raise();
        shown->requestActivate();
    }
    if (!files.isEmpty())
        m_models.open(app::ModelReference::fromText(files.constFirst()));
}

QObject *DesktopApplication::window() const
{
    return m_engine.rootObjects().value(0);
}

void DesktopApplication::retranslate()
{
    m_engine.retranslate();
    m_conversations.retranslate();
    m_chat.transcript()->retranslate();
    m_models.retranslate();
    m_machine.retranslate();
    m_library.retranslate();
    m_download.retranslate();
    m_servers.retranslate();
    m_prompts.retranslate();
    m_thought.retranslate();
    m_compare.retranslate();
    m_drafts.retranslate();
}

}  // namespace mingsi::ui
