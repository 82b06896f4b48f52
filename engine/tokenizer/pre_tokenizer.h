// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mingsi::engine {

/// Cuts text into the pieces inside which BPE merges happen: a sequence of regular expressions, each of which splits
/// the pieces of the one before into matches and what lies between (the `Split` pre-tokenizer with behaviour
/// "isolated" of Hugging Face tokenizers). The expressions run in PCRE2 with Unicode properties.
class PreTokenizer {
 public:
  /// `name` as in `tokenizer.ggml.pre`; throws UnsupportedTokenizer for a name the engine does not know.
  explicit PreTokenizer(std::string_view name);
  ~PreTokenizer();
  PreTokenizer(PreTokenizer&&) noexcept;

  /// Pieces of `text` in order; together they are the text. Invalid UTF-8 is allowed: PCRE2 treats each bad
  /// sequence as something no expression matches.
  std::vector<std::string_view> split(std::string_view text) const;

  static std::vector<std::string_view> known_names();

 private:
  class Expression;
  std::vector<Expression> expressions_;
};

}  // namespace mingsi::engine
