// SPDX-License-Identifier: Apache-2.0
#include "engine/generation/token_probabilities.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mingsi::engine {

void TokenProbabilities::read(std::span<const float> logits, std::size_t best) {
  logits_ = logits;
  row_.reset();
  maximum_ = -std::numeric_limits<float>::infinity();
  for (const float value : logits)
    if (std::isfinite(value)) maximum_ = std::max(maximum_, value);
  sum_ = 0;
  best_.clear();
  const auto better = [](const TokenProbability& a, const TokenProbability& b) {
    return a.probability != b.probability ? a.probability > b.probability : a.id < b.id;
  };
  for (std::size_t i = 0; i < logits.size(); ++i) {
    if (!std::isfinite(logits[i])) continue;
    sum_ += static_cast<double>(std::exp(logits[i] - maximum_));
    // Sorted by logit until the sum is known; a handful at most, so insertion is the cheapest way.
    const TokenProbability candidate{static_cast<TokenId>(i), logits[i]};
    if (best_.size() == best && (best == 0 || !better(candidate, best_.back()))) continue;
    if (best_.size() == best) best_.pop_back();
    best_.insert(std::upper_bound(best_.begin(), best_.end(), candidate, better), candidate);
  }
  for (auto& candidate : best_)
    candidate.probability = of(candidate.id);
}

void TokenProbabilities::read(const LogitsRow::Best& row, std::size_t best) {
  row_ = row;
  maximum_ = row.tokens.front().logit;
  sum_ = static_cast<double>(row.plain_weight);
  best_.clear();
  for (const auto& token : row.tokens.first(std::min(best, row.tokens.size())))
    best_.push_back({token.id, of(token.id)});
}

float TokenProbabilities::of(TokenId id) const {
  if (row_) {
    const auto token = std::ranges::find(row_->tokens, id, &BestTokens::Token::id);
    return token == row_->tokens.end()
               ? 0.0f
               : static_cast<float>(static_cast<double>(std::exp(token->logit - maximum_)) / sum_);
  }
  const float value = logits_[static_cast<std::size_t>(id)];
  return std::isfinite(value) ? static_cast<float>(static_cast<double>(std::exp(value - maximum_)) / sum_) : 0.0f;
}

}  // namespace mingsi::engine
