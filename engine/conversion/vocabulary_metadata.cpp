// SPDX-License-Identifier: Apache-2.0
#include "engine/conversion/vocabulary_metadata.h"

#include "engine/base/error.h"
#include "engine/tokenizer/pre_tokenizer.h"

namespace mingsi::engine {
namespace {

// `tokenizer.ggml.token_type`
constexpr std::int64_t kNormal = 1, kControl = 3, kUserDefined = 4, kUnused = 5;

}  // namespace

void add_vocabulary(const Vocabulary& vocabulary, Metadata& metadata) {
  if (vocabulary.model != Vocabulary::Model::BytePair || !vocabulary.expressions.empty())
    throw Error(ErrorCode::UnsupportedTokenizer, metadata.file(), "tokenizer",
                "GGUF has no name for this vocabulary's pre-tokenizer");
  auto tokens = vocabulary.tokens;
  std::vector<std::int64_t> types(tokens.size(), kNormal);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].empty()) continue;
    tokens[i] = "[PAD" + std::to_string(i) + "]";
    types[i] = kUnused;
  }
  for (const TokenId id : vocabulary.special)
    types[static_cast<std::size_t>(id)] = kControl;
  for (const TokenId id : vocabulary.user_defined)
    types[static_cast<std::size_t>(id)] = kUserDefined;
  metadata.insert("tokenizer.ggml.model", std::string("gpt2"));
  metadata.insert("tokenizer.ggml.pre", vocabulary.pre_tokenizer);
  metadata.insert("tokenizer.ggml.tokens", std::move(tokens));
  metadata.insert("tokenizer.ggml.token_type", std::move(types));
  metadata.insert("tokenizer.ggml.merges", vocabulary.merges);
  metadata.insert("tokenizer.ggml.add_bos_token", vocabulary.add_bos);
  if (vocabulary.bos) metadata.insert("tokenizer.ggml.bos_token_id", std::int64_t{*vocabulary.bos});
  if (!vocabulary.end_of_turn.empty())
    metadata.insert("tokenizer.ggml.eos_token_id", std::int64_t{vocabulary.end_of_turn.front()});
}

}  // namespace mingsi::engine
