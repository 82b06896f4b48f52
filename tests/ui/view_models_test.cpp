// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include "ui/viewmodels/appearance.h"
#include "ui/viewmodels/chat_view_model.h"
#include "ui/viewmodels/compare_view_model.h"
#include "ui/viewmodels/composer_view_model.h"
#include "app/documents/excerpt.h"
#include "ui/viewmodels/conversations_view_model.h"
#include "ui/viewmodels/document_view_model.h"
#include "ui/viewmodels/model_view_model.h"
#include "ui/viewmodels/parameters_view_model.h"
#include "chat_server.h"
#include "view_model_desk.h"

using namespace mingsi;
using mingsi::test::Desk;

class ViewModelsTest : public QObject
{
    Q_OBJECT

private slots:
    void aQuestionMakesAConversation()
    {
        Desk desk;
        desk.models.open({});
        QCOMPARE(desk.conversations.list()->count(), 0);
        QVERIFY(!desk.chat.send("  \n "));
        desk.ask("What is 2 + 3?\nplease");
        QCOMPARE(desk.conversations.list()->count(), 1);
        QCOMPARE(desk.conversations.currentTitle(), QString("What is 2 + 3?"));
        QCOMPARE(desk.chat.transcript()->count(), 2);
        QVERIFY(!desk.last(ui::TranscriptModel::TextRole).toString().isEmpty());
        QVERIFY(!desk.last(ui::TranscriptModel::ReasoningRole).toString().isEmpty());
        QVERIFY(desk.last(ui::TranscriptModel::ReasoningTokensRole).toInt() > 0);
        QVERIFY(!desk.last(ui::TranscriptModel::StreamingRole).toBool());
        QVERIFY(desk.chat.contextUsed() > 0);
        QVERIFY(desk.chat.contextLength() > desk.chat.contextUsed());
        QVERIFY(desk.chat.tokensPerSecond() > 0);
    }

    void attachmentsGoWithTheQuestion()
    {
        Desk desk;
        desk.models.open({});
        ui::ComposerViewModel composer(desk.chat, desk.conversations, desk.service, desk.database, desk.notices);
        QTemporaryDir folder;
        const auto write = [&](const QString &name, const QByteArray &content) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(content);
        };
        write("figures.csv", "year,growth\n2019,6.1\n");
        write("picture.png", QByteArray("\x89PNG\0\0", 6));
        QSignalSpy notices(&desk.notices, &ui::Notices::lastingChanged);
        composer.attachFiles({QUrl::fromLocalFile(folder.filePath("figures.csv"))});
        QTRY_COMPARE(composer.attachments().size(), 1);
        composer.attachFiles(
            {QUrl::fromLocalFile(folder.filePath("picture.png")), QUrl::fromLocalFile(folder.filePath("missing.txt"))});
        QTRY_VERIFY(notices.count() >= 2);
        QCOMPARE(composer.attachments().size(), 1);

        QGuiApplication::clipboard()->setText("short");
        QVERIFY(!composer.takeClipboard());
        QGuiApplication::clipboard()->setText(QString(20000, 'x'));
        QVERIFY(composer.takeClipboard());
        QCOMPARE(composer.attachments().size(), 2);
        composer.detach(1);
        composer.detach(7);
        QCOMPARE(composer.attachments().size(), 1);

        QVERIFY(composer.send("What grew?"));
        QVERIFY(composer.attachments().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(desk.chat.transcript()->count() == 2 && !desk.chat.isAnswering(), 60000);
        const auto question = desk.chat.transcript()->branch().constFirst();
        QCOMPARE(question.attachments.size(), 1);
        QCOMPARE(question.attachments[0].name, QString("figures.csv"));
        QCOMPARE(question.attachments[0].content, QByteArray("year,growth\n2019,6.1\n"));
        // It is still there when the conversation is read again.
        const auto conversation = desk.chat.conversation();
        desk.conversations.startNew();
        desk.conversations.open(conversation);
        QTRY_COMPARE(desk.chat.transcript()->count(), 2);
        QCOMPARE(desk.chat.transcript()->branch().constFirst().attachments.size(), 1);
    }

