// SPDX-License-Identifier: Apache-2.0
#include <QProcess>
#include <QTemporaryDir>
#include <QSqlQuery>
#include <QTest>

#include "app/store/conversation_db.h"
#include "app/store/message_db.h"
#include "app/store/schema.h"
#include "app/store/search_db.h"
#include "app/store/tree_db.h"

using namespace mingsi::app;

namespace {

template<class T>
Result<T> wait(QFuture<Result<T>> future)
{
    future.waitForFinished();
    return future.result();
}

QStringList textsOf(const QList<Message> &branch)
{
    QStringList texts;
    for (const Message &message : branch)
        texts.append(message.text);
    return texts;
}

}  // namespace

class TreeTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<Database> m_database;
    RowId m_conversation = 0;

    RowId question(RowId parent, const QString &text)
    {
        return wait(MessageDb(*m_database).addUserMessage(m_conversation, parent, text))->id;
    }

    RowId answer(RowId parent, const QString &text, const QString &reasoning = {})
    {
        Run run;
        run.model = "M";
        Message message = *wait(MessageDb(*m_database).beginAnswer(m_conversation, parent, run));
        message.text = text;
        message.state = MessageState::Complete;
        if (!reasoning.isEmpty())
            message.reasoning = Reasoning{reasoning, 3, 0.5, ThoughtEnd::Budget};
        wait(MessageDb(*m_database).finishAnswer(message, "trace of " + text.toUtf8()));
        return message.id;
    }

