// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "engine/tokenizer/vocabulary.h"

namespace mingsi::engine {

/// Encodes text in which no special token counts.
class TextEncoder {
 public:
  virtual ~TextEncoder() = default;

  /// Appends the ids of `text`, which may be any bytes. Thread-safe.
  virtual void encode(std::string_view text, std::vector<TokenId>& ids) const = 0;
};

}  // namespace mingsi::engine
