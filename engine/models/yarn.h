// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "engine/backend/ops.h"

namespace mingsi::engine {

/// The rotary embedding's parameters; factor 1 means plain RoPE.
struct RopeConfig {
  std::size_t dimensions = 64;
  float theta = 10000;            ///< rope_theta
  float factor = 1;               ///< YaRN's extension factor s
  float original_context = 4096;  ///< original_max_position_embeddings
  float beta_fast = 32;
  float beta_slow = 1;
  float mscale = 1;
  float mscale_all_dim = 0;
};

/// 0.1 · m · ln s + 1 for s > 1, else 1 (YaRN, arXiv 2309.00071, equation 22, with DeepSeek's factor m).
float yarn_mscale(float factor, float m);

/// What the softmax scale (qk_nope + qk_rope)^-½ is multiplied with: yarn_mscale(s, mscale_all_dim)².
float yarn_softmax_correction(const RopeConfig& config);

/// Inverse frequencies of the pairs: [dimensions / 2]. Under YaRN, pairs that turn fewer than beta_slow times over
/// the original context are interpolated by s, those that turn more than beta_fast times are kept, with a linear
/// ramp between (arXiv 2309.00071, section 3.2).
std::vector<float> rope_inverse_frequencies(const RopeConfig& config);

/// Table for positions [first, first + count). Angles are float32 products, as in the reference implementations.
RopeTable make_rope_table(const RopeConfig& config, const std::vector<float>& inverse_frequencies, std::size_t first,
                          std::size_t count);

}  // namespace mingsi::engine
