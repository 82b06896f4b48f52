// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "engine/formats/checkpoint.h"
#include "engine/models/rope.h"

namespace mingsi::engine {

/// Shapes of a dense model: Llama, Qwen2 or Qwen3; names as in config.json.
struct DenseConfig {
  std::size_t layers = 0;
  std::size_t vocab = 0;
  std::size_t hidden = 0;
  std::size_t inner = 0;  ///< intermediate_size
  std::size_t context_length = 0;
  std::size_t heads = 0;
  std::size_t kv_heads = 0;
  std::size_t head_dim = 0;
  bool qk_norm = false;   ///< Qwen3 normalizes each head's query and key
  bool qkv_bias = false;  ///< Qwen2 adds a bias to queries, keys and values
  RopeConfig rope;
  float rms_norm_eps = 1e-6f;

  /// Reads and checks the keys of `llama`, `qwen2` or `qwen3`; throws BadConfig with the key.
  static DenseConfig from_checkpoint(const Checkpoint& checkpoint);
};

}  // namespace mingsi::engine
