// SPDX-License-Identifier: Apache-2.0
// A config.json of any content: it gives a configuration whose numbers can be computed with, or is refused. The other
// JSON files of a folder share the input.
#include "engine/base/error.h"
#include "engine/formats/hugging_face_config.h"
#include "engine/models/deepseek_config.h"
#include "engine/models/dense_config.h"

namespace {

void read_others(const mingsi::engine::Json& json) {
  using namespace mingsi::engine;
  Metadata metadata("folder");
  add_tokenizer_config(json, metadata);
  try {
    add_generation_config(json, "generation_config.json", metadata);
  } catch (const Error&) {
  }
  for (const auto& [tensor, shard] : read_shard_index(json, "model.safetensors.index.json"))
    if (shard.empty() || shard.find('/') != std::string::npos || shard == "..") __builtin_trap();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace mingsi::engine;
  try {
    const auto json = parse_json(std::string_view(reinterpret_cast<const char*>(data), size), "config.json");
    try {
      read_others(json);
    } catch (const Error&) {
    }
    Checkpoint checkpoint;
    checkpoint.format = Checkpoint::Format::HuggingFace;
    checkpoint.metadata = translate_config(json, "config.json");
    if (checkpoint.metadata.text("general.architecture") == "deepseek2") {
      const auto config = DeepSeekConfig::from_checkpoint(checkpoint);
      rope_inverse_frequencies(config.rope);
      if (config.heads == 0 || config.qk_nope_head_dim == 0) __builtin_trap();
    } else {
      const auto config = DenseConfig::from_checkpoint(checkpoint);
      rope_inverse_frequencies(config.rope);
      if (config.kv_heads == 0 || config.heads % config.kv_heads != 0) __builtin_trap();
    }
  } catch (const Error&) {
  }
  return 0;
}
