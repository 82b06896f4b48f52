// SPDX-License-Identifier: Apache-2.0
// The engine thread with the embedded starter model.
#include <QElapsedTimer>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <optional>

#include "app/chat/engine_worker.h"

using namespace mingsi::app;

namespace {

GenerationJob job(RowId message, const char *question)
{
    GenerationJob job;
    job.message = message;
    job.messages = {{mingsi::engine::Role::User, question}};
    job.settings.temperature = 0;
    return job;
}

/// The outcome, taken on this thread: a spy counts on the engine's, and an answer that came before the spy was waited for
/// is waited for in vain.
GenerationOutcome outcomeOf(EngineWorker &worker, const GenerationJob &job)
{
    std::optional<GenerationOutcome> outcome;
    QObject here;
    QObject::connect(&worker, &EngineWorker::finished, &here, [&](const GenerationOutcome &told) { outcome = told; });
    worker.generate({job});
    return QTest::qWaitFor([&] { return outcome.has_value(); }, 60000) ? *outcome : GenerationOutcome{};
}

}  // namespace

class EngineWorkerTest : public QObject
{
    Q_OBJECT

private slots:
    void answersInOrder()
    {
        EngineWorker worker;
        QSignalSpy opened(&worker, &EngineWorker::modelOpened);
        QSignalSpy finished(&worker, &EngineWorker::finished);
        QSignalSpy progress(&worker, &EngineWorker::progress);
        worker.open(ModelReference());
        worker.generate({job(1, "What is 47 + 85?")});
        worker.generate({job(2, "你好")});
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, 60000);
        QCOMPARE(opened.count(), 1);
        QVERIFY(progress.count() > 0);

