// SPDX-License-Identifier: Apache-2.0
#include "engine/tokenizer/chat_format.h"

namespace mingsi::engine {
namespace {

constexpr std::string_view kUser = "<｜User｜>";
constexpr std::string_view kAssistant = "<｜Assistant｜>";
constexpr std::string_view kEnd = "<｜end▁of▁sentence｜>";

/// Joins literal parts of the format, in which special tokens count, with text of people, in which they don't.
class PromptBuilder {
 public:
  explicit PromptBuilder(const Tokenizer& tokenizer) : tokenizer_(tokenizer) {
    if (const auto bos = tokenizer.bos()) ids_.push_back(*bos);
  }
  void literal(std::string_view text) { append(tokenizer_.encode(text, true)); }
  void content(std::string_view text) { append(tokenizer_.encode(text, false)); }
  std::vector<TokenId> take() { return std::move(ids_); }

 private:
  void append(const std::vector<TokenId>& ids) { ids_.insert(ids_.end(), ids.begin(), ids.end()); }
  const Tokenizer& tokenizer_;
  std::vector<TokenId> ids_;
};

}  // namespace

ChatFormat ChatFormat::detect(const Tokenizer& tokenizer, std::string_view chat_template) {
  if (!tokenizer.special(kUser) || !tokenizer.special(kAssistant)) return ChatFormat(Family::DeepSeekV2);
  // R1's newer template opens the thought in the generation prompt; Jinja writes the newline as \n in the string.
  const bool opens = chat_template.find("<｜Assistant｜><think>\\n") != std::string_view::npos ||
                     chat_template.find("<｜Assistant｜><think>\n") != std::string_view::npos;
  return ChatFormat(opens ? Family::DeepSeekR1 : Family::DeepSeekV3);
}

const char* ChatFormat::name() const {
  switch (family_) {
    case Family::DeepSeekV2: return "deepseek-v2";
    case Family::DeepSeekV3: return "deepseek-v3";
    case Family::DeepSeekR1: return "deepseek-r1";
  }
  return "";
}

std::vector<TokenId> ChatFormat::encode(const Tokenizer& tokenizer, std::span<const ChatMessage> messages) const {
  PromptBuilder prompt(tokenizer);
  const bool v2 = family_ == Family::DeepSeekV2;
  for (const auto& message : messages) {
    switch (message.role) {
      case Role::System:
        prompt.content(message.content);
        if (v2) prompt.literal("\n\n");
        break;
      case Role::User:
        prompt.literal(v2 ? "User: " : kUser);
        prompt.content(message.content);
        if (v2) prompt.literal("\n\n");
        break;
      case Role::Assistant:
        prompt.literal(v2 ? "Assistant: " : kAssistant);
        prompt.content(message.content);
        prompt.literal(kEnd);
        break;
    }
  }
  prompt.literal(v2 ? "Assistant:" : kAssistant);
  if (opens_reasoning()) prompt.literal("<think>\n");
  return prompt.take();
}

}  // namespace mingsi::engine
