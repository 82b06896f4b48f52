// SPDX-License-Identifier: Apache-2.0
#include "app/chat/engine_worker.h"

#include <algorithm>
#include <chrono>

#include "app/chat/answer_run.h"
#include "app/models/model_fit.h"

namespace mingsi::app {

namespace {

using Clock = std::chrono::steady_clock;

// One frame at 60 Hz: more signals than that can't be seen.
constexpr std::chrono::milliseconds kFrame{16};

// Answers of one model that are written together.
constexpr std::size_t kMostTogether = 4;

}  // namespace

/// What runs on the engine thread: the model and its session.
class EngineWorker::Engine : public QObject
{
public:
    explicit Engine(EngineWorker &owner) : m_owner(owner) {}

    void open(const ModelReference &reference, const std::stop_token &stop)
    {
        if (const auto failure = load(reference, [&] { return stop.stop_requested(); }))
            emit m_owner.modelFailed(*failure);
        else if (m_identity.file != reference.toText())
            emit m_owner.openingCancelled();
        else
            emit m_owner.modelOpened(info());
    }

    /// All of one model.
    void generate(const QList<Task> &tasks)
    {
        const ModelReference &model = tasks.first().job.model;
        const auto stopped = [&] {
            return std::all_of(tasks.begin(), tasks.end(),
                               [](const Task &task) { return task.control.stop.stop_requested(); });
        };
        std::optional<Failure> failure;
        if (!isOpen(model)) {
            failure = isOpened(model) ? guarded([this] { openSession(); }) : load(model, stopped);
            if (isOpen(model))
                emit m_owner.modelReopened(info());
        }
        std::vector<std::unique_ptr<AnswerRun>> runs;
        QHash<RowId, AnswerRun *> running;
        for (const Task &task : tasks) {
            const RowId message = task.job.message;
            if (failure) {
                fail(message, nullptr, *failure);
            } else if (!isOpen(model)) {
                emit m_owner.finished(stoppedOutcome(message));
            } else {
                std::unique_ptr<AnswerRun> run;
                const auto refused = guarded([&] {
                    run = std::make_unique<AnswerRun>(*m_model, task.job, task.control);
                    m_session->check(run->request());
                });
                if (refused) {
                    fail(message, run.get(), *refused);
                    continue;
                }
                report(message, *run);
                run->onEnd = [this, message, &running] {
                    emit m_owner.finished(outcomeOf(message, *running.take(message)));
                };
                running.insert(message, run.get());
                runs.push_back(std::move(run));
            }
        }
        if (runs.empty())
            return;
        std::vector<AnswerRun *> together;
        for (const auto &run : runs)
            together.push_back(run.get());
        failure = guarded([&] { AnswerRun::runTogether(*m_session, together); });
        if (!failure)
            return;
        for (auto left = running.constBegin(); left != running.constEnd(); ++left)
            fail(left.key(), left.value(), *failure);
        // As they are now, model and device can't be used again: the next question opens them anew.
        if (failure->engineCode == engine::ErrorCode::FileLost || failure->engineCode == engine::ErrorCode::DeviceLost)
            unload();
    }

    void setSettings(const SessionSettings &settings)
    {
        if (settings == m_settings)
            return;
        if (settings.cacheFolder.isEmpty())
            forget();
        const bool samePlace = settings.samePlace(m_settings);
        m_settings = settings;
        if (!m_session)
            return;
        m_session.reset();
        // Copying weights to a GPU takes a while: for the next answer, and not for every step of a choice.
        if (!samePlace)
            return;
        const auto failure = guarded([&] { openSession(); });
        if (failure)
            emit m_owner.modelFailed(*failure);
        else
            emit m_owner.modelOpened(info());
    }
    void forget()
    {
        if (m_session)
            m_session->forget();
        if (!m_settings.cacheFolder.isEmpty())
            engine::clear_cache_folder(m_settings.cacheFolder.toStdString());
    }

private:
    bool isOpen(const ModelReference &model) const { return m_session && isOpened(model); }
    /// Perhaps without a session.
    bool isOpened(const ModelReference &model) const { return m_model && m_identity.file == model.toText(); }

