// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <unistd.h>

#include "app/store/conversation_db.h"
#include "app/store/message_db.h"
#include "app/store/schema.h"
#include "app/store/search_db.h"
#include "app/store/search_text.h"
#include "app/store/setting_db.h"

using namespace mingsi::app;

namespace {

template<class T>
Result<T> wait(QFuture<Result<T>> future)
{
    future.waitForFinished();
    return future.result();
}

/// The answer of the sqlite3 program: another reader than ours.
QString sqlite3(const QString &file, const QString &sql)
{
    QProcess process;
    process.start(QStringLiteral("sqlite3"), {file, sql});
    process.waitForFinished();
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class StoreTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Database> m_database;

    QString path(const QString &name) const { return m_folder.filePath(name); }

    Message ask(RowId conversation, RowId parent, const QString &text)
    {
        return *wait(MessageDb(*m_database).addUserMessage(conversation, parent, text));
    }

    Message answer(RowId conversation, RowId parent, const QString &text, const QString &thought)
    {
        MessageDb messages(*m_database);
        Run run;
        run.model = QStringLiteral("M");
        Message message = *wait(messages.beginAnswer(conversation, parent, run));
        message.text = text;
        message.state = MessageState::Complete;
        message.reasoning = Reasoning{thought, 12, 1.5};
        message.run->finishReason = QStringLiteral("stop");
        message.run->completionTokens = 20;
        [&] { QVERIFY(wait(messages.finishAnswer(message, {}))); }();
        return message;
    }

private slots:
    void init()
    {
        QVERIFY(QDir(m_folder.path()).removeRecursively() && QDir().mkpath(m_folder.path()));
        m_database = std::make_unique<Database>();
        QVERIFY(wait(m_database->open(path("data"))));
    }
    void cleanup() { m_database.reset(); }

    void isWhatItSays()
    {
        if (QStandardPaths::findExecutable("sqlite3").isEmpty())
            QSKIP("the sqlite3 program is not installed");
        const QString file = path("data/mingsi.db");
        QCOMPARE(sqlite3(file, "PRAGMA journal_mode"), QString("wal"));
        QCOMPARE(sqlite3(file, "PRAGMA user_version"), QString::number(kSchemaVersion));
        QCOMPARE(sqlite3(file, "PRAGMA integrity_check"), QString("ok"));
        QCOMPARE(sqlite3(file,
                         "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('conversation',"
                         "'message','run','reasoning','attachment','prompt','endpoint','setting','search')"),
                 QString("9"));
        // The pragmas of our own connection.
        const auto pragmas = wait(m_database->run<QStringList>([](QSqlDatabase &database) -> Result<QStringList> {
            QStringList values;
            for (const char *name : {"foreign_keys", "synchronous"}) {
                QSqlQuery query(database);
                query.exec(QStringLiteral("PRAGMA ") + QString::fromLatin1(name));
                query.next();
                values.append(query.value(0).toString());
            }
            return values;
        }));
        QCOMPARE(*pragmas, (QStringList{"1", "2"}));
        QVERIFY(!(QFile::permissions(path("data")) & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void listsByUse()
    {
        ConversationDb conversations(*m_database);
        const RowId a = wait(conversations.create("A"))->id;
        const RowId b = wait(conversations.create())->id;
        // The clock jumps back a year between two questions; the order must not.
        ask(b, 0, "first question\nwith a second line");
        wait(m_database->run<Done>([b](QSqlDatabase &database) -> Result<Done> {
            QSqlQuery(database).exec(QStringLiteral("UPDATE conversation SET used_at = 5 WHERE id = %1").arg(b));
            return Done{};
        }));
        auto list = *wait(conversations.list());
        QCOMPARE(list.size(), 2);
        QCOMPARE(list[0].id, b);
        QCOMPARE(list[0].preview, QString("first question\nwith a second line"));
        QCOMPARE(list[1].title, QString("A"));
        ask(a, 0, "later");
        QCOMPARE((*wait(conversations.list()))[0].id, a);

        QVERIFY(wait(conversations.rename(b, "名字")));
        QCOMPARE((*wait(conversations.list()))[1].title, QString("名字"));
    }

    void deletesAndRestores()
    {
        ConversationDb conversations(*m_database);
        const RowId kept = wait(conversations.create("kept"))->id;
        const RowId gone = wait(conversations.create("gone"))->id;
        const Message question = ask(gone, 0, "secret words");
        answer(gone, question.id, "secret answer", "secret thought");
        QVERIFY(wait(conversations.remove(gone)));
        QCOMPARE(wait(conversations.list())->size(), 1);
        QVERIFY(wait(SearchDb(*m_database).find({"secret"}))->isEmpty());
        QVERIFY(wait(conversations.restore(gone)));
        QCOMPARE(wait(conversations.list())->size(), 2);
        QCOMPARE(wait(MessageDb(*m_database).branch(gone))->size(), 2);
        QVERIFY(wait(conversations.remove(gone)));
        QCOMPARE(*wait(conversations.purgeDeleted()), 1);
        QVERIFY(wait(conversations.restore(gone)));
        QCOMPARE(wait(conversations.list())->constFirst().id, kept);
        for (const char *table : {"message", "reasoning", "run", "search"})
            QCOMPARE(sqlite3(path("data/mingsi.db"), QStringLiteral("SELECT count(*) FROM %1").arg(table)),
                     QString("0"));
    }

    void keepsABranchWithReasoningAndRun()
    {
        const RowId conversation = wait(ConversationDb(*m_database).create())->id;
        const QString hostile = QStringLiteral("'; DROP TABLE message; -- \u202e𝔘 \u0001 \"`");
        const Message question = ask(conversation, 0, hostile);
        answer(conversation, question.id, "A **bold** answer", "a thought");
        // A second answer to the same question is a sibling, and the branch that is shown.
        const Message second = answer(conversation, question.id, "another", "");
        QCOMPARE(second.siblings.size(), 2);
        const auto branch = *wait(MessageDb(*m_database).branch(conversation));
        QCOMPARE(branch.size(), 2);
        QCOMPARE(branch[0].text, hostile);
        QCOMPARE(branch[1].id, second.id);
        QVERIFY(!branch[1].reasoning);
        QCOMPARE(branch[1].run->finishReason, QString("stop"));
        QCOMPARE(branch[1].run->completionTokens, 20);
        QCOMPARE(sqlite3(path("data/mingsi.db"), "SELECT text FROM reasoning"), QString("a thought"));
        QCOMPARE(sqlite3(path("data/mingsi.db"), "SELECT group_concat(text) FROM message WHERE role = 2"),
                 QString("A **bold** answer,another"));
    }

    void anUnfinishedAnswerIsInterrupted()
    {
        const RowId conversation = wait(ConversationDb(*m_database).create())->id;
        const Message question = ask(conversation, 0, "q");
        const Message begun = *wait(MessageDb(*m_database).beginAnswer(conversation, question.id, {}));
        QVERIFY(
            wait(MessageDb(*m_database).saveProgress(begun.id, "half an ans", {"half a thought 半截思考", 3, 0.5})));
        // What a killed process leaves: the files as they are now.
        QDir().mkpath(path("copy"));
        for (const char *name : {"mingsi.db", "mingsi.db-wal"})
            QFile::copy(path("data/" + QString(name)), path("copy/" + QString(name)));
        QCOMPARE(sqlite3(path("copy/mingsi.db"), "PRAGMA integrity_check"), QString("ok"));
        Database copy;
        QVERIFY(wait(copy.open(path("copy"))));
        QCOMPARE(*wait(MessageDb(copy).indexInterrupted()), 1);
        const auto branch = *wait(MessageDb(copy).branch(conversation));
        QCOMPARE(branch[1].state, MessageState::Interrupted);
        QCOMPARE(branch[1].text, QString("half an ans"));
        QCOMPARE(branch[1].reasoning->text, QString("half a thought 半截思考"));
        QCOMPARE(wait(SearchDb(copy).find({"半截"}))->size(), 1);
    }

    void aMegabyteReturnsToTheByte()
    {
        const RowId conversation = wait(ConversationDb(*m_database).create())->id;
        const QString text = QStringLiteral("长文本 long text 😀\n").repeated(60000);
        ask(conversation, 0, text);
        QCOMPARE(wait(MessageDb(*m_database).branch(conversation))->constFirst().text, text);
    }

    void settingsStay()
    {
        QVERIFY(wait(SettingDb(*m_database).set("language", "zh_CN")));
        QVERIFY(wait(SettingDb(*m_database).set("language", "en")));
        m_database = std::make_unique<Database>();
        QVERIFY(wait(m_database->open(path("data"))));
        QCOMPARE(wait(SettingDb(*m_database).all())->value("language"), QString("en"));
    }

    void badFilesAreLeftAsTheyAre_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("kind");
        QTest::newRow("text") << QByteArray("this is not a database, and it is longer than a header\n").repeated(30)
                              << static_cast<int>(Failure::Kind::StoreCorrupt);
        m_database.reset();
        QByteArray damaged = bytesOf(path("data/mingsi.db"));
        damaged.replace(100, 3000, QByteArray(3000, 'x'));
        QTest::newRow("damaged") << damaged << static_cast<int>(Failure::Kind::StoreCorrupt);
        QByteArray newer = bytesOf(path("data/mingsi.db"));
        newer.replace(60, 4, QByteArray("\0\0\3\xe7", 4));  // user_version 999
        QTest::newRow("newer") << newer << static_cast<int>(Failure::Kind::StoreTooNew);
    }

    void badFilesAreLeftAsTheyAre()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, kind);
        QDir().mkpath(path("bad"));
        QFile file(path("bad/mingsi.db"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        Database database;
        const auto opened = wait(database.open(path("bad")));
        QVERIFY(!opened);
        QCOMPARE(static_cast<int>(opened.failure().kind), kind);
        QVERIFY(describe(opened.failure()).contains(path("bad/mingsi.db")));
        QCOMPARE(bytesOf(path("bad/mingsi.db")), content);
        // The session can go on without saving.
        QVERIFY(wait(database.openInMemory()));
        QVERIFY(wait(ConversationDb(database).create("x")));
    }

    void aFileInTheFoldersPlaceIsTold()
    {
        QFile file(path("file"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        Database database;
        QVERIFY(!wait(database.open(path("file"))));
        QVERIFY(!wait(ConversationDb(database).list()));  // nothing is open: a failure, not a crash
    }

    void aReadOnlyFolderIsTold()
    {
        if (geteuid() == 0)
            QSKIP("root may write everywhere");
        QDir().mkpath(path("closed"));
        QFile::setPermissions(path("closed"), QFile::ReadOwner | QFile::ExeOwner);
        Database database;
        const auto opened = wait(database.open(path("closed")));
        QCOMPARE(opened.failure().kind, Failure::Kind::StoreReadOnly);
    }

    void aLockedDatabaseIsTold()
    {
        const RowId conversation = wait(ConversationDb(*m_database).create())->id;
        {
            QSqlDatabase other = QSqlDatabase::addDatabase("QSQLITE", "other");
            other.setDatabaseName(path("data/mingsi.db"));
            QVERIFY(other.open());
            QSqlQuery query(other);
            QVERIFY(query.exec("BEGIN IMMEDIATE"));
            const auto refused = wait(MessageDb(*m_database).addUserMessage(conversation, 0, "x"));
            QVERIFY(!refused);
            QCOMPARE(refused.failure().kind, Failure::Kind::StoreBusy);
            QVERIFY(query.exec("ROLLBACK"));
            other.close();
        }
        QSqlDatabase::removeDatabase("other");
        QVERIFY(wait(MessageDb(*m_database).addUserMessage(conversation, 0, "x")));
    }

    void findsWordsInAnyLanguage_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("hits");
        QTest::newRow("two characters") << "问卷" << 1;
        QTest::newRow("one character") << "卷" << 1;
        QTest::newRow("a longer word") << "交叉分析" << 1;
        QTest::newRow("its parts the other way round") << "分析交叉" << 0;
        QTest::newRow("English") << "survey" << 1;
        QTest::newRow("beginning of a word") << "surv" << 1;
        QTest::newRow("two words") << "survey 问卷" << 1;
        QTest::newRow("one of two missing") << "survey 没有" << 0;
        QTest::newRow("in the reasoning") << "满意度" << 1;
        QTest::newRow("kana") << "テスト" << 1;
        QTest::newRow("FTS5 syntax is text") << "survey\" OR text:" << 0;
        QTest::newRow("operators are words") << "NOT" << 0;
        QTest::newRow("nothing but signs") << "\"*()" << 0;
        QTest::newRow("empty") << "" << 0;
    }

    void findsWordsInAnyLanguage()
    {
        QFETCH(QString, query);
        QFETCH(int, hits);
        const RowId conversation = wait(ConversationDb(*m_database).create("t"))->id;
        const Message question = ask(conversation, 0, "请对这200份问卷做交叉分析 of the survey, テスト");
        answer(conversation, question.id, "done", "先看满意度");
        const auto found = *wait(SearchDb(*m_database).find({query}));
        QCOMPARE(found.size(), hits);
        if (hits > 0)
            QCOMPARE(found[0].conversation, conversation);
    }

    void marksTheMatch()
    {
        const RowId conversation = wait(ConversationDb(*m_database).create())->id;
        ask(conversation, 0, "Look at the Survey here");
        const auto found = *wait(SearchDb(*m_database).find({"survey"}));
        QCOMPARE(foundIn(found[0].snippet), QString("Survey"));
        QCOMPARE(found[0].snippet, QStringLiteral("Look at the \ue000Survey\ue001 here"));
        QVERIFY(found[0].place == SearchHit::Place::Question);
    }

    void marksWhereTheWordsStandTogether()
    {
        QString text;
        for (int i = 0; i < 60; ++i)
            text += QString("Paragraph %1 of many says something. ").arg(i);
        QVERIFY(snippet(text, {"paragraph", "45", "of"})
                    .contains(QStringLiteral("\ue000Paragraph\ue001 \ue00045\ue001 \ue000of\ue001")));
        QCOMPARE(foundIn(snippet(text, {"paragraph", "45", "of"})), QString("Paragraph 45 of"));
        QVERIFY(snippet(text, {"45", "paragraph"}).contains(QStringLiteral("\ue00045\ue001 of")));
        QCOMPARE(snippet("nothing of it", {"absent"}), QString("nothing of it"));
    }
};

QTEST_GUILESS_MAIN(StoreTest)
#include "store_test.moc"
