// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <span>
#include <vector>

#include "engine/generation/logits_row.h"

namespace mingsi::engine {

/// How the next token is drawn. The steps run in this order: repetition penalty, top-k, temperature, top-p, min-p.
struct SamplerParameters {
  float temperature = 0.6f;         ///< 0: always the most likely token
  std::int32_t top_k = 0;           ///< keep the k most likely; 0: all
  float top_p = 0.95f;              ///< keep the fewest tokens with this probability in sum; 1: all (arXiv 1904.09751)
  float min_p = 0.0f;               ///< keep tokens of at least this share of the best one's probability; 0: all
  float repetition_penalty = 1.0f;  ///< above 1 makes tokens seen lately less likely (arXiv 1909.05858); 1: off
  std::int32_t repetition_window = 256;  ///< how many of the last tokens the penalty looks at
  std::uint64_t seed = 0;

  /// Throws InvalidArgument with the name of a value out of range.
  void check() const;
};

/// Draws tokens. The same logits, parameters and seed give the same tokens on every machine: the generator and the
/// way from its bits to a choice are fixed here, not left to the standard library.
class Sampler {
 public:
  explicit Sampler(const SamplerParameters& parameters);

  /// The next token for `logits` (changed in place by the penalty) after `history`. Throws NotFinite when no logit
  /// is a finite number.
  std::int32_t sample(std::span<float> logits, std::span<const std::int32_t> history);
  /// The same of a row of which the best may be enough.
  std::int32_t sample(LogitsRow& row, std::span<const std::int32_t> history);

 private:
  struct Candidate {
    std::int32_t id;
    float value;
  };

  /// The next token if it can only be one of the best; nothing is drawn otherwise.
  std::optional<std::int32_t> sample_best(const LogitsRow::Best& best);
  /// The candidates that top-p and min-p leave of those whose values sum up to `total`, and their sum.
  std::optional<double> cut(double total, bool are_all);
  std::int32_t draw(double sum);
  void penalize(std::span<float> logits, std::span<const std::int32_t> history) const;
  /// Probabilities of the tokens that the filters leave, and their sum.
  double filter(std::span<const float> logits);
  /// Puts at least the `count` most likely candidates at the front, in their order.
  void sort_to(std::size_t count);

  SamplerParameters parameters_;
  std::mt19937_64 generator_;  // its sequence is fixed by the C++ standard
  std::vector<Candidate> candidates_;
  std::size_t sorted_ = 0;  ///< so many candidates are in their order
};

}  // namespace mingsi::engine
