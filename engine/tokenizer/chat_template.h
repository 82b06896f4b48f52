// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "engine/tokenizer/chat.h"
#include "engine/tokenizer/jinja/template.h"
#include "engine/tokenizer/tokenizer.h"

namespace mingsi::engine {

/// The prompt format of a model: the Jinja template of its file, or that of its family when the file has none or one
/// that cannot be used.
class ChatTemplate {
 public:
  /// `source` may be empty. Never throws for a bad template; see problem().
  ChatTemplate(const Tokenizer& tokenizer, std::string_view source);

  /// "template of the file", or the family's name.
  const std::string& name() const { return name_; }
  /// Why the file's own template is not used, with its line; empty otherwise.
  const std::string& problem() const { return problem_; }
  /// Whether the format knows of thoughts, and so can be told to think or not to.
  bool can_think() const { return can_think_; }
  /// Whether a conversation that says nothing about it is one in which the model thinks.
  bool thinks_by_default() const { return thinks_by_default_; }

  /// Ids of a conversation. Text of messages never becomes special tokens. Throws BadTemplate with the line when the
  /// template refuses the conversation.
  ChatPrompt encode(const Tokenizer& tokenizer, std::span<const ChatMessage> messages,
                    const ChatOptions& options) const;

 private:
  void use(const Tokenizer& tokenizer, std::string_view source);
  jinja::Text render(const Tokenizer& tokenizer, std::span<const ChatMessage> messages, const ChatOptions& options,
                     const jinja::Limits& limits) const;

  std::unique_ptr<const jinja::Template> template_;
  std::string name_;
  std::string problem_;
  bool can_think_ = false;
  bool thinks_by_default_ = false;
  bool has_switch_ = false;  ///< the template itself asks whether to think
};

}  // namespace mingsi::engine
