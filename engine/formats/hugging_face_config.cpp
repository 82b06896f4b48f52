// SPDX-License-Identifier: Apache-2.0
#include "engine/formats/hugging_face_config.h"

#include <array>
#include <cmath>
#include <optional>

#include "engine/base/error.h"
#include "engine/base/memory_map.h"
#include "engine/formats/architectures.h"
#include "engine/formats/web_page.h"

namespace mingsi::engine {
namespace {

constexpr std::size_t kMaxJson = std::size_t{256} << 20;

/// Copies fields of config.json to keys of the metadata, with the type that the key has.
class Translator {
 public:
  Translator(const Json& config, const std::string& file, std::string architecture, Metadata& out)
      : config_(config), file_(file), prefix_(std::move(architecture) + "."), out_(out) {}

  [[noreturn]] void fail(const std::string& field, const std::string& message) const {
    throw Error(ErrorCode::BadConfig, file_, field, message);
  }

  std::optional<std::int64_t> integer(const Json& object, const char* field) const {
    const auto* value = find(object, field);
    if (!value) return std::nullopt;
    if (value->is_number_unsigned() && value->get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX))
      fail(field, "the number is too large");
    if (value->is_number_integer()) return value->get<std::int64_t>();
    // Some publishers write whole numbers as 40.0.
    if (value->is_number_float()) {
      const auto number = value->get<double>();
      if (std::abs(number) < 1e15 && number == std::floor(number)) return static_cast<std::int64_t>(number);
    }
    fail(field, "a whole number is expected");
  }

  std::optional<double> real(const Json& object, const char* field) const {
    const auto* value = find(object, field);
    if (!value) return std::nullopt;
    if (!value->is_number()) fail(field, "a number is expected");
    return value->get<double>();
  }

  void copy_integer(const char* field, const std::string& key) {
    if (const auto value = integer(config_, field)) put(key, *value);
  }
  void copy_real(const char* field, const std::string& key) { copy_real(config_, field, key); }
  void copy_real(const Json& object, const char* field, const std::string& key) {
    if (const auto value = real(object, field)) put(key, *value);
  }
  void copy_boolean(const char* field, const std::string& key) {
    const auto* value = find(config_, field);
    if (!value) return;
    if (!value->is_boolean()) fail(field, "true or false is expected");
    put(key, value->get<bool>());
  }
  void put(const std::string& key, MetadataValue value) { out_.insert(prefix_ + key, std::move(value)); }

