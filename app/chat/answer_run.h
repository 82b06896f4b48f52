// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <memory>
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
    AnswerRun(const engine::Model &model, engine::Session &session, const GenerationJob &job);

    /// Called on the engine thread while the prompt is read, and after each token.
    std::function<void(std::size_t done, std::size_t total)> onPrefill;
    std::function<void()> onToken;

    /// Throws what the engine throws; what there is until then stays readable below.
    void run(const AnswerControl &control);

    const AnswerStream &stream() const { return m_stream; }
    const TokenTrace &trace() const { return m_trace; }
    const engine::GenerationResult &result() const { return m_result; }
    ThoughtEnd thoughtEnd() const { return m_thoughtEnd; }
    bool repeated() const { return m_repeated; }
    /// The job's settings with every value that was used.
    const AnswerSettings &settings() const { return m_settings; }

private:
    void begin();
    void write(const std::vector<engine::TokenId> &ids, TokenMark::Origin origin);
    void writeText(const QString &text);
    void closeThought();
    /// Generates until the model ends, somebody stops it or the thought is to be closed; true for the last.
    bool generate(const AnswerControl &control);
    void take(const engine::TokenEvent &event, const AnswerControl &control, std::stop_source &pause);
    void record(const engine::TokenEvent &event, TokenMark::Origin origin);

    const engine::Model &m_model;
    engine::Session &m_session;
    const GenerationJob &m_job;
    AnswerSettings m_settings;
    engine::SamplerParameters m_sampler;
    engine::ChatPrompt m_prompt;
    AnswerStream m_stream;
    TokenTrace m_trace;
    std::vector<engine::TokenId> m_written;  ///< the answer's tokens, prefix included
    RepetitionGuard m_guard;
    engine::GenerationResult m_result;
    ThoughtEnd m_thoughtEnd = ThoughtEnd::Model;
    bool m_closing = false;
    bool m_repeated = false;
    std::chrono::steady_clock::time_point m_start;
};

}  // namespace mingsi::app
