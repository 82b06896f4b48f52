// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>

#include "app/chat/answer_stream.h"
#include "app/chat/generation.h"
#include "app/chat/repetition_guard.h"

namespace mingsi::app {

/// What a person can do to an answer that is being written; set from another thread.
struct AnswerControl {
    std::stop_source stop;
    std::shared_ptr<std::atomic<bool>> answerNow = std::make_shared<std::atomic<bool>>(false);
};

/// Writes one answer: reads the prompt, goes on after what the answer is to begin with, ends the thought when it is
/// told to or the budget is used up, and stops a text that runs in circles. Ending a thought means to put its closing
/// tag into the stream and to go on from the same key-value cache, so it costs no more than those tokens.
class AnswerRun
{
public:
    /// `model` outlives it. Throws what the engine throws of a conversation that its template refuses.
    AnswerRun(const engine::Model &model, const GenerationJob &job, const AnswerControl &control = {});
    AnswerRun(const AnswerRun &) = delete;
    AnswerRun &operator=(const AnswerRun &) = delete;

    /// Called on the engine thread while the prompt is read, after each token, and when the answer has ended, unless
    /// that is by an error.
    std::function<void(std::size_t done, std::size_t total)> onPrefill;
    std::function<void()> onToken;
    std::function<void()> onEnd;

    /// Writes the answers together, as many as the session has sequences. Throws what the engine throws; what there is
    /// of each answer until then stays readable below.
    static void runTogether(engine::Session &session, std::span<AnswerRun *const> runs);
    void run(engine::Session &session)
    {
        AnswerRun *const alone = this;
        runTogether(session, {&alone, 1});
    }

    /// What the engine is to generate next.
    const engine::GenerationRequest &request() const { return m_request; }
    const AnswerStream &stream() const { return m_stream; }
    const TokenTrace &trace() const { return m_trace; }
    const engine::GenerationResult &result() const { return m_result; }
    ThoughtEnd thoughtEnd() const { return m_thoughtEnd; }
    bool repeated() const { return m_repeated; }
    /// Tokens of the prompt and the answer.
    std::size_t contextUsed() const { return m_prompt.ids.size() + m_written.size(); }
    /// The job's settings with every value that was used.
    const AnswerSettings &settings() const { return m_settings; }

private:
    void begin(const AnswerPrefix &prefix);
    void write(const std::vector<engine::TokenId> &ids, TokenMark::Origin origin);
    void writeText(const QString &text);
    void closeThought();
    /// Makes m_request the one that goes on behind what is written.
    void prepare();
    /// What goes on when a request has ended: after a thought that was closed, the answer.
    const engine::GenerationRequest *next(const engine::GenerationResult &result);
    void add(const engine::GenerationResult &result);
    void take(const engine::TokenEvent &event);
    void record(const engine::TokenEvent &event, TokenMark::Origin origin);
    void finish();

    const engine::Model &m_model;
    AnswerControl m_control;
    AnswerSettings m_settings;
    engine::SamplerParameters m_sampler;
    engine::ChatPrompt m_prompt;
    engine::GenerationRequest m_request;
    std::stop_source m_pause;  ///< ends m_request: by a person, or to close the thought
    std::optional<std::stop_callback<std::function<void()>>> m_stopped;
    AnswerStream m_stream;
    TokenTrace m_trace;
    std::vector<engine::TokenId> m_written;  ///< the answer's tokens, prefix included
    RepetitionGuard m_guard;
    engine::GenerationResult m_result;
    ThoughtEnd m_thoughtEnd = ThoughtEnd::Model;
    bool m_closing = false;
    bool m_repeated = false;
    bool m_ended = false;
    std::chrono::steady_clock::time_point m_start;
};

}  // namespace mingsi::app
