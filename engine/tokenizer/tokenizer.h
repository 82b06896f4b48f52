// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/formats/metadata.h"
#include "engine/tokenizer/pre_tokenizer.h"

namespace mingsi::engine {

using TokenId = std::int32_t;

/// A vocabulary as a checkpoint states it.
struct Vocabulary {
  std::vector<std::string> tokens;            ///< in byte-level spelling; special tokens as they are
  std::vector<std::string> merges;            ///< "left right", best first
  std::vector<TokenId> special;               ///< control tokens: matched as a whole where special tokens count
  std::vector<TokenId> user_defined;          ///< added words: matched as a whole before anything else
  std::string pre_tokenizer = "deepseek-v3";  ///< name of the pre-tokenizer
  std::optional<TokenId> bos;
  std::vector<TokenId> end_of_turn;  ///< ids that end the model's turn

  /// Reads the `tokenizer.ggml.*` keys; throws BadConfig or UnsupportedTokenizer.
  static Vocabulary from_metadata(const Metadata& metadata);
};

/// Byte-level byte-pair encoding (Sennrich et al. 2016, arXiv 1508.07909; bytes as in GPT-2).
class Tokenizer {
 public:
  /// Throws BadConfig when ids, merges or tokens do not fit together.
  explicit Tokenizer(Vocabulary vocabulary);

  std::size_t size() const { return bytes_.size(); }

  /// Ids of `text`. Special tokens spelt in the text become their ids only with `parse_special`; text of people is
  /// encoded without, so that it stays text.
  std::vector<TokenId> encode(std::string_view text, bool parse_special) const;

  /// The raw bytes of one token (a token may hold a part of a UTF-8 character); empty for an id outside.
  std::string_view bytes(TokenId id) const;
  std::string decode(std::span<const TokenId> ids) const;

  /// The id of a token that is matched as a whole, by its text.
  std::optional<TokenId> special(std::string_view text) const;
  std::optional<TokenId> bos() const { return bos_; }
  bool ends_turn(TokenId id) const;
  bool is_special(TokenId id) const;

 private:
  struct Merge {
    std::uint32_t rank;
    TokenId result;
  };
  struct WholeToken {
    std::string text;
    TokenId id;
    bool in_plain_text;  ///< matched in text of people too
  };

  void encode_text(std::string_view text, std::vector<TokenId>& ids) const;
  void encode_piece(std::string_view piece, std::vector<TokenId>& ids) const;
  void add_merges(const std::vector<std::string>& merges, const std::vector<std::string>& tokens);

  PreTokenizer pre_tokenizer_;
  std::vector<std::string> bytes_;                   ///< by id
  std::vector<TokenId> byte_ids_;                    ///< of the 256 single bytes; −1: none
  std::unordered_map<std::uint64_t, Merge> merges_;  ///< (left id, right id) → result
  std::vector<WholeToken> whole_;                    ///< longest first
  bool any_in_plain_text_ = false;
  std::vector<bool> is_special_;
  std::vector<TokenId> end_of_turn_;
  std::optional<TokenId> bos_;
};

}  // namespace mingsi::engine
