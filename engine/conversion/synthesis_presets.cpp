// SPDX-License-Identifier: Apache-2.0
#include "engine/conversion/synthesis_presets.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/base/error.h"
#include "engine/conversion/vocabulary_metadata.h"
#include "engine/engine.h"
#include "engine/tokenizer/byte_alphabet.h"

namespace mingsi::engine {
namespace {

struct MoePreset {
  std::string_view name;
  std::size_t layers, dense_layers, hidden, dense_inner, expert_inner, heads, q_lora_rank;
  std::size_t experts, shared, top_k, groups, groups_kept, vocab, context;
  bool sigmoid, normalize;
  double scaling, mscale;
  std::string_view pre_tokenizer;
};
constexpr std::array<MoePreset, 3> kMoePresets = {{
    {"v2-lite", 27, 1, 2048,   10944,  1408,  16,    0,   64,    2,
     6,         1,  1, 102400, 163840, false, false, 1.0, 0.707, "deepseek-llm"},
    {"v3", 61, 3, 7168, 18432, 2048, 128, 1536, 256, 1, 8, 8, 4, 129280, 163840, true, true, 2.5, 1.0, "deepseek-v3"},
    {"r1", 61, 3, 7168, 18432, 2048, 128, 1536, 256, 1, 8, 8, 4, 129280, 163840, true, true, 2.5, 1.0, "deepseek-v3"},
}};
// Common to all of them.
constexpr std::size_t kLatent = 512, kNope = 128, kRope = 64, kValue = 128;

struct DensePreset {
  std::string_view name, architecture;
  std::size_t layers, hidden, inner, heads, kv_heads, head_dim, vocab, context;
  double theta, eps;
  std::string_view pre_tokenizer;
};
constexpr std::array<DensePreset, 4> kDensePresets = {{
    {"r1-distill-qwen-1.5b", "qwen2", 28, 1536, 8960, 12, 2, 128, 151936, 131072, 10000, 1e-6, "deepseek-r1-qwen"},
    {"r1-distill-qwen-7b", "qwen2", 28, 3584, 18944, 28, 4, 128, 152064, 131072, 10000, 1e-6, "deepseek-r1-qwen"},
    {"r1-distill-llama-8b", "llama", 32, 4096, 14336, 32, 8, 128, 128256, 131072, 500000, 1e-5, "llama-bpe"},
    {"r1-0528-qwen3-8b", "qwen3", 36, 4096, 12288, 32, 8, 128, 151936, 131072, 1e6, 1e-6, "qwen2"},
}};

/// Collects keys and tensors.
class Planner {
 public:
  Planner(SyntheticModel& model, std::string architecture, DType type)
      : model_(model), prefix_(architecture + "."), type_(type) {
    model_.metadata.insert("general.architecture", architecture);
    model_.metadata.insert("general.quantization_version", std::int64_t{2});
  }

  void key(const std::string& name, std::size_t value) {
    model_.metadata.insert(prefix_ + name, static_cast<std::int64_t>(value));
  }
  void real(const std::string& name, double value) { model_.metadata.insert(prefix_ + name, value); }
  void flag(const std::string& name, bool value) { model_.metadata.insert(prefix_ + name, value); }
  void text(const std::string& name, std::string value) { model_.metadata.insert(prefix_ + name, std::move(value)); }

  /// A matrix whose products with normed inputs have about the deviation `gain`.
  void matrix(const std::string& name, std::vector<std::uint64_t> shape, double gain = 1) {
    const double deviation = gain / std::sqrt(static_cast<double>(shape.back()));
    const bool whole_blocks = shape.back() % traits(type_).block_length == 0;
    // 1,408 and 10,944 columns of V2-Lite are not whole super-blocks: stored as llama.cpp stores them.
    const DType type = whole_blocks ? type_ : type_ == DType::Q6_K ? DType::Q8_0 : DType::IQ4_NL;
    model_.tensors.push_back({{name + ".weight", std::move(shape), type}, 0, deviation});
  }
  void values(const std::string& name, std::uint64_t length, double mean, double deviation) {
    model_.tensors.push_back({{name, {length}, DType::F32}, mean, deviation});
  }
  void norm(const std::string& name, std::uint64_t length) { values(name + ".weight", length, 1, 0.1); }
  void router(const std::string& name, std::uint64_t experts, std::uint64_t hidden) {
    model_.tensors.push_back(
        {{name + ".weight", {experts, hidden}, DType::F32}, 0, 1 / std::sqrt(static_cast<double>(hidden))});
  }

  /// What begins and ends every model.
  void frame(std::size_t vocab, std::size_t hidden) {
    matrix("token_embd", {vocab, hidden}, std::sqrt(static_cast<double>(hidden)));
    norm("output_norm", hidden);
    matrix("output", {vocab, hidden}, 2);
  }

