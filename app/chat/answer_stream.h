// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>
#include <chrono>
#include <string>

#include "app/chat/reasoning_parser.h"
#include "engine/engine.h"

namespace mingsi::app {

/// Follows one generation: splits its text into reasoning and answer and counts tokens and time of each. Shared by the
/// worker thread and the command line.
class AnswerStream
{
public:
    explicit AnswerStream(bool opensReasoning)
        : AnswerStream(opensReasoning ? ReasoningParser::Start::InThought : ReasoningParser::Start::InAnswer)
    {
    }
    explicit AnswerStream(ReasoningParser::Start start) : m_parser(start) {}

    /// A token has arrived. The thought's clock starts with its first token, not with the reading of the prompt.
    void add(const engine::TokenEvent &event) { add(event, &ReasoningParser::push); }
    /// The same for a token that a person wrote: a tag in its text is text.
    void addWritten(const engine::TokenEvent &event) { add(event, &ReasoningParser::pushText); }
    void finish() { m_parser.finish(); }

    const std::string &reasoning() const { return m_parser.reasoning(); }
    const std::string &answer() const { return m_parser.answer(); }
    /// Their lengths in UTF-16 units, as QString counts.
    qint32 reasoningLength() const { return m_reasoningLength.units; }
    qint32 answerLength() const { return m_answerLength.units; }
    bool inThought() const { return m_parser.inThought(); }
    std::size_t tokens() const { return m_tokens; }
    std::size_t reasoningTokens() const { return m_reasoningTokens; }
    double reasoningSeconds() const { return m_reasoningSeconds; }
    double tokensPerSecond() const;

private:
    using Clock = std::chrono::steady_clock;

    /// The length of a growing UTF-8 text in UTF-16 units; counts each byte once.
    struct Length {
        std::size_t bytes = 0;
        qint32 units = 0;
        void follow(const std::string &text);
    };

    void add(const engine::TokenEvent &event, void (ReasoningParser::*push)(std::string_view));

    ReasoningParser m_parser;
    Length m_reasoningLength;
    Length m_answerLength;
    std::size_t m_tokens = 0;
    std::size_t m_reasoningTokens = 0;
    double m_reasoningSeconds = 0;
    Clock::time_point m_first;
    Clock::time_point m_latest;
};

}  // namespace mingsi::app
