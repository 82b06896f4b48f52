// SPDX-License-Identifier: Apache-2.0
// Questions and answers from end to end without a window: store, engine thread and starter model.
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "app/chat/chat_service.h"
#include "app/store/conversation_db.h"

using namespace mingsi::app;

namespace {

template<class T>
Result<T> wait(QFuture<Result<T>> future)
{
    future.waitForFinished();
    return future.result();
}

}  // namespace

class ChatServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void asksStoresAndAnswers()
    {
        QTemporaryDir folder;
        Database database;
        QVERIFY(wait(database.open(folder.path())));
        const RowId conversation = wait(ConversationDb(database).create())->id;
        ChatService service(database);
        QSignalSpy added(&service, &ChatService::messageAdded);
        QSignalSpy finished(&service, &ChatService::answerFinished);
        service.openModel({});
        service.ask(conversation, {}, "What is 2 + 3?");
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60000);
        QCOMPARE(added.count(), 2);
        const auto answer = finished.at(0).at(0).value<Message>();
        QCOMPARE(answer.state, MessageState::Complete);
        QVERIFY(!answer.text.isEmpty());
        QVERIFY(answer.reasoning->tokens > 0);
        QCOMPARE(answer.run->finishReason, QString("stop"));
        QVERIFY(answer.run->parameters.contains("\"seed\""));
        QVERIFY(answer.run->promptTokens > 0);

        // The second question sees the first answer.
        service.ask(conversation, *wait(MessageDb(database).branch(conversation)), "And 4 + 5?");
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, 60000);
        const auto branch = *wait(MessageDb(database).branch(conversation));
        QCOMPARE(branch.size(), 4);
        QVERIFY(branch[3].run->promptTokens > branch[1].run->promptTokens);
        QCOMPARE(branch[1].text, answer.text);
    }

    void shutdownKeepsWhatThereIs()
    {
        QTemporaryDir folder;
        RowId conversation = 0;
        {
            Database database;
            QVERIFY(wait(database.open(folder.path())));
            conversation = wait(ConversationDb(database).create())->id;
            ChatService service(database);
            QSignalSpy progressed(&service, &ChatService::answerProgressed);
            service.openModel({});
            service.ask(conversation, {}, "Calculate 87 × 96.");
            QTRY_VERIFY_WITH_TIMEOUT(progressed.count() > 1, 60000);
            service.shutdown();
            QVERIFY(!service.isBusy());
        }
        Database database;
        QVERIFY(wait(database.open(folder.path())));
        const auto branch = *wait(MessageDb(database).branch(conversation));
        QCOMPARE(branch.size(), 2);
        QVERIFY(branch[1].state == MessageState::Stopped || branch[1].state == MessageState::Complete);
        QVERIFY(branch[1].reasoning && !branch[1].reasoning->text.isEmpty());
    }

    void anAnswerWithoutAModelFailsWithItsReason()
    {
        Database database;
        QVERIFY(wait(database.openInMemory()));
        const RowId conversation = wait(ConversationDb(database).create())->id;
        ChatService service(database);
        QSignalSpy finished(&service, &ChatService::answerFinished);
        service.openModel(ModelReference::fromText("/nowhere/missing.gguf"));
        service.ask(conversation, {}, "hello");
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60000);
        const auto answer = finished.at(0).at(0).value<Message>();
        QCOMPARE(answer.state, MessageState::Failed);
        QVERIFY(answer.failure.contains("missing.gguf"));
        QCOMPARE((*wait(MessageDb(database).branch(conversation)))[1].failure, answer.failure);
    }

    void oneQuestionIsAnsweredBySeveral()
    {
        Database database;
        QVERIFY(wait(database.openInMemory()));
        const RowId conversation = wait(ConversationDb(database).create())->id;
        ChatService service(database);
        QSignalSpy finished(&service, &ChatService::answerFinished);
        QSignalSpy opened(&service, &ChatService::modelOpened);
        service.openModel({});
        AnswerRecipe hot{{}, {}};
        hot.settings.temperature = 1.5;
        hot.settings.seed = 5;
        const AnswerRecipe other{ModelReference::fromText(MINGSI_GOLDEN_DIR "/qwen2.gguf"), {}};
        AnswerRecipe limited = other;
        limited.settings.maxTokens = 5;
        service.ask(conversation, {}, "What is 2 + 3?", {service.recipe(), hot, limited});
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 3, 60000);
        QList<Message> answers;
        for (const auto &call : finished)
            answers.append(call.at(0).value<Message>());
        QCOMPARE(answers[1].parent, answers[0].parent);
        QVERIFY(answers[1].run->parameters.contains("1.5"));
        QVERIFY(answers[2].run->model != answers[0].run->model);
        QVERIFY(answers[2].run->modelHash != answers[0].run->modelHash);
        QCOMPARE(answers[2].run->completionTokens, 5);
        QCOMPARE(answers[2].siblings.size(), 3);
        // The chosen model is opened again for what comes next.
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 2, 60000);
        QCOMPARE(opened.at(1).at(0).value<OpenedModelInfo>().identity.file, QString("starter"));
    }

    void anAsideIsNotStored()
    {
        Database database;
        QVERIFY(wait(database.openInMemory()));
        ChatService service(database);
        service.openModel({});
        GenerationJob job;
        job.messages = {{mingsi::engine::Role::User, "What is 2 + 3?"}};
        QString text;
        service.generateAside(job, [&](const GenerationOutcome &outcome) { text = outcome.last.answer; });
        QTRY_VERIFY_WITH_TIMEOUT(text.contains('5'), 60000);
        QVERIFY(wait(ConversationDb(database).list())->isEmpty());
    }

    void aStoreThatIsNotThereIsTold()
    {
        Database database;
        ChatService service(database);
        QSignalSpy failed(&service, &ChatService::storeFailed);
        service.ask(1, {}, "hello");
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 60000);
    }
};

QTEST_GUILESS_MAIN(ChatServiceTest)
#include "chat_service_test.moc"