    void whatCannotBeStoredComesBack()
    {
        Desk desk;
        desk.models.open({});
        desk.ask("What is 2 + 3?");
        ui::ComposerViewModel composer(desk.chat, desk.conversations, desk.service, desk.database, desk.notices);
        const auto mayWrite = [&](bool may) {
            desk.database
                .run<app::Done>([may](QSqlDatabase &database) -> app::Result<app::Done> {
                    // A disk that is full: the file may not grow.
                    QSqlQuery(database).exec(may ? "PRAGMA max_page_count = 1000000" : "PRAGMA max_page_count = 1");
                    return app::Done{};
                })
                .waitForFinished();
        };
        QGuiApplication::clipboard()->setText(QString(20000, 'x'));
        QVERIFY(composer.takeClipboard());
        mayWrite(false);
        QSignalSpy wanted(&composer, &ui::ComposerViewModel::textWanted);
        QVERIFY(composer.send("A long question"));
        composer.edited("and more");
        QTRY_COMPARE(wanted.count(), 2);
        QCOMPARE(wanted[0][0].toString(), QString());
        QVERIFY(wanted[1][0].toString().startsWith("A long question"));
        QCOMPARE(composer.attachments().size(), 1);
        mayWrite(true);
        QVERIFY(composer.send("A long question"));
        QTRY_COMPARE_WITH_TIMEOUT(desk.chat.transcript()->count(), 4, 60000);
        QVERIFY(composer.attachments().isEmpty());
        QCOMPARE(wanted.count(), 3);
    }

    void conversationsAreSwitchedRenamedDeletedAndRestored()
    {
        Desk desk;
        desk.models.open({});
        desk.ask("first");
        const auto first = desk.conversations.current();
        desk.conversations.startNew();
        QCOMPARE(desk.chat.transcript()->count(), 0);
        desk.ask("second");
        const auto second = desk.conversations.current();
        QVERIFY(first != second);

        desk.conversations.openNeighbour(1);
        QCOMPARE(desk.conversations.current(), first);
        QTRY_COMPARE(desk.chat.transcript()->count(), 2);
        // A question in the older one moves it to the top.
        desk.ask("again");
        QCOMPARE(desk.conversations.list()->rowOf(first), 0);

        desk.conversations.rename(first, " A  name ");
        QCOMPARE(desk.conversations.currentTitle(), QString("A name"));
        desk.conversations.remove(first);
        QCOMPARE(desk.conversations.current(), qint64{0});
        QCOMPARE(desk.conversations.list()->count(), 1);
        QCOMPARE(desk.conversations.undoTitle(), QString("A name"));
        desk.conversations.undoRemove();
        QCOMPARE(desk.conversations.list()->rowOf(first), 0);
        QTRY_COMPARE(desk.conversations.current(), first);
        QTRY_COMPARE(desk.chat.transcript()->count(), 4);
        QVERIFY(desk.conversations.undoTitle().isEmpty());
    }

