// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

#include "engine/backend/ops.h"
#include "engine/backend/placement.h"

namespace mingsi::engine {

struct CudaOptions {
  int device = 0;
  /// What caches and passes will take; of the free memory, the most that is used.
  GpuBudget budget;
  bool exact = false;    ///< in float32 throughout, as the reference
  bool plain = false;    ///< no graphs, and no kernel begins before the one before it has ended
  unsigned threads = 0;  ///< of the host, for experts that stay there; 0: all
  bool repack = true;    ///< those experts, as SessionOptions::repack says
};

/// The operations on one NVIDIA GPU. Weights are copied there by load(), the routed experts as far as there is room.
/// Those of the other layers are computed on the host, except for the busiest, which are copied to the GPU between
/// passes: run() counts how often each is chosen. Passes of few tokens are remembered as CUDA graphs.
/// Throws DeviceUnavailable, and always without CUDA support in this build.
std::unique_ptr<Backend> make_cuda_backend(const CudaOptions& options);

}  // namespace mingsi::engine
