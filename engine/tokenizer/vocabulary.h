// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/formats/metadata.h"

namespace mingsi::engine {

using TokenId = std::int32_t;

/// A vocabulary as a checkpoint states it.
struct Vocabulary {
  enum class Model { BytePair, SentencePiece };

  Model model = Model::BytePair;
  /// Byte-pair encoding: in byte-level spelling, special tokens as they are; an empty text stands for an id without
  /// token. SentencePiece: the pieces.
  std::vector<std::string> tokens;
  std::vector<TokenId> special;       ///< control tokens: matched as a whole where special tokens count
  std::vector<TokenId> user_defined;  ///< added words: matched as a whole before anything else
  std::optional<TokenId> bos;
  bool add_bos = false;              ///< texts begin with bos, conversations as their template says
  std::vector<TokenId> end_of_turn;  ///< ids that end the model's turn

  std::vector<std::string> merges;            ///< "left right", best first
  std::string pre_tokenizer = "deepseek-v3";  ///< name of the pre-tokenizer
  std::vector<std::string> expressions;       ///< of a pre-tokenizer that has no known name
  bool ignore_merges = false;                 ///< a piece that is a token as a whole is not merged (Llama 3)
  bool compose = false;                       ///< texts are brought into Unicode's form NFC first (Qwen)

  std::string sentence_piece;  ///< the serialized model

  /// Reads the `tokenizer.ggml.*` keys of a GGUF file; throws BadConfig or UnsupportedTokenizer.
  static Vocabulary from_metadata(const Metadata& metadata);

  /// Reads `tokenizer.json` or `tokenizer.model`, with `tokenizer_config.json`, of a Hugging Face folder. The end of
  /// turn in `metadata` (of generation_config.json) is taken over. Throws FileNotFound, Malformed, BadConfig or
  /// UnsupportedTokenizer.
  static Vocabulary from_folder(const std::filesystem::path& folder, const Metadata& metadata);

  /// The vocabulary of a `tokenizer.json`; `file` stands in messages.
  static Vocabulary from_json(std::string_view text, const std::string& file);

  /// Adds the control tokens that end turns in the formats of known families.
  void add_known_ends();
};

}  // namespace mingsi::engine
