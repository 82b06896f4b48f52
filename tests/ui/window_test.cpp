// SPDX-License-Identifier: Apache-2.0
// The real window over real view models, driven by Qt Quick Test; the test cases are in tst_window.qml.
#include <QQmlContext>
#include <QQmlEngine>
#include <QQuickStyle>
#include <QtPlugin>
#include <QtQuickTest>

#include "app/translation.h"
#include "ui/viewmodels/appearance.h"
#include "ui/viewmodels/compare_view_model.h"
#include "ui/viewmodels/composer_view_model.h"
#include "ui/viewmodels/conversations_view_model.h"
#include "ui/viewmodels/download_view_model.h"
#include "ui/viewmodels/language.h"
#include "ui/viewmodels/library_view_model.h"
#include "ui/viewmodels/model_view_model.h"
#include "ui/viewmodels/parameters_view_model.h"
#include "ui/viewmodels/preferences.h"
#include "ui/viewmodels/search_view_model.h"
#include "ui/viewmodels/thought_view_model.h"
#include "ui/viewmodels/tree_view_model.h"

Q_IMPORT_PLUGIN(Mingsi_UiPlugin)

using namespace mingsi;

namespace {

/// What the window shows: the view models over a database in memory.
struct Desk {
    app::Translation translation;
    app::Database database;
    app::ChatService service{database};
    ui::Notices notices;
    ui::ChatViewModel chat{service, database, notices};
    ui::ConversationsViewModel conversations{database, service, chat, notices};
    ui::ThoughtViewModel thought{chat, service, database, notices};
    ui::TreeViewModel tree{chat, service, database, notices};
    ui::SearchViewModel search{database, notices};
    ui::CompareViewModel compare{chat, service, database, notices};
    ui::ComposerViewModel drafts{chat, conversations, service, database, notices};
    ui::ParametersViewModel parameters{chat, conversations, service, database, notices};
    ui::Preferences preferences{database, notices};
    ui::ModelViewModel models{service, database, notices};
    ui::LibraryViewModel library{{QStringLiteral("/nowhere"), {}, {}, {QStringLiteral(MINGSI_GOLDEN_DIR)}, {}},
                                 database, notices};
    ui::DownloadViewModel download{library.ownFolder(), database, notices};
    ui::Language language{translation, database, notices};
    ui::Appearance appearance{database, notices};

    Desk()
    {
        QObject::connect(&tree, &ui::TreeViewModel::forked, &conversations, &ui::ConversationsViewModel::adopt);
        translation.install(QStringLiteral("en"));
        database.openInMemory().waitForFinished();
        models.open({});
    }
    ~Desk() { service.shutdown(); }
};

}  // namespace

class Setup : public QObject
{
    Q_OBJECT

public slots:
    void applicationAvailable()
    {
        QQuickStyle::setStyle(QStringLiteral("Basic"));
        m_desk = std::make_unique<Desk>();
    }

    void qmlEngineAvailable(QQmlEngine *engine)
    {
        engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
        connect(&m_desk->language, &ui::Language::changed, engine, &QQmlEngine::retranslate);
        auto *context = engine->rootContext();
        context->setContextProperty(QStringLiteral("testChat"), &m_desk->chat);
        context->setContextProperty(QStringLiteral("testConversations"), &m_desk->conversations);
        context->setContextProperty(QStringLiteral("testThought"), &m_desk->thought);
        context->setContextProperty(QStringLiteral("testTree"), &m_desk->tree);
        context->setContextProperty(QStringLiteral("testSearch"), &m_desk->search);
        context->setContextProperty(QStringLiteral("testCompare"), &m_desk->compare);
        context->setContextProperty(QStringLiteral("testDrafts"), &m_desk->drafts);
        context->setContextProperty(QStringLiteral("testParameters"), &m_desk->parameters);
        context->setContextProperty(QStringLiteral("testPreferences"), &m_desk->preferences);
        context->setContextProperty(QStringLiteral("testModels"), &m_desk->models);
        context->setContextProperty(QStringLiteral("testLibrary"), &m_desk->library);
        context->setContextProperty(QStringLiteral("testDownload"), &m_desk->download);
        context->setContextProperty(QStringLiteral("testAppearance"), &m_desk->appearance);
        context->setContextProperty(QStringLiteral("testLanguage"), &m_desk->language);
        context->setContextProperty(QStringLiteral("testNotices"), &m_desk->notices);
    }

    void cleanupTestCase() { m_desk.reset(); }

private:
    std::unique_ptr<Desk> m_desk;
};

QUICK_TEST_MAIN_WITH_SETUP(window, Setup)
#include "window_test.moc"
