// SPDX-License-Identifier: Apache-2.0
#include "engine/generation/sampler.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_set>

#include "engine/base/error.h"

namespace mingsi::engine {
namespace {

constexpr std::size_t kFirstSorted = 64;

}  // namespace

void SamplerParameters::check() const {
  // Comparisons are written so that NaN fails them.
  const auto require = [](bool fine, const char* name, const char* range) {
    if (!fine) throw Error(ErrorCode::InvalidArgument, std::string(name) + " must be " + range);
  };
  require(temperature >= 0 && temperature <= 100, "temperature", "between 0 and 100");
  require(top_k >= 0, "top_k", "0 or more");
  require(top_p > 0 && top_p <= 1, "top_p", "above 0 and at most 1");
  require(min_p >= 0 && min_p <= 1, "min_p", "between 0 and 1");
  require(repetition_penalty >= 0.01f && repetition_penalty <= 100, "repetition_penalty", "between 0.01 and 100");
  require(repetition_window >= 0, "repetition_window", "0 or more");
}

Sampler::Sampler(const SamplerParameters& parameters) : parameters_(parameters), generator_(parameters.seed) {
  parameters_.check();
}

std::int32_t Sampler::sample(std::span<float> logits, std::span<const std::int32_t> history) {
  penalize(logits, history);
  std::size_t best = 0;
  for (std::size_t i = 1; i < logits.size(); ++i)
    if (logits[i] > logits[best] || std::isnan(logits[best])) best = i;
  if (!std::isfinite(logits[best]))
    throw Error(ErrorCode::NotFinite, "the model computed no finite value: its weights are damaged or overflow");
  if (parameters_.temperature == 0) return static_cast<std::int32_t>(best);

  return draw(filter(logits));
}

std::int32_t Sampler::sample(LogitsRow& row, std::span<const std::int32_t> history) {
  if (row.best() && parameters_.repetition_penalty == 1.0f)
    if (const auto id = sample_best(*row.best())) return *id;
  return sample(row.all(), history);
}

std::optional<std::int32_t> Sampler::sample_best(const LogitsRow::Best& best) {
  if (parameters_.temperature == 0) return best.tokens.front().id;
  const auto k = static_cast<std::size_t>(parameters_.top_k);
  const bool are_all = k > 0 && k <= best.tokens.size();
  if (k > best.tokens.size() || (!are_all && parameters_.top_p == 1 && parameters_.min_p == 0)) return std::nullopt;
  candidates_.clear();
  double sum = 0;
  for (const auto& [id, logit] : are_all ? best.tokens.first(k) : best.tokens) {
    candidates_.push_back({id, std::exp((logit - best.tokens.front().logit) / parameters_.temperature)});
    sum += static_cast<double>(candidates_.back().value);
  }
  sorted_ = candidates_.size();
  const auto kept = cut(are_all ? sum : static_cast<double>(best.weight), are_all);
  return kept ? std::optional(draw(*kept)) : std::nullopt;
}

std::int32_t Sampler::draw(double sum) {
  // 53 random bits as a number in [0, 1).
  double left = static_cast<double>(generator_() >> 11) * 0x1p-53 * sum;
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    sort_to(i + 1);
    left -= static_cast<double>(candidates_[i].value);
    if (left < 0) return candidates_[i].id;
  }
  return candidates_.back().id;
}

void Sampler::penalize(std::span<float> logits, std::span<const std::int32_t> history) const {
  if (parameters_.repetition_penalty == 1.0f) return;
  const auto window = std::min(history.size(), static_cast<std::size_t>(parameters_.repetition_window));
  const auto recent = history.last(window);
  for (const std::int32_t id : std::unordered_set<std::int32_t>(recent.begin(), recent.end())) {
    float& logit = logits[static_cast<std::size_t>(id)];
    logit = logit > 0 ? logit / parameters_.repetition_penalty : logit * parameters_.repetition_penalty;
  }
}

void Sampler::sort_to(std::size_t count) {
  if (count <= sorted_) return;
  // Twice as many each time: nearly always the first few are enough, and a vocabulary takes milliseconds to sort.
  const std::size_t end = std::min(candidates_.size(), std::max({count, 2 * sorted_, kFirstSorted}));
  const auto at = [this](std::size_t i) { return candidates_.begin() + static_cast<std::ptrdiff_t>(i); };
  std::partial_sort(at(sorted_), at(end), candidates_.end(), [](const Candidate& a, const Candidate& b) {
    return a.value != b.value ? a.value > b.value : a.id < b.id;
  });
  sorted_ = end;
}

double Sampler::filter(std::span<const float> logits) {
  candidates_.clear();
  sorted_ = 0;
  for (std::size_t i = 0; i < logits.size(); ++i)
    if (std::isfinite(logits[i])) candidates_.push_back({static_cast<std::int32_t>(i), logits[i]});
  if (const auto k = static_cast<std::size_t>(parameters_.top_k); k > 0 && k < candidates_.size()) {
    sort_to(k);
    candidates_.resize(k);
    sorted_ = k;
  }
  sort_to(1);
  const float top = candidates_.front().value;
  double total = 0;
  for (auto& candidate : candidates_) {
    candidate.value = std::exp((candidate.value - top) / parameters_.temperature);
    total += static_cast<double>(candidate.value);
  }
  return *cut(total, true);
}

std::optional<double> Sampler::cut(double total, bool are_all) {
  if (parameters_.top_p == 1 && parameters_.min_p == 0) return total;
  double sum = 0;
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    sort_to(i + 1);
    // The best candidate has value 1, so min_p compares with it directly.
    if (i > 0 && ((parameters_.top_p < 1 && sum >= static_cast<double>(parameters_.top_p) * total) ||
                  candidates_[i].value < parameters_.min_p)) {
      candidates_.resize(i);
      sorted_ = i;
      return sum;
    }
    sum += static_cast<double>(candidates_[i].value);
  }
  return are_all ? std::optional(sum) : std::nullopt;
}

}  // namespace mingsi::engine
