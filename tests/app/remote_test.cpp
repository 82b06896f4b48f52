// SPDX-License-Identifier: Apache-2.0
// Answers of servers: what is sent, what is understood, and what goes wrong.
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "app/chat/chat_service.h"
#include "app/chat/title_writer.h"
#include "app/remote/event_stream.h"
#include "app/remote/remote_worker.h"
#include "app/remote/server_list.h"
#include "app/store/conversation_db.h"
#include "app/store/endpoint_db.h"
#include "chat_server.h"

using namespace mingsi::app;
using namespace mingsi::test;
using mingsi::engine::FinishReason;

class RemoteTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ChatServer> m_server;
    ServerKeys m_keys;
    std::unique_ptr<RemoteWorker> m_worker;
    std::unique_ptr<QSignalSpy> m_finished;

    GenerationJob job(RowId message = 1) const
    {
        GenerationJob job;
        job.message = message;
        job.model = ModelReference::remote(m_server->url(), "deepseek-ai/DeepSeek-R1");
        job.messages = {{mingsi::engine::Role::System, "Be brief."}, {mingsi::engine::Role::User, "2 + 2? 你好"}};
        return job;
    }

    GenerationOutcome answer(const GenerationJob &job)
    {
        m_finished->clear();
        m_worker->generate(job);
        return outcome();
    }
    GenerationOutcome outcome()
    {
        if (m_finished->isEmpty() && !m_finished->wait(20000))
            return {};
        return m_finished->first().first().value<GenerationOutcome>();
    }

