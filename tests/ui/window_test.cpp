// SPDX-License-Identifier: Apache-2.0
// The real window over real view models, driven by Qt Quick Test; the test cases are in tst_*.qml.
#include <QQuickStyle>
#include <QTemporaryDir>
#include <QtPlugin>
#include <QtQuickTest>

#include "app/store/conversation_db.h"
#include "app/store/message_db.h"
#include "desk.h"
#include "import_fixtures.h"

Q_IMPORT_PLUGIN(Mingsi_UiPlugin)

using namespace mingsi;

/// Puts conversations into the store that the small model would never have.
class Store : public QObject
{
    Q_OBJECT

public:
    explicit Store(test::Desk &desk) : m_desk(desk) {}

    /// Makes one of turns [question, answer, thought], and opens it.
    Q_INVOKABLE void tell(const QVariantList &turns)
    {
        const auto wait = [](auto future) {
            future.waitForFinished();
            return *future.result();
        };
        app::MessageDb messages(m_desk.database);
        const auto made = wait(app::ConversationDb(m_desk.database).create(QStringLiteral("told")));
        app::RowId last = 0;
        for (const QVariant &turn : turns) {
            const QVariantList texts = turn.toList();
            last = wait(messages.addUserMessage(made.id, last, texts.at(0).toString())).id;
            auto answer = wait(messages.beginAnswer(made.id, last, {}));
            answer.text = texts.at(1).toString();
            if (texts.size() > 2)
                answer.reasoning = app::Reasoning{texts.at(2).toString(), 10, 1, app::ThoughtEnd::Model};
            answer.state = app::MessageState::Complete;
            messages.finishAnswer(answer, {}).waitForFinished();
            last = answer.id;
        }
        m_desk.conversations.adopt(made);
    }

    Q_INVOKABLE QUrl file(const QString &name, const QString &text)
    {
        QFile out(m_folder.filePath(name));
        if (out.open(QIODevice::WriteOnly))
            out.write(text.toUtf8());
        return QUrl::fromLocalFile(out.fileName());
    }
    /// A file of so many conversations to import.
    Q_INVOKABLE QUrl conversationsFile(int count)
    {
        return file(QStringLiteral("conversations.json"), QString::fromUtf8(test::manyConversations(count)));
    }

private:
    test::Desk &m_desk;
    QTemporaryDir m_folder;
};

class Setup : public QObject
{
    Q_OBJECT

public slots:
    void applicationAvailable()
    {
        QQuickStyle::setStyle(QStringLiteral("Basic"));
        m_desk = std::make_unique<test::Desk>();
    }

    void qmlEngineAvailable(QQmlEngine *engine)
    {
        engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
        connect(&m_desk->language, &ui::Language::changed, engine, &QQmlEngine::retranslate);
        // testChat, testConversations, …: what WindowCase.qml gives the window.
        m_store = std::make_unique<Store>(*m_desk);
        engine->rootContext()->setContextProperty(QStringLiteral("testStore"), m_store.get());
        const QVariantMap properties = m_desk->properties();
        for (auto it = properties.begin(); it != properties.end(); ++it)
            engine->rootContext()->setContextProperty(
                QStringLiteral("test") + it.key().at(0).toUpper() + it.key().mid(1), it.value());
    }

    void cleanupTestCase() { m_desk.reset(); }

private:
    std::unique_ptr<test::Desk> m_desk;
    std::unique_ptr<Store> m_store;
};

QUICK_TEST_MAIN_WITH_SETUP(window, Setup)
#include "window_test.moc"
