// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/tokenizer/text_encoder.h"

namespace mingsi::engine {

/// Reads a SentencePiece model (`tokenizer.model`); throws Malformed.
Vocabulary read_sentence_piece(std::string_view model, const std::string& file);

/// A SentencePiece BPE model with byte fallback, as its protocol buffer (sentencepiece_model.proto), from the lists of
/// a GGUF file, one entry a token each.
std::string serialize_sentence_piece(const std::vector<std::string>& pieces, const std::vector<double>& scores,
                                     const std::vector<std::int64_t>& types, bool add_space_prefix);

/// The encoder over a serialized model; throws Malformed.
std::unique_ptr<TextEncoder> make_sentence_piece_encoder(const std::string& model);

/// The bytes of a piece: U+2581 stands for a space, `<0x0A>` for a byte.
std::string sentence_piece_bytes(std::string_view piece);

}  // namespace mingsi::engine
