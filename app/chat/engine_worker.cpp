// SPDX-License-Identifier: Apache-2.0
#include "app/chat/engine_worker.h"

#include <chrono>

#include "app/models/model_fit.h"

namespace mingsi::app {

namespace {

using Clock = std::chrono::steady_clock;

// One frame at 60 Hz: more signals than that can't be seen.
constexpr std::chrono::milliseconds kFrame{16};

}  // namespace

/// What runs on the engine thread: the model and its session.
class EngineWorker::Engine : public QObject
{
public:
    explicit Engine(EngineWorker &owner) : m_owner(owner) {}

    void open(const ModelReference &reference, const std::stop_token &stop)
    {
        if (const auto failure = load(reference, stop))
            emit m_owner.modelFailed(*failure);
        else if (m_identity.file != reference.toText())
            emit m_owner.openingCancelled();
        else
            emit m_owner.modelOpened({m_model, m_model->description(), m_identity, deviceName(),
                                      static_cast<int>(m_session->context_length())});
    }

    void generate(const GenerationJob &job, const AnswerControl &control)
    {
        GenerationOutcome outcome;
        outcome.last.message = job.message;
        if (!m_session || m_identity.file != job.model.toText())
            outcome.failure = load(job.model, control.stop.get_token());
        std::optional<AnswerRun> run;
        if (control.stop.stop_requested() && m_identity.file != job.model.toText())
            outcome.result.finish_reason = engine::FinishReason::Cancelled;
        else if (!outcome.failure)
            outcome.failure = guarded([&] { run.emplace(*m_model, *m_session, job); });
        if (run) {
            report(job.message, *run);
            outcome.failure = guarded([&] { run->run(control); });
            outcome.last = snapshot(job.message, *run);
            outcome.last.thinking = false;
            outcome.result = run->result();
            outcome.trace = run->trace();
            outcome.settings = run->settings();
            outcome.repeated = run->repeated();
            outcome.model = m_identity;
            outcome.device = deviceName();
        }
        // Mapped as it is now, the model can't be used again: the next question opens it anew.
        if (outcome.failure && outcome.failure->engineCode == engine::ErrorCode::FileLost)
            unload();
        emit m_owner.finished(outcome);
    }

    void setCacheFolder(const QString &folder)
    {
        if (!m_cacheFolder.isEmpty() && folder.isEmpty())
            forget();
        m_cacheFolder = folder;
    }
    void forget()
    {
        if (m_session)
            m_session->forget();
        if (!m_cacheFolder.isEmpty())
            engine::clear_cache_folder(m_cacheFolder.toStdString());
    }

private:
    /// Opens a model and makes it the one that answers, unless `stop` came first.
    std::optional<Failure> load(const ModelReference &reference, const std::stop_token &stop)
    {
        return guarded([&] {
            auto model = engine::Model::open(reference.source());
            const auto progress = [&](double done) {
                emit m_owner.opening(done);
                return !stop.stop_requested();
            };
            if (!readWeights(*model, progress))
                return;
            // The old session goes first: two caches do not have to fit.
            unload();
            ModelIdentity identity = identify(reference, model->description());
            engine::SessionOptions options;
            options.cache_folder = m_cacheFolder.toStdString();
            options.cache_key = cacheKey(identity);
            m_session = engine::Session::open(model, options);
            m_identity = identity;
            m_model = std::move(model);
        });
    }

    void unload()
    {
        m_session.reset();
        m_model.reset();
        m_identity = {};
    }

    QString deviceName() const { return QString::fromStdString(m_session->device_name()); }

    /// Has the run send its progress, once a frame.
    void report(RowId message, AnswerRun &run)
    {
        run.onPrefill = [this, message, &run](std::size_t done, std::size_t total) {
            auto progress = snapshot(message, run);
            progress.prefillDone = static_cast<double>(done) / static_cast<double>(total);
            emit m_owner.progress(progress);
        };
        run.onToken = [this, message, &run, sent = Clock::time_point{}]() mutable {
            const auto now = Clock::now();
            if (now - sent < kFrame)
                return;
            sent = now;
            emit m_owner.progress(snapshot(message, run));
        };
    }

    GenerationProgress snapshot(RowId message, const AnswerRun &run) const
    {
        const AnswerStream &stream = run.stream();
        GenerationProgress progress;
        progress.message = message;
        progress.answer = QString::fromStdString(stream.answer());
        progress.reasoning = {QString::fromStdString(stream.reasoning()), static_cast<int>(stream.reasoningTokens()),
                              stream.reasoningSeconds(), run.thoughtEnd()};
        progress.marks = run.trace().marks();
        progress.thinking = stream.inThought();
        progress.completionTokens = static_cast<int>(stream.tokens());
        progress.tokensPerSecond = stream.tokensPerSecond();
        progress.contextUsed = static_cast<int>(m_session->context_used());
        progress.contextLength = static_cast<int>(m_session->context_length());
        return progress;
    }

    EngineWorker &m_owner;
    std::shared_ptr<const engine::Model> m_model;
    std::unique_ptr<engine::Session> m_session;
    ModelIdentity m_identity;
    QString m_cacheFolder;
};

EngineWorker::EngineWorker() : m_engine(std::make_unique<Engine>(*this))
{
    qRegisterMetaType<OpenedModelInfo>();
    qRegisterMetaType<Failure>();
    qRegisterMetaType<GenerationProgress>();
    qRegisterMetaType<GenerationOutcome>();
    m_thread.setObjectName(QStringLiteral("engine"));
    m_engine->moveToThread(&m_thread);
    m_thread.start();
    connect(this, &EngineWorker::finished, this, [this](const GenerationOutcome &outcome) {
        m_queued.removeIf([&](const Queued &queued) { return queued.message == outcome.last.message; });
    });
}

EngineWorker::~EngineWorker()
{
    stopAll();
    cancelOpening();
    m_thread.quit();
    m_thread.wait();
}

void EngineWorker::open(const ModelReference &model)
{
    m_opening = {};
    QMetaObject::invokeMethod(
        m_engine.get(), [engine = m_engine.get(), model, stop = m_opening.get_token()] { engine->open(model, stop); });
}

void EngineWorker::setCacheFolder(const QString &folder)
{
    QMetaObject::invokeMethod(m_engine.get(), [engine = m_engine.get(), folder] { engine->setCacheFolder(folder); });
}

void EngineWorker::forget()
{
    QMetaObject::invokeMethod(m_engine.get(), [engine = m_engine.get()] { engine->forget(); });
}

void EngineWorker::cancelOpening()
{
    m_opening.request_stop();
}

void EngineWorker::generate(const GenerationJob &job)
{
    const Queued queued{job.message, {}};
    m_queued.append(queued);
    QMetaObject::invokeMethod(
        m_engine.get(), [engine = m_engine.get(), job, control = queued.control] { engine->generate(job, control); });
}

void EngineWorker::stop(RowId message)
{
    for (auto &queued : m_queued) {
        if (queued.message == message)
            queued.control.stop.request_stop();
    }
}

void EngineWorker::answerNow(RowId message)
{
    for (auto &queued : m_queued) {
        if (queued.message == message)
            queued.control.answerNow->store(true);
    }
}

void EngineWorker::stopAll()
{
    for (auto &queued : m_queued)
        queued.control.stop.request_stop();
}

}  // namespace mingsi::app