private slots:
    void init()
    {
        m_server = std::make_unique<ChatServer>();
        m_keys.reset({});
        m_worker = std::make_unique<RemoteWorker>(m_keys);
        m_finished = std::make_unique<QSignalSpy>(m_worker.get(), &RemoteWorker::finished);
    }

    void referencesAreText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("model");
        QTest::newRow("usual") << "http://gpu:8000/v1#r1"
                               << "http://gpu:8000/v1"
                               << "r1";
        QTest::newRow("no path") << "https://api.example.com#deepseek-reasoner"
                                 << "https://api.example.com/v1"
                                 << "deepseek-reasoner";
        QTest::newRow("owner") << "http://gpu:8000/v1/#deepseek-ai/DeepSeek-R1"
                               << "http://gpu:8000/v1"
                               << "deepseek-ai/DeepSeek-R1";
        QTest::newRow("odd") << "http://gpu:8000/v1#a%23b%20%E4%B8%AD"
                             << "http://gpu:8000/v1" << QStringLiteral("a#b 中");
        QTest::newRow("password") << "http://me:secret@gpu:8000/v1#m"
                                  << "http://gpu:8000/v1"
                                  << "m";
    }
    void referencesAreText()
    {
        QFETCH(QString, text);
        const auto reference = ModelReference::fromText(text);
        QVERIFY(reference.isRemote());
        QVERIFY(!reference.isStarter());
        QTEST(reference.server().toString(), "server");
        QTEST(reference.remoteModel(), "model");
        const auto again = ModelReference::fromText(reference.toText());
        QCOMPARE(again.toText(), reference.toText());
        QTEST(again.remoteModel(), "model");
        QVERIFY_EXCEPTION_THROWN(reference.source(), mingsi::engine::Error);
    }

    void eventsAreCutOutOfAnyPieces()
    {
        // WHATWG HTML 9.2.6: lines end in CR, LF or CRLF; data of several lines is joined; comments mean nothing.
        const QByteArray stream = ": comment\n\ndata: a\ndata:b\r\n\r\nevent: x\rdata:  c\r\r\ndata\n\ndata: lost";
        const QList<QByteArray> expected{"a\nb", " c", ""};
        for (qsizetype size = 1; size <= stream.size(); ++size) {
            EventStream events;
            QList<QByteArray> got;
            for (qsizetype at = 0; at < stream.size(); at += size)
                got += events.push(stream.mid(at, size));
            QCOMPARE(got, expected);
        }
        EventStream endless;
        for (int i = 0; i < 100; ++i)
            endless.push(QByteArray(100'000, 'x'));
        QVERIFY(endless.isOverlong());
    }

    void whatIsAsked()
    {
        m_keys.set(m_server->url(), "sk-one");
        m_keys.set(QUrl("http://elsewhere:1/v1"), "sk-two");
        m_server->replies = {{says("4", "stop") + usage(12, 1)}};
        auto asked = job();
        asked.settings.temperature = 0.6;
        asked.settings.seed = 7;
        asked.settings.maxTokens = 100;
        asked.settings.thinking = false;
        const auto done = answer(asked);
        QVERIFY(!done.failure);
        QCOMPARE(m_server->requests.size(), 1);
        const auto &request = m_server->requests.first();
        QVERIFY(request.line.startsWith("POST /v1/chat/completions "));
        QCOMPARE(request.header("Authorization"), QString("Bearer sk-one"));
        QCOMPARE(request.body["model"].toString(), QString("deepseek-ai/DeepSeek-R1"));
        QVERIFY(request.body["stream"].toBool());
        QCOMPARE(request.body["temperature"].toDouble(), 0.6);
        QCOMPARE(request.body["seed"].toInt(), 7);
        QCOMPARE(request.body["max_tokens"].toInt(), 100);
        QVERIFY(!request.body.contains("top_p"));
        QCOMPARE(request.body["chat_template_kwargs"]["thinking"], QJsonValue(false));
        const QJsonArray messages = request.body["messages"].toArray();
        QCOMPARE(messages.size(), 2);
        QCOMPARE(messages[0]["role"].toString(), QString("system"));
        QCOMPARE(messages[1]["content"].toString(), QStringLiteral("2 + 2? 你好"));
        QCOMPARE(done.model.name, QString("deepseek-ai/DeepSeek-R1"));
        QCOMPARE(done.device, m_server->url().authority());
        QCOMPARE(done.result.prompt_tokens, std::size_t{12});
    }

    void thoughtAndAnswer_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::newRow("two fields") << thinks(QStringLiteral("First 二")) + thinks(" and </think> second")
                + says("It is ") + says("<4>.", "stop");
        QTest::newRow("newer field") << chunk({{"reasoning", QStringLiteral("First 二 and </think> second")}})
                + says("It is <4>.", "stop");
        QTest::newRow("tags") << says(QStringLiteral("<think>\nFirst 二 and `</think>` second\n</thi"))
                + says("nk>\n\nIt is ") + says("<4>.", "stop");
        QTest::newRow("not opened") << says(QStringLiteral("First 二 and ")) + says("`</think>` second\n")
                + says("</think>\n\nIt is <4>.", "stop");
    }
    void thoughtAndAnswer()
    {
        QFETCH(QByteArray, stream);
        const QByteArray ticks = QByteArray(QTest::currentDataTag()).contains("field") ? "" : "`";
        for (const int piece : {0, 1, 7}) {
            m_server->replies = {{stream + usage(5, 6, 3), 200, {}, piece}};
            const auto done = answer(job());
            QVERIFY2(!done.failure, qPrintable(done.failure ? describe(*done.failure) : QString()));
            QCOMPARE(done.last.reasoning.text,
                     QStringLiteral("First 二 and %1</think>%1 second").arg(QString::fromUtf8(ticks)));
            QCOMPARE(done.last.answer, QString("It is <4>."));
            QCOMPARE(done.result.finish_reason, FinishReason::Stop);
            QCOMPARE(done.result.cached_tokens, std::size_t{3});
            QVERIFY(done.last.reasoning.tokens > 0);
            // Every token's place, for the steps' tokens and times.
            QVERIFY(!done.trace.isEmpty());
            qint32 reasoning = 0;
            qint32 text = 0;
            for (const TokenMark &mark : done.trace.marks())
                (mark.inReasoning ? reasoning : text) = mark.end;
            QCOMPARE(qsizetype{reasoning}, done.last.reasoning.text.size());
            QCOMPARE(qsizetype{text}, done.last.answer.size());
            QVERIFY(TokenTrace::fromBytes(done.trace.toBytes()));
        }
    }

    void failuresAreNamed_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("requests");
        using Kind = Failure::Kind;
        const auto row = [](const char *name, int status, const QByteArray &body, Kind kind, int requests = 1) {
            QTest::newRow(name) << status << body << static_cast<int>(kind) << requests;
        };
        row("key", 401, R"({"error":{"message":"Invalid key, sorry"}})", Kind::ServerDenied);
        row("model", 404, R"({"message":"no such model, sorry"})", Kind::ServerLacksModel);
        row("request", 400, R"({"detail":"too long, sorry"})", Kind::ServerRefused);
        row("error", 500, "oh dear, sorry", Kind::ServerBusy);
        row("not an event stream", 200, "data: {not json, sorry\n\n", Kind::ServerBroke);
        row("error in the stream", 200, says("It is") + "data: {\"error\":{\"message\":\"worker died, sorry\"}}\n\n",
            Kind::ServerBroke);
        row("no end", 200, says("It is"), Kind::ServerBroke);
        row("empty", 200, "", Kind::ServerBroke);
    }
    void failuresAreNamed()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        m_keys.set(m_server->url(), "sk-secret");
        m_server->replies = {{body, status}};
        const auto done = answer(job());
        QVERIFY(done.failure);
        QCOMPARE(static_cast<int>(done.failure->kind), kind);
        QCOMPARE(done.failure->file, m_server->url().authority());
        const QString told = describe(*done.failure);
        QVERIFY(told.contains(m_server->url().authority()));
        QVERIFY(!told.contains("sk-secret"));
        if (body.contains("sorry") && kind != static_cast<int>(Failure::Kind::ServerBroke))
            QVERIFY2(told.contains("sorry"), qPrintable(told));
        QTEST(static_cast<int>(m_server->requests.size()), "requests");
        if (body.contains("It is"))
            QCOMPARE(done.last.answer, QString("It is"));  // what came is kept
    }

    void aBusyServerIsAskedAgain()
    {
        m_server->replies = {{"", 503, {"Retry-After: 1"}}, {"", 429}, {says("4", "stop")}};
        const auto done = answer(job());
        QVERIFY(!done.failure);
        QCOMPARE(done.last.answer, QString("4"));
        QCOMPARE(m_server->requests.size(), 3);
    }

    void aCutAnswerIsNotAskedForAgain()
    {
        m_server->replies = {{says("It is"), 200, {}, 0, false, true}};
        const auto done = answer(job());
        QVERIFY(done.failure);
        QCOMPARE(done.failure->kind, Failure::Kind::ServerBroke);
        QCOMPARE(done.last.answer, QString("It is"));
        QCOMPARE(m_server->requests.size(), 1);
    }

    void noServerIsTold()
    {
        auto asked = job();
        m_server->close();
        const auto done = answer(asked);
        QVERIFY(done.failure);
        QCOMPARE(done.failure->kind, Failure::Kind::ServerUnreachable);
    }

    void aQuestionIsNotSentOn()
    {
        ChatServer other;
        m_keys.set(m_server->url(), "sk-secret");
        m_server->replies = {{"", 307, {"Location: " + other.url().toEncoded() + "/chat/completions"}}};
        const auto done = answer(job());
        QVERIFY(done.failure);
        QCOMPARE(done.failure->kind, Failure::Kind::ServerRefused);
        QVERIFY(other.requests.isEmpty());
    }

    void stopEndsTheConnection()
    {
        m_server->replies = {{thinks("Hmm"), 200, {}, 0, true}};
        QSignalSpy progress(m_worker.get(), &RemoteWorker::progress);
        m_worker->generate(job());
        QTRY_VERIFY(!progress.isEmpty()
                    && progress.last().first().value<GenerationProgress>().reasoning.text == u"Hmm");
        QVERIFY(progress.last().first().value<GenerationProgress>().thinking);
        m_worker->stop(1);
        const auto done = outcome();
        QVERIFY(!done.failure);
        QCOMPARE(done.result.finish_reason, FinishReason::Cancelled);
        QCOMPARE(done.last.reasoning.text, QString("Hmm"));
        QTRY_COMPARE(m_server->closed, 1);
    }

    void severalAnswersAtATime()
    {
        m_server->replies = {{says("one "), 200, {}, 0, true}, {says("two", "stop")}};
        m_worker->generate(job(1));
        QTRY_COMPARE(m_server->requests.size(), 1);
        m_worker->generate(job(2));
        QCOMPARE(outcome().last.message, RowId{2});  // the first one still runs
        m_worker->stopAll();
        QCOMPARE(m_finished->size(), 2);
    }

    void answerNowGoesOnFromTheThought()
    {
        m_server->replies = {{thinks("Hmm"), 200, {}, 0, true}, {says("4", "stop")}};
        QSignalSpy progress(m_worker.get(), &RemoteWorker::progress);
        m_worker->generate(job());
        QTRY_VERIFY(!progress.isEmpty()
                    && progress.last().first().value<GenerationProgress>().reasoning.text == u"Hmm");
        m_worker->answerNow(1);
        const auto done = outcome();
        QVERIFY(!done.failure);
        QCOMPARE(done.last.reasoning.text, QString("Hmm"));
        QCOMPARE(done.last.reasoning.end, ThoughtEnd::Person);
        QCOMPARE(done.last.answer, QString("4"));
        const QJsonObject body = m_server->requests.at(1).body;
        QVERIFY(body["continue_final_message"].toBool());
        QCOMPARE(body["add_generation_prompt"], QJsonValue(false));
        QCOMPARE(body["messages"].toArray().last()["content"].toString(), QString("<think>\nHmm\n</think>\n\n"));
    }

    void whoCannotGoOnAnswersWithoutThinking()
    {
        m_server->replies = {{thinks("one") + thinks("two") + thinks("three"), 200, {}, 0, true},
                             {R"({"message":"continue_final_message is unknown"})", 400},
                             {says("4", "stop")}};
        auto asked = job();
        asked.settings.thinkingBudget = 3;
        const auto done = answer(asked);
        QVERIFY(!done.failure);
        QCOMPARE(done.last.reasoning.end, ThoughtEnd::Budget);
        QCOMPARE(done.last.reasoning.text, QString("onetwothree"));
        QCOMPARE(done.last.answer, QString("4"));
        QCOMPARE(m_server->requests.size(), 3);
        QCOMPARE(m_server->requests.at(2).body["chat_template_kwargs"]["enable_thinking"], QJsonValue(false));
    }

    void whatFollowsAnEndedThoughtIsTheAnswer()
    {
        // vLLM's parser for R1 calls everything a thought that no closing tag follows.
        m_server->replies = {{thinks("one") + thinks("two"), 200, {}, 0, true},
                             {thinks("It is ") + thinks("4") + says("", "stop")}};
        auto asked = job();
        asked.settings.thinkingBudget = 2;
        const auto done = answer(asked);
        QVERIFY(!done.failure);
        QCOMPARE(done.last.reasoning.text, QString("onetwo"));
        QCOMPARE(done.last.answer, QString("It is 4"));
    }

    void aModelThatThinksAgainIsNotHeard()
    {
        m_server->replies = {{thinks("one") + thinks("two"), 200, {}, 0, true},
                             {"{}", 400},
                             {thinks("three") + thinks("four") + says("4", "stop")}};
        auto asked = job();
        asked.settings.thinkingBudget = 2;
        const auto done = answer(asked);
        QVERIFY(!done.failure);
        QCOMPARE(done.last.reasoning.text, QString("onetwo"));
        QCOMPARE(done.last.answer, QString("4"));
    }

    void aRunawayThoughtIsEnded()
    {
        QByteArray loop;
        for (int i = 0; i < 400; ++i)
            loop += thinks("wait, ");
        m_server->replies = {{loop, 200, {}, 0, true}, {says("4", "stop")}};
        const auto done = answer(job());
        QCOMPARE(done.last.reasoning.end, ThoughtEnd::Repetition);
        QCOMPARE(done.last.answer, QString("4"));
    }

    void aForkBeginsWithItsText()
    {
        m_server->replies = {{says("five.", "stop")}};
        auto asked = job();
        asked.prefix.reasoning = "Let me see.";
        asked.prefix.closesThought = true;
        asked.prefix.answer = "It is ";
        const auto done = answer(asked);
        QCOMPARE(done.last.reasoning.text, QString("Let me see."));
        QCOMPARE(done.last.answer, QString("It is five."));
        QCOMPARE(m_server->requests.first().body["messages"].toArray().last()["content"].toString(),
                 QString("<think>\nLet me see.\n</think>\n\nIt is"));
    }

    void modelsAreListed()
    {
        ServerList list;
        QSignalSpy listed(&list, &ServerList::listed);
        QSignalSpy failed(&list, &ServerList::failed);
        m_server->lists = {{R"({"object":"list","data":[{"id":"r1","max_model_len":32768},{"id":"v3"},{"x":1},
                {"id":"a","max_model_len":"many"},{"id":"b","max_model_len":-1},{"id":"c","max_model_len":null}]})"},
                           {"<html>"}};
        list.ask(m_server->url(), "sk-one");
        QVERIFY(listed.wait(10000));
        QCOMPARE(listed.first().at(1).value<QList<ServerModel>>(),
                 QList<ServerModel>({{"r1", 32768}, {"v3", 0}, {"a", 0}, {"b", 0}, {"c", 0}}));
        QVERIFY(m_server->listRequests.first().line.startsWith("GET /v1/models "));
        QCOMPARE(m_server->listRequests.first().header("Authorization"), QString("Bearer sk-one"));
        list.ask(m_server->url(), {});
        QVERIFY(failed.wait(10000));
        QCOMPARE(failed.first().first().value<Failure>().kind, Failure::Kind::ServerBroke);
        QCOMPARE(m_server->listRequests.last().header("Authorization"), QString());
    }

    void keysAreTheOwnersAlone()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath("config/keys.json");
        ServerKeys keys;
        keys.set(QUrl("https://api.example.com/v1"), "sk-one");
        keys.set(QUrl("http://gpu:8000/v1"), "sk-two");
        keys.set(QUrl("http://gpu:8000/v1"), {});
        QVERIFY(keys.write(file).result());
        QCOMPARE(QFileInfo(file).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup),
                 QFile::Permissions{});
        ServerKeys again;
        again.reset(ServerKeys::read(file).result());
        QCOMPARE(again.of(QUrl("https://api.example.com:443/other")), QString("sk-one"));
        QCOMPARE(again.of(QUrl("http://api.example.com/v1")), QString());  // not encrypted: another server
        QCOMPARE(again.of(QUrl("http://gpu:8000/v1")), QString());
        QVERIFY(ServerKeys::read("/nowhere/keys.json").result().isEmpty());
        QVERIFY(!keys.write("/proc/nowhere/keys.json").result());
    }

    void aConversationWithAServer()
    {
        Database database;
        database.openInMemory().waitForFinished();
        ChatService service(database);
        QSignalSpy opened(&service, &ChatService::modelOpened);
        QSignalSpy finished(&service, &ChatService::answerFinished);
        service.openModel(job().model);
        QVERIFY(opened.wait(10000));
        QCOMPARE(service.modelInfo().identity.name, QString("deepseek-ai/DeepSeek-R1"));
        const auto conversation = ConversationDb(database).create().result()->id;
        m_server->replies = {{thinks("two and two") + says("4", "stop") + usage(9, 5)}};
        service.setPrice(job().model.server(), {4, 16, "CNY"});
        service.ask(conversation, {}, "2 + 2?");
        QVERIFY(finished.wait(20000));
        const auto branch = *MessageDb(database).branch(conversation).result();
        QCOMPARE(branch.size(), 2);
        QCOMPARE(branch.last().state, MessageState::Complete);
        QCOMPARE(branch.last().text, QString("4"));
        QCOMPARE(branch.last().reasoning->text, QString("two and two"));
        QCOMPARE(branch.last().run->model, QString("deepseek-ai/DeepSeek-R1"));
        QCOMPARE(branch.last().run->device, m_server->url().authority());
        QCOMPARE(branch.last().run->completionTokens, 5);
        QCOMPARE(branch.last().run->promptTokens, 9);
        QCOMPARE(branch.last().run->cost, (9 * 4 + 5 * 16) / 1e6);
        QCOMPARE(branch.last().run->currency, QString("CNY"));
    }

    void theContextIsAsLongAsTheServerTells()
    {
        Database database;
        database.openInMemory().waitForFinished();
        ChatService service(database);
        QSignalSpy opened(&service, &ChatService::modelOpened);
        QSignalSpy changed(&service, &ChatService::contextLengthChanged);
        QSignalSpy progressed(&service, &ChatService::answerProgressed);
        QSignalSpy finished(&service, &ChatService::answerFinished);
        m_server->lists = {{"nothing", 401},
                           {R"({"data":[{"id":"other"},{"id":"deepseek-ai/DeepSeek-R1","max_model_len":8192}]})"}};
        service.openModel(job().model);
        QVERIFY(opened.wait(10000));
        QCOMPARE(service.modelInfo().contextLength, 0);  // it is there at once, and nobody knows yet
        QTRY_COMPARE(m_server->closed, 1);
        service.serverKeys().set(job().model.server(), "sk-one");
        service.askContextLength();
        QVERIFY(changed.wait(10000));
        QCOMPARE(m_server->listRequests.last().header("Authorization"), QString("Bearer sk-one"));
        QCOMPARE(service.modelInfo().contextLength, 8192);
        m_server->replies = {{says("4", "stop") + usage(9, 5)}};
        service.ask(ConversationDb(database).create().result()->id, {}, "2 + 2?");
        QVERIFY(finished.wait(20000));
        QCOMPARE(progressed.last().first().value<GenerationProgress>().contextLength, 8192);
        // What is known is there when the model is opened again; the starter has its own.
        service.openModel({});
        QVERIFY(opened.wait(20000));
        QVERIFY(service.modelInfo().contextLength != 8192);
        service.openModel(job().model);
        QVERIFY(opened.wait(10000));
        QCOMPARE(service.modelInfo().contextLength, 8192);
    }

    void noServerHearsOfWhatWasSaidElsewhere()
    {
        Database database;
        database.openInMemory().waitForFinished();
        ChatService service(database);
        QSignalSpy opened(&service, &ChatService::modelOpened);
        service.openModel(job().model);
        QVERIFY(opened.wait(10000));
        m_server->replies = {{says("A title", "stop")}};
        TitleWriter titles(service);
        QSignalSpy titled(&titles, &TitleWriter::titled);
        titles.write(1, "/models/local.gguf", "A secret question", "A secret answer");
        titles.write(2, job().model.toText(), "A question", "An answer");
        QVERIFY(titled.wait(10000));
        QCOMPARE(titled.first().first().toLongLong(), 2);
        QCOMPARE(m_server->requests.size(), 1);
        QVERIFY(!QJsonDocument(m_server->requests.first().body).toJson().contains("secret"));
    }

    void titlesWaitForTheirModel()
    {
        Database database;
        database.openInMemory().waitForFinished();
        ChatService service(database);
        QSignalSpy opened(&service, &ChatService::modelOpened);
        TitleWriter titles(service);
        QSignalSpy titled(&titles, &TitleWriter::titled);
        // The starter model is open, and too small.
        titles.write(7, job().model.toText(), "A question", "An answer");
        m_server->replies = {{says("A title", "stop")}};
        service.openModel(job().model);
        QVERIFY(opened.wait(10000));
        QVERIFY(titled.count() == 1 || titled.wait(10000));
        QCOMPARE(titled.first().first().toLongLong(), 7);
    }

    void serversAreRemembered()
    {
        Database database;
        database.openInMemory().waitForFinished();
        EndpointDb endpoints(database);
        endpoints.put({0, "http://gpu:8000/v1", {}, {}}).waitForFinished();
        endpoints.put({0, "https://api.example.com/v1", "a", {}}).waitForFinished();
        endpoints.put({0, "http://gpu:8000/v1", "r1", {4, 16.5, "CNY"}}).waitForFinished();
        auto list = *endpoints.list().result();
        QCOMPARE(list.size(), 2);
        QCOMPARE(list.first().model, QString("r1"));
        QCOMPARE(list.first().price.completion, 16.5);
        QCOMPARE(list.first().price.currency, QString("CNY"));
        endpoints.remove(list.first().id).waitForFinished();
        list = *endpoints.list().result();
        QCOMPARE(list.size(), 1);
        QCOMPARE(list.first().url, QString("https://api.example.com/v1"));
    }
};

QTEST_GUILESS_MAIN(RemoteTest)
#include "remote_test.moc"
