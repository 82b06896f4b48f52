// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "engine/engine.h"
#include "engine/formats/checkpoint.h"
#include "engine/models/language_model.h"
#include "engine/tokenizer/chat_format.h"
#include "engine/tokenizer/tokenizer.h"

namespace mingsi::engine {

/// The opened checkpoint behind engine::Model: weights, tokenizer and prompt format.
class OpenedModel final : public Model {
 public:
  explicit OpenedModel(std::shared_ptr<const Checkpoint> checkpoint);

  const ModelDescription& description() const override { return description_; }
  std::vector<TokenId> encode(std::string_view text, bool parse_special) const override;
  std::string decode(std::span<const TokenId> ids) const override;
  std::vector<TokenId> encode_chat(std::span<const ChatMessage> messages) const override;

  const LanguageModel& language_model() const { return *language_model_; }
  const Tokenizer& tokenizer() const { return tokenizer_; }

 private:
  void describe(const Checkpoint& checkpoint);

  std::unique_ptr<const LanguageModel> language_model_;
  Tokenizer tokenizer_;
  ChatFormat chat_format_;
  ModelDescription description_;
};

}  // namespace mingsi::engine
