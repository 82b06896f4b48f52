// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "engine/base/utf8_stream.h"
#include "engine/generation/model.h"
#include "engine/generation/token_probabilities.h"

namespace mingsi::engine {

/// One answer as it is written: draws its tokens and tells them to whoever asked.
class AnswerWriter {
 public:
  /// `model` and `request` outlive it.
  AnswerWriter(const OpenedModel& model, const GenerationRequest& request)
      : model_(model), request_(request), sampler_(request.sampler) {
    if (request.constraint && !request.constrained_behind) constrain();
  }

  /// Draws the next token from `logits`, which are changed, behind `history`, of which `capacity` tokens fit the cache.
  /// `experts` are those that computed the logits. Gives what ended the answer; when nothing did, token() is to be run.
  /// Throws NotFinite.
  std::optional<FinishReason> next(std::span<float> logits, std::span<const TokenId> history, std::size_t capacity,
                                   std::span<const std::int32_t> experts);
  TokenId token() const { return token_; }
  std::size_t tokens() const { return count_; }

 private:
  std::optional<FinishReason> draw(std::span<float> logits, std::span<const TokenId> history, std::size_t capacity,
                                   std::span<const std::int32_t> experts);

  void constrain() { constrained_.emplace(request_.constraint, model_.tokenizer()); }

  const OpenedModel& model_;
  const GenerationRequest& request_;
  Sampler sampler_;
  std::optional<ConstrainedText> constrained_;
  Utf8Stream text_;
  TokenProbabilities probabilities_;
  std::vector<float> raw_logits_;  ///< before the sampler's penalties
  TokenId token_ = 0;
  std::size_t count_ = 0;
};

}  // namespace mingsi::engine
