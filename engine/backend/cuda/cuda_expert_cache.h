// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/backend/cuda/cuda_memory.h"
#include "engine/backend/cuda/cuda_weights.h"
#include "engine/backend/cuda/expert_cache_policy.h"

namespace mingsi::engine::cuda {

/// Copies of the busiest experts of layers whose experts stay with the host. Which experts have one changes between
/// passes; where the copies and the tables lie does not, so that a recorded graph stays valid.
class ExpertCache {
 public:
  ExpertCache(Memory& memory, int device) : memory_(memory), copies_(device) {}
  ExpertCache(const ExpertCache&) = delete;
  ExpertCache& operator=(const ExpertCache&) = delete;
  ~ExpertCache() { clear(); }

  /// Makes room as `placement` says for the experts of layers that `weights` leaves to the host, and fills it. Nothing
  /// is allocated afterwards. Layers whose experts differ in type or shape have no cache.
  /// Throws OutOfMemory, DeviceLost.
  void load(const std::function<void(WeightSink&)>& tell, const Placement& placement, const Weights& weights);
  void clear();

  class Layer;
  /// Null for experts that have no cache.
  const Layer* find(std::span<const FeedForward> experts) const;

  /// Counts what `tokens` tokens chose, [tokens · top_k], in the host's memory.
  void seen(const Layer& layer, std::span<const std::int32_t> chosen, std::size_t tokens);
  /// Begins to copy experts that are worth it, when nothing that was enqueued uses the cache. It takes some
  /// milliseconds at most to read them; the copies then run by themselves. Throws DeviceLost.
  void refill();
  /// Has a stream wait for these copies.
  void hold(cudaStream_t stream) const { refilled_.hold(stream); }

 private:
  void put(const Layer& layer, std::int32_t place, std::int32_t expert);
  void put_table(const Layer& layer);
  /// Pinned memory for one copy, when there is room; else copies are waited for.
  std::byte* stage(std::size_t bytes);

  Memory& memory_;
  Stream copies_;
  Event refilled_;
  ExpertCachePolicy policy_;
  std::vector<Layer> layers_;
  std::unordered_map<const FeedForward*, std::size_t> numbers_;
  std::byte* data_ = nullptr;  ///< of all layers
  std::size_t size_ = 0;
  GrowingPinnedMemory staging_;
  std::size_t staging_size_ = 0, staged_ = 0;
};

/// The cache of one layer.
class ExpertCache::Layer {
 public:
  /// What kernels read: the experts in the cache by place, and the place of each expert, −1 for those outside,
  /// [experts] in the device's memory.
  const Weights::LayerExperts& experts() const { return cached_; }
  const std::int32_t* device_places() const { return table_; }
  /// The same table in the host's memory, for the pass that comes next or runs.
  std::span<const std::int32_t> places() const { return places_; }

 private:
  friend class ExpertCache;
  /// Where one matrix of an expert lies in a place, from its begin.
  struct Part {
    Weight FeedForward::*weight;
    std::size_t data, scales, end;
  };
  Layer(std::span<const FeedForward> originals, std::size_t places);

  std::size_t place_bytes() const { return parts_.back().end; }
  std::size_t bytes() const;
  /// Takes its memory and writes what never changes there.
  void settle(Memory& memory, std::byte* data, const Weights& weights);
  /// An expert as it lies in a place.
  void lay_out(const FeedForward& expert, std::byte* place) const;

  std::span<const FeedForward> originals_;
  std::size_t count_, number_ = 0;
  std::array<Part, 3> parts_;
  std::byte* data_ = nullptr;
  std::int32_t* table_ = nullptr;
  Weights::LayerExperts cached_;
  std::span<const std::int32_t> places_;
};

}  // namespace mingsi::engine::cuda
