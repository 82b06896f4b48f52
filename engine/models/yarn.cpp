// SPDX-License-Identifier: Apache-2.0
#include "engine/models/yarn.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace mingsi::engine {

float yarn_mscale(float factor, float m) { return factor > 1 ? 0.1f * m * std::log(factor) + 1.0f : 1.0f; }

float yarn_softmax_correction(const RopeConfig& config) {
  const float m = yarn_mscale(config.factor, config.mscale_all_dim);
  return m * m;
}

std::vector<float> rope_inverse_frequencies(const RopeConfig& config) {
  const std::size_t pairs = config.dimensions / 2;
  std::vector<float> frequencies(pairs);
  const auto dimensions = static_cast<float>(config.dimensions);
  for (std::size_t i = 0; i < pairs; ++i)
    frequencies[i] = 1.0f / std::pow(config.theta, static_cast<float>(2 * i) / dimensions);
  if (config.factor <= 1) return frequencies;

  // The pair index that turns `rotations` times over the original context.
  const auto correction_dim = [&](double rotations) {
    return static_cast<double>(config.dimensions) *
           std::log(static_cast<double>(config.original_context) / (rotations * 2 * std::numbers::pi)) /
           (2 * std::log(static_cast<double>(config.theta)));
  };
  const auto low = static_cast<float>(std::max(0.0, std::floor(correction_dim(config.beta_fast))));
  auto high = static_cast<float>(
      std::min(static_cast<double>(config.dimensions) - 1, std::ceil(correction_dim(config.beta_slow))));
  if (low == high) high += 0.001f;
  for (std::size_t i = 0; i < pairs; ++i) {
    const float ramp = std::clamp((static_cast<float>(i) - low) / (high - low), 0.0f, 1.0f);
    frequencies[i] = frequencies[i] / config.factor * ramp + frequencies[i] * (1 - ramp);
  }
  return frequencies;
}

RopeTable make_rope_table(const RopeConfig& config, const std::vector<float>& inverse_frequencies, std::size_t first,
                          std::size_t count) {
  const float amplitude = yarn_mscale(config.factor, config.mscale) / yarn_mscale(config.factor, config.mscale_all_dim);
  RopeTable table{config.dimensions, {}, {}};
  table.cos.reserve(count * inverse_frequencies.size());
  table.sin.reserve(count * inverse_frequencies.size());
  for (std::size_t t = 0; t < count; ++t) {
    for (const float frequency : inverse_frequencies) {
      const float angle = static_cast<float>(first + t) * frequency;
      table.cos.push_back(std::cos(angle) * amplitude);
      table.sin.push_back(std::sin(angle) * amplitude);
    }
  }
  return table;
}

}  // namespace mingsi::engine
