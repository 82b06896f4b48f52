// SPDX-License-Identifier: Apache-2.0
// The view models of what goes in and out and is kept: exports, imports, prompts, drafts, folders, and the lists of steps,
// branches and hits.
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "app/prompts/prompt_library.h"
#include "import_fixtures.h"
#include "ui/viewmodels/composer_view_model.h"
#include "ui/viewmodels/export_view_model.h"
#include "ui/viewmodels/import_view_model.h"
#include "ui/viewmodels/prompts_view_model.h"
#include "ui/viewmodels/search_view_model.h"
#include "ui/viewmodels/thought_view_model.h"
#include "ui/viewmodels/tree_view_model.h"
#include "view_model_desk.h"

using namespace mingsi;
using mingsi::test::Desk;

class LibraryViewModelsTest : public QObject
{
    Q_OBJECT

    static QString written(const QTemporaryDir &folder, const QByteArray &conversations)
    {
        QFile out(folder.filePath("conversations.json"));
        if (!out.open(QIODevice::WriteOnly) || out.write(conversations) != conversations.size())
            qFatal("%s", qPrintable(out.errorString()));
        return out.fileName();
    }

private slots:
    void exportsWhatIsShown()
    {
        Desk desk;
        desk.models.open({});
        ui::ThoughtViewModel thought(desk.chat, desk.service, desk.database, desk.notices);
        ui::ExportViewModel exporter(desk.database, desk.chat, thought, desk.conversations);
        QVERIFY(!exporter.offers(ui::ExportViewModel::Branch));
        QVERIFY(!exporter.offers(ui::ExportViewModel::Everything));
        desk.ask("2 + 3");
        desk.conversations.rename(desk.conversations.current(), "A/B 报告");
        QVERIFY(exporter.offers(ui::ExportViewModel::Branch));
        QVERIFY(!exporter.offers(ui::ExportViewModel::Folder));
        QCOMPARE(exporter.fileName(ui::ExportViewModel::Branch, "html"), QStringLiteral("A B 报告.html"));
        QTemporaryDir folder;
        const QString file = folder.filePath("out.txt");
        exporter.start(ui::ExportViewModel::Branch, "txt", {}, QUrl::fromLocalFile(folder.filePath("out")));
        QVERIFY(exporter.isRunning());
        QTRY_VERIFY(!exporter.isRunning());
        QVERIFY2(!exporter.isFailed(), qPrintable(exporter.status()));
        QVERIFY(exporter.status().contains(file));
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QVERIFY(written.readAll().contains("2 + 3"));
        exporter.start(ui::ExportViewModel::Branch, "txt", {}, QUrl::fromLocalFile("/nowhere/out.txt"));
        QTRY_VERIFY(!exporter.isRunning());
        QVERIFY(exporter.isFailed());
        QVERIFY(exporter.status().contains("/nowhere/out.txt"));
        exporter.reset();
        QVERIFY(exporter.status().isEmpty());
    }

    void importsAfterALook()
    {
        Desk desk;
        ui::ImportViewModel importer(desk.database);
        QObject::connect(&importer, &ui::ImportViewModel::imported, &desk.conversations,
                         &ui::ConversationsViewModel::reload);
        QTemporaryDir folder;
        const QString file = written(folder, test::kDeepSeek);
        importer.start();  // nothing has been looked at
        QCOMPARE(importer.state(), ui::ImportViewModel::Idle);
        importer.look(QUrl::fromLocalFile(file));
        QTRY_COMPARE(importer.state(), ui::ImportViewModel::Looked);
        QVERIFY2(importer.status().contains("DeepSeek"), qPrintable(importer.status()));
        QCOMPARE(desk.conversations.list()->count(), 0);
        importer.start();
        QTRY_COMPARE(importer.state(), ui::ImportViewModel::Done);
        QTRY_COMPARE(desk.conversations.list()->count(), 2);
        importer.look(QUrl::fromLocalFile("/nowhere.json"));
        QTRY_COMPARE(importer.state(), ui::ImportViewModel::Failed);
        QVERIFY(importer.status().contains("/nowhere.json"));
    }

