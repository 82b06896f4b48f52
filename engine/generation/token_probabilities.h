// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "engine/engine.h"
#include "engine/generation/logits_row.h"

namespace mingsi::engine {

/// What a row of logits says about its tokens, in probabilities: p_i = exp(l_i − max) / Σ exp(l_j − max).
class TokenProbabilities {
 public:
  /// Reads the logits and keeps the `best` most likely tokens, equal ones by id. `logits` must not change until the
  /// last call of of(). Values that are not finite count as impossible.
  void read(std::span<const float> logits, std::size_t best);
  /// The same of the best tokens alone, which are no fewer; of() knows those only.
  void read(const LogitsRow::Best& row, std::size_t best);

  std::span<const TokenProbability> best() const { return best_; }
  float of(TokenId id) const;

 private:
  std::span<const float> logits_;
  std::optional<LogitsRow::Best> row_;  ///< stands for logits_
  float maximum_ = 0;
  double sum_ = 0;
  std::vector<TokenProbability> best_;
};

}  // namespace mingsi::engine
