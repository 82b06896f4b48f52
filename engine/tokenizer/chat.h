// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/tokenizer/vocabulary.h"

namespace mingsi::engine {

enum class Role { System, User, Assistant };

/// One message of a prompt. An assistant's content is its answer alone: reasoning of past turns never goes back.
struct ChatMessage {
  Role role;
  std::string content;
};

struct ChatOptions {
  /// Whether the model is to think before it answers; empty: as its template has it.
  std::optional<bool> thinking;
};

/// A conversation as the model reads it, up to where it goes on.
struct ChatPrompt {
  std::vector<TokenId> ids;
  bool opens_reasoning = false;  ///< the prompt ends inside a thought
};

}  // namespace mingsi::engine