        const auto first = finished.at(0).at(0).value<GenerationOutcome>();
        QCOMPARE(first.last.message, RowId{1});
        QVERIFY(!first.failure);
        QVERIFY(!first.last.reasoning.text.isEmpty());
        QVERIFY(!first.last.answer.isEmpty());
        QVERIFY(first.last.reasoning.tokens > 0);
        QVERIFY(!first.last.answer.contains(QStringLiteral("think>")));
        QCOMPARE(finished.at(1).at(0).value<GenerationOutcome>().last.message, RowId{2});
    }

    void sameQuestionGivesTheSameText()
    {
        EngineWorker worker;
        QSignalSpy finished(&worker, &EngineWorker::finished);
        worker.open(ModelReference());
        auto sampled = job(1, "12 × 7");
        sampled.settings.temperature = 1;
        sampled.settings.seed = 42;
        worker.generate({sampled});
        worker.generate({sampled});
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, 60000);
        const auto a = finished.at(0).at(0).value<GenerationOutcome>();
        const auto b = finished.at(1).at(0).value<GenerationOutcome>();
        QCOMPARE(a.last.answer, b.last.answer);
        QCOMPARE(a.last.reasoning.text, b.last.reasoning.text);
    }

    void answersOfOneModelTogether()
    {
        EngineWorker worker;
        QSignalSpy finished(&worker, &EngineWorker::finished);
        QSignalSpy progress(&worker, &EngineWorker::progress);
        QList<GenerationJob> jobs;
        for (RowId message = 1; message <= 3; ++message) {
            auto sampled = job(message, "What is 123 + 456?");
            sampled.settings.temperature = 1;
            sampled.settings.seed = static_cast<quint32>(message);
            jobs.append(sampled);
        }
        worker.generate(jobs);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 3, 60000);
        // The second was being written before the first had ended.
        QSet<RowId> written;
        for (const auto &one : progress) {
            const auto told = one.at(0).value<GenerationProgress>();
            if (told.completionTokens > 0)
                written.insert(told.message);
        }
        QVERIFY(written.size() >= 2);
        QHash<RowId, GenerationOutcome> together;
        for (const auto &one : finished)
            together.insert(one.at(0).value<GenerationOutcome>().last.message, one.at(0).value<GenerationOutcome>());
        // Each is what it would have been alone.
        for (const GenerationJob &one : jobs) {
            finished.clear();
            worker.generate({one});
            QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60000);
            const auto alone = finished.at(0).at(0).value<GenerationOutcome>();
            QCOMPARE(alone.last.reasoning.text, together.value(one.message).last.reasoning.text);
            QCOMPARE(alone.last.answer, together.value(one.message).last.answer);
            QVERIFY(!alone.failure);
        }
    }

    void oneThatIsStoppedOrRefusedLeavesTheOthers()
    {
        EngineWorker worker;
        QSignalSpy finished(&worker, &EngineWorker::finished);
        worker.open(ModelReference());
        auto tooLong = job(2, "x");
        tooLong.messages.front().content = std::string(200000, 'x');
        auto stopped = job(3, "What is 47 + 86?");
        worker.generate({job(1, "What is 47 + 85?"), tooLong, stopped});
        worker.stop(3);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 3, 60000);
        for (const auto &one : finished) {
            const auto outcome = one.at(0).value<GenerationOutcome>();
            QCOMPARE(outcome.failure.has_value(), outcome.last.message == 2);
            if (outcome.last.message == 1)
                QVERIFY(outcome.last.answer.contains(QStringLiteral("132")));
            if (outcome.last.message == 3)
                QCOMPARE(outcome.result.finish_reason, mingsi::engine::FinishReason::Cancelled);
        }
    }

    void stopsAtOnceAndKeepsTheText()
    {
        EngineWorker worker;
        QSignalSpy finished(&worker, &EngineWorker::finished);
        worker.open(ModelReference());
        // At this temperature the model babbles to the end of its context.
        auto babble = job(1, "What is 47 + 85?");
        babble.settings.temperature = 50;
        babble.settings.topP = 1;
        babble.settings.seed = 1;
        std::size_t tokensAtStop = 0;
        // The engine waits for each report to be handled, or it may be through before a busy machine gets to stop it.
        const auto stopAfterSome = [&](const GenerationProgress &p) {
            if (tokensAtStop == 0 && p.completionTokens >= 3) {
                tokensAtStop = static_cast<std::size_t>(p.completionTokens);
                worker.stop(1);
            }
        };
        connect(&worker, &EngineWorker::progress, this, stopAfterSome, Qt::BlockingQueuedConnection);
        worker.generate({babble});
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60000);
        const auto outcome = finished.at(0).at(0).value<GenerationOutcome>();
        QCOMPARE(outcome.result.finish_reason, mingsi::engine::FinishReason::Cancelled);
        QVERIFY(!outcome.last.reasoning.text.isEmpty());
    }

    void aWaitingAnswerCanBeStopped()
    {
        EngineWorker worker;
        QSignalSpy finished(&worker, &EngineWorker::finished);
        worker.open(ModelReference());
        worker.generate({job(1, "What is 12 × 34?")});
        worker.generate({job(2, "What is 12 × 35?")});
        worker.stop(2);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, 60000);
        const auto second = finished.at(1).at(0).value<GenerationOutcome>();
        QCOMPARE(second.result.finish_reason, mingsi::engine::FinishReason::Cancelled);
        QVERIFY(second.last.answer.isEmpty());
    }

    void badModelsAreRefusedWithTheirName_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("code");
        using mingsi::engine::ErrorCode;
        QTest::newRow("empty") << QByteArray() << static_cast<int>(ErrorCode::EmptyFile);
        QTest::newRow("text") << QByteArray("just text\n") << static_cast<int>(ErrorCode::NotAModel);
        QTest::newRow("html") << QByteArray("<!DOCTYPE html><html>") << static_cast<int>(ErrorCode::FailedDownload);
        QTest::newRow("truncated") << QByteArray("GGUF\3\0\0\0\1\0", 10) << static_cast<int>(ErrorCode::Truncated);
    }

    void badModelsAreRefusedWithTheirName()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, code);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("model.gguf"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();

        EngineWorker worker;
        QSignalSpy failed(&worker, &EngineWorker::modelFailed);
        QSignalSpy finished(&worker, &EngineWorker::finished);
        worker.open(ModelReference::fromText(path));
        auto asked = job(7, "hello");
        asked.model = ModelReference::fromText(path);
        worker.generate({asked});
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60000);
        QCOMPARE(failed.count(), 1);
        const auto failure = failed.at(0).at(0).value<Failure>();
        QCOMPARE(static_cast<int>(failure.engineCode), code);
        QVERIFY(describe(failure).contains(path));
        QVERIFY(finished.at(0).at(0).value<GenerationOutcome>().failure);
    }

    void aModelWhoseFileIsCutIsUnloaded()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath("model.gguf");
        const QString whole = QStringLiteral(MINGSI_STARTER_DIR "/mingsi-starter.gguf");
        QVERIFY(QFile::copy(whole, file));
        QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner));
        EngineWorker worker;
        auto question = job(1, "12 × 7");
        question.model = ModelReference::fromText(file);
        const QString text = outcomeOf(worker, question).last.answer;
        QVERIFY(!text.isEmpty());

        QVERIFY(QFile::resize(file, 1 << 20));
        const auto lost = outcomeOf(worker, question);
        QVERIFY(lost.failure);
        QCOMPARE(lost.failure->engineCode, mingsi::engine::ErrorCode::FileLost);
        QVERIFY(describe(*lost.failure).contains(file));

        QVERIFY(QFile::remove(file));
        QVERIFY(QFile::copy(whole, file));
        const auto back = outcomeOf(worker, question);
        QVERIFY(!back.failure);
        QCOMPARE(back.last.answer, text);
    }

    void anotherPlaceIsTakenByTheNextAnswer()
    {
        using mingsi::engine::Device;
        EngineWorker worker;
        QSignalSpy opened(&worker, &EngineWorker::modelOpened);
        QSignalSpy reopened(&worker, &EngineWorker::modelReopened);
        worker.open(ModelReference());
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, 60000);
        QVERIFY(!opened.at(0).at(0).value<OpenedModelInfo>().placement);
        const auto answer = [&](Device device, quint64 limit) {
            SessionSettings settings;
            settings.device = device;
            settings.gpuMemory = limit;
            worker.setSessionSettings(settings);
            return outcomeOf(worker, job(1, "12 × 7"));
        };
        // A MiB holds no model: without a GPU or with one, the processor has to answer.
        const auto fallen = answer(Device::Cuda, 1 << 20);
        QVERIFY(!fallen.failure);
        QVERIFY(fallen.device.startsWith(QStringLiteral("cpu")));
        QCOMPARE(reopened.count(), 1);
        const auto info = reopened.at(0).at(0).value<OpenedModelInfo>();
        QVERIFY(!info.placement);
        QVERIFY(info.gpuFailure);
        QCOMPARE(info.gpuFailure->engineCode,
                 mingsi::engine::describe_machine().gpu() ? mingsi::engine::ErrorCode::OutOfMemory
                                                          : mingsi::engine::ErrorCode::DeviceUnavailable);
        QVERIFY(!describe(*info.gpuFailure).isEmpty());

        const auto back = answer(Device::Cpu, 0);
        QCOMPARE(back.last.answer, fallen.last.answer);
        QCOMPARE(reopened.count(), 2);
        QVERIFY(!reopened.at(1).at(0).value<OpenedModelInfo>().gpuFailure);
        answer(Device::Cpu, 0);  // nothing has changed
        QCOMPARE(reopened.count(), 2);
        QCOMPARE(opened.count(), 1);
    }

    void endsInMidAnswer()
    {
        QElapsedTimer timer;
        {
            EngineWorker worker;
            QSignalSpy progress(&worker, &EngineWorker::progress);
            worker.open(ModelReference());
            auto babble = job(1, "hello");
            babble.settings.temperature = 50;
            babble.settings.topP = 1;
            worker.generate({babble});
            QTRY_VERIFY_WITH_TIMEOUT(progress.count() > 2, 60000);
            timer.start();
        }
        QVERIFY(timer.elapsed() < 30000);  // not until the context is full
    }
};

QTEST_GUILESS_MAIN(EngineWorkerTest)
#include "engine_worker_test.moc"
