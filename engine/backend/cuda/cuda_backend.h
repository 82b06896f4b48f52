// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "engine/backend/ops.h"

namespace mingsi::engine {

struct CudaOptions {
  int device = 0;
  /// The most bytes of the device's memory that are used; 0: all that are free.
  std::uint64_t memory_limit = 0;
  /// Bytes that something else than weights will need: caches.
  std::uint64_t reserved = 0;
  bool exact = false;    ///< in float32 throughout, as the reference
  bool plain = false;    ///< no graphs, and no kernel begins before the one before it has ended
  unsigned threads = 0;  ///< of the host, for experts that stay there; 0: all
};

/// The operations on one NVIDIA GPU. Weights are copied there by load(), the routed experts as far as there is room.
/// Those of the other layers are computed on the host, except for the busiest, which are copied to the GPU between
/// passes: run() counts how often each is chosen. Passes of few tokens are remembered as CUDA graphs.
/// Throws DeviceUnavailable, and always without CUDA support in this build.
std::unique_ptr<Backend> make_cuda_backend(const CudaOptions& options);

}  // namespace mingsi::engine
