// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/tokenizer/tokenizer.h"

namespace mingsi::engine {

enum class Role { System, User, Assistant };

/// One message of a prompt. An assistant's content is its answer alone: reasoning of past turns never goes back.
struct ChatMessage {
  Role role;
  std::string content;
};

/// How a family of models lays out conversations, and whether its turns begin inside a thought.
class ChatFormat {
 public:
  enum class Family {
    DeepSeekV2,  ///< "User: …\n\nAssistant: …"
    DeepSeekV3,  ///< "<｜User｜>…<｜Assistant｜>…"
    DeepSeekR1,  ///< as V3, and the prompt opens the thought with "<think>\n"
  };

  /// Tells the family from the special tokens of the vocabulary and the template of the file (which may be empty).
  static ChatFormat detect(const Tokenizer& tokenizer, std::string_view chat_template);

  Family family() const { return family_; }
  const char* name() const;
  /// Whether the prompt has opened a thought, so that the model's own text begins inside it.
  bool opens_reasoning() const { return family_ == Family::DeepSeekR1; }

  /// Ids of a conversation up to where the model goes on. Text of messages never becomes special tokens.
  std::vector<TokenId> encode(const Tokenizer& tokenizer, std::span<const ChatMessage> messages) const;

 private:
  explicit ChatFormat(Family family) : family_(family) {}
  Family family_;
};

}  // namespace mingsi::engine
