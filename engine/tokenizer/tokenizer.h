// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/tokenizer/text_encoder.h"
#include "engine/tokenizer/vocabulary.h"

namespace mingsi::engine {

/// Text to token ids and back: special and added tokens are matched as a whole, the text between goes to the
/// vocabulary's encoder.
class Tokenizer {
 public:
  /// Throws BadConfig when ids, merges or tokens do not fit together, UnsupportedTokenizer or Malformed.
  explicit Tokenizer(Vocabulary vocabulary);

  std::size_t size() const { return bytes_.size(); }
  /// The name of the pre-tokenizer.
  const std::string& name() const { return name_; }

  /// Ids of `text`. Special tokens spelt in the text become their ids only with `parse_special`; text of people is
  /// encoded without, so that it stays text.
  std::vector<TokenId> encode(std::string_view text, bool parse_special) const;

  /// Ids of a prompt of which `typed`, a byte for each byte of `text`, tells what people wrote (not 0): special tokens
  /// count only where none of their bytes is typed.
  std::vector<TokenId> encode(std::string_view text, std::string_view typed) const;

  /// The raw bytes of one token (a token may hold a part of a UTF-8 character); empty for an id outside.
  std::string_view bytes(TokenId id) const;
  std::string decode(std::span<const TokenId> ids) const;

  /// The id of a token that is matched as a whole, by its text.
  std::optional<TokenId> special(std::string_view text) const;
  std::optional<TokenId> bos() const { return bos_; }
  /// Whether plain texts begin with bos (conversations do what their template says).
  bool adds_bos() const { return add_bos_ && bos_; }
  bool ends_turn(TokenId id) const;
  const std::vector<TokenId>& end_of_turn() const { return end_of_turn_; }

 private:
  struct WholeToken {
    std::string text;
    TokenId id;
    bool in_plain_text;  ///< matched in text of people too
  };

  template <class MaySteer>
  std::vector<TokenId> encode_with(std::string_view text, const MaySteer& may_steer) const;
  /// The longest whole token that `text` begins with and `may_match`, given its length and whether it is matched in
  /// plain text, lets pass; null when there is none.
  template <class MayMatch>
  const WholeToken* whole_token(std::string_view text, const MayMatch& may_match) const;

  std::string name_;
  std::unique_ptr<const TextEncoder> encoder_;
  bool strips_space_ = false;                       ///< texts get a space before them when they are encoded
  std::vector<std::string> bytes_;                  ///< by id
  std::vector<WholeToken> whole_;                   ///< in the order of their bytes
  std::array<std::uint32_t, 257> whole_by_byte_{};  ///< where those that begin with a byte begin in whole_
  std::vector<TokenId> end_of_turn_;
  std::optional<TokenId> bos_;
  bool add_bos_ = false;
};

}  // namespace mingsi::engine