private slots:
    void init()
    {
        m_database = std::make_unique<Database>();
        QVERIFY(wait(m_database->openInMemory()));
        m_conversation = wait(ConversationDb(*m_database).create("C"))->id;
    }

    void siblingsAreKnownAndSwitched()
    {
        const RowId q = question(0, "q");
        const RowId a1 = answer(q, "a1", "thought");
        const RowId q2 = question(a1, "more");
        answer(q2, "more answer");
        const RowId a2 = answer(q, "a2");
        auto branch = *wait(MessageDb(*m_database).branch(m_conversation));
        QCOMPARE(textsOf(branch), QStringList({"q", "a2"}));
        QCOMPARE(branch[1].siblings, QList<RowId>({a1, a2}));
        QCOMPARE(branch[0].siblings, QList<RowId>({q}));
        // Back to the first: down to what was written last below it.
        branch = *wait(TreeDb(*m_database).show(a1));
        QCOMPARE(textsOf(branch), QStringList({"q", "a1", "more", "more answer"}));
        QVERIFY(branch[1].reasoning->end == ThoughtEnd::Budget);
        QCOMPARE(textsOf(*wait(MessageDb(*m_database).branch(m_conversation))), textsOf(branch));
        QCOMPARE(wait(TreeDb(*m_database).map(m_conversation))->size(), 5);
        QCOMPARE(*wait(MessageDb(*m_database).trace(a1)), QByteArray("trace of a1"));
    }

    void anEditedQuestionIsASibling()
    {
        const RowId q = question(0, "q");
        answer(q, "a");
        const RowId edited = question(0, "Q");
        const auto branch = *wait(MessageDb(*m_database).branch(m_conversation));
        QCOMPARE(textsOf(branch), QStringList({"Q"}));
        QCOMPARE(branch[0].siblings, QList<RowId>({q, edited}));
    }

    void branchesGoAndComeBack()
    {
        const RowId q = question(0, "q");
        const RowId a1 = answer(q, "alpha");
        const RowId a2 = answer(q, "beta");
        answer(question(a2, "gamma"), "delta");
        QCOMPARE(textsOf(*wait(TreeDb(*m_database).remove(a2))), QStringList({"q", "alpha"}));
        QCOMPARE(wait(TreeDb(*m_database).map(m_conversation))->size(), 2);
        QVERIFY(wait(SearchDb(*m_database).find({"delta"}))->isEmpty());
        QCOMPARE(textsOf(*wait(TreeDb(*m_database).restore(a2))), QStringList({"q", "beta", "gamma", "delta"}));
        QCOMPARE(wait(SearchDb(*m_database).find({"delta"}))->size(), 1);

        // A branch in a deleted branch stays deleted when the outer one comes back.
        wait(TreeDb(*m_database).remove(a2));
        QCOMPARE(textsOf(*wait(TreeDb(*m_database).remove(a1))), QStringList({"q"}));
        QCOMPARE(textsOf(*wait(TreeDb(*m_database).remove(q))), QStringList());
        QCOMPARE(textsOf(*wait(TreeDb(*m_database).restore(q))), QStringList({"q"}));

        QVERIFY(wait(ConversationDb(*m_database).purgeDeleted()));
        QCOMPARE(wait(TreeDb(*m_database).map(m_conversation))->size(), 1);
        QVERIFY(wait(SearchDb(*m_database).find({"alpha"}))->isEmpty());
    }

    void aBranchBecomesAConversation()
    {
        const RowId q = question(0, "q");
        const RowId a = answer(q, "a", "why");
        answer(question(a, "later"), "b");
        wait(ConversationDb(*m_database).setSettings(m_conversation, "{\"temperature\":0.1}"));
        const auto copy = *wait(TreeDb(*m_database).fork(a));
        QVERIFY(copy.id != m_conversation);
        QCOMPARE(copy.title, QString("C"));
        QCOMPARE(copy.settings, QString("{\"temperature\":0.1}"));
        const auto branch = *wait(MessageDb(*m_database).branch(copy.id));
        QCOMPARE(textsOf(branch), QStringList({"q", "a"}));
        QCOMPARE(branch[1].reasoning->text, QString("why"));
        QCOMPARE(branch[1].run->model, QString("M"));
        QVERIFY(branch[1].state == MessageState::Complete);
        QCOMPARE(*wait(MessageDb(*m_database).trace(branch[1].id)), QByteArray("trace of a"));
        QCOMPARE(wait(SearchDb(*m_database).find({"why"}))->size(), 2);
        QCOMPARE(wait(MessageDb(*m_database).branch(m_conversation))->size(), 4);
    }

    void votesAreStored()
    {
        const RowId q = question(0, "q");
        const RowId a = answer(q, "a");
        QVERIFY(!wait(TreeDb(*m_database).voteOn(q))->has_value());
        wait(TreeDb(*m_database).vote(q, a));
        QCOMPARE(wait(TreeDb(*m_database).voteOn(q))->value(), a);
        wait(TreeDb(*m_database).vote(q, 0));
        QCOMPARE(wait(TreeDb(*m_database).voteOn(q))->value(), RowId{0});
    }

    void conversationsAreOrganized()
    {
        ConversationDb db(*m_database);
        const auto folder = *wait(db.createFolder("Policies"));
        wait(db.setFolder(m_conversation, folder.id));
        wait(db.setPinned(m_conversation, true));
        wait(db.setArchived(m_conversation, true));
        wait(db.setTags(m_conversation, {"zwei", " eins  drei ", "zwei"}));
        wait(db.setDraft(m_conversation, "half a thought"));
        auto stored = wait(db.list())->constFirst();
        QCOMPARE(stored.folder, folder.id);
        QVERIFY(stored.pinned && stored.archived);
        QCOMPARE(stored.tags, QStringList({"eins drei", "zwei"}));
        QCOMPARE(stored.draft, QString("half a thought"));
        wait(db.renameFolder(folder.id, "Reports"));
        QCOMPARE(wait(db.folders())->constFirst().name, QString("Reports"));
        wait(db.removeFolder(folder.id));
        QCOMPARE(wait(db.list())->constFirst().folder, RowId{0});
    }

    void searchIsFiltered()
    {
        const RowId q = question(0, "问卷 question");
        answer(q, "the 问卷 answer", "问卷 thought");
        const auto count = [&](SearchQuery query) {
            query.text = "问卷";
            return static_cast<int>(wait(SearchDb(*m_database).find(query))->size());
        };
        QCOMPARE(count({}), 3);
        QCOMPARE(count({{}, SearchQuery::Where::Reasoning}), 1);
        QCOMPARE(count({{}, SearchQuery::Where::Questions}), 1);
        QCOMPARE(count({{}, SearchQuery::Where::Answers}), 1);
        QCOMPARE(count({{}, SearchQuery::Where::Everywhere, "M"}), 3);
        QCOMPARE(count({{}, SearchQuery::Where::Everywhere, "N"}), 0);
        const QDate today = QDate::currentDate();
        QCOMPARE(count({{}, SearchQuery::Where::Everywhere, {}, today, today}), 3);
        QCOMPARE(count({{}, SearchQuery::Where::Everywhere, {}, today.addDays(1)}), 0);
        QCOMPARE(count({{}, SearchQuery::Where::Everywhere, {}, {}, today.addDays(-1)}), 0);
        const auto hits = *wait(SearchDb(*m_database).find({"问卷", SearchQuery::Where::Reasoning}));
        QVERIFY(hits[0].place == SearchHit::Place::Reasoning);
        QVERIFY(hits[0].snippet.contains(QString(QChar(0xe000)) + "问卷" + QChar(0xe001)));

        wait(ConversationDb(*m_database).rename(m_conversation, "五年 100% 政策_x"));
        const auto titles = *wait(SearchDb(*m_database).find({"政策"}));
        QCOMPARE(titles.size(), 1);
        QVERIFY(titles[0].place == SearchHit::Place::Title);
        QVERIFY(wait(SearchDb(*m_database).find({"0% 策_x"}))->size() == 1);
        QVERIFY(wait(SearchDb(*m_database).find({"0%x"}))->isEmpty());
        QCOMPARE(*wait(SearchDb(*m_database).models()), QStringList({"M"}));
    }

    // The same file attached twice is stored once, and goes with the last message that has it.
    void documentsAreStoredOnce()
    {
        const auto documents = [this] {
            return *wait(m_database->run<int>([](QSqlDatabase &database) -> Result<int> {
                QSqlQuery query(database);
                query.exec(QStringLiteral("SELECT count(*) FROM document"));
                query.next();
                return query.value(0).toInt();
            }));
        };
        MessageDb messages(*m_database);
        const QList<Attachment> file{{"a.pdf", "application/pdf", QByteArray(100'000, 'x'), "2-3"}};
        const auto one = *wait(ConversationDb(*m_database).create());
        const auto first = *wait(messages.addUserMessage(m_conversation, 0, "one", file));
        const auto second = *wait(messages.addUserMessage(one.id, 0, "two", file));
        QCOMPARE(documents(), 1);
        const auto stored = wait(messages.branchTo(second.id))->last().attachments;
        QCOMPARE(stored.size(), 1);
        QCOMPARE(stored[0].content, file[0].content);
        QCOMPARE(stored[0].excerpt, QString("2-3"));
        const auto erase = [this](RowId message) {
            wait(m_database->run<Done>([message](QSqlDatabase &database) -> Result<Done> {
                QSqlQuery(database).exec(QStringLiteral("DELETE FROM message WHERE id = %1").arg(message));
                return Done{};
            }));
        };
        erase(first.id);
        QCOMPARE(documents(), 1);
        erase(second.id);
        QCOMPARE(documents(), 0);
    }

    // A file of version 1, as the first release wrote it, comes over whole, with a backup beside it.
    void version1IsMigrated()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath("mingsi.db");
        QProcess sqlite;
        sqlite.start("sqlite3", {file});
        QVERIFY(sqlite.waitForStarted());
        for (const QString &sql : migration(1))
            sqlite.write(sql.toUtf8() + ";\n");
        sqlite.write("INSERT INTO conversation(id, title, created_at, used_at, use_order) VALUES (1, 'old', 1, 1, 1);"
                     "INSERT INTO run VALUES (1, 'M', 'm.gguf', 'cpu', '{}', 'stop', 1, 2, 3, 4);"
                     "INSERT INTO message VALUES (1, 1, NULL, 0, 1, 0, 'q', '', 1, NULL, 0);"
                     "INSERT INTO message VALUES (2, 1, 1, 0, 2, 0, 'a', '', 1, 1, 0);"
                     "INSERT INTO message VALUES (3, 1, 1, 1, 2, 0, 'b', '', 1, NULL, 0);"
                     "INSERT INTO reasoning VALUES (2, 'r', 5, 6);"
                     "INSERT INTO attachment VALUES (1, 1, 'a.txt', 'text/plain', 'same', X'68690a');"
                     "INSERT INTO attachment VALUES (2, 3, 'b.txt', 'text/plain', 'same', X'68690a');"
                     "UPDATE conversation SET current_message = 2; PRAGMA user_version = 1;\n");
        sqlite.closeWriteChannel();
        QVERIFY(sqlite.waitForFinished());
        QCOMPARE(sqlite.readAllStandardError(), QByteArray());
        Database database;
        const auto opened = wait(database.open(folder.path()));
        QVERIFY(opened);
        QVERIFY(QFile::exists(opened->backup));
        const auto branch = *wait(MessageDb(database).branch(1));
        QCOMPARE(textsOf(branch), QStringList({"q", "a"}));
        QCOMPARE(branch[1].reasoning->text, QString("r"));
        QVERIFY(branch[1].reasoning->end == ThoughtEnd::Model);
        QCOMPARE(branch[1].run->decodeSeconds, 4.0);
        QCOMPARE(branch[1].run->currency, QString());
        QCOMPARE(branch[0].attachments.size(), 1);
        QCOMPARE(branch[0].attachments[0].content, QByteArray("hi\n"));
        QCOMPARE(branch[0].attachments[0].excerpt, QString());
        QCOMPARE(wait(MessageDb(database).branchTo(3))->last().attachments[0].name, QString("b.txt"));
        QCOMPARE(wait(ConversationDb(database).list())->constFirst().title, QString("old"));
    }
};

QTEST_GUILESS_MAIN(TreeTest)
#include "tree_test.moc"
