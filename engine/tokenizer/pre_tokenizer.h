// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mingsi::engine {

/// Cuts text into the pieces inside which BPE merges happen: a sequence of regular expressions, each of which splits
/// the pieces of the one before into matches and what lies between (the `Split` pre-tokenizer with behaviour
/// "isolated" of Hugging Face tokenizers). The expressions run in PCRE2 with Unicode properties.
class PreTokenizer {
 public:
  /// GPT-2's expression, which `ByteLevel` of Hugging Face tokenizers uses.
  static constexpr std::string_view kGpt2 =
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

  /// `name` as in `tokenizer.ggml.pre`; throws UnsupportedTokenizer for a name the engine does not know.
  explicit PreTokenizer(std::string_view name);
  /// The expressions of a file; throws UnsupportedTokenizer for one that does not compile. Splitting stops with the
  /// same error when they take unreasonably long.
  explicit PreTokenizer(std::span<const std::string> expressions);
  ~PreTokenizer();
  PreTokenizer(PreTokenizer&&) noexcept;

  /// Pieces of `text` in order; together they are the text. Invalid UTF-8 is allowed: PCRE2 treats each bad
  /// sequence as something no expression matches.
  std::vector<std::string_view> split(std::string_view text) const;

  static std::vector<std::string_view> known_names();
  /// The name of a sequence of expressions, if it is one of the known ones.
  static std::optional<std::string_view> name_of(std::span<const std::string> expressions);

 private:
  class Expression;
  std::vector<Expression> expressions_;
};

}  // namespace mingsi::engine
