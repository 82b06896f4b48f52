// SPDX-License-Identifier: Apache-2.0
#include "app/chat/answer_stream.h"

namespace mingsi::app {

void AnswerStream::add(const engine::TokenEvent &event, void (ReasoningParser::*push)(std::string_view))
{
    const auto now = Clock::now();
    const bool wasInThought = m_parser.inThought();
    if (event.id >= 0) {
        if (m_tokens == 0)
            m_first = m_latest = now;
        if (wasInThought) {
            ++m_reasoningTokens;
            m_reasoningSeconds += std::chrono::duration<double>(now - m_latest).count();
        }
        ++m_tokens;
        m_latest = now;
    }
    (m_parser.*push)(event.text);
    if (m_parser.answer().size() < m_answerLength.bytes) {
        // What looked like the answer was the thought.
        m_answerLength = {};
        m_reasoningTokens = m_tokens;
        m_reasoningSeconds = std::chrono::duration<double>(m_latest - m_first).count();
    }
    m_reasoningLength.follow(m_parser.reasoning());
    m_answerLength.follow(m_parser.answer());
}

void AnswerStream::Length::follow(const std::string &text)
{
    for (; bytes < text.size(); ++bytes) {
        const auto byte = static_cast<unsigned char>(text[bytes]);
        const bool continues = (byte & 0xc0) == 0x80;
        // A character of four bytes is a surrogate pair.
        units += continues ? 0 : byte >= 0xf0 ? 2 : 1;
    }
}

double AnswerStream::tokensPerSecond() const
{
    const double seconds = std::chrono::duration<double>(m_latest - m_first).count();
    return m_tokens > 1 && seconds > 0 ? static_cast<double>(m_tokens - 1) / seconds : 0;
}

}  // namespace mingsi::app