  /// Bytes, the marks of DeepSeek's conversations, and padding up to the published size.
  void vocabulary(std::size_t size, std::string_view pre_tokenizer) {
    Vocabulary vocabulary;
    for (int byte = 0; byte < 256; ++byte)
      vocabulary.tokens.emplace_back(byte_symbol(static_cast<std::uint8_t>(byte)));
    vocabulary.tokens.emplace_back("th");
    vocabulary.merges = {"t h"};
    for (const char* mark : {"<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>", "<｜User｜>", "<｜Assistant｜>"}) {
      vocabulary.special.push_back(static_cast<TokenId>(vocabulary.tokens.size()));
      vocabulary.tokens.emplace_back(mark);
    }
    vocabulary.bos = vocabulary.special[0];
    vocabulary.end_of_turn = {vocabulary.special[1]};
    vocabulary.tokens.resize(size);
    vocabulary.pre_tokenizer = pre_tokenizer;
    vocabulary.add_bos = true;
    add_vocabulary(vocabulary, model_.metadata);
  }

 private:
  SyntheticModel& model_;
  std::string prefix_;
  DType type_;
};

void plan_moe(const MoePreset& p, std::size_t layers, Planner& plan) {
  const std::size_t query_dim = p.heads * (kNope + kRope);
  // One layer with experts at least, and before it as many dense ones as the model has, if there is room.
  const std::size_t dense_layers = std::min(p.dense_layers, layers - 1);
  plan.key("block_count", layers);
  plan.key("context_length", p.context);
  plan.key("embedding_length", p.hidden);
  plan.key("feed_forward_length", p.dense_inner);
  plan.key("expert_feed_forward_length", p.expert_inner);
  plan.key("expert_count", p.experts);
  plan.key("expert_used_count", p.top_k);
  plan.key("expert_shared_count", p.shared);
  plan.real("expert_weights_scale", p.scaling);
  plan.flag("expert_weights_norm", p.normalize);
  plan.key("expert_gating_func", p.sigmoid ? 2 : 1);
  plan.key("expert_group_count", p.groups);
  plan.key("expert_group_used_count", p.groups_kept);
  plan.key("leading_dense_block_count", dense_layers);
  plan.key("vocab_size", p.vocab);
  plan.key("attention.head_count", p.heads);
  plan.key("attention.head_count_kv", p.heads);
  if (p.q_lora_rank) plan.key("attention.q_lora_rank", p.q_lora_rank);
  plan.key("attention.kv_lora_rank", kLatent);
  plan.key("attention.key_length", kNope + kRope);
  plan.key("attention.value_length", kValue);
  plan.real("attention.layer_norm_rms_epsilon", 1e-6);
  plan.real("rope.freq_base", 10000);
  plan.key("rope.dimension_count", kRope);
  plan.text("rope.scaling.type", "yarn");
  plan.real("rope.scaling.factor", 40);
  plan.key("rope.scaling.original_context_length", 4096);
  plan.real("rope.scaling.yarn_log_multiplier", 0.1 * p.mscale);
  plan.vocabulary(p.vocab, p.pre_tokenizer);

  plan.frame(p.vocab, p.hidden);
  for (std::size_t i = 0; i < layers; ++i) {
    const std::string b = "blk." + std::to_string(i) + ".";
    plan.norm(b + "attn_norm", p.hidden);
    if (p.q_lora_rank) {
      plan.matrix(b + "attn_q_a", {p.q_lora_rank, p.hidden});
      plan.norm(b + "attn_q_a_norm", p.q_lora_rank);
      plan.matrix(b + "attn_q_b", {query_dim, p.q_lora_rank});
    } else {
      plan.matrix(b + "attn_q", {query_dim, p.hidden});
    }
    plan.matrix(b + "attn_kv_a_mqa", {kLatent + kRope, p.hidden});
    plan.norm(b + "attn_kv_a_norm", kLatent);
    plan.matrix(b + "attn_kv_b", {p.heads * (kNope + kValue), kLatent});
    plan.matrix(b + "attn_output", {p.hidden, p.heads * kValue});
    plan.norm(b + "ffn_norm", p.hidden);
    if (i < dense_layers) {
      plan.matrix(b + "ffn_gate", {p.dense_inner, p.hidden});
      plan.matrix(b + "ffn_up", {p.dense_inner, p.hidden});
      plan.matrix(b + "ffn_down", {p.hidden, p.dense_inner});
      continue;
    }
    plan.router(b + "ffn_gate_inp", p.experts, p.hidden);
    if (p.sigmoid) plan.values(b + "exp_probs_b.bias", p.experts, 0, 0.05);
    plan.matrix(b + "ffn_gate_exps", {p.experts, p.expert_inner, p.hidden});
    plan.matrix(b + "ffn_up_exps", {p.experts, p.expert_inner, p.hidden});
    plan.matrix(b + "ffn_down_exps", {p.experts, p.hidden, p.expert_inner});
    plan.matrix(b + "ffn_gate_shexp", {p.shared * p.expert_inner, p.hidden});
    plan.matrix(b + "ffn_up_shexp", {p.shared * p.expert_inner, p.hidden});
    plan.matrix(b + "ffn_down_shexp", {p.hidden, p.shared * p.expert_inner});
  }
}

void plan_dense(const DensePreset& p, std::size_t layers, Planner& plan) {
  plan.key("block_count", layers);
  plan.key("context_length", p.context);
  plan.key("embedding_length", p.hidden);
  plan.key("feed_forward_length", p.inner);
  plan.key("vocab_size", p.vocab);
  plan.key("attention.head_count", p.heads);
  plan.key("attention.head_count_kv", p.kv_heads);
  plan.key("attention.key_length", p.head_dim);
  plan.key("attention.value_length", p.head_dim);
  plan.real("attention.layer_norm_rms_epsilon", p.eps);
  plan.real("rope.freq_base", p.theta);
  plan.key("rope.dimension_count", p.head_dim);
  if (p.architecture == "qwen3") {
    plan.text("rope.scaling.type", "yarn");
    plan.real("rope.scaling.factor", 4);
    plan.key("rope.scaling.original_context_length", 32768);
  }
  plan.vocabulary(p.vocab, p.pre_tokenizer);

  plan.frame(p.vocab, p.hidden);
  const std::size_t kv_dim = p.kv_heads * p.head_dim;
  for (std::size_t i = 0; i < layers; ++i) {
    const std::string b = "blk." + std::to_string(i) + ".";
    plan.norm(b + "attn_norm", p.hidden);
    plan.matrix(b + "attn_q", {p.heads * p.head_dim, p.hidden});
    plan.matrix(b + "attn_k", {kv_dim, p.hidden});
    plan.matrix(b + "attn_v", {kv_dim, p.hidden});
    if (p.architecture == "qwen2") {
      plan.values(b + "attn_q.bias", p.heads * p.head_dim, 0, 0.1);
      plan.values(b + "attn_k.bias", kv_dim, 0, 0.1);
      plan.values(b + "attn_v.bias", kv_dim, 0, 0.1);
    }
    if (p.architecture == "qwen3") {
      plan.norm(b + "attn_q_norm", p.head_dim);
      plan.norm(b + "attn_k_norm", p.head_dim);
    }
    plan.matrix(b + "attn_output", {p.hidden, p.heads * p.head_dim});
    plan.norm(b + "ffn_norm", p.hidden);
    plan.matrix(b + "ffn_gate", {p.inner, p.hidden});
    plan.matrix(b + "ffn_up", {p.inner, p.hidden});
    plan.matrix(b + "ffn_down", {p.hidden, p.inner});
  }
}

std::size_t checked_layers(std::size_t wanted, std::size_t least, std::size_t all) {
  if (wanted == 0) return all;
  if (wanted < least || wanted > all)
    throw Error(ErrorCode::InvalidArgument,
                "this model has from " + std::to_string(least) + " to " + std::to_string(all) + " layers");
  return wanted;
}

}  // namespace

std::vector<std::string> synthesis_presets() {
  std::vector<std::string> names;
  for (const auto& preset : kMoePresets)
    names.emplace_back(preset.name);
  for (const auto& preset : kDensePresets)
    names.emplace_back(preset.name);
  return names;
}

SyntheticModel plan_synthetic_model(std::string_view preset, std::size_t layers, DType type) {
  SyntheticModel model;
  model.metadata.insert("general.name", "Synthetic " + std::string(preset));
  for (const auto& p : kMoePresets) {
    if (p.name != preset) continue;
    Planner plan(model, "deepseek2", type);
    plan_moe(p, checked_layers(layers, 1, p.layers), plan);
    return model;
  }
  for (const auto& p : kDensePresets) {
    if (p.name != preset) continue;
    Planner plan(model, std::string(p.architecture), type);
    plan_dense(p, checked_layers(layers, 1, p.layers), plan);
    return model;
  }
  std::string known;
  for (const auto& name : synthesis_presets())
    known += (known.empty() ? "" : ", ") + name;
  throw Error(ErrorCode::InvalidArgument, "\"" + std::string(preset) + "\" is not known; known are: " + known);
}

}  // namespace mingsi::engine