 private:
  const Json& config_;
  const std::string& file_;
  std::string prefix_;
  Metadata& out_;
};

void translate_rope(const Json& config, Translator& t, bool deepseek) {
  // transformers 5 moved theta and scaling into one object.
  const Json* scaling = find(config, "rope_parameters");
  if (!scaling) scaling = find(config, "rope_scaling");
  t.copy_real("rope_theta", "rope.freq_base");
  if (!scaling) return;
  if (!find(config, "rope_theta")) t.copy_real(*scaling, "rope_theta", "rope.freq_base");
  const auto type = text_or(*scaling, "rope_type", text_or(*scaling, "type", "default"));
  if (type == "default") return;
  if (type != "yarn" && type != "llama3" && type != "linear")
    t.fail("rope_scaling", "the type \"" + type + "\" is not supported; default, linear, yarn and llama3 are");
  t.put("rope.scaling.type", type);
  t.copy_real(*scaling, "factor", "rope.scaling.factor");
  auto original = t.integer(*scaling, "original_max_position_embeddings");
  if (!original) original = t.integer(config, "max_position_embeddings");
  if (original) t.put("rope.scaling.original_context_length", *original);
  t.copy_real(*scaling, "beta_fast", "rope.scaling.yarn_beta_fast");
  t.copy_real(*scaling, "beta_slow", "rope.scaling.yarn_beta_slow");
  t.copy_real(*scaling, "low_freq_factor", "rope.scaling.low_freq_factor");
  t.copy_real(*scaling, "high_freq_factor", "rope.scaling.high_freq_factor");
  if (deepseek) {
    const double all_dim = t.real(*scaling, "mscale_all_dim").value_or(0);
    t.put("rope.scaling.yarn_log_multiplier", 0.1 * all_dim);
    t.put("rope.scaling.mscale", t.real(*scaling, "mscale").value_or(1));
  } else if (const auto attention = t.real(*scaling, "attention_factor")) {
    // The key is relative to YaRN's own 0.1 · ln s + 1.
    const double factor = t.real(*scaling, "factor").value_or(1);
    t.put("rope.scaling.attn_factor", *attention / (factor > 1 ? 0.1 * std::log(factor) + 1 : 1));
  }
}

void translate_experts(const Json& config, Translator& t) {
  t.copy_integer("first_k_dense_replace", "leading_dense_block_count");
  t.copy_integer("n_routed_experts", "expert_count");
  t.copy_integer("num_experts_per_tok", "expert_used_count");
  t.copy_integer("n_shared_experts", "expert_shared_count");
  t.copy_integer("moe_intermediate_size", "expert_feed_forward_length");
  t.copy_real("routed_scaling_factor", "expert_weights_scale");
  t.copy_boolean("norm_topk_prob", "expert_weights_norm");
  t.copy_integer("num_nextn_predict_layers", "nextn_predict_layers");
  if (const auto every = t.integer(config, "moe_layer_freq"); every.value_or(1) != 1)
    t.fail("moe_layer_freq", "only 1 is supported");

  const auto method = text_or(config, "topk_method", "noaux_tc");
  const bool v3 = text_or(config, "model_type", "") == "deepseek_v3";
  const auto scoring = text_or(config, "scoring_func", v3 ? "sigmoid" : "softmax");
  if (scoring != "sigmoid" && scoring != "softmax")
    t.fail("scoring_func", "\"" + scoring + "\" is not supported; sigmoid and softmax are");
  t.put("expert_gating_func", std::int64_t{scoring == "sigmoid" ? 2 : 1});
  if (!v3 && method == "greedy") return t.put("expert_group_count", std::int64_t{1});
  t.copy_integer("n_group", "expert_group_count");
  t.copy_integer("topk_group", "expert_group_used_count");
}

void translate_latent_attention(const Json& config, Translator& t) {
  t.copy_integer("q_lora_rank", "attention.q_lora_rank");
  t.copy_integer("kv_lora_rank", "attention.kv_lora_rank");
  t.copy_integer("qk_rope_head_dim", "rope.dimension_count");
  t.copy_integer("v_head_dim", "attention.value_length");
  const auto nope = t.integer(config, "qk_nope_head_dim");
  const auto rope = t.integer(config, "qk_rope_head_dim");
  if (!nope || !rope) t.fail("qk_nope_head_dim", "qk_nope_head_dim and qk_rope_head_dim are expected");
  std::int64_t length = 0;
  if (__builtin_add_overflow(*nope, *rope, &length)) t.fail("qk_nope_head_dim", "the number is too large");
  t.put("attention.key_length", length);
}

}  // namespace

Metadata translate_config(const Json& config, const std::string& file) {
  if (!config.is_object()) throw Error(ErrorCode::BadConfig, file, {}, "an object is expected");
  const auto model_type = text_or(config, "model_type", "");
  const auto architecture = architecture_of_model_type(model_type);
  if (!architecture)
    throw Error(
        ErrorCode::UnsupportedArchitecture, file, "model_type",
        "the architecture \"" + model_type.substr(0, 80) + "\" is not supported; known are: " + known_model_types());
  Metadata metadata(file);
  metadata.insert("general.architecture", std::string(*architecture));
  Translator t(config, file, std::string(*architecture), metadata);
  const bool deepseek = *architecture == "deepseek2";

  auto layers = t.integer(config, "num_hidden_layers");
  if (!layers) t.fail("num_hidden_layers", "this field is missing");
  // GGUF counts the prediction layers among the blocks.
  if (__builtin_add_overflow(*layers, t.integer(config, "num_nextn_predict_layers").value_or(0), &*layers))
    t.fail("num_nextn_predict_layers", "the number is too large");
  t.put("block_count", *layers);
  t.copy_integer("max_position_embeddings", "context_length");
  t.copy_integer("hidden_size", "embedding_length");
  t.copy_integer("intermediate_size", "feed_forward_length");
  t.copy_integer("vocab_size", "vocab_size");
  t.copy_integer("num_attention_heads", "attention.head_count");
  t.copy_real("rms_norm_eps", "attention.layer_norm_rms_epsilon");
  t.copy_boolean("tie_word_embeddings", "tie_word_embeddings");
  translate_rope(config, t, deepseek);
  if (deepseek) {
    translate_latent_attention(config, t);
    translate_experts(config, t);
    return metadata;
  }
  t.copy_integer("num_key_value_heads", "attention.head_count_kv");
  t.copy_integer("head_dim", "attention.key_length");
  if (const auto* sliding = find(config, "use_sliding_window");
      sliding && sliding->is_boolean() && sliding->get<bool>())
    t.fail("use_sliding_window", "sliding-window attention is not supported");
  return metadata;
}

