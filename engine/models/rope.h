// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "engine/backend/ops.h"
#include "engine/models/config_keys.h"
#include "engine/models/language_model.h"

namespace mingsi::engine {

/// The rotary embedding's parameters.
struct RopeConfig {
  enum class Scaling { None, Linear, Yarn, Llama3 };

  std::size_t dimensions = 64;
  RopeLayout layout = RopeLayout::Adjacent;
  float theta = 10000;  ///< rope_theta
  Scaling scaling = Scaling::None;
  float factor = 1;               ///< how many times the context is extended
  float original_context = 4096;  ///< original_max_position_embeddings
  float beta_fast = 32;           ///< YaRN
  float beta_slow = 1;
  float low_frequency = 1;  ///< Llama 3: low_freq_factor and high_freq_factor
  float high_frequency = 4;
  float amplitude = 1;          ///< cosines and sines are multiplied with it
  std::vector<float> divisors;  ///< by pair; empty: none (`rope_freqs.weight` of Llama files)

  /// Reads `<architecture>.rope.*` except for the dimensions; throws BadConfig with the key.
  void read(const ConfigKeys& keys);
};

const char* to_string(RopeConfig::Scaling scaling);

/// 0.1 · m · ln s + 1 for s > 1, else 1 (YaRN, arXiv 2309.00071, equation 22, with DeepSeek's factor m).
float yarn_mscale(float factor, float m);

/// Inverse frequencies of the pairs: [dimensions / 2].
/// YaRN: pairs that turn fewer than beta_slow times over the original context are interpolated by the factor, those
/// that turn more than beta_fast times are kept, with a linear ramp between (arXiv 2309.00071, section 3.2).
/// Llama 3: wavelengths above original_context / low_frequency are interpolated, those below original_context /
/// high_frequency kept, with a ramp in the frequency between (Llama 3.1's `rope_scaling`, as in transformers).
std::vector<float> rope_inverse_frequencies(const RopeConfig& config);

/// The values of a RopeTable with their memory.
struct RopeRows {
  std::size_t dimensions;
  RopeLayout layout;
  std::vector<float> cos, sin;

  RopeTable table() const {
    const auto rows = [this](const std::vector<float>& values) {
      return ConstMatrix(values.data(), dimensions == 0 ? 0 : values.size() * 2 / dimensions, dimensions / 2);
    };
    return {dimensions, layout, rows(cos), rows(sin)};
  }
};

/// Rows for the positions of all slices, in their order. Angles are float32 products, as in the reference
/// implementations.
RopeRows make_rope_rows(const RopeConfig& config, const std::vector<float>& inverse_frequencies, SequenceSlices slices);

}  // namespace mingsi::engine