    void cancelledImportsTellWhatCameIn()
    {
        Desk desk;
        ui::ImportViewModel importer(desk.database);
        QObject::connect(&importer, &ui::ImportViewModel::imported, &desk.conversations,
                         &ui::ConversationsViewModel::reload);
        QTemporaryDir folder;
        const QString file = written(folder, test::manyConversations(500));
        importer.look(QUrl::fromLocalFile(file));
        importer.cancel();
        QTRY_COMPARE(importer.state(), ui::ImportViewModel::Idle);
        QCOMPARE(importer.status(), QString());
        importer.look(QUrl::fromLocalFile(file));
        QTRY_COMPARE(importer.state(), ui::ImportViewModel::Looked);
        importer.start();
        importer.cancel();
        QTRY_COMPARE(importer.state(), ui::ImportViewModel::Cancelled);
        QTRY_VERIFY(desk.conversations.list()->count() > 0);
        const int came = desk.conversations.list()->count();
        QVERIFY2(came < 500, qPrintable(QString::number(came)));
        QVERIFY2(importer.status().contains(QStringLiteral("%1 new conversation").arg(came)),
                 qPrintable(importer.status()));
        QVERIFY2(importer.status().contains(QStringLiteral("%1 message").arg(2 * came)), qPrintable(importer.status()));
    }

    void whatIsAttachedToDraftsOutlivesTheProgram()
    {
        Desk desk;
        desk.models.open({});
        desk.ask("2 + 3");
        const auto first = desk.conversations.current();
        QTemporaryDir folder;
        const auto file = [&](const QString &name) {
            QFile out(folder.filePath(name));
            out.open(QIODevice::WriteOnly);
            out.write("a,b\n1,2\n");
            return QUrl::fromLocalFile(out.fileName());
        };
        {
            ui::ComposerViewModel drafts(desk.chat, desk.conversations, desk.service, desk.database, desk.notices);
            desk.conversations.startNew();
            drafts.attachFiles({file("new.csv")});
            QTRY_COMPARE(drafts.attachments().size(), 1);
            desk.conversations.open(first);
            drafts.attachFiles({file("one.csv"), file("two.csv")});
            QTRY_COMPARE(drafts.attachments().size(), 2);
            drafts.detach(0);
        }
        {
            ui::ComposerViewModel drafts(desk.chat, desk.conversations, desk.service, desk.database, desk.notices);
            desk.conversations.startNew();
            desk.conversations.open(first);
            drafts.restore({});
            QTRY_COMPARE(drafts.attachments().size(), 1);
            desk.conversations.startNew();
            QCOMPARE(drafts.attachments().size(), 1);
            QCOMPARE(drafts.attachments().first().toMap()["name"].toString(), QString("new.csv"));
            desk.conversations.open(first);
            QTRY_VERIFY(!desk.chat.isLoading());
            QVERIFY(drafts.send("What is in it?"));
            QTRY_VERIFY_WITH_TIMEOUT(desk.chat.transcript()->count() == 4 && !desk.chat.isAnswering(), 60000);
        }
        // What was sent is no draft any more.
        const auto left = *app::DraftDb(desk.database).all().result();
        QCOMPARE(left.keys(), QList<app::RowId>{0});
    }

    void promptsAreEditedAndTravel()
    {
        Desk desk;
        ui::PromptsViewModel prompts(desk.database, desk.notices);
        const auto count = prompts.all().size();
        prompts.put(0, "two words", "", "x");  // can't be typed behind a slash
        prompts.put(0, "empty", "", "  ");
        prompts.put(0, "mine", "My prompt", "Do {{this}}. 请做。");
        QTRY_COMPARE(prompts.all().size(), count + 1);
        const auto mine = prompts.matching("mine").first().toMap();
        QCOMPARE(prompts.variables("{{a}} and {{ b c }}, {{a}} {not} {{}}"), (QStringList{"a", "b c"}));
        QCOMPARE(prompts.filled("On {{a}}: {{b c}}.\n\n{{text}}\n", {{"a", "x {{b c}}"}, {"b c", " y "}}),
                 QString("On x {{b c}}: y."));
        QVERIFY(mine["id"].toLongLong() != 0);
        // One that comes with the program is changed by a copy of one's own, and is there again without it.
        prompts.put(0, "figures", "Other figures", "Other text");
        QTRY_COMPARE(prompts.matching("figures").first().toMap()["text"].toString(), QString("Other text"));
        QCOMPARE(prompts.all().size(), count + 1);
        QTemporaryDir folder;
        const QUrl file = QUrl::fromLocalFile(folder.filePath("prompts.json"));
        prompts.exportTo(file);
        QTRY_VERIFY(QFile::exists(file.toLocalFile()));
        prompts.remove(prompts.matching("figures").first().toMap()["id"].toLongLong());
        QTRY_VERIFY(prompts.matching("figures").first().toMap()["text"].toString() != "Other text");
        prompts.remove(mine["id"].toLongLong());
        QTRY_COMPARE(prompts.all().size(), count);
        prompts.importFrom(file);
        QTRY_COMPARE(prompts.matching("mine").size(), 1);
        QCOMPARE(prompts.matching("mine").first().toMap()["text"].toString(), QStringLiteral("Do {{this}}. 请做。"));
        QSignalSpy told(&desk.notices, &ui::Notices::lastingChanged);
        prompts.importFrom(QUrl::fromLocalFile("/nowhere.json"));
        QTRY_VERIFY(!told.isEmpty());
        // What is stored is there after a restart.
        ui::PromptsViewModel again(desk.database, desk.notices);
        again.load();
        QTRY_COMPARE(again.matching("mine").size(), 1);
    }

