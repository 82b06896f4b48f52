// SPDX-License-Identifier: Apache-2.0
// Conversations out of the store and into it. What is written is read by other programs: xmllint, LibreOffice,
// pdftotext.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <sys/resource.h>

#include "app/exchange/export_run.h"
#include "app/exchange/mingsi_json.h"
#include "app/store/conversation_db.h"
#include "app/store/message_db.h"
#include "app/text/markdown_container.h"
#include "exchange_fixture.h"
#include "other_program.h"

using namespace mingsi::app;
using namespace mingsi::test;

class ExchangeTest : public QObject
{
    Q_OBJECT

private:
    Database m_database;
    RowId m_conversation = 0;
    QTemporaryDir m_folder;

    QString path(const QString &name) const { return m_folder.filePath(name); }

    QByteArray exported(ExportFormat format, const ExportOptions &options = {}, ExportScope scope = {})
    {
        if (scope.conversation == 0)
            scope.conversation = m_conversation;
        const QString file = path("export." + endingOf(format));
        const auto written = runExport(m_database, scope, format, options, file, {});
        if (!written)
            qWarning("%s", qPrintable(describe(written.failure())));
        QFile in(file);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }

    /// What another program says about a file; skipped where it is not installed.
    QString run(const QString &program, const QStringList &arguments)
    {
        return runIn(m_folder.path(), program, arguments);
    }

    /// The file as LibreOffice reads it, in plain text.
    QString throughLibreOffice(const QString &name)
    {
        const QString converted = run("soffice",
                                      {"-env:UserInstallation=file://" + path("profile"), "--headless", "--convert-to",
                                       "txt:Text (encoded):UTF8", name});
        QFile text(path(name.section('.', 0, 0) + ".txt"));
        return text.open(QIODevice::ReadOnly) ? QString::fromUtf8(text.readAll()) : converted;
    }

private slots:
    void initTestCase()
    {
        m_database.openInMemory().waitForFinished();
        const auto taken = TransferDb(m_database).take(hardRecord()).result();
        QVERIFY(taken);
        QVERIFY(taken->created);
        QCOMPARE(taken->messages, 4);
        m_conversation = taken->conversation;
    }

    void jsonIsLossless()
    {
        const QByteArray json = exported(ExportFormat::Json);
        const QJsonObject object = QJsonDocument::fromJson(json).object();
        QCOMPARE(object["format"].toString(), QString("mingsi"));
        QCOMPARE(object["version"].toInt(), 1);
        QString problem;
        const auto record = recordFromJson(object["conversations"].toArray().at(0).toObject(), problem);
        QVERIFY2(record, qPrintable(problem));
        const ConversationRecord expected = hardRecord();
        QCOMPARE(record->uid, expected.uid);
        QCOMPARE(record->folder, expected.folder);
        QCOMPARE(record->conversation.title, expected.conversation.title);
        QCOMPARE(record->conversation.createdAt.toUTC(), expected.conversation.createdAt);
        QCOMPARE(record->conversation.tags, expected.conversation.tags);
        QCOMPARE(record->conversation.draft, expected.conversation.draft);
        QCOMPARE(record->conversation.settings, expected.conversation.settings);
        QCOMPARE(record->conversation.currentMessage, expected.conversation.currentMessage);
        QCOMPARE(record->messages.size(), expected.messages.size());
        for (qsizetype i = 0; i < expected.messages.size(); ++i) {
            const Message &a = record->messages.at(i);
            const Message &b = expected.messages.at(i);
            QCOMPARE(a.parent, b.parent);
            QCOMPARE(a.role, b.role);
            QCOMPARE(a.state, b.state);
            QCOMPARE(a.text, b.text);
            QCOMPARE(a.failure, b.failure);
            QCOMPARE(a.createdAt.toUTC(), b.createdAt);
            QCOMPARE(a.reasoning.has_value(), b.reasoning.has_value());
            if (a.reasoning) {
                QCOMPARE(a.reasoning->text, b.reasoning->text);
                QCOMPARE(a.reasoning->tokens, b.reasoning->tokens);
                QCOMPARE(a.reasoning->seconds, b.reasoning->seconds);
                QCOMPARE(a.reasoning->end, b.reasoning->end);
            }
            QCOMPARE(a.run.has_value(), b.run.has_value());
            if (a.run) {
                QCOMPARE(a.run->model, b.run->model);
                QCOMPARE(a.run->parameters, b.run->parameters);
                QCOMPARE(a.run->modelHash, b.run->modelHash);
                QCOMPARE(a.run->finishReason, b.run->finishReason);
                QCOMPARE(a.run->decodeSeconds, b.run->decodeSeconds);
            }
            QCOMPARE(a.attachments.size(), b.attachments.size());
            for (qsizetype k = 0; k < a.attachments.size(); ++k) {
                QCOMPARE(a.attachments.at(k).name, b.attachments.at(k).name);
                QCOMPARE(a.attachments.at(k).content, b.attachments.at(k).content);
                QCOMPARE(a.attachments.at(k).excerpt, b.attachments.at(k).excerpt);
            }
        }
        QCOMPARE(record->traces.value(2), expected.traces.value(2));
        QCOMPARE(record->votes, expected.votes);
    }

