// SPDX-License-Identifier: Apache-2.0
#include "engine/models/dense_config.h"

#include <string>

#include "engine/models/config_keys.h"

namespace mingsi::engine {

DenseConfig DenseConfig::from_checkpoint(const Checkpoint& checkpoint) {
  const auto architecture = checkpoint.metadata.text("general.architecture");
  const ConfigKeys keys(checkpoint.metadata, architecture);
  DenseConfig config;
  config.layers = keys.size("block_count", 1, ConfigKeys::kMostLayers);
  config.context_length = keys.size("context_length", 1, 1 << 30);
  config.hidden = keys.size("embedding_length");
  config.inner = keys.size("feed_forward_length");
  config.vocab = keys.vocab();
  config.heads = keys.size("attention.head_count", 1, 4096);
  config.kv_heads = keys.size_or("attention.head_count_kv", config.heads, 1, 4096);
  if (config.heads % config.kv_heads != 0)
    keys.fail("attention.head_count_kv", "it does not divide attention.head_count");
  config.head_dim = keys.size_or("attention.key_length", config.hidden / config.heads, 1, 4096);
  if (config.head_dim == 0 || config.head_dim % 2 != 0) keys.fail("attention.key_length", "an even number is expected");
  if (keys.size_or("attention.value_length", config.head_dim) != config.head_dim)
    keys.fail("attention.value_length", "it must equal attention.key_length");
  config.rms_norm_eps = keys.real_or("attention.layer_norm_rms_epsilon", 1e-6f, 0, 1);
  config.qk_norm = architecture == "qwen3";
  config.qkv_bias = architecture == "qwen2";

  config.rope.dimensions = keys.size_or("rope.dimension_count", config.head_dim, 2, 4096);
  if (config.rope.dimensions > config.head_dim || config.rope.dimensions % 2 != 0)
    keys.fail("rope.dimension_count", "an even number up to the heads' length is expected");
  config.rope.read(keys);
  // GGUF converters permute the rows of Llama's queries and keys; Hugging Face keeps the halves.
  const bool permuted = architecture == "llama" && checkpoint.format == Checkpoint::Format::Gguf;
  config.rope.layout = permuted ? RopeLayout::Adjacent : RopeLayout::Halves;
  if (checkpoint.contains("rope_freqs.weight")) {
    config.rope.divisors = checkpoint.vector("rope_freqs.weight", config.rope.dimensions / 2);
    for (const float divisor : config.rope.divisors)
      if (!(divisor > 0)) checkpoint.metadata.fail("rope_freqs.weight", "positive numbers are expected");
  }
  return config;
}

}  // namespace mingsi::engine
