// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "engine/formats/checkpoint.h"
#include "engine/models/dense_config.h"
#include "engine/models/language_model.h"

namespace mingsi::engine {

/// Llama 3 (arXiv 2407.21783), Qwen2 and Qwen2.5 (2412.15115), Qwen3 (2505.09388): grouped-query attention and SwiGLU.
/// Qwen2 has biases on query, key and value, Qwen3 norms on each head's query and key.
class Dense final : public LanguageModel {
 public:
  /// Finds and checks all tensors; throws Error naming the tensor. `checkpoint` keeps the weights' bytes alive.
  explicit Dense(std::shared_ptr<const Checkpoint> checkpoint);

  const ModelShape& shape() const override { return shape_; }
  void describe(ModelDescription& description) const override;
  void tell_weights(WeightSink& sink) const override;
  void forward(Backend& backend, std::span<const std::int32_t> ids, SequenceSlices slices, Matrix logits, Matrix states,
               BestTokens* best) const override;

 private:
  /// A projection with its bias, which may be empty.
  struct Projection {
    Weight weight;
    std::vector<float> bias;
  };
  struct Layer {
    std::vector<float> attention_norm;
    Projection q, k, v;
    std::vector<float> q_norm, k_norm;
    Weight attention_output;
    std::vector<float> ffn_norm;
    FeedForward ffn;
  };
  struct Activations;

  Layer load_layer(std::size_t index) const;
  void forward(Backend& backend, const Pass& pass) const;
  void attend(Backend& backend, const Layer& layer, const Pass& pass, std::size_t index, Activations& a) const;
  void measure();

  std::shared_ptr<const Checkpoint> checkpoint_;
  DenseConfig config_;
  std::vector<float> inverse_frequencies_;
  GroupedAttention attention_;
  Weight embedding_;
  std::vector<Layer> layers_;
  std::vector<float> output_norm_;
  Weight head_;
  ModelShape shape_;
};

}  // namespace mingsi::engine
