// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/measure_demand.h"

#include <algorithm>

#include "engine/backend/cuda/weight_bytes.h"

namespace mingsi::engine::cuda {
namespace {

std::uint64_t bytes_of(const Weight& w) {
  return aligned(device_bytes(w.type, w.rows * w.columns)) + aligned(scale_count(w) * sizeof(float));
}

std::uint64_t bytes_of(const FeedForward& expert) {
  return bytes_of(expert.gate) + bytes_of(expert.up) + bytes_of(expert.down);
}

/// Sums up what is told.
class Measure final : public WeightSink {
 public:
  explicit Measure(DType latent_type) : latent_type_(latent_type) {}

  void weight(const Weight& weight) override { demand.fixed_bytes += bytes_of(weight); }
  void vector(std::span<const float> vector) override { demand.fixed_bytes += aligned(vector.size_bytes()); }
  void latent_attention(const LatentAttention& a) override {
    const std::size_t absorbed = a.heads * a.latent_dim * (a.nope_dim + a.value_dim);
    demand.fixed_bytes += aligned(row_bytes(latent_type_, absorbed));
  }
  void experts(std::span<const FeedForward> experts) override {
    auto& layer = demand.expert_layers.emplace_back();
    for (const FeedForward& expert : experts) {
      layer.bytes += bytes_of(expert);
      layer.largest = std::max(layer.largest, bytes_of(expert));
    }
    demand.layer_experts = experts.size();
  }

  GpuDemand demand;

 private:
  DType latent_type_;
};

}  // namespace

GpuDemand measure_demand(const std::function<void(WeightSink&)>& tell, DType latent_type) {
  Measure measure(latent_type);
  tell(measure);
  return std::move(measure.demand);
}

}  // namespace mingsi::engine::cuda
