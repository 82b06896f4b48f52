// SPDX-License-Identifier: Apache-2.0
// Conversations of other programs, in the shapes in which they export them, and files that mean harm.
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "app/exchange/export_run.h"
#include "app/exchange/import_run.h"
#include "app/exchange/json_items.h"
#include "app/store/conversation_db.h"
#include "app/store/message_db.h"
#include "app/store/tree_db.h"
#include "exchange_fixture.h"
#include "import_fixtures.h"

using namespace mingsi::app;
using namespace mingsi::test;

class ImportTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString write(const QString &name, const QByteArray &content) const
    {
        QFile file(m_folder.filePath(name));
        file.open(QIODevice::WriteOnly);
        file.write(content);
        return file.fileName();
    }
    static std::unique_ptr<Database> store()
    {
        auto database = std::make_unique<Database>();
        database->openInMemory().waitForFinished();
        return database;
    }
    /// What came of an import that is to succeed.
    static ImportReport imported(Database &database, const QString &file)
    {
        const auto done = runImport(database, file, false, {});
        if (!done)
            qWarning("%s", qPrintable(describe(done.failure())));
        return done ? *done : ImportReport{};
    }
    static QList<Conversation> listOf(Database &database) { return *ConversationDb(database).list().result(); }
    static QList<Message> branchOf(Database &database, RowId conversation)
    {
        return *MessageDb(database).branch(conversation).result();
    }
    QString python(const QString &code) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start("python3", {"-c", code});
        process.waitForFinished(60000);
        return process.readAllStandardError();
    }

