// SPDX-License-Identifier: Apache-2.0
#include "app/chat/engine_worker.h"

#include <chrono>

#include "app/chat/answer_stream.h"

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

    void open(const ModelReference &reference)
    {
        // The old model goes first: two do not have to fit.
        m_session.reset();
        m_model.reset();
        const auto failure = guarded([&] {
            auto model = engine::Model::open(reference.source());
            m_session = engine::Session::open(model, {});
            m_model = std::move(model);
        });
        if (failure) {
            emit m_owner.modelFailed(*failure);
            return;
        }
        emit m_owner.modelOpened({m_model->description(), QString::fromStdString(m_session->device_name()),
                                  static_cast<int>(m_session->context_length())});
    }

    void generate(const GenerationJob &job, const std::stop_token &stop)
    {
        GenerationOutcome outcome;
        outcome.last.message = job.message;
        if (!m_session) {
            outcome.failure = Failure{Failure::Kind::NoModel, {}, {}, {}, {}};
            emit m_owner.finished(outcome);
            return;
        }
        engine::ChatPrompt prompt;
        outcome.failure = guarded([&] { prompt = m_model->encode_chat(job.messages, job.options); });
        AnswerStream stream(prompt.opens_reasoning);
        if (!outcome.failure)
            outcome.failure = guarded([&] { run(job, std::move(prompt.ids), stop, stream, outcome); });
        stream.finish();
        outcome.last = snapshot(job.message, stream);
        outcome.last.thinking = false;
        outcome.device = QString::fromStdString(m_session->device_name());
        emit m_owner.finished(outcome);
    }

private:
    void run(const GenerationJob &job, std::vector<engine::TokenId> prompt, const std::stop_token &stop,
             AnswerStream &stream, GenerationOutcome &outcome)
    {
        Clock::time_point sent{};
        engine::GenerationRequest request;
        request.prompt = std::move(prompt);
        request.sampler = job.sampler;
        request.max_tokens = job.maxTokens;
        request.stop = stop;
        request.on_prefill = [&](std::size_t done, std::size_t total) {
            auto progress = snapshot(job.message, stream);
            progress.prefillDone = static_cast<double>(done) / static_cast<double>(total);
            emit m_owner.progress(progress);
        };
        request.on_token = [&](const engine::TokenEvent &event) {
            stream.add(event);
            const auto now = Clock::now();
            if (now - sent < kFrame)
                return;
            sent = now;
            emit m_owner.progress(snapshot(job.message, stream));
        };
        outcome.result = m_session->generate(request);
    }

    GenerationProgress snapshot(RowId message, const AnswerStream &stream) const
    {
        GenerationProgress progress;
        progress.message = message;
        progress.answer = QString::fromStdString(stream.answer());
        progress.reasoning = {QString::fromStdString(stream.reasoning()), static_cast<int>(stream.reasoningTokens()),
                              stream.reasoningSeconds()};
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
    m_thread.quit();
    m_thread.wait();
}

void EngineWorker::open(const ModelReference &model)
{
    QMetaObject::invokeMethod(m_engine.get(), [engine = m_engine.get(), model] { engine->open(model); });
}

void EngineWorker::generate(const GenerationJob &job)
{
    Queued queued{job.message, {}};
    m_queued.append(queued);
    QMetaObject::invokeMethod(m_engine.get(), [engine = m_engine.get(), job, stop = queued.stop.get_token()] {
        engine->generate(job, stop);
    });
}

void EngineWorker::stop(RowId message)
{
    for (auto &queued : m_queued) {
        if (queued.message == message)
            queued.stop.request_stop();
    }
}

void EngineWorker::stopAll()
{
    for (auto &queued : m_queued)
        queued.stop.request_stop();
}

}  // namespace mingsi::app
