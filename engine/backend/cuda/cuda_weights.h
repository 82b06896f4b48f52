// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/backend/cuda/cuda_memory.h"
#include "engine/backend/cuda/device_types.h"
#include "engine/backend/ops.h"

namespace mingsi::engine::cuda {

/// Which layers' routed experts lie on the device, and why.
struct Placement {
  std::size_t expert_layers = 0;   ///< of the model
  std::size_t device_layers = 0;   ///< the first so many of them
  std::uint64_t device_bytes = 0;  ///< weights there
  std::uint64_t host_bytes = 0;    ///< experts that stay with the host
  std::uint64_t free_bytes = 0;    ///< that were free for weights
  std::uint64_t expert_bytes = 0;  ///< of device_bytes, those of experts, and of these
  std::uint64_t cache_bytes = 0;   ///< those of the cache
  std::size_t layer_experts = 0;   ///< of a layer
  std::size_t cached_experts = 0;  ///< of each layer that stays with the host, so many have a place on the device too

  /// "experts of 15 of 26 layers stay in host memory: 9.1 GiB, the 40 busiest of 64 of each on the GPU too; 12.3 of
  /// 14.0 GiB used on the GPU"
  std::string describe() const;
};

/// Fits a model into `free` bytes: everything but the routed experts has to fit. Then come the experts of as many whole
/// layers as leave room for half the experts of each other layer, and what remains is shared evenly among those: a
/// cache of their busiest. For each expert in it serves more tokens than the average, and the host and the device work
/// at the same time in these layers, whereas the device waits for the host in one without a cache; only beyond half is
/// a layer that never asks the host worth more than a larger cache in all. `latent_type`: see Weights. Throws
/// OutOfMemory, with what is needed.
Placement plan_placement(const std::function<void(WeightSink&)>& tell, DType latent_type, std::uint64_t free);

/// A latent attention's projections of one head behind the other: keys [heads, latent, nope] and values
/// [heads, value, latent].
struct LatentWeights {
  DeviceWeight key, value;
};

/// The device's copies of a model's weights, found by where the originals lie.
class Weights {
 public:
  /// `latent_type`: in which the projections of latent attention are kept, F16 or F32.
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
