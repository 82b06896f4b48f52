// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

#include "engine/backend/cuda/cuda_memory.h"
#include "engine/backend/cuda/device_types.h"
#include "engine/backend/ops.h"
#include "engine/backend/placement.h"

namespace mingsi::engine::cuda {

/// A latent attention's projections of one head behind the other: keys [heads, latent, nope] and values
/// [heads, value, latent].
struct LatentWeights {
  DeviceWeight key, value;
};

/// The device's copies of a model's weights, found by where the originals lie.
class Weights {
 public:
  /// `latent_type`: see measure_demand().
  Weights(Memory& memory, const Stream& stream, DType latent_type)
      : memory_(memory), stream_(stream), latent_type_(latent_type) {}
  Weights(const Weights&) = delete;
  Weights& operator=(const Weights&) = delete;
  ~Weights() { clear(); }

  /// Copies what is told, and nothing that was told before, as `placement` says. Throws OutOfMemory, DeviceLost.
  void load(const std::function<void(WeightSink&)>& tell, const Placement& placement);

  DeviceWeight find(const Weight& weight) const;
  const float* find(std::span<const float> vector) const;
  /// What kernels know of a weight besides where it lies, whether it was copied or not.
  DeviceWeight shape(const Weight& weight) const;
  const LatentWeights& find(const LatentAttention& attention) const { return latent_.at(attention.key.data); }

  struct LayerExperts {
    DeviceExperts gate, up, down;
  };
  /// Null for experts that stay with the host.
  const LayerExperts* find(std::span<const FeedForward> experts) const;

 private:
  class Loader;

  struct Block {
    std::byte* device;
    std::size_t bytes, used;
  };
  void clear();
  std::byte* allocate(std::size_t bytes);
  template <class T>
  const T* upload(std::span<const T> values) {
    std::byte* const copy = allocate(values.size_bytes());
    memory_.write(reinterpret_cast<const std::byte*>(values.data()), values.size_bytes(), copy);
    return reinterpret_cast<const T*>(copy);
  }
  /// Copies bytes once, however often they are told.
  const std::byte* upload_once(const std::byte* host, std::size_t bytes);
  void upload_scales(const Weight& weight);
  /// A weight's blocks as kernels read them, see device_layout().
  void lay_out(const Weight& weight, std::byte* out) const;
  /// A weight and its scales, once.
  const std::byte* upload(const Weight& weight);
  void upload(const LatentAttention& attention);
  void upload(std::span<const FeedForward> experts);
  DeviceExperts gather(std::span<const FeedForward> experts, Weight FeedForward::*part);
  DeviceWeight view(const Weight& weight, const std::byte* data) const;

  Memory& memory_;
  const Stream& stream_;
  DType latent_type_;
  std::vector<Block> blocks_;
  std::size_t planned_ = 0;  ///< bytes that are still to come
  std::unordered_map<const void*, const std::byte*> copies_;
  std::map<DType, const std::uint16_t*> grids_;
  std::unordered_map<const std::byte*, LatentWeights> latent_;
  std::unordered_map<const FeedForward*, LayerExperts> experts_;
};

}  // namespace mingsi::engine::cuda
