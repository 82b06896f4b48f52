// SPDX-License-Identifier: Apache-2.0
#include "engine/tokenizer/vocabulary.h"

#include <algorithm>
#include <array>

#include "engine/base/error.h"
#include "engine/tokenizer/sentence_piece.h"

namespace mingsi::engine {
namespace {

// `tokenizer.ggml.token_type` values of tokens that are matched as a whole.
constexpr std::int64_t kControlToken = 3;
constexpr std::int64_t kUserDefinedToken = 4;

// Files name one end token; models of these families end their turns with any of them.
constexpr std::array<std::string_view, 6> kEndTokens = {
    "<｜end▁of▁sentence｜>", "<|im_end|>", "<|endoftext|>", "<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"};

}  // namespace

void Vocabulary::add_known_ends() {
  for (const TokenId id : special)
    if (std::ranges::find(kEndTokens, tokens[static_cast<std::size_t>(id)]) != kEndTokens.end())
      end_of_turn.push_back(id);
}

Vocabulary Vocabulary::from_metadata(const Metadata& metadata) {
  const auto model = metadata.text("tokenizer.ggml.model");
  if (model != "gpt2" && model != "llama")
    throw Error(ErrorCode::UnsupportedTokenizer, metadata.file(), "tokenizer.ggml.model",
                "the tokenizer \"" + model.substr(0, 80) +
                    "\" is not supported; byte-level BPE (\"gpt2\") and SentencePiece (\"llama\") are");
  Vocabulary vocabulary;
  vocabulary.tokens = metadata.texts("tokenizer.ggml.tokens");
  if (vocabulary.tokens.empty()) metadata.fail("tokenizer.ggml.tokens", "the vocabulary is empty");

  const auto last = static_cast<std::int64_t>(vocabulary.tokens.size()) - 1;
  const auto* types = metadata.integers("tokenizer.ggml.token_type");
  if (types) {
    if (types->size() != vocabulary.tokens.size())
      metadata.fail("tokenizer.ggml.token_type", "it must have one value a token");
    for (std::size_t i = 0; i < types->size(); ++i) {
      if ((*types)[i] == kControlToken) vocabulary.special.push_back(static_cast<TokenId>(i));
      if ((*types)[i] == kUserDefinedToken) vocabulary.user_defined.push_back(static_cast<TokenId>(i));
    }
  }
  if (metadata.contains("tokenizer.ggml.bos_token_id"))
    vocabulary.bos = static_cast<TokenId>(metadata.integer("tokenizer.ggml.bos_token_id", 0, last));
  for (const char* key : {"tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id"})
    if (metadata.contains(key)) vocabulary.end_of_turn.push_back(static_cast<TokenId>(metadata.integer(key, 0, last)));
  vocabulary.add_known_ends();

  if (model == "llama") {
    vocabulary.model = Model::SentencePiece;
    vocabulary.add_bos = metadata.boolean_or("tokenizer.ggml.add_bos_token", true);
    const auto* scores = metadata.reals("tokenizer.ggml.scores");
    if (!scores || scores->size() != vocabulary.tokens.size())
      metadata.fail("tokenizer.ggml.scores", "one value a token is expected");
    if (!types) metadata.fail("tokenizer.ggml.token_type", "this key is missing");
    vocabulary.sentence_piece = serialize_sentence_piece(vocabulary.tokens, *scores, *types,
                                                         metadata.boolean_or("tokenizer.ggml.add_space_prefix", true));
    return vocabulary;
  }
  vocabulary.merges = metadata.texts("tokenizer.ggml.merges");
  vocabulary.pre_tokenizer = metadata.text_or("tokenizer.ggml.pre", "default");
  // Llama 3's files may leave both out.
  const bool llama = vocabulary.pre_tokenizer == "llama-bpe";
  vocabulary.add_bos = metadata.boolean_or("tokenizer.ggml.add_bos_token", llama);
  vocabulary.ignore_merges = llama;
  return vocabulary;
}

}  // namespace mingsi::engine
