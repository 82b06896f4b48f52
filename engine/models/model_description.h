// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/backend/placement.h"

namespace mingsi::engine {

/// How much of a checkpoint is stored in which type.
struct WeightTypeShare {
  std::string type;
  std::uint64_t tensors = 0;
  std::uint64_t bytes = 0;
};

/// What a checkpoint is, read from its header alone. Sizes that an architecture does not have are 0.
struct ModelDescription {
  std::string name;
  std::string architecture;
  std::string format;  ///< "GGUF" or "Hugging Face"
  std::string file;
  std::uint64_t file_bytes = 0;
  std::uint64_t total_parameters = 0;
  std::uint64_t active_parameters = 0;
  std::uint64_t bytes_per_token = 0;           ///< weight bytes read for one decoded token
  std::uint64_t kv_bytes_per_token = 0;        ///< of the key-value cache at its default type
  std::uint64_t small_kv_bytes_per_token = 0;  ///< with SessionOptions::small_cache
  std::uint64_t weight_bytes = 0;              ///< of the tensors that generation reads
  std::uint64_t expert_bytes = 0;              ///< of them, those of routed experts
  std::uint64_t scratch_bytes = 0;             ///< activations, logits and tables, for prefill in the default chunks
  std::uint64_t activation_bytes = 0;          ///< of them, for each token of a chunk
  GpuDemand gpu_demand;                        ///< of all weights, computed with in the usual precision
  std::size_t layers = 0, dense_layers = 0, mtp_layers = 0;
  std::size_t hidden = 0, vocab = 0, context_length = 0;
  std::size_t heads = 0, kv_heads = 0, head_dim = 0;
  std::size_t q_lora_rank = 0, kv_lora_rank = 0, qk_nope_head_dim = 0, qk_rope_head_dim = 0, v_head_dim = 0;
  std::size_t experts = 0, experts_per_token = 0, shared_experts = 0, expert_groups = 0;
  std::string gating;
  std::string rope_scaling;  ///< "none", "linear", "yarn" or "llama3"
  std::vector<WeightTypeShare> weight_types;
  std::string tokenizer;              ///< pre-tokenizer
  std::string chat_format;            ///< where the prompt format comes from
  std::string chat_template;          ///< the Jinja template in the file, if any
  std::string chat_template_problem;  ///< why it is not used; empty when it is
  bool opens_reasoning = false;       ///< conversations begin inside a thought, unless told otherwise
  bool can_think = false;             ///< whether it can be told to think or not to
  bool thinks_by_default = false;     ///< what it does when told neither
  std::optional<float> temperature;   ///< what the publisher recommends
  std::optional<float> top_p;
};

}  // namespace mingsi::engine