    void aSlashFindsPrompts()
    {
        Desk desk;
        ui::PromptsViewModel prompts(desk.database, desk.notices);
        QVERIFY(prompts.matching("").size() >= 4);
        const auto found = prompts.matching("slide");
        QVERIFY(!found.isEmpty());
        QVERIFY(!found[0].toMap()["text"].toString().isEmpty());
        QVERIFY(prompts.matching("no such prompt").isEmpty());
        const auto english = app::builtInPrompts("en");
        const auto chinese = app::builtInPrompts("zh_CN");
        QCOMPARE(chinese.size(), english.size());
        for (qsizetype i = 0; i < english.size(); ++i)
            QVERIFY2(chinese[i].text != english[i].text, qPrintable(english[i].name));
        QCOMPARE(app::builtInPrompts("xx").size(), english.size());
    }

    void conversationsMoveToFoldersByName()
    {
        Desk desk;
        desk.models.open({});
        desk.ask("2 + 3");
        const auto id = desk.conversations.current();
        desk.conversations.moveTo(" Reports ", id);
        QTRY_COMPARE(desk.conversations.folderOf(id), QString("Reports"));
        desk.conversations.moveTo("", id);
        QCOMPARE(desk.conversations.folderOf(id), QString());
        desk.conversations.moveTo("Reports", id);
        QCOMPARE(desk.conversations.folderOf(id), QString("Reports"));
        QCOMPARE(desk.conversations.folders().size(), 1);
    }

    void modelsOfStepsBranchesAndHitsKeepTheirWord()
    {
        Desk desk;
        ui::ThoughtViewModel thought(desk.chat, desk.service, desk.database, desk.notices);
        ui::TreeViewModel tree(desk.chat, desk.service, desk.database, desk.notices);
        ui::SearchViewModel search(desk.database, desk.notices);
        QAbstractItemModelTester steps(thought.steps());
        QAbstractItemModelTester map(tree.map());
        QAbstractItemModelTester hits(&search);
        desk.models.open({});
        desk.ask("Calculate 87 × 96.");
        QTRY_VERIFY(thought.steps()->rowCount() > 0);
        QTRY_VERIFY(thought.firstToken(0) >= 0);
        thought.setInspecting(true);
        QVERIFY(!thought.token(thought.firstToken(0)).value("text").toString().isEmpty());
        QCOMPARE(thought.firstToken(-1), -1);
        QCOMPARE(thought.firstToken(10'000), -1);
        desk.chat.regenerate(desk.chat.transcript()->last(app::MessageRole::Assistant));
        QTRY_VERIFY_WITH_TIMEOUT(desk.chat.transcript()->count() == 2 && !desk.chat.isAnswering(), 60000);
        tree.loadMap();
        QTRY_VERIFY(tree.map()->rowCount() >= 3);
        search.setText("87");
        QTRY_VERIFY(search.rowCount() > 0);
        search.setText("nowhere to be found");
        QTRY_COMPARE(search.rowCount(), 0);
        desk.conversations.startNew();
        QTRY_COMPARE(thought.steps()->rowCount(), 0);
    }
};

QTEST_MAIN(LibraryViewModelsTest)
#include "library_view_models_test.moc"