    void stopKeepsTheText()
    {
        Desk desk;
        desk.models.open({});
        QVERIFY(desk.chat.send("Calculate 87 × 96."));
        QTRY_VERIFY_WITH_TIMEOUT(desk.chat.transcript()->count() == 2
                                     && !desk.last(ui::TranscriptModel::ReasoningRole).toString().isEmpty(),
                                 60000);
        desk.chat.stop();
        QTRY_VERIFY_WITH_TIMEOUT(!desk.chat.isAnswering(), 60000);
        QVERIFY(!desk.last(ui::TranscriptModel::ReasoningRole).toString().isEmpty());
        QVERIFY(desk.chat.send("2 + 2"));  // and the conversation goes on
        QTRY_COMPARE_WITH_TIMEOUT(desk.chat.transcript()->count(), 4, 60000);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.chat.isAnswering(), 60000);
    }

    void anAnswerGoesOnWhileAnotherConversationIsShown()
    {
        Desk desk;
        desk.models.open({});
        QVERIFY(desk.chat.send("Calculate 87 × 96."));
        QTRY_COMPARE_WITH_TIMEOUT(desk.chat.transcript()->count(), 2, 60000);
        const auto first = desk.conversations.current();
        desk.conversations.startNew();
        desk.ask("2 + 2");
        desk.conversations.open(first);
        QTRY_COMPARE_WITH_TIMEOUT(desk.chat.transcript()->count(), 2, 60000);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.chat.isAnswering(), 60000);
        QTRY_VERIFY(!desk.last(ui::TranscriptModel::TextRole).toString().isEmpty());
    }

    void aBadModelIsToldAndTheStarterTakesOver_data()
    {
        QFile golden(QStringLiteral(MINGSI_GOLDEN_DIR "/v3.gguf"));
        QVERIFY(golden.open(QIODevice::ReadOnly));
        const QByteArray whole = golden.readAll();
        QByteArray other = whole;
        other.replace("deepseek2", "strangest");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("told");
        QTest::newRow("empty") << QByteArray() << "is empty";
        QTest::newRow("text") << QByteArray("nothing") << "is not a model file";
        QTest::newRow("truncated") << whole.left(3000) << "is incomplete";
        QTest::newRow("another architecture") << other << "architecture";
    }

    void aBadModelIsToldAndTheStarterTakesOver()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, told);
        QTemporaryDir folder;
        QFile file(folder.filePath("bad.gguf"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        Desk desk;
        desk.models.choose(QUrl::fromLocalFile(file.fileName()));
        QTRY_COMPARE_WITH_TIMEOUT(desk.models.state(), ui::ModelViewModel::Ready, 60000);
        QVERIFY(desk.models.isStarter());
        QVERIFY(desk.notices.lasting().contains(file.fileName()));
        QVERIFY2(desk.notices.lasting().contains(told), qPrintable(desk.notices.lasting()));
        desk.notices.dismiss();
        QVERIFY(desk.notices.lasting().isEmpty());
    }

    void aModelIsLookedAtBeforeItIsOpened()
    {
        Desk desk;
        desk.models.open({});
        QTRY_COMPARE_WITH_TIMEOUT(desk.models.state(), ui::ModelViewModel::Ready, 60000);
        QSignalSpy seen(&desk.models, &ui::ModelViewModel::inspected);
        const auto folder = QUrl::fromLocalFile(QStringLiteral(MINGSI_GOLDEN_DIR "/hf/v3-fp8"));
        desk.models.inspect(folder);
        QTRY_COMPARE_WITH_TIMEOUT(seen.size(), 1, 60000);
        QCOMPARE(seen[0][0].toUrl(), folder);
        QCOMPARE(seen[0][1].toString(), QString("v3-fp8"));
        QVERIFY(seen[0][2].toList().size() >= 5);
        QVERIFY(seen[0][3].toBool());
        QVERIFY(desk.models.isStarter());  // nothing was opened
        desk.models.inspect(QUrl::fromLocalFile("/nowhere/x.gguf"));
        QTRY_VERIFY(desk.notices.lasting().contains("/nowhere/x.gguf"));
    }

    void thinkingIsSwitched()
    {
        Desk desk;
        desk.models.open({});
        QTRY_COMPARE_WITH_TIMEOUT(desk.models.state(), ui::ModelViewModel::Ready, 60000);
        ui::ParametersViewModel parameters(desk.chat, desk.conversations, desk.service, desk.database, desk.notices);
        QVERIFY(parameters.canThink());
        QVERIFY(parameters.isThinking());
        parameters.setThinking(false);
        QVERIFY(!parameters.isThinking());
        parameters.setThinking(true);
        QVERIFY(parameters.isThinking());
    }

    void parametersOfAConversationGoOverThoseOfTheModel()
    {
        Desk desk;
        ui::ParametersViewModel parameters(desk.chat, desk.conversations, desk.service, desk.database, desk.notices);
        desk.models.open({});
        desk.ask("What is 2 + 3?");
        QCOMPARE(parameters.usual().value("top_p").toString(), QString("0.95"));
        parameters.setOfModel("temperature", "0.2");
        parameters.setOfModel("max_tokens", "9");
        parameters.setOfConversation("temperature", "0.9");
        QCOMPARE(desk.chat.recipe().settings.temperature, 0.9);
        QCOMPARE(desk.chat.recipe().settings.maxTokens, 9);
        desk.ask("What is 4 + 3?");
        const auto first = desk.conversations.current();
        QVERIFY(desk.chat.transcript()->branch().last().run->parameters.contains("0.9"));
        QCOMPARE(desk.chat.transcript()->branch().last().run->completionTokens, 9);
        desk.conversations.startNew();
        QCOMPARE(desk.chat.recipe().settings.temperature, 0.2);
        desk.conversations.open(first);
        QCOMPARE(desk.chat.recipe().settings.temperature, 0.9);
        parameters.setOfConversation("temperature", " ");
        QCOMPARE(desk.chat.recipe().settings.temperature, 0.2);
        parameters.setOfModel("temperature", "nonsense");
        QVERIFY(!desk.chat.recipe().settings.temperature);
    }

    void whatIsTypedWhileTheProgramStartsStays()
    {
        Desk desk;
        app::ConversationDb(desk.database).create("Before").waitForFinished();
        ui::ComposerViewModel drafts(desk.chat, desk.conversations, desk.service, desk.database, desk.notices);
        QString shown;
        QObject::connect(&drafts, &ui::ComposerViewModel::textWanted, &drafts,
                         [&](const QString &text) { shown = text; });
        drafts.edited("2 +");
        desk.conversations.load();
        QTRY_VERIFY(desk.conversations.current() != 0);
        QCOMPARE(shown, QString("2 +"));
        drafts.edited("2 + 3");
        desk.conversations.startNew();
        QCOMPARE(shown, QString());
    }

    void whatIsSentWhileTheProgramStartsGoesIntoTheConversationOfBefore()
    {
        Desk desk;
        desk.models.open({});
        desk.ask("2 + 3");
        const auto before = desk.conversations.current();

        ui::ChatViewModel chat(desk.service, desk.database, desk.notices);
        ui::ConversationsViewModel conversations(desk.database, desk.service, chat, desk.notices);
        conversations.load();
        QVERIFY(chat.send("4 + 5"));
        QVERIFY(!chat.send("6 + 7"));  // one at a time
        QTRY_COMPARE_WITH_TIMEOUT(chat.transcript()->count(), 4, 60000);
        QTRY_VERIFY_WITH_TIMEOUT(!chat.isAnswering(), 60000);
        QCOMPARE(chat.conversation(), before);
        QCOMPARE(conversations.list()->count(), 1);
        QCOMPARE(chat.textOf(chat.lastQuestion()), QString("4 + 5"));
    }

    void whatIsSentBeforeTheConversationIsReadStaysWithIt()
    {
        Desk desk;
        desk.models.open({});
        desk.ask("2 + 3");
        const auto first = desk.conversations.current();
        desk.conversations.startNew();
        desk.ask("4 + 5");
        const auto second = desk.conversations.current();
        QSignalSpy notSent(&desk.chat, &ui::ChatViewModel::notSent);
        // The store has something else to do first.
        desk.database.run<app::Done>([](QSqlDatabase &) -> app::Result<app::Done> {
            QThread::msleep(100);
            return app::Done{};
        });
        desk.conversations.open(first);
        QVERIFY(desk.chat.send("6 + 7"));
        desk.conversations.open(second);  // leaves before the first one was read
        QCOMPARE(notSent.count(), 1);
        desk.conversations.open(first);
        desk.ask("8 + 9");
        QCOMPARE(desk.chat.conversation(), first);
    }

    void draftsStayWithTheirConversation()
    {
        Desk desk;
        ui::ComposerViewModel drafts(desk.chat, desk.conversations, desk.service, desk.database, desk.notices);
        QString shown;
        QObject::connect(&drafts, &ui::ComposerViewModel::textWanted, &drafts,
                         [&](const QString &text) { shown = text; });
        desk.models.open({});
        desk.ask("first");
        const auto first = desk.conversations.current();
        drafts.edited("half a question");
        desk.conversations.startNew();
        QCOMPARE(shown, QString());
        drafts.edited("something new");
        QGuiApplication::clipboard()->setText(QString(20000, 'x'));
        QVERIFY(drafts.takeClipboard());
        desk.conversations.open(first);
        QCOMPARE(shown, QString("half a question"));
        QVERIFY(drafts.attachments().isEmpty());
        QTRY_COMPARE((*[&] {
                         auto list = app::ConversationDb(desk.database).list();
                         list.waitForFinished();
                         return list.result();
                     }())[0]
                         .draft,
                     QString("half a question"));
        desk.conversations.startNew();
        QCOMPARE(shown, QString("something new"));
        QCOMPARE(drafts.attachments().size(), 1);
        drafts.detach(0);
        drafts.edited("one two three");
        QTRY_VERIFY(drafts.tokens() > 2);
        QVERIFY(drafts.send("2 + 2"));
        QTRY_VERIFY_WITH_TIMEOUT(desk.chat.transcript()->count() == 2 && !desk.chat.isAnswering(), 60000);
        desk.conversations.startNew();
        QCOMPARE(shown, QString());
        // What was sent does not come back with the next start either.
        auto settings = app::SettingDb(desk.database).all();
        settings.waitForFinished();
        QCOMPARE(settings.result()->value(ui::ComposerViewModel::draftKey()), QString());
    }

    void conversationsStandInSections()
    {
        Desk desk;
        desk.models.open({});
        desk.ask("one");
        const auto one = desk.conversations.current();
        desk.conversations.startNew();
        desk.ask("two");
        const auto two = desk.conversations.current();
        auto *shown = desk.conversations.shown();
        QAbstractItemModelTester tester(shown);
        const auto ids = [&] {
            QList<qint64> list;
            for (int row = 0; row < shown->rowCount(); ++row)
                list.append(shown->index(row, 0).data(ui::ConversationListModel::IdRole).toLongLong());
            return list;
        };
        QCOMPARE(ids(), QList<qint64>({two, one}));
        QVERIFY(!shown->isSectioned());
        desk.conversations.setPinned(one, true);
        QCOMPARE(ids(), QList<qint64>({one, two}));
        QVERIFY(shown->isSectioned());
        desk.conversations.createFolder("Policies", two);
        QTRY_COMPARE(desk.conversations.folders().size(), 1);
        QTRY_COMPARE(shown->index(1, 0).data(ui::ConversationListModel::SectionRole).toString(), QString("Policies"));
        // What is closed stays closed under another name.
        const auto section = [&](int row) {
            return shown->index(row, 0).data(ui::ConversationListModel::SectionRole).toString();
        };
        shown->toggleSection("Policies");
        QVERIFY(shown->isHidden(1));
        desk.conversations.renameFolder(desk.conversations.folders().first().toMap()["id"].toLongLong(), "Measures");
        QTRY_COMPARE(section(1), QString("Measures"));
        QCOMPARE(shown->collapsed(), QStringList("Measures"));
        const QStringList closed = shown->closed();
        shown->toggleSection("Measures");
        QVERIFY(!shown->isHidden(1));
        shown->setClosed(closed);
        QVERIFY(shown->isHidden(1));
        shown->toggleSection("Measures");
        QCOMPARE(shown->closed(), QStringList());
        desk.conversations.setTags(two, " b, a，b ");
        QCOMPARE(desk.conversations.tags(), QStringList({"a", "b"}));
        shown->setTag("a");
        QCOMPARE(ids(), QList<qint64>({two}));
        shown->setTag({});
        desk.conversations.setArchived(two, true);
        QCOMPARE(ids(), QList<qint64>({one}));
        shown->setShowArchived(true);
        QCOMPARE(ids(), QList<qint64>({one, two}));
    }

    // What is longer than the context is searched for passages, unless a person wants it otherwise.
    void longDocumentsAreFitted()
    {
        Desk desk;
        ui::ComposerViewModel composer(desk.chat, desk.conversations, desk.service, desk.database, desk.notices);
        ui::DocumentViewModel document(desk.chat, composer, desk.notices);
        QAbstractItemModelTester tester(document.parts());
        desk.models.open({});
        QTRY_COMPARE(desk.models.state(), ui::ModelViewModel::Ready);
        QTemporaryDir folder;
        const QString path = folder.filePath("long.csv");
        {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("city,growth\n");
            for (int i = 0; i < 3000; ++i)
                file.write("town" + QByteArray::number(i) + "," + QByteArray::number(i % 10) + "\n");
            file.write("Zanzibar,6.1\n");
        }
        composer.attachFiles({QUrl::fromLocalFile(path)});
        QTRY_COMPARE(composer.attachments().size(), 1);
        QTRY_COMPARE(composer.attachment(0).excerpt, app::kBestPassages);
        QVERIFY(!composer.attachments()[0].toMap()["part"].toString().isEmpty());
        // It stays as a person chooses.
        QSignalSpy opened(&document, &ui::DocumentViewModel::opened);
        document.openDraft(0);
        QVERIFY(!opened.isEmpty());
        QTRY_VERIFY(!document.isLoading());
        QCOMPARE(document.parts()->count(), 3002);
        QCOMPARE(document.choice(), ui::DocumentViewModel::Best);
        QVERIFY(!document.setNumbers("1-9999"));
        QVERIFY(document.setNumbers("2-3"));
        document.toggle(1);
        QCOMPARE(document.numbers(), QString("3"));
        QCOMPARE(document.find("zanzi", 0), 3001);
        document.accept();
        QCOMPARE(composer.attachment(0).excerpt, QString("3"));
        document.openDraft(0);
        QTRY_VERIFY(!document.isLoading());
        QCOMPARE(document.choice(), ui::DocumentViewModel::Parts);
        document.setChoice(ui::DocumentViewModel::Best);
        document.accept();
        QVERIFY(composer.send("What is the growth of Zanzibar?"));
        QVERIFY(composer.isFitting());
        QVERIFY(composer.attachments().isEmpty());
        QTRY_COMPARE(desk.chat.transcript()->count(), 2);
        const auto question = desk.chat.transcript()->branch().constFirst();
        QCOMPARE(question.attachments.size(), 1);
        const auto sent = app::partNumbers(question.attachments[0].excerpt, 3002);
        QVERIFY2(sent && sent->contains(3002), qPrintable(question.attachments[0].excerpt));
        QVERIFY(sent->size() < 1000);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.chat.isAnswering(), 60000);
        // An answer may point to a row.
        const app::Citation citation{"long", app::DocumentPart::Kind::Row, 2998, 3002};
        document.openCitation(desk.chat.transcript()->branch().constLast().id, app::toAddress(citation));
        QTRY_COMPARE(opened.last(), (QVariantList{2997, 3001}));
        QVERIFY(!document.isEditable());
        document.openCitation(0, app::toAddress({"other.pdf", app::DocumentPart::Kind::Page, 1, 1}));
        QVERIFY(desk.notices.lasting().contains("other.pdf"));
    }

    void documentsFitTheContextThatAServerTells()
    {
        test::ChatServer server;
        server.lists = {{R"({"data":[{"id":"r1","max_model_len":2000}]})"}};
        Desk desk;
        ui::ComposerViewModel composer(desk.chat, desk.conversations, desk.service, desk.database, desk.notices);
        desk.models.open(app::ModelReference::remote(server.url(), "r1"));
        QTRY_COMPARE(desk.chat.contextLength(), 2000);
        QVERIFY2(desk.models.details().contains("2,000") || desk.models.details().contains("2000"),
                 qPrintable(desk.models.details()));
        QTemporaryDir folder;
        QFile file(folder.filePath("long.csv"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("city,growth\n").repeated(1000));
        file.close();
        composer.attachFiles({QUrl::fromLocalFile(file.fileName())});
        QTRY_COMPARE(composer.attachments().size(), 1);
        QTRY_COMPARE(composer.attachment(0).excerpt, app::kBestPassages);
    }

    void answersAreLaidSideBySide()
    {
        Desk desk;
        ui::CompareViewModel compare(desk.chat, desk.service, desk.database, desk.notices);
        QAbstractItemModelTester tester(compare.rows());
        desk.models.open({});
        desk.ask("What is 2 + 3?");
        const QVariantMap cold{{"temperature", "0"}};
        const QVariantMap hot{{"temperature", "1.8"}, {"seed", "5"}};
        compare.ask("What is 12 + 30?", {cold, hot, cold}, 0);
        QVERIFY(compare.isActive());
        QTRY_VERIFY_WITH_TIMEOUT(compare.canVote(), 60000);
        QCOMPARE(compare.columns().size(), 3);
        QCOMPARE(compare.question(), QString("What is 12 + 30?"));
        QVERIFY(compare.columns()[1].toMap()["settings"].toString().contains("1.8"));
        QSignalSpy shown(compare.rows(), &ui::CompareRowsModel::rowsShown);
        compare.setDifferences(false);
        QTRY_VERIFY(!shown.isEmpty());
        QVERIFY(compare.rows()->rowCount() > 1);
        const auto textOf = [&](int column) {
            const auto cells = compare.rows()->index(0, 0).data(ui::CompareRowsModel::CellsRole).toList();
            return cells.size() == 3 ? cells[column].toMap()["text"].toString() : QString();
        };
        // Two greedy answers have no difference, once both are shown to their ends.
        QTRY_VERIFY(textOf(0).contains("42"));
        QTRY_COMPARE(textOf(2), textOf(0));
        const auto compared = [&](int column) {
            const auto row = compare.rows()->index(0, 0).data(ui::CompareRowsModel::CellsRole).toList();
            return !row[column].toMap()["base"].toString().isEmpty();
        };
        compare.setDifferences(true);
        QTRY_VERIFY(compared(2));
        const auto best = compare.columns()[0].toMap()["message"].toLongLong();
        compare.vote(best);
        QVERIFY(compare.columns()[0].toMap()["chosen"].toBool());
        compare.close();
        // The vote is there when they are looked at again, in another order.
        compare.showSiblings(best);
        QTRY_COMPARE(compare.columns().size(), 3);
        QTRY_VERIFY(compare.columns()[0].toMap()["chosen"].toBool());
        // What is marked while others are looked up stays marked; what is not there goes.
        const auto other = compare.columns()[1].toMap()["message"].toLongLong();
        const qint64 nowhere = 1 << 30;
        compare.toggleMark(best);
        compare.toggleMark(nowhere);
        compare.forgetDeleted();
        compare.toggleMark(other);
        QTRY_COMPARE(compare.marked(), QVariantList({best, other}));
        compare.take(best);
        QVERIFY(!compare.isActive());
        QTRY_VERIFY(desk.chat.transcript()->contains(best));
    }

    void theAppearanceIsChosen()
    {
        Desk desk;
        ui::Appearance appearance(desk.database, desk.notices);
        appearance.choose(ui::Appearance::Dark);
        QVERIFY(appearance.isDark());
        appearance.restore("light");
        QVERIFY(!appearance.isDark());
        appearance.restore("nonsense");
        QVERIFY(!appearance.isDark());
    }
};

QTEST_MAIN(ViewModelsTest)
#include "view_models_test.moc"