    void jsonFollowsItsSchema()
    {
        exported(ExportFormat::Json);
        const QString said = run("/usr/bin/python3",
                                 {"-c",
                                  "import json,sys\ntry:\n import jsonschema\nexcept ImportError:\n"
                                  " print('missing'); sys.exit()\n"
                                  "jsonschema.validate(json.load(open('export.json')),"
                                  "json.load(open(sys.argv[1])))\nprint('valid')",
                                  MINGSI_DOCS_DIR "/export.schema.json"});
        if (said.contains("missing"))
            QSKIP("python3-jsonschema is not installed");
        QCOMPARE(said.trimmed(), QString("valid"));
    }

    void takingTwiceChangesNothing()
    {
        Database database;
        database.openInMemory().waitForFinished();
        TransferDb transfer(database);
        QCOMPARE(transfer.preview(hardRecord()).result()->messages, 4);
        QVERIFY(ConversationDb(database).list().result()->isEmpty());
        QCOMPARE(transfer.take(hardRecord()).result()->messages, 4);
        const auto again = transfer.take(hardRecord()).result();
        QVERIFY(!again->created);
        QCOMPARE(again->messages, 0);
        // What has grown elsewhere is added; what is here stays.
        ConversationRecord grown = hardRecord();
        grown.conversation.title = "Another title";
        Message more = grown.messages.last();
        more.id = 5;
        more.parent = 4;
        more.text = "More";
        grown.messages.append(more);
        QCOMPARE(transfer.take(grown).result()->messages, 1);
        const auto list = *ConversationDb(database).list().result();
        QCOMPARE(list.size(), 1);
        QCOMPARE(list.first().title, hardRecord().conversation.title);
        QCOMPARE(list.first().folder != 0, true);
        QCOMPARE(MessageDb(database).branch(list.first().id).result()->size(), 3);  // the branch that is shown
    }

    void whatWasDeletedComesBack()
    {
        Database database;
        database.openInMemory().waitForFinished();
        TransferDb transfer(database);
        const auto taken = *transfer.take(hardRecord()).result();
        ConversationDb(database).remove(taken.conversation).waitForFinished();
        QVERIFY(ConversationDb(database).list().result()->isEmpty());
        const auto again = *transfer.take(hardRecord()).result();
        QVERIFY(again.created);
        QCOMPARE(again.messages, 0);
        QCOMPARE(ConversationDb(database).list().result()->size(), 1);
        QVERIFY(!transfer.take(hardRecord()).result()->created);
    }

