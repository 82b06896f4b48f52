// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/tokenizer/pre_tokenizer.h"
#include "engine/tokenizer/text_encoder.h"

namespace mingsi::engine {

/// Byte-level byte-pair encoding (Sennrich et al. 2016, arXiv 1508.07909; bytes as in GPT-2).
class BytePairEncoder final : public TextEncoder {
 public:
  /// `whole` marks tokens that are matched elsewhere, by id. Throws BadConfig when tokens and merges do not fit
  /// together, UnsupportedTokenizer for an unknown or broken pre-tokenizer.
  BytePairEncoder(const Vocabulary& vocabulary, const std::vector<bool>& whole);

  void encode(std::string_view text, std::vector<TokenId>& ids) const override;

 private:
  struct Merge {
    std::uint32_t rank;
    TokenId result;
  };
  struct Candidate;
  struct Symbol;
  struct Workspace;

  void encode_piece(std::string_view piece, Workspace& work, std::vector<TokenId>& ids) const;
  const Merge* find_merge(TokenId left, TokenId right) const;

  PreTokenizer pre_tokenizer_;
  bool compose_ = false;
  std::vector<TokenId> byte_ids_;                     ///< of the 256 single bytes; −1: none
  std::unordered_map<std::uint64_t, Merge> merges_;   ///< (left id, right id) → result
  std::unordered_map<std::string, TokenId> entries_;  ///< by raw bytes, where whole pieces are looked up first
};

}  // namespace mingsi::engine
