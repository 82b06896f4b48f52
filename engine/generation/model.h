// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "engine/engine.h"
#include "engine/formats/checkpoint.h"
#include "engine/models/language_model.h"
#include "engine/tokenizer/chat_template.h"

namespace mingsi::engine {

/// Reads whatever `source` is: a GGUF file, a Hugging Face folder (or a file in one), or bytes. Throws Error.
Checkpoint read_checkpoint(const ModelSource& source);

/// The opened checkpoint behind engine::Model: weights, tokenizer and prompt format.
class OpenedModel final : public Model {
 public:
  explicit OpenedModel(std::shared_ptr<const Checkpoint> checkpoint);

  const ModelDescription& description() const override { return description_; }
  const Tokenizer& tokenizer() const override { return *tokenizer_; }
  ChatPrompt encode_chat(std::span<const ChatMessage> messages, const ChatOptions& options) const override;
  bool read_weights(const std::function<bool(double)>& progress) const override;

  const LanguageModel& language_model() const { return *language_model_; }
  /// Throws FileLost when weights that were read were not the file's.
  void check_files() const { checkpoint_->check_maps(); }
  /// The error for a computation that came out NaN or infinite: it names the first tensor with such values, if there
  /// is one. Reads the whole checkpoint.
  Error not_finite() const;

 private:
  void describe();

  std::shared_ptr<const Checkpoint> checkpoint_;
  std::unique_ptr<const LanguageModel> language_model_;
  std::shared_ptr<const Tokenizer> tokenizer_;
  ChatTemplate chat_template_;
  ModelDescription description_;
};

}  // namespace mingsi::engine
