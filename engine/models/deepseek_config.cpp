// SPDX-License-Identifier: Apache-2.0
#include "engine/models/deepseek_config.h"

#include <string>

#include "engine/models/config_keys.h"

namespace mingsi::engine {
namespace {

void read_attention(const ConfigKeys& keys, DeepSeekConfig& config) {
  config.heads = keys.size("attention.head_count", 1, 4096);
  config.q_lora_rank = keys.size_or("attention.q_lora_rank", 0);
  config.kv_lora_rank = keys.size("attention.kv_lora_rank");
  config.rope.dimensions = keys.size("rope.dimension_count", 2, 4096);
  if (config.rope.dimensions % 2 != 0) keys.fail("rope.dimension_count", "an even number is expected");
  // Files with split MLA tensors state the cached width as key_length and the heads' own lengths under *_mla.
  const std::size_t key = keys.size_or("attention.key_length_mla", keys.size("attention.key_length"), 1);
  config.v_head_dim = keys.size_or("attention.value_length_mla", keys.size("attention.value_length"), 1);
  if (key <= config.rope.dimensions)
    keys.fail("attention.key_length", "it must exceed rope.dimension_count, which is part of it");
  config.qk_nope_head_dim = key - config.rope.dimensions;
  config.rms_norm_eps = keys.real_or("attention.layer_norm_rms_epsilon", 1e-6f, 0, 1);
}

void read_rope(const ConfigKeys& keys, DeepSeekConfig& config) {
  config.rope.read(keys);
  // DeepSeek's two corrections differ from plain YaRN. GGUF keeps only 0.1 · mscale_all_dim; every published model has
  // mscale = mscale_all_dim, so that the scale of cosines and sines, the ratio of the two, is 1.
  const float mscale_all_dim = keys.real_or("rope.scaling.yarn_log_multiplier", 0, 0, 100) * 10;
  const float mscale = keys.real_or("rope.scaling.mscale", mscale_all_dim, 0, 1000);
  const float correction = yarn_mscale(config.rope.factor, mscale_all_dim);
  config.rope.amplitude = yarn_mscale(config.rope.factor, mscale) / correction;
  config.softmax_correction = correction * correction;
}

void read_router(const ConfigKeys& keys, DeepSeekConfig& config) {
  auto& router = config.router;
  config.experts = keys.size("expert_count", 1, 65536);
  router.top_k = keys.size("expert_used_count", 1, 65536);
  config.shared_experts = keys.size_or("expert_shared_count", 0, 0, 65536);
  config.expert_inner = keys.size("expert_feed_forward_length");
  router.scaling = keys.real_or("expert_weights_scale", 1, 0, 1e6);
  if (router.scaling == 0) router.scaling = 1;  // old files write 0 for "no scaling"
  // Old files do not say. Only V3's shape has 256 experts; it normalizes its weights and needs sigmoid.
  router.normalize = keys.boolean_or("expert_weights_norm", config.experts == 256);
  const std::size_t gating = keys.size_or("expert_gating_func", config.experts == 256 ? 2 : 1, 0, 100);
  if (gating > 2) keys.fail("expert_gating_func", std::to_string(gating) + " is not supported; 1 and 2 are");
  const bool sigmoid = gating == 2;
  router.scoring = sigmoid ? RouterRule::Scoring::Sigmoid : RouterRule::Scoring::Softmax;
  router.group_score = sigmoid ? RouterRule::GroupScore::SumOfTopTwo : RouterRule::GroupScore::Maximum;
  // Old files do not say either; the published models are known by their number of experts.
  const bool v3 = config.experts == 256, v2 = config.experts == 160;
  router.groups = keys.size_or("expert_group_count", v3 || v2 ? 8 : 1, 0, 65536);
  router.groups_kept = keys.size_or("expert_group_used_count", v3 ? 4 : v2 ? 3 : 1, 0, 65536);
  if (router.groups == 0) router.groups = router.groups_kept = 1;

  if (config.experts % router.groups != 0) keys.fail("expert_group_count", "it does not divide expert_count");
  if (router.groups_kept == 0 || router.groups_kept > router.groups)
    keys.fail("expert_group_used_count", "it must lie between 1 and expert_group_count");
  if (router.top_k > config.experts / router.groups * router.groups_kept)
    keys.fail("expert_used_count", "more experts are used than can be chosen from");
  if (sigmoid && router.groups > 1 && config.experts / router.groups < 2)
    keys.fail("expert_group_count", "a group needs two experts at least");
}

}  // namespace

DeepSeekConfig DeepSeekConfig::from_checkpoint(const Checkpoint& checkpoint) {
  const ConfigKeys keys(checkpoint.metadata, "deepseek2");
  DeepSeekConfig config;
  std::size_t blocks = keys.size("block_count", 1, ConfigKeys::kMostLayers);
  const std::size_t predicted = keys.size_or("nextn_predict_layers", 0, 0, ConfigKeys::kMostLayers);
  // Whoever leaves the prediction layers out still may write the key, and count them or not; the tensors tell.
  if (predicted > 0 && predicted < blocks) {
    const std::string first = "blk." + std::to_string(blocks - predicted) + ".";
    if (checkpoint.contains(first + "nextn.eh_proj.weight"))
      config.mtp_layers = predicted;
    else if (!checkpoint.contains(first + "attn_norm.weight"))
      blocks -= predicted;
  }
  config.layers = blocks - config.mtp_layers;
  config.context_length = keys.size("context_length", 1, 1 << 30);
  config.hidden = keys.size("embedding_length");
  config.dense_layers = keys.size_or("leading_dense_block_count", 0, 0, ConfigKeys::kMostLayers);
  if (config.dense_layers > config.layers) keys.fail("leading_dense_block_count", "it exceeds the number of layers");
  if (config.dense_layers > 0) config.dense_inner = keys.size("feed_forward_length");
  config.vocab = keys.vocab();

  read_attention(keys, config);
  read_rope(keys, config);
  if (config.dense_layers < config.layers) read_router(keys, config);
  return config;
}

}  // namespace mingsi::engine
