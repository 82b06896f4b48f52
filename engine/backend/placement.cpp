// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/placement.h"

#include <algorithm>
#include <cstdio>

#include "engine/base/error.h"

namespace mingsi::engine {
namespace {

constexpr std::uint64_t kHeadroom = std::uint64_t{512} << 20;
// A small GPU, or a small part of one, is not used up by headroom.
constexpr std::uint64_t kHeadroomShare = 8;

std::string gib(std::uint64_t bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f GiB", static_cast<double>(bytes) / (1 << 30));
  return text;
}

/// The free memory in which `bytes` find room beside the headroom.
std::uint64_t with_headroom(std::uint64_t bytes) {
  return bytes + std::min(kHeadroom, bytes / (kHeadroomShare - 1) + 1);
}

}  // namespace

std::uint64_t GpuBudget::headroom_bytes() const { return std::min(kHeadroom, free_bytes / kHeadroomShare); }

std::uint64_t GpuBudget::weight_room() const {
  const std::uint64_t other = cache_bytes + scratch_bytes + headroom_bytes();
  return free_bytes > other ? free_bytes - other : 0;
}

std::string Placement::describe() const {
  if (host_bytes == 0) return "all weights on the GPU";
  const std::string cached = cached_experts == 0 ? ""
                                                 : ", the " + std::to_string(cached_experts) + " busiest of " +
                                                       std::to_string(layer_experts) + " of each on the GPU too";
  return "experts of " + std::to_string(expert_layers - device_layers) + " of " + std::to_string(expert_layers) +
         " layers stay in host memory" + cached;
}

Placement plan_placement(const GpuDemand& demand, const GpuBudget& budget, std::uint64_t most_expert_bytes) {
  Placement placement;
  placement.budget = budget;
  placement.fits = demand.fixed_bytes <= budget.weight_room();
  placement.expert_layers = demand.expert_layers.size();
  placement.layer_experts = demand.layer_experts;
  for (const auto& layer : demand.expert_layers)
    placement.host_bytes += layer.bytes;
  const std::uint64_t others = budget.cache_bytes + budget.scratch_bytes;
  placement.least_bytes = with_headroom(demand.fixed_bytes + others);
  placement.whole_bytes = with_headroom(demand.fixed_bytes + placement.host_bytes + others);

  const std::uint64_t room =
      placement.fits ? std::min(budget.weight_room() - demand.fixed_bytes, most_expert_bytes) : 0;
  constexpr std::uint64_t kCached = 2;  // one expert of so many
  std::uint64_t largest = 0;            // an expert of each layer that stays with the host
  for (const auto& layer : demand.expert_layers) {
    const std::uint64_t behind = placement.host_bytes - layer.bytes;
    // The first layer that finds no room ends it: which layers lie where can be said in one number.
    if (largest == 0 && placement.expert_bytes + layer.bytes + behind / kCached <= room) {
      placement.expert_bytes += layer.bytes;
      placement.host_bytes = behind;
      ++placement.device_layers;
    } else {
      largest += layer.largest;
    }
  }
  if (largest > 0) {
    const std::uint64_t places = (room - placement.expert_bytes) / largest;
    placement.cached_experts = std::min<std::uint64_t>(places, demand.layer_experts);
    placement.expert_cache_bytes = placement.cached_experts * largest;
    placement.expert_bytes += placement.expert_cache_bytes;
  }
  placement.device_bytes = demand.fixed_bytes + placement.expert_bytes;
  return placement;
}

void check_fits(const Placement& placement) {
  if (placement.fits) return;
  throw Error(ErrorCode::OutOfMemory,
              "the GPU has " + gib(placement.budget.free_bytes) + " of memory free, the model needs " +
                  gib(placement.least_bytes) + " there" +
                  (placement.expert_layers > 0 ? ", even with its experts in host memory" : ""));
}

}  // namespace mingsi::engine
