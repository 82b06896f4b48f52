// SPDX-License-Identifier: Apache-2.0
#include "engine/models/deepseek.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace mingsi::engine {

/// Buffers of one forward pass over n tokens.
struct DeepSeek::Activations {
  Activations(const DeepSeekConfig& c, Memory& memory, std::size_t n)
      : x(memory, n, c.hidden),
        normed(memory, n, c.hidden),
        q_latent(memory, n, c.q_lora_rank),
        q(memory, n, c.heads * c.qk_head_dim()),
        kv(memory, n, c.cache_width()),
        heads(memory, n, c.heads * c.v_head_dim),
        block(memory, n, c.hidden),
        gated(memory, n, std::max(c.dense_inner, c.shared_experts * c.expert_inner)),
        router(memory, n, c.experts),
        chosen(memory, n * c.router.top_k),
        chosen_weights(memory, n * c.router.top_k),
        choice{n, c.router.top_k, chosen.data(), chosen_weights.data()} {}

  Buffer x;         ///< the residual stream
  Buffer normed;    ///< input of the present block
  Buffer q_latent;  ///< compressed queries
  Buffer q;         ///< per head [nope | rope]
  Buffer kv;        ///< [latent | rope key]
  Buffer heads;     ///< attention's result per head
  Buffer block;     ///< what a block adds to the residual stream
  Buffer gated;     ///< of dense layers and shared experts
  Buffer router;
  Scratch<std::int32_t> chosen;
  Scratch<float> chosen_weights;
  ExpertChoice choice;
};

void DeepSeek::forward(Backend& backend, std::span<const std::int32_t> ids, SequenceSlices slices, Matrix logits,
                       Matrix states, BestTokens* best) const {
  const RopeRows rope = make_rope_rows(config_.rope, inverse_frequencies_, slices);
  backend.run({this, ids, slices, rope.table(), {}, logits, states, best},
              [&](const Pass& pass) { forward(backend, pass); });
}

void DeepSeek::forward(Backend& backend, const Pass& pass) const {
  const auto& c = config_;
  Activations a(c, backend.memory(), pass.ids.size());
  const Matrix x = a.x.matrix;
  backend.embed(embedding_, pass.ids, x);
  backend.rms_norm(x, layers_.front().attention_norm, c.rms_norm_eps, a.normed.matrix);
  for (std::size_t i = 0; i < c.layers; ++i) {
    run(backend, layers_[i], pass, i, a);
    if (i + 1 < c.layers)
      backend.add_rms_norm(a.block.matrix, x, layers_[i + 1].attention_norm, c.rms_norm_eps, a.normed.matrix);
    else
      backend.add(a.block.matrix, x);
  }
  if (pass.states.rows > 0) backend.rms_norm(a.x.matrix, output_norm_, c.rms_norm_eps, pass.states);
  if (pass.logits.rows == 0) return;
  const ConstMatrix last = norm_for_logits(backend, a.x.matrix, pass.slices, output_norm_, c.rms_norm_eps,
                                           pass.logits.rows, a.normed.matrix);
  backend.linear(head_, last, pass.logits);
}

void DeepSeek::predict(Backend& backend, std::span<const std::int32_t> ids, ConstMatrix states, SequenceSlices slices,
                       Matrix logits, BestTokens* best) const {
  const RopeRows rope = make_rope_rows(config_.rope, inverse_frequencies_, slices);
  backend.run({predictions_.data(), ids, slices, rope.table(), states, logits, {}, best},
              [&](const Pass& pass) { predict(backend, pass); });
}

void DeepSeek::predict(Backend& backend, const Pass& pass) const {
  const auto& c = config_;
  const Prediction& prediction = predictions_.front();
  Activations a(c, backend.memory(), pass.ids.size());
  const Buffer joined(backend.memory(), pass.ids.size(), 2 * c.hidden);
  backend.embed(embedding_, pass.ids, a.normed.matrix);
  backend.rms_norm(a.normed.matrix, prediction.embedding_norm, c.rms_norm_eps, joined.matrix.block(0, c.hidden));
  backend.rms_norm(pass.given, prediction.hidden_norm, c.rms_norm_eps, joined.matrix.block(c.hidden, c.hidden));
  backend.linear(prediction.projection, joined.matrix, a.x.matrix);
  backend.rms_norm(a.x.matrix, prediction.layer.attention_norm, c.rms_norm_eps, a.normed.matrix);
  run(backend, prediction.layer, pass, c.layers, a);
  backend.add(a.block.matrix, a.x.matrix);
  if (pass.logits.rows == 0) return;
  const ConstMatrix last = norm_for_logits(backend, a.x.matrix, pass.slices, prediction.output_norm, c.rms_norm_eps,
                                           pass.logits.rows, a.normed.matrix);
  backend.linear(head_, last, pass.logits);
}