    void brokenRecordsAreRefusedByKey_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("role") << "role" << QJsonValue("robot");
        QTest::newRow("parent of its own") << "parent" << QJsonValue(1);
        QTest::newRow("parent below") << "parent" << QJsonValue(3);
        QTest::newRow("parent negative") << "parent" << QJsonValue(-1);
        QTest::newRow("text") << "text" << QJsonValue(7);
        QTest::newRow("state") << "state" << QJsonValue("odd");
        QTest::newRow("time") << "created_at" << QJsonValue("yesterday");
        QTest::newRow("trace") << "trace" << QJsonValue("!!!");
    }
    void brokenRecordsAreRefusedByKey()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        QJsonObject object = toJson(hardRecord());
        QJsonArray messages = object["messages"].toArray();
        QJsonObject message = messages.at(1).toObject();
        message.insert(key, value);
        messages.replace(1, message);
        object.insert("messages", messages);
        QString problem;
        QVERIFY(!recordFromJson(object, problem));
        QVERIFY2(problem.contains(key), qPrintable(problem));
    }

    void markdown()
    {
        const QString text = QString::fromUtf8(exported(ExportFormat::Markdown));
        QVERIFY(text.startsWith("---\ntitle: \"Growth: \\\"2019\\\\2020\\\" / 增长 <title> # *x*\"\n"));
        QVERIFY(text.contains("\n## User\n"));
        QVERIFY(text.contains("\n## Assistant · R1 \\<b\\>\n"));
        QVERIFY(text.contains(QString(kHardAnswer)
                                  .replace("<script>alert", "&lt;script>alert")
                                  .replace("</script> control", "&lt;/script> control")));
        QVERIFY(text.contains("<details><summary>Reasoning (96 tokens, 3.4 s)</summary>\n\nThe table has two years."));
        QCOMPARE(text.count("</details>"), 1);       // the one in the thought is text
        QVERIFY(!text.contains("Another answer."));  // another branch
        ExportOptions answers;
        answers.content = ExportOptions::Content::Answers;
        answers.metadata = false;
        const QString bare = QString::fromUtf8(exported(ExportFormat::Markdown, answers));
        QVERIFY(!bare.contains("<details>"));
        QVERIFY(!bare.contains("R1"));
        QVERIFY(bare.startsWith("# Growth"));
        ExportOptions thoughts;
        thoughts.content = ExportOptions::Content::Reasoning;
        const QString reasoning = QString::fromUtf8(exported(ExportFormat::Markdown, thoughts));
        QVERIFY(reasoning.contains("The table has two years."));
        QVERIFY(!reasoning.contains("Inline"));
    }

    void oneMessageOrOneBranch()
    {
        const auto branch = *MessageDb(m_database).branch(m_conversation).result();
        const QString one =
            QString::fromUtf8(exported(ExportFormat::Text, {}, {branch.at(1).id, 0, m_conversation, 0}));
        QVERIFY(one.contains("Inline"));
        QVERIFY(!one.contains("And then?"));
        const RowId other = branch.at(1).siblings.last();
        const QString second = QString::fromUtf8(exported(ExportFormat::Text, {}, {0, other, m_conversation, 0}));
        QVERIFY(second.contains("Another answer."));
        QVERIFY(second.contains("failed: It failed."));
        QVERIFY(second.contains("Compare, please."));
        QVERIFY(!second.contains("Inline"));
    }

    void html()
    {
        const QString html = QString::fromUtf8(exported(ExportFormat::Html));
        // Nothing runs, and nothing is loaded from anywhere.
        QVERIFY(html.contains("Content-Security-Policy"));
        QVERIFY(!html.contains("<script"));
        QVERIFY(!html.contains("<img"));
        QVERIFY(!html.contains("javascript:"));
        QVERIFY(!html.contains(" src="));
        QVERIFY(html.contains("&lt;script&gt;alert('x')&lt;/script&gt;"));
        QVERIFY(html.contains("<a href=\"https://example.org/?a=1&amp;b=2\""));
        QVERIFY(html.contains("<strong>中文名（English）</strong>中文"));
        QVERIFY(html.contains("<mfrac>"));
        QVERIFY(html.contains("class=\"hljs-keyword\">def"));
        QVERIFY(html.contains("<td class=\"right\">6.1 %</td>"));
        QVERIFY(html.contains("<aside>"));
        QVERIFY(html.contains("<sup>1</sup>"));
        QVERIFY(html.contains(u'©'));
        if (!has("xmllint"))
            QSKIP("xmllint is not installed");
        QCOMPARE(run("xmllint", {"--noout", "--nonet", "export.html"}), QString());
        QCOMPARE(run("xmllint", {"--xpath", "string(//*[local-name()='ol']/@start)", "export.html"}).trimmed(),
                 QString("1"));
        QCOMPARE(run("xmllint", {"--xpath", "count(//*[local-name()='math'])", "export.html"}).trimmed(), QString("6"));
    }

    void documents_data()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("docx") << static_cast<int>(ExportFormat::Docx);
        QTest::newRow("odt") << static_cast<int>(ExportFormat::Odt);
    }
    void documents()
    {
        QFETCH(int, format);
        const auto kind = static_cast<ExportFormat>(format);
        QVERIFY(!exported(kind).isEmpty());
        const QString name = "export." + endingOf(kind);
        if (!has("xmllint") || !has("unzip"))
            QSKIP("xmllint or unzip is not installed");
        const QString folder = QString("parts-") + QTest::currentDataTag();
        run("unzip", {"-q", name, "-d", folder});
        const QStringList parts = kind == ExportFormat::Docx
            ? QStringList{"word/document.xml",
                          "word/styles.xml",
                          "word/numbering.xml",
                          "[Content_Types].xml",
                          "word/_rels/document.xml.rels",
                          "_rels/.rels",
                          "docProps/core.xml"}
            : QStringList{"content.xml", "styles.xml", "META-INF/manifest.xml", "Object 1/content.xml"};
        for (const QString &part : parts)
            QCOMPARE(run("xmllint", {"--noout", "--nonet", folder + '/' + part}), QString());
        if (kind == ExportFormat::Docx) {
            const QString document = folder + "/word/document.xml";
            QCOMPARE(run("xmllint", {"--xpath", "count(//*[local-name()='oMath'])", document}).trimmed(), QString("6"));
            QVERIFY(run("xmllint", {"--xpath", "count(//*[local-name()='nary'])", document}).trimmed().toInt() == 1);
            QCOMPARE(run("xmllint", {"--xpath", "count(//*[local-name()='tbl'])", document}).trimmed(), QString("1"));
        }
        if (!has("soffice"))
            QSKIP("LibreOffice is not installed");
        const QString text = throughLibreOffice(name);
        for (const QString &expected :
             {QStringLiteral("中文名（English）中文"), QStringLiteral("减税"), QStringLiteral("quoted 引用"),
              QStringLiteral("return x < 1 & 2  # <script>"), QStringLiteral("<script>alert('x')</script> control"),
              QStringLiteral("שלום עולם"), QStringLiteral("👩‍👩‍👧‍👦"), QStringLiteral("☑ done"),
              QStringLiteral("The table has two years. 等等，2020 年要再看一遍。"), QStringLiteral("And then?")})
            QVERIFY2(text.contains(expected), qPrintable(expected + "\n in \n" + text));
    }

    void aCancelledExportLeavesNothing()
    {
        const QString file = path("cancelled.md");
        const auto written = runExport(m_database, {}, ExportFormat::Markdown, {}, file, [](double) { return false; });
        QVERIFY(written);
        QCOMPARE(*written, -1);
        QVERIFY(!QFile::exists(file));
        // Within a conversation, too: here behind its first message.
        QList<double> shares;
        const auto begun = runExport(m_database, {}, ExportFormat::Docx, {}, file, [&shares](double share) {
            shares.append(share);
            return share <= 0;
        });
        QCOMPARE(*begun, -1);
        QVERIFY(!QFile::exists(file));
        QCOMPARE(shares.size(), 3);
        QVERIFY(shares.last() > 0 && shares.last() < 1);
    }

    // The disk fills up: what was there stays, and it is told.
    void aFullDiskLeavesTheOldFile_data()
    {
        QTest::addColumn<int>("format");
        for (const char *name : {"md", "html", "txt", "json", "docx", "odt", "xlsx", "pptx"})
            QTest::newRow(name) << static_cast<int>(*exportFormat(name));
    }
    void aFullDiskLeavesTheOldFile()
    {
        QFETCH(int, format);
        ConversationRecord record = hardRecord("test:large");
        QRandomGenerator random(3);
        record.messages[1].text = "# Large\n\n";
        for (int i = 0; i < 6000; ++i)
            record.messages[1].text += QString::number(random.generate(), 36) + ' ';
        record.messages[1].text += "\n\n| a |\n|--|\n";
        for (int i = 0; i < 6000; ++i)
            record.messages[1].text += "| " + QString::number(random.generate64(), 36) + " |\n";
        Database database;
        database.openInMemory().waitForFinished();
        QVERIFY(TransferDb(database).take(record).result());
        const auto kind = static_cast<ExportFormat>(format);
        const QString file = path("full." + endingOf(kind));
        {
            QFile old(file);
            QVERIFY(old.open(QIODevice::WriteOnly));
            old.write("old");
        }
        rlimit before;
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        const auto handler = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{20'000, before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
        const auto written = runExport(database, {}, kind, {}, file, {});
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
        std::signal(SIGXFSZ, handler);
        QVERIFY(!written);
        QVERIFY(describe(written.failure()).contains(file));
        QVERIFY2(!describe(written.failure()).contains("Unknown error"), qPrintable(describe(written.failure())));
        QFile left(file);
        QVERIFY(left.open(QIODevice::ReadOnly));
        QCOMPARE(left.readAll(), QByteArray("old"));
    }

    // Texts that SQLite or UTF-8 can't hold as they are come back the same each time, and no import doubles them.
    void oddTextsComeBack()
    {
        Database database;
        database.openInMemory().waitForFinished();
        ConversationRecord record = hardRecord("test:odd");
        record.messages.resize(1);
        record.conversation.currentMessage = 1;
        record.votes.clear();
        const QList<std::pair<QString, QString>> texts{
            {QString(QChar(0xfeff)) + "mark", QString(QChar(0xfeff)) + "mark"},
            {QString(QChar(0xfffe)) + "swapped", QString(QChar(0xfffd)) + "swapped"},
            {"lone " + QString(QChar(0xd83d)) + " end", "lone " + QString(QChar(0xfffd)) + " end"},
            {"end " + QString(QChar(0xd83d)), "end " + QString(QChar(0xfffd))},
            {QStringLiteral("pair 😀"), QStringLiteral("pair 😀")},
            {QString::fromLatin1("nul\0inside", 10), QString::fromLatin1("nul\0inside", 10)},
        };
        for (qsizetype i = 0; i < texts.size(); ++i) {
            record.uid = QString("test:odd%1").arg(i);
            record.messages[0].text = texts[i].first;
            const auto taken = *TransferDb(database).take(record).result();
            QCOMPARE(MessageDb(database).branch(taken.conversation).result()->first().text, texts[i].second);
            QCOMPARE(TransferDb(database).take(record).result()->messages, 0);
        }
    }

    void whatPeopleWroteIsNoMarkdown()
    {
        ConversationRecord record = hardRecord("test:plain");
        record.messages.resize(1);
        record.conversation.currentMessage = 1;
        record.votes.clear();
        record.messages[0].text = "def f(x):\n    return x * 2 * 3\n\n# no heading";
        const RowId id = TransferDb(m_database).take(record).result()->conversation;
        const QString html = QString::fromUtf8(exported(ExportFormat::Html, {}, {0, 0, id, 0}));
        QVERIFY2(html.contains(
                     QStringLiteral("def f(x):<br/>    return x * 2 * 3</p>").replace("    ", QString(4, QChar(0xa0)))),
                 qPrintable(html.mid(html.indexOf("<article>"), 800)));
        QVERIFY(html.contains("# no heading</p>"));
    }

    // What a stopped answer leaves open ends with it.
    void markdownStaysWithinItsMessage()
    {
        ConversationRecord record = hardRecord("test:open");
        record.votes.clear();
        record.messages[1].text = "before\n\n````py\ncode\n```\nmore";
        record.messages[1].reasoning->text = "<!-- open\n\n~~~\nthought";
        const RowId id = TransferDb(m_database).take(record).result()->conversation;
        const QString text = QString::fromUtf8(exported(ExportFormat::Markdown, {}, {0, 0, id, 0}));
        QVERIFY2(text.contains("code\n```\nmore\n````\n"), qPrintable(text));
        QVERIFY2(text.contains("&lt;!-- open\n\n~~~\nthought\n~~~\n\n</details>"), qPrintable(text));
    }

    void markdownKeepsItsCode_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("contained");
        QTest::newRow("inline code") << "use `<details>` and `<!-- -->`"
                                     << "use `<details>` and `<!-- -->`";
        QTest::newRow("fence in a list") << "1. x\n\n       <script>\n\n   ```html\n   <details>\n   ```\n"
                                         << "1. x\n\n       <script>\n\n   ```html\n   <details>\n   ```\n";
        QTest::newRow("fence in a quote") << "> ```\n> <pre>\n> ```\n"
                                          << "> ```\n> <pre>\n> ```\n";
        QTest::newRow("indented code") << "text\n\n    <script>\n"
                                       << "text\n\n    <script>\n";
        QTest::newRow("html") << "a <script>b</script> <b>c</b>"
                              << "a &lt;script>b&lt;/script> <b>c</b>";
        QTest::newRow("open comment") << "<!-- a\n\n```\n<details>\n```"
                                      << "&lt;!-- a\n\n```\n<details>\n```";
        QTest::newRow("open fence") << "a\n~~~~\nb ``` c"
                                    << "a\n~~~~\nb ``` c\n~~~~";
        QTest::newRow("open fence in a list") << "- item\n  ```\n  code"
                                              << "- item\n  ```\n  code";
        QTest::newRow("closed fence") << "```\na\n```"
                                      << "```\na\n```";
        QTest::newRow("arrows") << "a < b, x <- y, 1<2"
                                << "a < b, x <- y, 1<2";
    }
    void markdownKeepsItsCode()
    {
        QFETCH(QString, text);
        QTEST(containedMarkdown(text), "contained");
    }

    void whatCannotBeWrittenIsTold()
    {
        const auto written = runExport(m_database, {}, ExportFormat::Markdown, {}, "/nowhere/x.md", {});
        QVERIFY(!written);
        QVERIFY(describe(written.failure()).contains("/nowhere/x.md"));
    }

    void fileNames()
    {
        QCOMPARE(exportFileName(QStringLiteral("政策梳理：2019—2023/上"), ExportFormat::Docx),
                 QStringLiteral("政策梳理：2019—2023 上.docx"));
        QCOMPARE(exportFileName("../../etc/passwd\n\x01", ExportFormat::Markdown), QString("etc passwd.md"));
        QCOMPARE(exportFileName("  ", ExportFormat::Json), QString("mingsi.json"));
        QVERIFY(exportFileName(QString(500, QChar(0x4e2d)), ExportFormat::Html).toUtf8().size() < 255);
    }
};

QTEST_GUILESS_MAIN(ExchangeTest)
#include "exchange_test.moc"
