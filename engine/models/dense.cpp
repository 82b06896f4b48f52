// SPDX-License-Identifier: Apache-2.0
#include "engine/models/dense.h"

#include <cmath>
#include <string>

#include "engine/models/output_head.h"

namespace mingsi::engine {

/// Buffers of one forward pass over n tokens.
struct Dense::Activations {
  Activations(const DenseConfig& c, Memory& memory, std::size_t n)
      : x(memory, n, c.hidden),
        normed(memory, n, c.hidden),
        q(memory, n, c.heads * c.head_dim),
        k(memory, n, c.kv_heads * c.head_dim),
        v(memory, n, c.kv_heads * c.head_dim),
        heads(memory, n, c.heads * c.head_dim),
        block(memory, n, c.hidden),
        gated(memory, n, c.inner) {}

  Buffer x;       ///< the residual stream
  Buffer normed;  ///< input of the present block
  Buffer q, k, v;
  Buffer heads;  ///< attention's result per head
  Buffer block;  ///< what a block adds to the residual stream
  Buffer gated;
};

void Dense::forward(Backend& backend, std::span<const std::int32_t> ids, SequenceSlices slices, Matrix logits, Matrix,
                    BestTokens* best) const {
  const RopeRows rope = make_rope_rows(config_.rope, inverse_frequencies_, slices);
  backend.run({this, ids, slices, rope.table(), {}, logits, {}, best},
              [&](const Pass& pass) { forward(backend, pass); });
}

void Dense::forward(Backend& backend, const Pass& pass) const {
  const auto& c = config_;
  Activations a(c, backend.memory(), pass.ids.size());
  const Matrix x = a.x.matrix;
  const Matrix normed = a.normed.matrix;
  const Matrix block = a.block.matrix;

  backend.embed(embedding_, pass.ids, x);
  backend.rms_norm(x, layers_.front().attention_norm, c.rms_norm_eps, normed);
  for (std::size_t i = 0; i < c.layers; ++i) {
    const Layer& layer = layers_[i];
    attend(backend, layer, pass, i, a);
    backend.add_rms_norm(block, x, layer.ffn_norm, c.rms_norm_eps, normed);
    backend.gated_linear(layer.ffn.gate, layer.ffn.up, normed, a.gated.matrix);
    backend.linear(layer.ffn.down, a.gated.matrix, block);
    if (i + 1 < c.layers)
      backend.add_rms_norm(block, x, layers_[i + 1].attention_norm, c.rms_norm_eps, normed);
    else
      backend.add(block, x);
  }
  if (pass.logits.rows == 0) return;
  const ConstMatrix last =
      norm_for_logits(backend, x, pass.slices, output_norm_, c.rms_norm_eps, pass.logits.rows, normed);
  backend.linear(head_, last, pass.logits);
}

void Dense::attend(Backend& backend, const Layer& layer, const Pass& pass, std::size_t index, Activations& a) const {
  const auto& c = config_;
  const auto project = [&](const Projection& projection, Matrix out) {
    backend.linear(projection.weight, a.normed.matrix, out);
    if (!projection.bias.empty()) backend.add_bias(projection.bias, out);
  };
  project(layer.q, a.q.matrix);
  project(layer.k, a.k.matrix);
  project(layer.v, a.v.matrix);
  if (c.qk_norm) {
    // Each head is a row of its own.
    const auto by_head = [&](Matrix m) { return Matrix(m.data, m.rows * m.columns / c.head_dim, c.head_dim); };
    backend.rms_norm(by_head(a.q.matrix), layer.q_norm, c.rms_norm_eps, by_head(a.q.matrix));
    backend.rms_norm(by_head(a.k.matrix), layer.k_norm, c.rms_norm_eps, by_head(a.k.matrix));
  }
  backend.rope(a.q.matrix, c.heads, c.head_dim, pass.rope);
  backend.rope(a.k.matrix, c.kv_heads, c.head_dim, pass.rope);
  std::size_t row = 0;
  for (std::size_t i = 0; i < pass.slices.size(); ++i) {
    const SequenceSlice& slice = pass.slices[i];
    const auto rows = [&](const Buffer& buffer) { return buffer.matrix.slice(row, slice.count); };
    const LayerCache& cache = slice.caches[index];
    const Position at(slice.first, i);
    backend.store(rows(a.k), rows(a.v), cache, at);
    backend.grouped_attention(attention_, rows(a.q), cache, at, rows(a.heads));
    row += slice.count;
  }
  backend.linear(layer.attention_output, a.heads.matrix, a.block.matrix);
}

Dense::Dense(std::shared_ptr<const Checkpoint> checkpoint)
    : checkpoint_(std::move(checkpoint)),
      config_(DenseConfig::from_checkpoint(*checkpoint_)),
      inverse_frequencies_(rope_inverse_frequencies(config_.rope)) {
  const auto& c = config_;
  attention_ = {c.heads, c.kv_heads, c.head_dim, 1 / std::sqrt(static_cast<float>(c.head_dim))};
  embedding_ = checkpoint_->weight("token_embd.weight", {c.vocab, c.hidden});
  output_norm_ = checkpoint_->vector("output_norm.weight", c.hidden);
  head_ = output_head(*checkpoint_, checkpoint_->metadata.text("general.architecture"), embedding_);
  for (std::size_t i = 0; i < c.layers; ++i)
    layers_.push_back(load_layer(i));
  measure();
}

void Dense::tell_weights(WeightSink& sink) const {
  if (head_.data != embedding_.data) sink.embedding(embedding_);
  for (const Layer& layer : layers_) {
    sink.vector(layer.attention_norm);
    for (const Projection* projection : {&layer.q, &layer.k, &layer.v}) {
      sink.weight(projection->weight);
      if (!projection->bias.empty()) sink.vector(projection->bias);
    }
    if (config_.qk_norm) {
      sink.vector(layer.q_norm);
      sink.vector(layer.k_norm);
    }
    sink.weight(layer.attention_output);
    sink.vector(layer.ffn_norm);
    for (const Weight* w : {&layer.ffn.gate, &layer.ffn.up, &layer.ffn.down})
      sink.weight(*w);
  }
  sink.vector(output_norm_);
  sink.weight(head_);
}

void Dense::describe(ModelDescription& d) const {
  const auto& c = config_;
  d.dense_layers = c.layers;
  d.heads = c.heads;
  d.kv_heads = c.kv_heads;
  d.head_dim = c.head_dim;
  d.rope_scaling = c.rope.divisors.empty() ? to_string(c.rope.scaling) : "llama3";
}

Dense::Layer Dense::load_layer(std::size_t index) const {
  const auto& c = config_;
  const auto name = [index](const std::string& part) { return "blk." + std::to_string(index) + "." + part; };
  const auto project = [&](const std::string& part, std::size_t rows) {
    Projection projection{checkpoint_->weight(name(part + ".weight"), {rows, c.hidden}), {}};
    const auto bias = name(part + ".bias");
    if (c.qkv_bias || checkpoint_->contains(bias)) projection.bias = checkpoint_->vector(bias, rows);
    return projection;
  };
  Layer layer;
  layer.attention_norm = checkpoint_->vector(name("attn_norm.weight"), c.hidden);
  layer.q = project("attn_q", c.heads * c.head_dim);
  layer.k = project("attn_k", c.kv_heads * c.head_dim);
  layer.v = project("attn_v", c.kv_heads * c.head_dim);
  if (c.qk_norm) {
    layer.q_norm = checkpoint_->vector(name("attn_q_norm.weight"), c.head_dim);
    layer.k_norm = checkpoint_->vector(name("attn_k_norm.weight"), c.head_dim);
  }
  layer.attention_output = checkpoint_->weight(name("attn_output.weight"), {c.hidden, c.heads * c.head_dim});
  layer.ffn_norm = checkpoint_->vector(name("ffn_norm.weight"), c.hidden);
  layer.ffn = {checkpoint_->weight(name("ffn_gate.weight"), {c.inner, c.hidden}),
               checkpoint_->weight(name("ffn_up.weight"), {c.inner, c.hidden}),
               checkpoint_->weight(name("ffn_down.weight"), {c.hidden, c.inner})};
  return layer;
}

void Dense::measure() {
  const auto& c = config_;
  shape_ = {c.layers, c.vocab, c.hidden, c.context_length, 2 * c.kv_heads * c.head_dim, c.head_dim};
  for (const auto& [name, tensor] : checkpoint_->tensors) {
    shape_.total_parameters += tensor.elements();
    shape_.weight_bytes += tensor.bytes;
  }
  shape_.activations = 4 * c.hidden + 2 * c.heads * c.head_dim + shape_.cache_width + 2 * c.inner + c.rope.dimensions;
  const auto use = [this](const Weight& w) {
    shape_.active_parameters += w.rows * w.columns;
    shape_.bytes_per_token += w.bytes();
  };
  for (const Layer& layer : layers_)
    for (const Weight* w : {&layer.q.weight, &layer.k.weight, &layer.v.weight, &layer.attention_output, &layer.ffn.gate,
                            &layer.ffn.up, &layer.ffn.down})
      use(*w);
  use(head_);
}

}  // namespace mingsi::engine
