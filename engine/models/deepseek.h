// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "engine/formats/checkpoint.h"
#include "engine/models/deepseek_config.h"
#include "engine/models/language_model.h"

namespace mingsi::engine {

/// DeepSeek V2, V2-Lite, V3, R1, V3.1 (arXiv 2405.04434, 2412.19437): multi-head latent attention over a compressed
/// cache, and mixtures of shared and routed experts.
class DeepSeek final : public LanguageModel {
 public:
  /// Finds and checks all tensors; throws Error naming the tensor. `checkpoint` keeps the weights' bytes alive.
  explicit DeepSeek(std::shared_ptr<const Checkpoint> checkpoint);

  const ModelShape& shape() const override { return shape_; }
  void describe(ModelDescription& description) const override;
  void tell_weights(WeightSink& sink) const override;
  void forward(Backend& backend, std::span<const std::int32_t> ids, SequenceSlices slices, Matrix logits, Matrix states,
               BestTokens* best) const override;
  void predict(Backend& backend, std::span<const std::int32_t> ids, ConstMatrix states, SequenceSlices slices,
               Matrix logits, BestTokens* best) const override;

 private:
  struct Layer {
    std::vector<float> attention_norm;
    Weight q;  ///< [heads · qk_head_dim, hidden or q_lora_rank]
    Weight q_a;
    std::vector<float> q_a_norm;
    Weight kv_a;  ///< [kv_lora_rank + rope, hidden]
    std::vector<float> kv_a_norm;
    LatentAttention attention;
    Weight attention_output;

    std::vector<float> ffn_norm;
    FeedForward dense;  ///< leading layers; without it there is a mixture
    Weight router;      ///< [experts, hidden]
    std::vector<float> router_bias;
    std::vector<FeedForward> routed;
    FeedForward shared;
  };
  /// A multi-token-prediction module (arXiv 2412.19437, section 2.2): the next token's normed embedding beside the
  /// normed hidden state, projected by `eh_proj` and run through one more layer. Embedding and head are the model's.
  struct Prediction {
    std::vector<float> embedding_norm;  ///< enorm
    std::vector<float> hidden_norm;     ///< hnorm
    Weight projection;                  ///< eh_proj, [hidden, 2 · hidden]
    Layer layer;
    std::vector<float> output_norm;  ///< shared_head.norm
  };
  struct Activations;

  void load_attention(std::size_t index, Layer& layer) const;
  void load_feed_forward(std::size_t index, Layer& layer) const;
  Prediction load_prediction(std::size_t index) const;
  void forward(Backend& backend, const Pass& pass) const;
  void predict(Backend& backend, const Pass& pass) const;
  /// Runs a layer on the normed residual stream: adds its attention to that, and leaves what its feed-forward network
  /// adds in `a`.
  void run(Backend& backend, const Layer& layer, const Pass& pass, std::size_t index, Activations& a) const;
  void attend(Backend& backend, const Layer& layer, const Pass& pass, std::size_t index, Activations& a) const;
  void feed_forward(Backend& backend, const FeedForward& ffn, Activations& a) const;
  void measure();

  std::shared_ptr<const Checkpoint> checkpoint_;
  DeepSeekConfig config_;
  std::vector<float> inverse_frequencies_;
  Weight embedding_;
  std::vector<Layer> layers_;
  std::vector<Prediction> predictions_;
  std::vector<float> output_norm_;
  Weight head_;
  ModelShape shape_;
};

}  // namespace mingsi::engine
