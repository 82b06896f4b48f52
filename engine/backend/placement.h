// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace mingsi::engine {

/// What the weights of a model take in a GPU's memory.
struct GpuDemand {
  struct ExpertLayer {
    std::uint64_t bytes = 0, largest = 0;  ///< of all routed experts of a layer, and of one
  };
  std::uint64_t fixed_bytes = 0;           ///< everything but the routed experts: it has to lie there
  std::vector<ExpertLayer> expert_layers;  ///< those that have some
  std::size_t layer_experts = 0;           ///< of such a layer
};

/// What there is of a GPU's memory, and what beside weights needs it.
struct GpuBudget {
  std::uint64_t free_bytes = std::numeric_limits<std::uint64_t>::max();  ///< that may be used
  std::uint64_t cache_bytes = 0;                                         ///< of the key-value caches
  std::uint64_t scratch_bytes = 0;                                       ///< what passes take

  /// Left to the driver, the graphs, and what fragments.
  std::uint64_t headroom_bytes() const;
  /// What remains for weights.
  std::uint64_t weight_room() const;
  bool operator==(const GpuBudget&) const = default;
};

/// Which layers' routed experts lie on a GPU, and why.
struct Placement {
  GpuBudget budget;
  bool fits = false;               ///< at least with all experts in the host's memory
  std::uint64_t device_bytes = 0;  ///< weights on the GPU
  std::uint64_t host_bytes = 0;    ///< experts that stay in the host's memory
  std::size_t expert_layers = 0;   ///< of the model
  std::size_t device_layers = 0;   ///< the first so many of them lie on the GPU
  std::size_t layer_experts = 0;   ///< of a layer
  std::size_t cached_experts = 0;  ///< of each layer that stays with the host, so many have a place on the GPU too
  std::uint64_t expert_bytes = 0;  ///< of device_bytes, those of experts, and of these
  std::uint64_t expert_cache_bytes = 0;  ///< those of the cache
  std::uint64_t least_bytes = 0;         ///< of free memory that the model needs, with all experts in the host's
  std::uint64_t whole_bytes = 0;         ///< of free memory that holds all of it

  bool whole() const { return fits && host_bytes == 0; }
  /// Of the GPU's memory, without headroom.
  std::uint64_t used_bytes() const { return device_bytes + budget.cache_bytes + budget.scratch_bytes; }
  /// "experts of 15 of 26 layers stay in host memory, the 40 busiest of 64 of each on the GPU too". Without sizes: what
  /// runs in the same way is called the same.
  std::string describe() const;
  bool operator==(const Placement&) const = default;
};

/// Fits a model into a budget: everything but the routed experts has to fit. Then come the experts of as many whole
/// layers as leave room for half the experts of each other layer, and what remains is shared evenly among those: a
/// cache of their busiest. For each expert in it serves more tokens than the average, and the host and the device work
/// at the same time in these layers, whereas the device waits for the host in one without a cache; only beyond half is
/// a layer that never asks the host worth more than a larger cache in all. Experts take at most `most_expert_bytes`.
Placement plan_placement(const GpuDemand& demand, const GpuBudget& budget,
                         std::uint64_t most_expert_bytes = std::numeric_limits<std::uint64_t>::max());

/// Throws OutOfMemory, with what is needed, for a placement that does not fit.
void check_fits(const Placement& placement);

}  // namespace mingsi::engine
