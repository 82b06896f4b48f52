// SPDX-License-Identifier: Apache-2.0
#include "engine/models/rope.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace mingsi::engine {
namespace {

void stretch_yarn(const RopeConfig& config, std::vector<float>& frequencies) {
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
  for (std::size_t i = 0; i < frequencies.size(); ++i) {
    const float ramp = std::clamp((static_cast<float>(i) - low) / (high - low), 0.0f, 1.0f);
    frequencies[i] = frequencies[i] / config.factor * ramp + frequencies[i] * (1 - ramp);
  }
}

void stretch_llama3(const RopeConfig& config, std::vector<float>& frequencies) {
  const float longest_kept = config.original_context / config.high_frequency;
  const float shortest_stretched = config.original_context / config.low_frequency;
  for (float& frequency : frequencies) {
    const float wavelength = 2 * std::numbers::pi_v<float> / frequency;
    if (wavelength < longest_kept) continue;
    if (wavelength > shortest_stretched) {
      frequency /= config.factor;
      continue;
    }
    const float smooth =
        (config.original_context / wavelength - config.low_frequency) / (config.high_frequency - config.low_frequency);
    frequency = (1 - smooth) * frequency / config.factor + smooth * frequency;
  }
}

}  // namespace

void RopeConfig::read(const ConfigKeys& keys) {
  theta = keys.real_or("rope.freq_base", 10000, 1, 1e12);
  const auto type = keys.text_or("rope.scaling.type", "none");
  if (type == "none") return;
  factor = keys.real_or("rope.scaling.factor", 1, 1, 1e6);
  original_context = static_cast<float>(keys.size_or("rope.scaling.original_context_length", 4096, 1, 1 << 30));
  if (type == "linear") {
    scaling = Scaling::Linear;
  } else if (type == "yarn") {
    scaling = Scaling::Yarn;
    beta_fast = keys.real_or("rope.scaling.yarn_beta_fast", 32, 0.001, 1e6);
    beta_slow = keys.real_or("rope.scaling.yarn_beta_slow", 1, 0.001, 1e6);
    amplitude = yarn_mscale(factor, 1) * keys.real_or("rope.scaling.attn_factor", 1, 0.001, 1000);
  } else if (type == "llama3") {
    scaling = Scaling::Llama3;
    low_frequency = keys.real_or("rope.scaling.low_freq_factor", 1, 0.001, 1e6);
    high_frequency = keys.real_or("rope.scaling.high_freq_factor", 4, 0.001, 1e6);
    if (high_frequency <= low_frequency)
      keys.fail("rope.scaling.high_freq_factor", "it must exceed rope.scaling.low_freq_factor");
  } else {
    keys.fail("rope.scaling.type", "\"" + type + "\" is not supported; none, linear, yarn and llama3 are");
  }
}

const char* to_string(RopeConfig::Scaling scaling) {
  switch (scaling) {
    case RopeConfig::Scaling::None: return "none";
    case RopeConfig::Scaling::Linear: return "linear";
    case RopeConfig::Scaling::Yarn: return "yarn";
    case RopeConfig::Scaling::Llama3: return "llama3";
  }
  return "none";
}

float yarn_mscale(float factor, float m) { return factor > 1 ? 0.1f * m * std::log(factor) + 1.0f : 1.0f; }

std::vector<float> rope_inverse_frequencies(const RopeConfig& config) {
  std::vector<float> frequencies(config.dimensions / 2);
  const auto dimensions = static_cast<float>(config.dimensions);
  for (std::size_t i = 0; i < frequencies.size(); ++i)
    frequencies[i] = 1.0f / std::pow(config.theta, static_cast<float>(2 * i) / dimensions);
  switch (config.scaling) {
    case RopeConfig::Scaling::None: break;
    case RopeConfig::Scaling::Linear:
      for (float& frequency : frequencies)
        frequency /= config.factor;
      break;
    case RopeConfig::Scaling::Yarn:
      if (config.factor > 1) stretch_yarn(config, frequencies);
      break;
    case RopeConfig::Scaling::Llama3: stretch_llama3(config, frequencies); break;
  }
  for (std::size_t i = 0; i < config.divisors.size(); ++i)
    frequencies[i] /= config.divisors[i];
  return frequencies;
}

RopeRows make_rope_rows(const RopeConfig& config, const std::vector<float>& inverse_frequencies,
                        SequenceSlices slices) {
  RopeRows rows{config.dimensions, config.layout, {}, {}};
  for (const SequenceSlice& slice : slices) {
    for (std::size_t t = 0; t < slice.count; ++t) {
      for (const float frequency : inverse_frequencies) {
        const float angle = static_cast<float>(slice.first + t) * frequency;
        rows.cos.push_back(std::cos(angle) * config.amplitude);
        rows.sin.push_back(std::sin(angle) * config.amplitude);
      }
    }
  }
  return rows;
}

}  // namespace mingsi::engine
