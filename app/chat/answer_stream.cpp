// SPDX-License-Identifier: Apache-2.0
#include "app/chat/answer_stream.h"

namespace mingsi::app {

void AnswerStream::add(const engine::TokenEvent &event)
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
    m_parser.push(event.text);
}

double AnswerStream::tokensPerSecond() const
{
    const double seconds = std::chrono::duration<double>(m_latest - m_first).count();
    return m_tokens > 1 && seconds > 0 ? static_cast<double>(m_tokens - 1) / seconds : 0;
}

}  // namespace mingsi::app
