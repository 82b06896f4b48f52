// SPDX-License-Identifier: Apache-2.0
#include "engine/tokenizer/chat_template.h"

#include <ctime>

#include "engine/base/error.h"
#include "engine/tokenizer/family_templates.h"

namespace mingsi::engine {
namespace {

constexpr std::string_view kThink = "<think>";
// For one short message.
constexpr jinja::Limits kTrialLimits{.steps = 200'000, .text = std::size_t{1} << 20, .items = 100'000};

const char* role_name(Role role) {
  switch (role) {
    case Role::System: return "system";
    case Role::User: return "user";
    case Role::Assistant: return "assistant";
  }
  return "user";
}

std::tm local_time() {
  const std::time_t now = std::time(nullptr);
  std::tm time{};
  localtime_r(&now, &time);
  return time;
}

jinja::Value token_text(const Tokenizer& tokenizer, std::optional<TokenId> id) {
  return jinja::Text(id ? tokenizer.bytes(*id) : std::string_view());
}

/// Whether the prompt ends inside a thought that the template, not a message, has opened.
bool ends_in_thought(const jinja::Text& prompt) {
  const std::string_view bytes = prompt.bytes();
  const auto end = bytes.find_last_not_of("\n") + 1;
  if (!bytes.substr(0, end).ends_with(kThink)) return false;
  return !prompt.substr(end - kThink.size()).typed();
}

}  // namespace

ChatTemplate::ChatTemplate(const Tokenizer& tokenizer, std::string_view source) {
  const auto& family = family_template(tokenizer);
  if (!source.empty()) {
    try {
      use(tokenizer, source);
      name_ = "template of the file";
      return;
    } catch (const jinja::TemplateError& error) {
      problem_ = "line " + std::to_string(error.line()) + ": " + error.what();
    }
  }
  name_ = family.name;
  use(tokenizer, family.source);
}

void ChatTemplate::use(const Tokenizer& tokenizer, std::string_view source) {
  template_ = std::make_unique<const jinja::Template>(source);
  can_think_ = tokenizer.special(kThink).has_value() && source.find("think") != std::string_view::npos;
  has_switch_ = source.find("thinking") != std::string_view::npos;
  const ChatMessage trial{Role::User, "?"};
  const auto usual = render(tokenizer, {&trial, 1}, {}, kTrialLimits);
  thinks_by_default_ = can_think_;
  if (has_switch_)
    thinks_by_default_ = can_think_ && usual.bytes() == render(tokenizer, {&trial, 1}, {true}, kTrialLimits).bytes();
}

jinja::Text ChatTemplate::render(const Tokenizer& tokenizer, std::span<const ChatMessage> messages,
                                 const ChatOptions& options, const jinja::Limits& limits) const {
  jinja::List list;
  for (const auto& message : messages) {
    jinja::Dict entry;
    entry.set(jinja::Text("role"), jinja::Value(role_name(message.role)));
    entry.set(jinja::Text("content"), jinja::Text(message.content, true));
    list.emplace_back(std::move(entry));
  }
  const auto& ends = tokenizer.end_of_turn();
  jinja::Dict variables;
  const auto set = [&](const char* name, jinja::Value value) { variables.set(jinja::Text(name), std::move(value)); };
  set("messages", std::move(list));
  set("tools", jinja::Value::None{});
  set("documents", jinja::Value::None{});
  set("add_generation_prompt", true);
  set("bos_token", token_text(tokenizer, tokenizer.bos()));
  set("eos_token", token_text(tokenizer, ends.empty() ? std::nullopt : std::optional(ends.front())));
  if (options.thinking) {
    set("thinking", *options.thinking);         // DeepSeek-V3.1
    set("enable_thinking", *options.thinking);  // Qwen3
  }
  return template_->render(variables, local_time(), limits);
}

ChatPrompt ChatTemplate::encode(const Tokenizer& tokenizer, std::span<const ChatMessage> messages,
                                const ChatOptions& options) const {
  jinja::Text prompt;
  try {
    prompt = render(tokenizer, messages, options, {});
  } catch (const jinja::TemplateError& error) {
    throw Error(ErrorCode::BadTemplate, {}, "tokenizer.chat_template, line " + std::to_string(error.line()),
                error.what());
  }
  // Templates without a switch (R1's) are switched by what R1's authors describe: an opened thought enforces
  // reasoning, an empty one leaves it out.
  const bool opened = ends_in_thought(prompt);
  if (!can_think_ || !options.thinking) return {tokenizer.encode(prompt.bytes(), prompt.marks()), opened};
  if (!*options.thinking && opened) {
    prompt += jinja::Text(prompt.bytes().ends_with('\n') ? "\n</think>\n\n" : "\n\n</think>\n\n");
  } else if (!has_switch_ && !opened) {
    prompt += jinja::Text(*options.thinking ? "<think>\n" : "<think>\n\n</think>\n\n");
  }
  return {tokenizer.encode(prompt.bytes(), prompt.marks()), ends_in_thought(prompt)};
}

}  // namespace mingsi::engine
