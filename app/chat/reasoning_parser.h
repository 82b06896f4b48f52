// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace mingsi::app {

/// Tells a model's thought from its answer in a stream of text that may be cut anywhere.
///
/// `<think>` begins a thought and `</think>` ends it, except inside Markdown code, where they are text: inline code
/// reaches to its closing backticks or the end of the line, fenced code to its closing fence. Because models leave
/// fences open in their thoughts, a `</think>` at the start of a line ends the thought even in fenced code. White space
/// around a thought and around an answer belongs to neither. A second thought is appended to the first after a blank
/// line.
class ReasoningParser
{
public:
    enum class Start {
        InAnswer,   ///< the model writes `<think>` itself, or never thinks
        InThought,  ///< the prompt has opened the thought (R1's newer template)
        Unknown,    ///< either: a `</think>` that nothing has opened makes a thought of everything before it
    };

    explicit ReasoningParser(Start start);

    /// Takes the next piece of text.
    void push(std::string_view chunk);
    /// Takes text of a person: what looks like a tag in it is text.
    void pushText(std::string_view text);
    /// The stream has ended: what looked like the beginning of a tag was text.
    void finish();

    bool inThought() const { return m_inThought; }
    /// Everything so far, UTF-8.
    const std::string &reasoning() const { return m_reasoning; }
    const std::string &answer() const { return m_answer; }

private:
    enum class Code { None, Inline, Fenced };

    void consume(bool atEnd);
    /// Takes a tag at the start of m_pending; false when there is none. `undecided`: more text could make it one.
    bool takeTag(bool atEnd, bool &undecided);
    void takeBackticks(std::size_t count);
    void takeCharacter();
    void emitText(std::string_view text);
    void switchTo(bool thought);

    std::string m_pending;
    std::string m_whiteSpace;  ///< held back until something follows it
    std::string m_reasoning;
    std::string m_answer;
    bool m_inThought;
    bool m_mayBeThought;  ///< what looks like the answer so far may turn out to be the thought
    bool m_heedsTags = true;
    bool m_sectionEmpty = true;  ///< nothing but white space since the last switch
    bool m_lineStart = true;     ///< only spaces since the line began
    Code m_code = Code::None;
    std::size_t m_codeTicks = 0;
};

}  // namespace mingsi::app