Json read_json(const std::filesystem::path& file) {
  const MemoryMap map(file);
  if (map.bytes().size() > kMaxJson) throw Error(ErrorCode::Malformed, file.string(), {}, "the file is too large");
  refuse_web_page(map.bytes(), file.string());
  return parse_json(as_text(map.bytes()), file.string());
}

void add_tokenizer_config(const Json& config, Metadata& metadata) {
  const auto* value = find(config, "chat_template");
  if (!value || metadata.contains("tokenizer.chat_template")) return;
  if (value->is_string()) {
    metadata.insert("tokenizer.chat_template", value->get<std::string>());
    return;
  }
  if (!value->is_array()) return;
  for (const auto& entry : *value) {
    if (text_or(entry, "name", "") != "default" || !find(entry, "template")) continue;
    metadata.insert("tokenizer.chat_template", text_or(entry, "template", ""));
    return;
  }
}

void add_generation_config(const Json& config, const std::string& file, Metadata& metadata) {
  if (const auto* ids = find(config, "eos_token_id")) {
    std::vector<std::int64_t> ends;
    for (const auto& id : ids->is_array() ? *ids : Json::array({*ids})) {
      if (!id.is_number_unsigned() || id.get<std::uint64_t>() > INT32_MAX)
        throw Error(ErrorCode::BadConfig, file, "eos_token_id", "token ids are expected");
      ends.push_back(id.get<std::int64_t>());
    }
    metadata.insert("tokenizer.ggml.eos_token_ids", std::move(ends));
  }
  // The keys under which newer GGUF files recommend sampling parameters.
  for (const auto& [field, key] :
       {std::pair{"temperature", "general.sampling.temp"}, std::pair{"top_p", "general.sampling.top_p"}})
    if (const auto* value = find(config, field); value && value->is_number())
      metadata.insert(key, value->get<double>());
}

std::map<std::string, std::string> read_shard_index(const Json& index, const std::string& file) {
  const auto* map = find(index, "weight_map");
  if (!map || !map->is_object() || map->empty())
    throw Error(ErrorCode::Malformed, file, "weight_map", "an object of tensors and files is expected");
  std::map<std::string, std::string> shards;
  for (const auto& [tensor, shard] : map->items()) {
    if (!shard.is_string()) throw Error(ErrorCode::Malformed, file, tensor, "a file name is expected");
    auto name = shard.get<std::string>();
    if (name.empty() || name.front() == '.' || name.find_first_of(std::string_view("/\\\0", 3)) != std::string::npos)
      throw Error(ErrorCode::Malformed, file, tensor, "a plain file name inside the folder is expected");
    shards.emplace(tensor, std::move(name));
  }
  return shards;
}

void add_tokenizer_config(const std::filesystem::path& folder, Metadata& metadata) {
  if (std::filesystem::exists(folder / "chat_template.jinja")) {
    const MemoryMap map(folder / "chat_template.jinja");
    metadata.insert("tokenizer.chat_template", std::string(as_text(map.bytes())));
  }
  if (std::filesystem::exists(folder / "tokenizer_config.json"))
    add_tokenizer_config(read_json(folder / "tokenizer_config.json"), metadata);
}

void add_generation_config(const std::filesystem::path& folder, Metadata& metadata) {
  const auto file = folder / "generation_config.json";
  if (std::filesystem::exists(file)) add_generation_config(read_json(file), file.string(), metadata);
}

}  // namespace mingsi::engine
