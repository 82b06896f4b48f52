// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "engine/backend/ops.h"

namespace mingsi::engine::cuda {

/// The routed experts of each layer that stays in the host's memory.
inline std::vector<std::span<const FeedForward>> host_experts(const std::function<void(WeightSink&)>& tell,
                                                              const Placement& placement) {
  class Behind final : public WeightSink {
   public:
    explicit Behind(std::size_t skipped) : skipped_(skipped) {}
    void weight(const Weight&) override {}
    void vector(std::span<const float>) override {}
    void latent_attention(const LatentAttention&) override {}
    void experts(std::span<const FeedForward> experts) override {
      if (skipped_ > 0)
        --skipped_;
      else
        layers.push_back(experts);
    }
    std::vector<std::span<const FeedForward>> layers;

   private:
    std::size_t skipped_;
  };
  Behind behind(placement.device_layers);
  tell(behind);
  return std::move(behind.layers);
}

}  // namespace mingsi::engine::cuda