void DeepSeek::run(Backend& backend, const Layer& layer, const Pass& pass, std::size_t index, Activations& a) const {
  const auto& c = config_;
  const Matrix normed = a.normed.matrix;
  const Matrix block = a.block.matrix;
  attend(backend, layer, pass, index, a);
  backend.add_rms_norm(block, a.x.matrix, layer.ffn_norm, c.rms_norm_eps, normed);
  if (layer.dense.gate) {
    feed_forward(backend, layer.dense, a);
  } else {
    // The choice first: while the shared experts are computed, others may be elsewhere already.
    backend.linear(layer.router, normed, a.router.matrix);
    backend.route(c.router, a.router.matrix, layer.router_bias, a.choice);
    if (c.shared_experts > 0) {
      feed_forward(backend, layer.shared, a);
    } else {
      backend.clear(block);
    }
    backend.experts(layer.routed, normed, a.choice, block);
  }
}

void DeepSeek::attend(Backend& backend, const Layer& layer, const Pass& pass, std::size_t index, Activations& a) const {
  const auto& c = config_;
  const Matrix normed = a.normed.matrix;
  const Matrix q = a.q.matrix;
  if (c.q_lora_rank > 0) {
    const Matrix q_latent = a.q_latent.matrix;
    backend.linear(layer.q_a, normed, q_latent);
    backend.rms_norm(q_latent, layer.q_a_norm, c.rms_norm_eps, q_latent);
    backend.linear(layer.q, q_latent, q);
  } else {
    backend.linear(layer.q, normed, q);
  }
  backend.rope(q.block(c.qk_nope_head_dim, q.columns - c.qk_nope_head_dim), c.heads, c.qk_head_dim(), pass.rope);

  backend.linear(layer.kv_a, normed, a.kv.matrix);
  const Matrix latent = a.kv.matrix.block(0, c.kv_lora_rank);
  const Matrix rope_key = a.kv.matrix.block(c.kv_lora_rank, c.rope.dimensions);
  backend.rms_norm(latent, layer.kv_a_norm, c.rms_norm_eps, latent);
  backend.rope(rope_key, 1, c.rope.dimensions, pass.rope);
  std::size_t row = 0;
  for (std::size_t i = 0; i < pass.slices.size(); ++i) {
    const SequenceSlice& slice = pass.slices[i];
    const LayerCache& cache = slice.caches[index];
    const Position at(slice.first, i);
    backend.store(latent.slice(row, slice.count), rope_key.slice(row, slice.count), cache, at);
    backend.latent_attention(layer.attention, q.slice(row, slice.count), cache, at,
                             a.heads.matrix.slice(row, slice.count));
    row += slice.count;
  }
  backend.linear(layer.attention_output, a.heads.matrix, a.block.matrix);
}

void DeepSeek::feed_forward(Backend& backend, const FeedForward& ffn, Activations& a) const {
  const Matrix gated = a.gated.matrix.block(0, ffn.gate.rows);
  backend.gated_linear(ffn.gate, ffn.up, a.normed.matrix, gated);
  backend.linear(ffn.down, gated, a.block.matrix);
}

DeepSeek::DeepSeek(std::shared_ptr<const Checkpoint> checkpoint)
    : checkpoint_(std::move(checkpoint)),
      config_(DeepSeekConfig::from_checkpoint(*checkpoint_)),
      inverse_frequencies_(rope_inverse_frequencies(config_.rope)) {
  const auto& c = config_;
  embedding_ = checkpoint_->weight("token_embd.weight", {c.vocab, c.hidden});
  output_norm_ = checkpoint_->vector("output_norm.weight", c.hidden);
  // No DeepSeek model ties its embeddings.
  head_ = checkpoint_->weight("output.weight", {c.vocab, c.hidden});
  layers_.resize(c.layers);
  for (std::size_t i = 0; i < c.layers; ++i) {
    load_attention(i, layers_[i]);
    load_feed_forward(i, layers_[i]);
  }
  for (std::size_t i = 0; i < c.mtp_layers; ++i)
    predictions_.push_back(load_prediction(c.layers + i));
  measure();
}

