// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "engine/backend/ops.h"
#include "engine/formats/checkpoint.h"
#include "engine/models/rope.h"

namespace mingsi::engine {

/// Shapes and rules of a DeepSeek V2, V2-Lite, V3, R1 or V3.1 checkpoint (architecture `deepseek2` in GGUF); names
/// as in config.json.
struct DeepSeekConfig {
  std::size_t layers = 0;        ///< num_hidden_layers, without multi-token-prediction layers
  std::size_t mtp_layers = 0;    ///< num_nextn_predict_layers present in the file
  std::size_t dense_layers = 0;  ///< first_k_dense_replace
  std::size_t vocab = 0;
  std::size_t hidden = 0;
  std::size_t dense_inner = 0;   ///< intermediate_size
  std::size_t expert_inner = 0;  ///< moe_intermediate_size
  std::size_t context_length = 0;

  std::size_t heads = 0;
  std::size_t q_lora_rank = 0;  ///< 0: queries are projected directly
  std::size_t kv_lora_rank = 0;
  std::size_t qk_nope_head_dim = 0;
  std::size_t v_head_dim = 0;
  RopeConfig rope;               ///< rope.dimensions is qk_rope_head_dim
  float softmax_correction = 1;  ///< what (qk_nope + qk_rope)^-½ is multiplied with: yarn_mscale(s, mscale_all_dim)²

  std::size_t experts = 0;         ///< n_routed_experts
  std::size_t shared_experts = 0;  ///< n_shared_experts
  RouterRule router;
  float rms_norm_eps = 1e-6f;

  std::size_t qk_head_dim() const { return qk_nope_head_dim + rope.dimensions; }
  std::size_t cache_width() const { return kv_lora_rank + rope.dimensions; }

  /// Reads and checks `deepseek2.*`; throws BadConfig with the key.
  static DeepSeekConfig from_checkpoint(const Checkpoint& checkpoint);
};

}  // namespace mingsi::engine