    /// Opens a model and makes it the one that answers, unless it is `stopped` first.
    std::optional<Failure> load(const ModelReference &reference, const std::function<bool()> &stopped)
    {
        return guarded([&] {
            auto model = engine::Model::open(reference.source());
            const auto progress = [&](double done) {
                emit m_owner.opening(done);
                return !stopped();
            };
            if (!readWeights(*model, progress))
                return;
            // The old session goes first: two caches do not have to fit.
            unload();
            m_identity = identify(reference, model->description());
            m_model = std::move(model);
            openSession();
        });
    }

    /// Where the GPU can't be used, on the processor: a slow answer is better than none.
    void openSession()
    {
        m_gpuFailure.reset();
        try {
            openSessionOn(m_settings.device);
        } catch (const engine::Error &error) {
            if (m_settings.device != engine::Device::Cuda || error.code() == engine::ErrorCode::FileLost)
                throw;
            m_gpuFailure = Failure::fromEngine(error);
            openSessionOn(engine::Device::Cpu);
        }
    }

    void openSessionOn(engine::Device device)
    {
        engine::SessionOptions options = m_settings.options();
        options.device = device;
        options.cache_key = cacheKey(m_identity);
        const auto fit = ModelFit::estimate(m_model->description(), engine::describe_machine(), options);
        options.sequences = std::clamp<std::size_t>(fit.roomForCaches(), 1, kMostTogether);
        m_session = engine::Session::open(m_model, options);
    }

    OpenedModelInfo info() const
    {
        return {m_model,
                m_model->description(),
                m_identity,
                deviceName(),
                m_session->placement(),
                m_gpuFailure,
                static_cast<int>(m_session->context_length())};
    }

    void unload()
    {
        m_session.reset();
        m_model.reset();
        m_identity = {};
    }

    QString deviceName() const { return QString::fromStdString(m_session->device_name()); }

    static GenerationOutcome stoppedOutcome(RowId message)
    {
        GenerationOutcome outcome;
        outcome.last.message = message;
        outcome.result.finish_reason = engine::FinishReason::Cancelled;
        return outcome;
    }

    GenerationOutcome outcomeOf(RowId message, const AnswerRun &run) const
    {
        GenerationOutcome outcome;
        outcome.last = snapshot(message, run);
        outcome.last.thinking = false;
        outcome.result = run.result();
        outcome.trace = run.trace();
        outcome.settings = run.settings();
        outcome.repeated = run.repeated();
        outcome.model = m_identity;
        outcome.device = deviceName();
        return outcome;
    }

    /// `run` is null when it was not begun.
    void fail(RowId message, const AnswerRun *run, const Failure &failure)
    {
        GenerationOutcome outcome;
        if (run)
            outcome = outcomeOf(message, *run);
        outcome.last.message = message;
        outcome.failure = failure;
        emit m_owner.finished(outcome);
    }

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
        progress.contextUsed = static_cast<int>(run.contextUsed());
        progress.contextLength = static_cast<int>(m_session->context_length());
        return progress;
    }

    EngineWorker &m_owner;
    std::shared_ptr<const engine::Model> m_model;
    std::unique_ptr<engine::Session> m_session;
    ModelIdentity m_identity;
    SessionSettings m_settings;
    std::optional<Failure> m_gpuFailure;  ///< of the session
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

void EngineWorker::setSessionSettings(const SessionSettings &settings)
{
    QMetaObject::invokeMethod(m_engine.get(), [engine = m_engine.get(), settings] { engine->setSettings(settings); });
}

void EngineWorker::forget()
{
    QMetaObject::invokeMethod(m_engine.get(), [engine = m_engine.get()] { engine->forget(); });
}

void EngineWorker::cancelOpening()
{
    m_opening.request_stop();
}

void EngineWorker::generate(const QList<GenerationJob> &jobs)
{
    QList<QList<Task>> models;
    for (const GenerationJob &job : jobs) {
        const Task task{job, {}};
        m_queued.append({job.message, task.control});
        const auto same = std::find_if(models.begin(), models.end(), [&](const QList<Task> &tasks) {
            return tasks.first().job.model.toText() == job.model.toText();
        });
        if (same != models.end())
            same->append(task);
        else
            models.append({task});
    }
    for (const QList<Task> &tasks : models)
        QMetaObject::invokeMethod(m_engine.get(), [engine = m_engine.get(), tasks] { engine->generate(tasks); });
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