void DeepSeek::load_attention(std::size_t index, Layer& layer) const {
  const auto& c = config_;
  const auto name = [index](const char* part) { return "blk." + std::to_string(index) + "." + part; };
  const std::size_t q_rows = c.heads * c.qk_head_dim();
  layer.attention_norm = checkpoint_->vector(name("attn_norm.weight"), c.hidden);
  if (c.q_lora_rank > 0) {
    layer.q_a = checkpoint_->weight(name("attn_q_a.weight"), {c.q_lora_rank, c.hidden});
    layer.q_a_norm = checkpoint_->vector(name("attn_q_a_norm.weight"), c.q_lora_rank);
    layer.q = checkpoint_->weight(name("attn_q_b.weight"), {q_rows, c.q_lora_rank});
  } else {
    layer.q = checkpoint_->weight(name("attn_q.weight"), {q_rows, c.hidden});
  }
  layer.kv_a = checkpoint_->weight(name("attn_kv_a_mqa.weight"), {c.cache_width(), c.hidden});
  layer.kv_a_norm = checkpoint_->vector(name("attn_kv_a_norm.weight"), c.kv_lora_rank);
  layer.attention_output = checkpoint_->weight(name("attn_output.weight"), {c.hidden, c.heads * c.v_head_dim});

  auto& attention = layer.attention;
  attention.heads = c.heads;
  attention.nope_dim = c.qk_nope_head_dim;
  attention.rope_dim = c.rope.dimensions;
  attention.latent_dim = c.kv_lora_rank;
  attention.value_dim = c.v_head_dim;
  attention.scale = c.softmax_correction / std::sqrt(static_cast<float>(c.qk_head_dim()));
  if (checkpoint_->contains(name("attn_kv_b.weight"))) {
    const std::size_t head_rows = c.qk_nope_head_dim + c.v_head_dim;
    attention.key = checkpoint_->weight(name("attn_kv_b.weight"), {c.heads * head_rows, c.kv_lora_rank});
    attention.value = attention.key;
    attention.key_stride = attention.value_stride = head_rows;
    attention.value_offset = c.qk_nope_head_dim;
  } else {
    attention.key = checkpoint_->weight(name("attn_k_b.weight"), {c.heads, c.kv_lora_rank, c.qk_nope_head_dim});
    attention.value = checkpoint_->weight(name("attn_v_b.weight"), {c.heads, c.v_head_dim, c.kv_lora_rank});
    attention.key_transposed = true;
    attention.key_stride = c.kv_lora_rank;
    attention.value_stride = c.v_head_dim;
  }
}

void DeepSeek::load_feed_forward(std::size_t index, Layer& layer) const {
  const auto& c = config_;
  const auto name = [index](const std::string& part) { return "blk." + std::to_string(index) + "." + part; };
  const auto load = [&](const std::string& suffix, std::size_t inner) {
    return FeedForward{checkpoint_->weight(name("ffn_gate" + suffix + ".weight"), {inner, c.hidden}),
                       checkpoint_->weight(name("ffn_up" + suffix + ".weight"), {inner, c.hidden}),
                       checkpoint_->weight(name("ffn_down" + suffix + ".weight"), {c.hidden, inner})};
  };
  layer.ffn_norm = checkpoint_->vector(name("ffn_norm.weight"), c.hidden);
  if (index < c.dense_layers) {
    layer.dense = load("", c.dense_inner);
    return;
  }
  layer.router = checkpoint_->weight(name("ffn_gate_inp.weight"), {c.experts, c.hidden});
  if (c.router.scoring == RouterRule::Scoring::Sigmoid || checkpoint_->contains(name("exp_probs_b.bias")))
    layer.router_bias = checkpoint_->vector(name("exp_probs_b.bias"), c.experts);
  const auto gate = checkpoint_->weights(name("ffn_gate_exps"), c.experts, c.expert_inner, c.hidden);
  const auto up = checkpoint_->weights(name("ffn_up_exps"), c.experts, c.expert_inner, c.hidden);
  const auto down = checkpoint_->weights(name("ffn_down_exps"), c.experts, c.hidden, c.expert_inner);
  for (std::size_t e = 0; e < c.experts; ++e)
    layer.routed.push_back({gate[e], up[e], down[e]});
  if (c.shared_experts > 0) layer.shared = load("_shexp", c.shared_experts * c.expert_inner);
}

