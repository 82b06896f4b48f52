// SPDX-License-Identifier: Apache-2.0
#include "app/chat/reasoning_parser.h"

#include <utility>

namespace mingsi::app {

namespace {

constexpr std::string_view kOpen = "<think>";
constexpr std::string_view kClose = "</think>";
constexpr std::size_t kFence = 3;

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

}  // namespace

ReasoningParser::ReasoningParser(Start start)
    : m_inThought(start == Start::InThought), m_mayBeThought(start == Start::Unknown)
{
}

void ReasoningParser::push(std::string_view chunk)
{
    m_pending += chunk;
    consume(false);
}

void ReasoningParser::pushText(std::string_view text)
{
    consume(true);
    m_heedsTags = false;
    m_pending = text;
    consume(true);
    m_heedsTags = true;
}

void ReasoningParser::finish()
{
    consume(true);
    m_whiteSpace.clear();
}

void ReasoningParser::consume(bool atEnd)
{
    while (!m_pending.empty()) {
        const char first = m_pending.front();
        if (first == '<' && m_heedsTags) {
            bool undecided = false;
            if (takeTag(atEnd, undecided))
                continue;
            if (undecided)
                return;
        } else if (first == '`') {
            const auto end = m_pending.find_first_not_of('`');
            // The run of backticks may go on in the next chunk.
            if (end == std::string::npos && !atEnd)
                return;
            takeBackticks(end == std::string::npos ? m_pending.size() : end);
            continue;
        }
        takeCharacter();
    }
}

bool ReasoningParser::takeTag(bool atEnd, bool &undecided)
{
    const std::string_view tag = m_inThought ? kClose : kOpen;
    if (m_mayBeThought && !m_inThought && (m_code == Code::None || (m_code == Code::Fenced && m_lineStart))) {
        if (std::string_view(m_pending).starts_with(kClose)) {
            m_reasoning = std::exchange(m_answer, {});
            m_pending.erase(0, kClose.size());
            switchTo(false);
            return true;
        }
        undecided = !atEnd && kClose.starts_with(m_pending);
    }
    const bool heeded = m_code == Code::None || (m_inThought && m_code == Code::Fenced && m_lineStart);
    if (!heeded)
        return false;
    const std::string_view pending = m_pending;
    if (pending.starts_with(tag)) {
        m_pending.erase(0, tag.size());
        switchTo(!m_inThought);
        return true;
    }
    undecided = undecided || (!atEnd && tag.starts_with(pending));
    return false;
}

void ReasoningParser::takeBackticks(std::size_t count)
{
    switch (m_code) {
    case Code::None:
        m_code = count >= kFence && m_lineStart ? Code::Fenced : Code::Inline;
        m_codeTicks = count;
        break;
    case Code::Inline:
        if (count == m_codeTicks)
            m_code = Code::None;
        break;
    case Code::Fenced:
        if (m_lineStart && count >= m_codeTicks)
            m_code = Code::None;
        break;
    }
    emitText(std::string_view(m_pending).substr(0, count));
    m_pending.erase(0, count);
    m_lineStart = false;
}

void ReasoningParser::takeCharacter()
{
    // Plain text up to the next character that means something, in one step.
    const auto end = m_pending.find_first_of("<`\n", 1);
    const std::string text = m_pending.substr(0, end);
    m_pending.erase(0, text.size());
    if (text.front() == '\n') {
        m_lineStart = true;
        if (m_code == Code::Inline)
            m_code = Code::None;
    }
    if (text.find_first_not_of(" \n") != std::string::npos)
        m_lineStart = false;
    emitText(text);
}

void ReasoningParser::emitText(std::string_view text)
{
    std::string &target = m_inThought ? m_reasoning : m_answer;
    std::size_t last = text.size();
    while (last > 0 && isSpace(text[last - 1]))
        --last;
    if (last == 0) {
        if (!m_sectionEmpty)
            m_whiteSpace += text;
        return;
    }
    std::string_view solid = text.substr(0, last);
    if (m_sectionEmpty) {
        while (isSpace(solid.front()))
            solid.remove_prefix(1);
        if (!target.empty())
            target += "\n\n";
        m_sectionEmpty = false;
    }
    target += m_whiteSpace;
    target += solid;
    m_whiteSpace = text.substr(last);
}

void ReasoningParser::switchTo(bool thought)
{
    m_inThought = thought;
    m_mayBeThought = false;
    m_sectionEmpty = true;
    m_whiteSpace.clear();
    m_code = Code::None;
    m_lineStart = true;
}

}  // namespace mingsi::app
