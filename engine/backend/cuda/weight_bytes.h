// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/device_types.h"
#include "engine/backend/ops.h"

namespace mingsi::engine::cuda {

// How large copies of weights in the device's memory are. Plain arithmetic: plans are made where there is no CUDA.

inline DeviceLayout layout_of(DType type) { return device_layout(type, traits(type).block_bytes); }
inline std::size_t device_bytes(DType type, std::size_t values) {
  return values / traits(type).block_length * layout_of(type).pitch;
}

/// Scales of an FP8 weight, from its first block on.
inline std::size_t scale_count(const Weight& w) {
  const auto blocks = [](std::size_t n) { return (n + kF8BlockSize - 1) / kF8BlockSize; };
  return w.scales ? blocks(w.first_row + w.rows) * blocks(w.columns) : 0;
}

/// Bytes that one of several copies in one allocation takes.
constexpr std::size_t aligned(std::size_t bytes) {
  constexpr std::size_t kAlignment = 256;
  return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

}  // namespace mingsi::engine::cuda