void DeepSeek::tell_weights(WeightSink& sink) const {
  const auto tell = [&sink](const FeedForward& ffn) {
    for (const Weight* w : {&ffn.gate, &ffn.up, &ffn.down})
      if (*w) sink.weight(*w);
  };
  const auto tell_layer = [&](const Layer& layer) {
    sink.vector(layer.attention_norm);
    if (layer.q_a) sink.weight(layer.q_a);
    if (!layer.q_a_norm.empty()) sink.vector(layer.q_a_norm);
    sink.weight(layer.q);
    sink.weight(layer.kv_a);
    sink.vector(layer.kv_a_norm);
    sink.latent_attention(layer.attention);
    sink.weight(layer.attention_output);
    sink.vector(layer.ffn_norm);
    tell(layer.dense);
    tell(layer.shared);
    if (!layer.router) return;
    sink.weight(layer.router);
    if (!layer.router_bias.empty()) sink.vector(layer.router_bias);
    sink.experts(layer.routed);
  };
  if (head_.data != embedding_.data) sink.embedding(embedding_);
  for (const Layer& layer : layers_)
    tell_layer(layer);
  sink.vector(output_norm_);
  sink.weight(head_);
  for (const Prediction& prediction : predictions_) {
    sink.vector(prediction.embedding_norm);
    sink.vector(prediction.hidden_norm);
    sink.weight(prediction.projection);
    tell_layer(prediction.layer);
    sink.vector(prediction.output_norm);
  }
}

void DeepSeek::describe(ModelDescription& d) const {
  const auto& c = config_;
  d.dense_layers = c.dense_layers;
  d.mtp_layers = c.mtp_layers;
  d.heads = c.heads;
  d.q_lora_rank = c.q_lora_rank;
  d.kv_lora_rank = c.kv_lora_rank;
  d.qk_nope_head_dim = c.qk_nope_head_dim;
  d.qk_rope_head_dim = c.rope.dimensions;
  d.v_head_dim = c.v_head_dim;
  d.rope_scaling = to_string(c.rope.scaling);
  if (c.experts == 0) return;
  d.experts = c.experts;
  d.experts_per_token = c.router.top_k;
  d.shared_experts = c.shared_experts;
  d.expert_groups = c.router.groups;
  d.gating = c.router.scoring == RouterRule::Scoring::Sigmoid ? "sigmoid" : "softmax";
}

DeepSeek::Prediction DeepSeek::load_prediction(std::size_t index) const {
  const auto& c = config_;
  const auto name = [index](const char* part) { return "blk." + std::to_string(index) + ".nextn." + part; };
  Prediction prediction;
  prediction.embedding_norm = checkpoint_->vector(name("enorm.weight"), c.hidden);
  prediction.hidden_norm = checkpoint_->vector(name("hnorm.weight"), c.hidden);
  prediction.projection = checkpoint_->weight(name("eh_proj.weight"), {c.hidden, 2 * c.hidden});
  load_attention(index, prediction.layer);
  load_feed_forward(index, prediction.layer);
  prediction.output_norm = checkpoint_->vector(name("shared_head_norm.weight"), c.hidden);
  return prediction;
}

void DeepSeek::measure() {
  const auto& c = config_;
  shape_ = {c.layers, c.vocab, c.hidden, c.context_length, c.cache_width()};
  shape_.predictions = std::min<std::size_t>(1, c.mtp_layers);
  // The prediction layers are loaded but not run.
  const auto first_prediction = "blk." + std::to_string(c.layers) + ".";
  for (const auto& [name, tensor] : checkpoint_->tensors) {
    shape_.total_parameters += tensor.elements();
    if (c.mtp_layers == 0 || !name.starts_with(first_prediction)) shape_.weight_bytes += tensor.bytes;
  }
  const std::size_t inner = std::max(c.dense_inner, c.shared_experts * c.expert_inner);
  shape_.activations = 5 * c.hidden + c.q_lora_rank + c.heads * (c.qk_head_dim() + c.v_head_dim) + c.cache_width() +
                       2 * inner + c.experts + 2 * c.expert_inner + c.rope.dimensions;

  const auto use = [this](const Weight& w, double share = 1) {
    shape_.active_parameters += static_cast<std::uint64_t>(static_cast<double>(w.rows * w.columns) * share);
    if (w) shape_.bytes_per_token += static_cast<std::uint64_t>(static_cast<double>(w.bytes()) * share);
  };
  const auto use_all = [&use](const FeedForward& ffn, double share = 1) {
    use(ffn.gate, share);
    use(ffn.up, share);
    use(ffn.down, share);
  };
  for (const Layer& layer : layers_) {
    use(layer.q);
    use(layer.q_a);
    use(layer.kv_a);
    use(layer.attention.key);
    if (layer.attention.key_transposed) use(layer.attention.value);
    use(layer.attention_output);
    use_all(layer.dense);
    use_all(layer.shared);
    use(layer.router);
    for (const auto& expert : layer.routed) {
      use_all(expert, static_cast<double>(c.router.top_k) / static_cast<double>(c.experts));
      shape_.expert_bytes += expert.gate.bytes() + expert.up.bytes() + expert.down.bytes();
    }
  }
  use(head_);
}

}  // namespace mingsi::engine
