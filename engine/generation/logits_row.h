// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <utility>

#include "engine/backend/ops.h"

namespace mingsi::engine {

/// What a pass says about the token behind one: all logits, or the best of them, which a device has found, and all when
/// somebody asks.
class LogitsRow {
 public:
  explicit LogitsRow(std::span<float> all) : all_(all) {}
  /// `fetch` fills `all` in.
  LogitsRow(const BestTokens& best, std::size_t row, std::span<float> all, std::function<void(std::span<float>)> fetch)
      : all_(all), fetch_(std::move(fetch)) {
    if (best.weight(row) > 0) best_ = Best{best.row(row), best.weight(row), best.plain_weight(row)};
  }

  struct Best {
    std::span<const BestTokens::Token> tokens;  ///< by logit, equal ones by id
    float weight;                               ///< Σ exp((logit − greatest) / temperature) over all tokens
    float plain_weight;                         ///< the same at temperature 1
  };
  const std::optional<Best>& best() const { return best_; }

  /// All logits; may be changed.
  std::span<float> all() {
    if (fetch_) std::exchange(fetch_, nullptr)(all_);
    return all_;
  }

 private:
  std::optional<Best> best_;
  std::span<float> all_;
  std::function<void(std::span<float>)> fetch_;
};

}  // namespace mingsi::engine
