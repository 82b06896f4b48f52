// SPDX-License-Identifier: Apache-2.0
#include "engine/formats/hugging_face.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <map>
#include <optional>
#include <set>

#include "engine/base/error.h"
#include "engine/base/memory_map.h"
#include "engine/formats/hugging_face_config.h"
#include "engine/formats/safetensors.h"

namespace mingsi::engine {
namespace {

namespace fs = std::filesystem;

/// Names inside a layer, without "model.layers.N." and the final ".weight" or ".bias".
constexpr std::array<std::pair<std::string_view, std::string_view>, 28> kLayerNames = {{
    {"input_layernorm", "attn_norm"},
    {"post_attention_layernorm", "ffn_norm"},
    {"self_attn.q_proj", "attn_q"},
    {"self_attn.k_proj", "attn_k"},
    {"self_attn.v_proj", "attn_v"},
    {"self_attn.o_proj", "attn_output"},
    {"self_attn.q_norm", "attn_q_norm"},
    {"self_attn.k_norm", "attn_k_norm"},
    {"self_attn.q_a_proj", "attn_q_a"},
    {"self_attn.q_a_layernorm", "attn_q_a_norm"},
    {"self_attn.q_b_proj", "attn_q_b"},
    {"self_attn.kv_a_proj_with_mqa", "attn_kv_a_mqa"},
    {"self_attn.kv_a_layernorm", "attn_kv_a_norm"},
    {"self_attn.kv_b_proj", "attn_kv_b"},
    {"mlp.gate_proj", "ffn_gate"},
    {"mlp.up_proj", "ffn_up"},
    {"mlp.down_proj", "ffn_down"},
    {"mlp.gate", "ffn_gate_inp"},
    {"mlp.gate.e_score_correction", "exp_probs_b"},
    {"mlp.shared_experts.gate_proj", "ffn_gate_shexp"},
    {"mlp.shared_experts.up_proj", "ffn_up_shexp"},
    {"mlp.shared_experts.down_proj", "ffn_down_shexp"},
    {"eh_proj", "nextn.eh_proj"},
    {"enorm", "nextn.enorm"},
    {"hnorm", "nextn.hnorm"},
    {"embed_tokens", "nextn.embed_tokens"},
    {"shared_head.norm", "nextn.shared_head_norm"},
    {"shared_head.head", "nextn.shared_head_head"},
}};

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// Reads the digits at the start of `text` and the point behind them.
std::optional<std::string_view> take_number(std::string_view& text) {
  const auto point = text.find('.');
  const auto digits = text.substr(0, point);
  if (point == std::string_view::npos || digits.empty() || digits.size() > 6) return std::nullopt;
  if (!std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  text.remove_prefix(point + 1);
  return digits;
}

/// The GGUF name of a tensor; nullopt for what the engine has no use for.
std::optional<std::string> translate_name(std::string_view name) {
  if (name == "lm_head.weight") return "output.weight";
  if (!take_prefix(name, "model.")) return std::nullopt;
  if (name == "embed_tokens.weight") return "token_embd.weight";
  if (name == "norm.weight") return "output_norm.weight";
  if (!take_prefix(name, "layers.")) return std::nullopt;
  const auto layer = take_number(name);
  if (!layer) return std::nullopt;
  const std::string block = "blk." + std::string(*layer) + ".";

  if (take_prefix(name, "mlp.experts.")) {
    const auto expert = take_number(name);
    for (const std::string_view part : {"gate", "up", "down"})
      if (expert && name == std::string(part) + "_proj.weight")
        return block + "ffn_" + std::string(part) + "_exps." + std::string(*expert) + ".weight";
    return std::nullopt;
  }
  // The bias of the choice of experts is spelt with an underscore.
  const bool correction = name == "mlp.gate.e_score_correction_bias";
  const auto end = correction ? name.rfind('_') : name.rfind('.');
  if (end == std::string_view::npos) return std::nullopt;
  const auto suffix = name.substr(end + 1);
  if (suffix != "weight" && suffix != "bias") return std::nullopt;
  for (const auto& [from, to] : kLayerNames)
    if (name.substr(0, end) == from) return block + std::string(to) + "." + std::string(suffix);
  return std::nullopt;
}

/// The shards of the folder, and which tensor the index expects in which.
struct Shards {
  std::vector<std::string> files;
  std::map<std::string, std::string> expected;  ///< tensor → shard
};

Shards list_shards(const fs::path& folder) {
  const auto index = folder / "model.safetensors.index.json";
  if (!fs::exists(index)) {
    if (!fs::exists(folder / "model.safetensors"))
      throw Error(ErrorCode::FileNotFound, (folder / "model.safetensors").string(), {},
                  "the folder has neither this file nor model.safetensors.index.json");
    return {{"model.safetensors"}, {}};
  }
  Shards shards;
  shards.expected = read_shard_index(read_json(index), index.string());
  std::set<std::string> files;
  for (const auto& [tensor, file] : shards.expected)
    files.insert(file);
  shards.files.assign(files.begin(), files.end());
  return shards;
}

/// Collects the tensors of all shards under GGUF's names.
class Collector {
 public:
  Collector(Checkpoint& checkpoint, Shards shards) : checkpoint_(checkpoint), shards_(std::move(shards)) {}

  void add(const fs::path& folder, const std::string& shard) {
    auto map = std::make_shared<const MemoryMap>(folder / shard);
    const std::string file = (folder / shard).string();
    checkpoint_.file_bytes += map->bytes().size();
    for (const auto& tensor : read_safetensors(map->bytes(), file))
      add(tensor, shard, file);
    checkpoint_.maps.push_back(std::move(map));
  }

  void finish() {
    if (!shards_.expected.empty()) {
      const auto& [tensor, shard] = *shards_.expected.begin();
      throw Error(ErrorCode::MissingTensor, shard, tensor, "the index names this tensor, the file does not have it");
    }
    for (const auto& [weight, scale] : scales_)
      attach(weight, scale);
    for (const auto& [name, tensor] : checkpoint_.tensors)
      if (tensor.type_id == static_cast<std::uint32_t>(DType::F8_E4M3) && !tensor.scales)
        throw Error(ErrorCode::MissingTensor, checkpoint_.file, name + "_scale_inv",
                    "FP8 weights need the scales of their blocks");
  }

 private:
  void add(const SafeTensor& tensor, const std::string& shard, const std::string& file) {
    if (const auto place = shards_.expected.find(tensor.name); place != shards_.expected.end()) {
      // A tensor that lies in another shard than the index says is somebody else's.
      if (place->second != shard) return;
      shards_.expected.erase(place);
    }
    constexpr std::string_view scale_suffix = "_scale_inv";
    if (tensor.name.ends_with(scale_suffix)) {
      const auto weight =
          translate_name(std::string_view(tensor.name).substr(0, tensor.name.size() - scale_suffix.size()));
      if (weight) scales_.emplace(*weight, tensor);
      return;
    }
    const auto name = translate_name(tensor.name);
    if (!name) return;
    CheckpointTensor out;
    out.name = *name;
    out.shape = tensor.shape;
    out.type_id = static_cast<std::uint32_t>(tensor.type.value_or(DType::F32));
    out.bytes = tensor.type ? tensor.data.size() : 0;
    out.data = tensor.data.data();
    if (!tensor.type)
      throw Error(ErrorCode::UnsupportedType, file, tensor.name,
                  "the weight type " + tensor.type_name + " is not supported");
    if (tensor.data.empty()) throw Error(ErrorCode::Malformed, file, tensor.name, "the tensor is empty");
    if (!checkpoint_.tensors.emplace(*name, std::move(out)).second)
      throw Error(ErrorCode::Malformed, file, tensor.name, "two tensors have this name");
  }

  void attach(const std::string& weight, const SafeTensor& scale) {
    const auto place = checkpoint_.tensors.find(weight);
    if (place == checkpoint_.tensors.end()) return;
    const auto fail = [&](ErrorCode code, const std::string& message) {
      throw Error(code, checkpoint_.file, scale.name, message);
    };
    auto& tensor = place->second;
    if (tensor.type_id != static_cast<std::uint32_t>(DType::F8_E4M3) || tensor.shape.size() != 2)
      fail(ErrorCode::Malformed, "scales of blocks belong to FP8 matrices only");
    const auto blocks = [](std::uint64_t n) { return n / kF8BlockSize + (n % kF8BlockSize != 0); };
    const std::vector<std::uint64_t> expected = {blocks(tensor.shape[0]), blocks(tensor.shape[1])};
    if (scale.type != DType::F32 || scale.shape != expected)
      fail(ErrorCode::BadShape, "float32 [" + std::to_string(expected[0]) + ", " + std::to_string(expected[1]) +
                                    "] is expected: a scale for each 128 × 128 block");
    for (std::size_t i = 0; i < scale.data.size(); i += sizeof(float)) {
      float value;
      std::memcpy(&value, scale.data.data() + i, sizeof value);
      if (!std::isfinite(value)) fail(ErrorCode::NotFinite, "the scales hold NaN or infinite values");
    }
    tensor.scales = scale.data.data();
  }

  Checkpoint& checkpoint_;
  Shards shards_;
  std::map<std::string, SafeTensor> scales_;
};

void check_quantization(const Json& config, const std::string& file) {
  const auto* quantization = find(config, "quantization_config");
  if (!quantization) return;
  const auto method = text_or(*quantization, "quant_method", "");
  if (method != "fp8")
    throw Error(ErrorCode::UnsupportedType, file, "quantization_config",
                "the method \"" + method.substr(0, 40) + "\" is not supported; fp8 with blocks of 128 × 128 is");
  const auto* size = find(*quantization, "weight_block_size");
  if (!size || *size != Json::array({kF8BlockSize, kF8BlockSize}))
    throw Error(ErrorCode::UnsupportedType, file, "quantization_config.weight_block_size", "[128, 128] is expected");
}

}  // namespace

Checkpoint read_hugging_face(const fs::path& folder) {
  Checkpoint checkpoint;
  checkpoint.format = Checkpoint::Format::HuggingFace;
  checkpoint.file = folder.string();
  const auto config_file = folder / "config.json";
  const auto config = read_json(config_file);
  checkpoint.metadata = translate_config(config, config_file.string());
  check_quantization(config, config_file.string());
  const auto name = (folder.has_filename() ? folder : folder.parent_path()).filename().string();
  if (!name.empty()) checkpoint.metadata.insert("general.name", name);
  add_tokenizer_config(folder, checkpoint.metadata);
  add_generation_config(folder, checkpoint.metadata);

  const auto shards = list_shards(folder);
  Collector collector(checkpoint, shards);
  for (const auto& shard : shards.files)
    collector.add(folder, shard);
  collector.finish();
  return checkpoint;
}

}  // namespace mingsi::engine
