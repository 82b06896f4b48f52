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

  /// Draws the next token from a row of logits, which may be changed, behind `history`, of which `capacity` tokens fit
  /// the cache. `experts` are those that computed the logits. Gives what ended the answer; when nothing did, token() is
  /// to be run. Throws NotFinite.
  std::optional<FinishReason> next(LogitsRow& row, std::span<const TokenId> history, std::size_t capacity,
                                   std::span<const std::int32_t> experts);
  TokenId token() const { return token_; }
  std::size_t tokens() const { return count_; }

 private:
  std::optional<FinishReason> draw(LogitsRow& row, std::span<const TokenId> history, std::size_t capacity,
                                   std::span<const std::int32_t> experts);

  /// Whether nothing but the best tokens of a row is looked at, as long as the next one is among them.
  bool best_are_enough(const LogitsRow& row) const {
    return row.best() && !constrained_ && request_.sampler.repetition_penalty == 1.0f &&
           request_.alternatives <= row.best()->tokens.size();
  }
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