private slots:
    void oneNameInTwoFoldersIsTwoConversations()
    {
        const auto database = store();
        QDir(m_folder.path()).mkpath("A");
        QDir(m_folder.path()).mkpath("B");
        const auto chat = [](const char *name, const char *time) {
            return QByteArray("{\"name\":\"") + name + "\",\"createdAt\":" + time
                + ",\"messages\":[{\"versions\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}]}]"
                  ","
                  "\"currentlySelected\":0}]}";
        };
        imported(*database, write("A/chat.json", chat("One", "1700000000001")));
        imported(*database, write("B/chat.json", chat("Two", "1700000000002")));
        QCOMPARE(listOf(*database).size(), 2);
        const QString list =
            write("list.json", '[' + chat("Three", "1700000000003") + ',' + chat("Four", "1700000000004") + ']');
        const auto preview = runImport(*database, list, true, {});
        QVERIFY(preview);
        QCOMPARE(preview->conversations, 2);
        QCOMPARE(imported(*database, list).conversations, 2);
    }

    void whateverStandsInAFileIsReadOrTold()
    {
        const auto database = store();
        const QByteArray one = kDeepSeek.trimmed().startsWith('[') ? kDeepSeek : QByteArray("[]");
        // Two lists, one a line; and a newer version, wherever the file says so.
        QByteArray other = one;
        other.replace("\"id\": \"", "\"id\": \"again-").replace("\"id\":\"", "\"id\":\"again-");
        const auto both = imported(*database, write("lines.json", one + "\n" + other));
        QCOMPARE(both.conversations, 4);
        for (const char *newer : {"{\"conversations\":[],\"format\":\"mingsi\",\"version\":99}",
                                  "{\n  \"version\" : 99,\n  \"format\" : \"mingsi\",\n  \"conversations\" : [ ]\n}"}) {
            const auto refused = runImport(*database, write("newer.json", newer), false, {});
            QVERIFY(!refused);
            QVERIFY(describe(refused.failure()).contains("newer"));
        }
        const auto cut = imported(*database, write("cut.json", one + "\n{\"id\""));
        QCOMPARE(cut.known, 2);
        QVERIFY(!cut.problems.isEmpty());
    }

    void archivesAreReadByTheirContentAndCheckSums()
    {
        const auto database = store();
        QFile json(m_folder.filePath("export.json"));
        QVERIFY(json.open(QIODevice::WriteOnly));
        json.write(kDeepSeek);
        json.close();
        QCOMPARE(python("import zipfile\n"
                        "z=zipfile.ZipFile('named.zip','w'); z.write('export.json'); z.close()\n"
                        "z=zipfile.ZipFile('bad.zip','w'); z.write('export.json','CONVERSATIONS.JSON'); z.close()\n"
                        "d=bytearray(open('bad.zip','rb').read()); i=d.index(b'fragments'); d[i]^=1\n"
                        "open('bad.zip','wb').write(d)"),
                 QString());
        QCOMPARE(imported(*database, m_folder.filePath("named.zip")).conversations, 2);
        const auto bad = runImport(*database, m_folder.filePath("bad.zip"), false, {});
        QVERIFY(!bad);
        QVERIFY2(describe(bad.failure()).contains("CONVERSATIONS.JSON"), qPrintable(describe(bad.failure())));
    }

    void messagesAreFoundByTheirParents()
    {
        const auto database = store();
        imported(*database,
                 write("orphans.json",
                       "[{\"id\":\"o\",\"title\":\"T\",\"inserted_at\":\"2025-01-01T00:00:00Z\",\"updated_at\":\"2025-"
                       "01-01T00:00:00Z\","
                       "\"mapping\":{\"root\":{\"id\":\"root\",\"parent\":null,\"children\":[],\"message\":null},"
                       "\"1\":{\"id\":\"1\",\"parent\":\"root\",\"message\":{\"fragments\":[{\"type\":\"REQUEST\","
                       "\"content\":\"q\"}]}},"
                       "\"2\":{\"id\":\"2\",\"parent\":\"1\",\"children\":[],\"message\":{\"fragments\":[{\"type\":"
                       "\"RESPONSE\","
                       "\"content\":\"a\"}]}}}}]"));
        QCOMPARE(listOf(*database).size(), 1);
        QCOMPARE(branchOf(*database, listOf(*database).first().id).size(), 2);
    }

    void reasoningOfOpenWebUiEndsWhereItEnds_data()
    {
        QTest::addColumn<QString>("content");
        QTest::addColumn<QString>("reasoning");
        QTest::addColumn<QString>("answer");
        const QString open = "<details type=\"reasoning\" done=\"true\" duration=\"3\">\n<summary>Thought</summary>\n";
        QTest::newRow("usual") << open + "> one\n> two\n</details>\nThe answer."
                               << "one\ntwo"
                               << "The answer.";
        QTest::newRow("the tag in it") << open + "> I must write \"</details>\" here\n> so\n</details>\nDone."
                                       << "I must write \"</details>\" here\nso"
                                       << "Done.";
        QTest::newRow("unfinished")
            << "<details type=\"reasoning\" done=\"false\">\n<summary>Thinking</summary>\n> half"
            << "half"
            << "";
        QTest::newRow("shown as code") << "Show:\n```html\n" + open + "> x\n</details>\n```\ndone"
                                       << ""
                                       << "Show:\n```html\n" + open + "> x\n</details>\n```\ndone";
        QTest::newRow("two") << open + "> one\n</details>\nA\n" + open + "> two\n</details>\nB"
                             << "one\n\ntwo"
                             << "A\nB";
    }
    void reasoningOfOpenWebUiEndsWhereItEnds()
    {
        QFETCH(QString, content);
        QFETCH(QString, reasoning);
        QFETCH(QString, answer);
        const auto database = store();
        const QJsonObject message{
            {"id", "1"}, {"role", "assistant"}, {"content", content}, {"childrenIds", QJsonArray()}};
        const QJsonObject chat{{"history", QJsonObject{{"messages", QJsonObject{{"1", message}}}, {"currentId", "1"}}}};
        const QJsonArray file{QJsonObject{{"id", "w"}, {"title", "W"}, {"chat", chat}}};
        imported(*database, write("webui.json", QJsonDocument(file).toJson()));
        QCOMPARE(listOf(*database).size(), 1);
        const auto branch = branchOf(*database, listOf(*database).first().id);
        QCOMPARE(branch.size(), 1);
        QCOMPARE(branch[0].reasoning ? branch[0].reasoning->text : QString(), reasoning);
        QCOMPARE(branch[0].text, answer);
    }

    void deepSeek()
    {
        const auto database = store();
        const QString file = write("deepseek.json", kDeepSeek);
        const auto preview = runImport(*database, file, true, {});
        QVERIFY(preview);
        QCOMPARE(preview->conversations, 2);
        QVERIFY(listOf(*database).isEmpty());
        const auto done = imported(*database, file);
        QCOMPARE(done.source, QString("DeepSeek"));
        QCOMPARE(done.conversations, 2);
        QCOMPARE(done.messages, 5);
        QCOMPARE(done.skipped, 1);  // the empty one, by its name
        QVERIFY(done.problems.first().contains("Empty"));
        const auto list = listOf(*database);
        QCOMPARE(list.size(), 2);
        QCOMPARE(list.first().title, QStringLiteral("增长 growth"));  // in the order of their times
        QCOMPARE(list.first().createdAt.toUTC(), QDateTime(QDate(2025, 1, 29), QTime(2, 0, 0, 123), Qt::UTC));
        const auto branch = branchOf(*database, list.first().id);
        QCOMPARE(branch.size(), 2);
        QCOMPARE(branch.first().text, QString("Why 9.11 < 9.9?"));
        QCOMPARE(branch.first().attachments.first().name, QString("a.pdf"));
        QCOMPARE(branch.last().siblings.size(), 2);  // regenerations are kept
        QCOMPARE(branch.last().text, QString("Second answer."));
        QCOMPARE(branch.last().reasoning->text, QString("Again."));
        QCOMPARE(branch.last().run->model, QString("deepseek-reasoner"));
        const auto first = *MessageDb(*database).branchTo(branch.last().siblings.first()).result();
        QCOMPARE(first.last().reasoning->seconds, 4.5);
        const auto old = branchOf(*database, list.last().id);
        QCOMPARE(old.last().text, QString("Hello"));
        QCOMPARE(old.last().reasoning->text, QString("Greet."));

        const auto again = imported(*database, file);
        QCOMPARE(again.conversations, 0);
        QCOMPARE(again.known, 2);
        QCOMPARE(again.messages, 0);
    }

    // An answer in pieces with tools between them is one; another ending behind a tool is another answer.
    void chatGptAnswersInPieces()
    {
        const auto node = [](const QString &id, const QString &parent, const QStringList &children, const QString &role,
                             const QJsonObject &content) {
            QJsonObject object{{"id", id}, {"children", QJsonArray::fromStringList(children)}};
            if (!parent.isEmpty())
                object.insert("parent", parent);
            if (!role.isEmpty())
                object.insert("message",
                              QJsonObject{{"id", id}, {"author", QJsonObject{{"role", role}}}, {"content", content}});
            return object;
        };
        const auto text = [](const QString &t) {
            return QJsonObject{{"content_type", "text"}, {"parts", QJsonArray{t}}};
        };
        const QJsonObject tool{{"content_type", "execution_output"}, {"text", "out"}};
        const QJsonObject thoughts{
            {"content_type", "thoughts"},
            {"thoughts", QJsonArray{QJsonObject{{"summary", "S"}, {"content", "never answered"}}}}};
        const QJsonObject mapping{
            {"r", node("r", "", {"u"}, "", {})},
            {"u", node("u", "r", {"a1"}, "user", text("question"))},
            {"a1", node("a1", "u", {"t1"}, "assistant", text("one"))},
            {"t1", node("t1", "a1", {"a2", "b2"}, "tool", tool)},
            {"a2", node("a2", "t1", {"t2"}, "assistant", text("two"))},
            {"t2", node("t2", "a2", {"a3"}, "tool", tool)},
            {"a3", node("a3", "t2", {"u2"}, "assistant", text("three"))},
            {"u2", node("u2", "a3", {"th"}, "user", text("next"))},
            {"th", node("th", "u2", {}, "assistant", thoughts)},
            {"b2", node("b2", "t1", {}, "assistant", text("other"))},
        };
        const QJsonArray file{QJsonObject{{"conversation_id", "pieces"},
                                          {"title", "T"},
                                          {"create_time", 1700000000},
                                          {"update_time", 1700000100},
                                          {"current_node", "th"},
                                          {"mapping", mapping}}};
        auto database = store();
        const auto done = runImport(*database, write("conversations.json", QJsonDocument(file).toJson()), false, {});
        QVERIFY(done && done->problems.isEmpty());
        const RowId id = ConversationDb(*database).list().result()->first().id;
        const auto tree = TransferDb(*database).read(id, false).result()->messages;
        QStringList seen;
        for (const Message &message : tree)
            seen.append(message.text.simplified()
                        + (message.reasoning ? " (" + message.reasoning->text.simplified() + ")" : ""));
        seen.sort();
        QCOMPARE(seen,
                 (QStringList{" (**S** never answered)", "next", "one other (``` out ```)",
                              "one two three (``` out ``` ``` out ```)", "question"}));
    }

    void chatGpt()
    {
        const auto database = store();
        const auto done = imported(*database, write("conversations-000.json", kChatGpt));
        QCOMPARE(done.source, QString("ChatGPT"));
        QCOMPARE(done.conversations, 1);
        const auto branch = branchOf(*database, listOf(*database).first().id);
        QCOMPARE(branch.size(), 2);
        QCOMPARE(branch.first().text, QString("[image_asset_pointer]\n\n2 + 2?"));
        QCOMPARE(branch.first().attachments.first().name, QString("p.png"));
        QCOMPARE(branch.last().text, QString("It is 4."));
        QCOMPARE(branch.last().run->model, QString("o3"));
        QCOMPARE(branch.last().siblings.size(), 2);
        QCOMPARE(branch.last().reasoning->text,
                 QString("**Adding**\n\nTwo and two.\n\n```python\n2+2\n```\n\n```\n4\n```"));
        QCOMPARE(branch.last().reasoning->seconds, 65.0);
        QCOMPARE(branch.last().createdAt.toUTC(), QDateTime(QDate(2025, 1, 1), QTime(0, 0, 11), Qt::UTC));
    }

    void claude()
    {
        const auto database = store();
        const auto done = imported(*database, write("claude.json", kClaude));
        QCOMPARE(done.source, QString("Claude"));
        const auto branch = branchOf(*database, listOf(*database).first().id);
        QCOMPARE(branch.size(), 2);
        QCOMPARE(branch.first().attachments.first().content, QByteArray("80 °C"));
        QCOMPARE(branch.last().text, QStringLiteral("80 °C."));
        QCOMPARE(branch.last().reasoning->text, QString("Green tea."));
    }

    void openWebUi()
    {
        const auto database = store();
        const auto done = imported(*database, write("webui.json", kOpenWebUi));
        QCOMPARE(done.source, QString("Open WebUI"));
        const auto list = listOf(*database);
        QVERIFY(list.first().pinned);
        const auto branch = branchOf(*database, list.first().id);
        QCOMPARE(branch.last().text, QString("It is Paris."));
        QCOMPARE(branch.last().reasoning->text, QString("Think\n\nof France."));
        QCOMPARE(branch.last().reasoning->seconds, 12.0);
        QCOMPARE(branch.last().run->model, QString("deepseek-r1"));
        QCOMPARE(branch.last().siblings.size(), 2);
    }

    void lmStudio()
    {
        const auto database = store();
        const QString file = write("1735689600000.conversation.json", kLmStudio);
        const auto done = imported(*database, file);
        QCOMPARE(done.source, QString("LM Studio"));
        const auto branch = branchOf(*database, listOf(*database).first().id);
        QCOMPARE(branch.last().text, QString("Roses."));
        QCOMPARE(branch.last().reasoning->text, QString("Rhyme."));
        QCOMPARE(branch.last().run->completionTokens, 7);
        QCOMPARE(branch.last().siblings.size(), 2);
        QCOMPARE(imported(*database, file).known, 1);
        // Files of one folder are told apart, dots in its name or not.
        QCOMPARE(python("import zipfile\n"
                        "z=zipfile.ZipFile('chats.zip','w')\n"
                        "for n in '12': z.write('1735689600000.conversation.json',f'v1.2/{n}.conversation.json')\n"
                        "z.close()"),
                 QString());
        QCOMPARE(imported(*database, m_folder.filePath("chats.zip")).conversations, 2);
    }

    void mingsiRoundTrip()
    {
        const auto from = store();
        for (int i = 0; i < 30; ++i)
            TransferDb(*from).take(hardRecord(QString("test:%1").arg(i))).waitForFinished();
        const QString file = m_folder.filePath("all.json");
        QCOMPARE(*runExport(*from, {}, ExportFormat::Json, {}, file, {}), 30);
        const auto to = store();
        const auto done = imported(*to, file);
        QCOMPARE(done.conversations, 30);
        QCOMPARE(done.messages, 120);
        // Exported again, it is the same but for the head.
        const QString again = m_folder.filePath("again.json");
        QCOMPARE(*runExport(*to, {}, ExportFormat::Json, {}, again, {}), 30);
        const auto conversations = [](const QString &name) {
            QFile in(name);
            in.open(QIODevice::ReadOnly);
            QStringList lines = QString::fromUtf8(in.readAll()).split('\n').mid(1);
            for (QString &line : lines)
                line.remove(QRegularExpression(",$"));
            lines.sort();
            return lines;
        };
        QCOMPARE(conversations(again), conversations(file));
        QCOMPARE(imported(*to, file).known, 30);
    }

    void archives()
    {
        write("conversations.json", kDeepSeek);
        write("user.json", "{}");
        QCOMPARE(python("import zipfile\nz=zipfile.ZipFile('export.zip','w',zipfile.ZIP_DEFLATED)\n"
                        "z.write('conversations.json','data/conversations.json');z.write('user.json');z.close()"),
                 QString());
        const auto database = store();
        const auto done = runImport(*database, m_folder.filePath("export.zip"), false, {});
        QVERIFY2(done, qPrintable(done ? QString() : describe(done.failure())));
        QCOMPARE(done->conversations, 2);
    }

    void laterVersionsAreRefused()
    {
        const auto database = store();
        const QString file = write("later.json", R"({"format":"mingsi","version":2,"conversations":[]})");
        const auto refused = runImport(*database, file, true, {});
        QVERIFY(!refused);
        QVERIFY2(describe(refused.failure()).contains("newer Mingsi"), qPrintable(describe(refused.failure())));
    }

    void hostileArchivesAreRefused_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("told");
        QTest::newRow("traversal") << "z.writestr('../conversations.json','[]')"
                                   << "leads out";
        QTest::newRow("absolute") << "z.writestr('/etc/conversations.json','[]')"
                                  << "leads out";
        QTest::newRow("many small bombs") << "[z.writestr('conversations-%d.json' % i,b' '*(20<<20)) for i in range(8)]"
                                          << "unpacks to too much";
        QTest::newRow("bomb") << "z.writestr('conversations.json',b' '*(100<<20))"
                              << "unpacks to too much";
        QTest::newRow("nothing") << "z.writestr('readme.txt','x')"
                                 << "no conversations.json";
    }
    void hostileArchivesAreRefused()
    {
        QFETCH(QString, code);
        QFETCH(QString, told);
        QCOMPARE(
            python("import zipfile\nz=zipfile.ZipFile('bad.zip','w',zipfile.ZIP_DEFLATED)\n" + code + "\nz.close()"),
            QString());
        const auto database = store();
        const auto done = runImport(*database, m_folder.filePath("bad.zip"), false, {});
        QVERIFY(!done);
        QVERIFY2(describe(done.failure()).contains(told), qPrintable(describe(done.failure())));
        QVERIFY(describe(done.failure()).contains("bad.zip"));
    }

    void damagedArchivesAreTold()
    {
        write("conversations.json", kDeepSeek.repeated(50));
        python(
            "import "
            "zipfile\nz=zipfile.ZipFile('cut.zip','w',zipfile.ZIP_DEFLATED)\nz.write('conversations.json')\nz.close()\n"
            "d=bytearray(open('cut.zip','rb').read())\nd[200:260]=b'x'*60\nopen('cut.zip','wb').write(d)");
        const auto database = store();
        QVERIFY(!runImport(*database, m_folder.filePath("cut.zip"), false, {}));
        write("short.zip", "PK\x03\x04 nothing else");
        QVERIFY(!runImport(*database, m_folder.filePath("short.zip"), false, {}));
    }

    void otherFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("hello");
        QTest::newRow("number") << QByteArray("7");
        QTest::newRow("other list") << QByteArray("[{\"a\":1}]");
        QTest::newRow("other object") << QByteArray("{\"a\":1}");
        QTest::newRow("cut") << QByteArray("[{\"a\":\"");
        QTest::newRow("binary") << QByteArray("\x00\xff\x7f", 3);
        QTest::newRow("deep") << QByteArray("[" + QByteArray(200'000, '[') + "]");
    }
    void otherFilesAreRefused()
    {
        QFETCH(QByteArray, content);
        const auto database = store();
        const auto done = runImport(*database, write("other.json", content), false, {});
        QVERIFY(!done);
        QVERIFY(describe(done.failure()).contains("other.json"));
        QVERIFY(listOf(*database).isEmpty());
    }

    void aBadConversationDoesNotKeepTheOthersOut()
    {
        QByteArray list = kClaude;
        list.insert(1, kBadOnes);
        const auto database = store();
        const auto done = runImport(*database, write("mixed.json", list), false, {});
        QVERIFY(done);
        QCOMPARE(done->conversations, 1);
        QCOMPARE(done->skipped, 3);
        QCOMPARE(done->problems.size(), 3);
        // What comes before a cut comes in.
        const auto cut = runImport(*database, write("cut.json", kChatGpt.chopped(1) + ",{\"title\":"), false, {});
        QVERIFY(cut);
        QCOMPARE(cut->conversations, 1);
        QCOMPARE(cut->skipped, 1);
    }

    void everyCutIsReadOrRefused()
    {
        for (const QByteArray &whole : {kDeepSeek, kChatGpt, kClaude, kOpenWebUi, kLmStudio}) {
            const auto database = store();
            for (qsizetype length = 0; length < whole.size(); length += 37)
                runImport(*database, write("cut.json", whole.left(length)), true, {});
        }
    }

    void aDeepConversationIsRead()
    {
        QJsonObject mapping;
        const int depth = 20'000;
        for (int i = 0; i < depth; ++i) {
            const QString text = QString::number(i);
            mapping.insert(
                text,
                QJsonObject{{"id", text},
                            {"parent", i > 0 ? QJsonValue(QString::number(i - 1)) : QJsonValue()},
                            {"children", QJsonArray{QString::number(i + 1)}},
                            {"message", QJsonObject{{"role", i % 2 ? "ASSISTANT" : "USER"}, {"content", text}}}});
        }
        const QJsonArray list{
            QJsonObject{{"id", "deep"}, {"inserted_at", "2025-01-01T00:00:00Z"}, {"mapping", mapping}}};
        const auto database = store();
        const auto done =
            runImport(*database, write("deep.json", QJsonDocument(list).toJson(QJsonDocument::Compact)), false, {});
        QVERIFY(done);
        QCOMPARE(done->messages, depth);
    }

    void cancelledImportsKeepWhatCameIn()
    {
        const auto database = store();
        const auto done = runImport(*database, write("d.json", kDeepSeek), false, [](double) { return false; });
        QVERIFY(done);
        QVERIFY(done->cancelled);
        QCOMPARE(listOf(*database).size(), 1);
    }
};

QTEST_GUILESS_MAIN(ImportTest)
#include "import_test.moc"
