// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include "engine/backend/cuda/device.cuh"
#include "engine/backend/cuda/kernels.h"

namespace mingsi::engine::cuda {

inline unsigned blocks_for(std::size_t count, std::size_t block) {
  return static_cast<unsigned>((count + block - 1) / block);
}

/// Launches a kernel; throws as check() does.
template <class... Parameters, class... Arguments>
void launch(const char* name, void (*kernel)(Parameters...), dim3 grid, dim3 block, std::size_t shared,
            cudaStream_t stream, Arguments&&... arguments) {
  cudaLaunchConfig_t config = {};
  config.gridDim = grid;
  config.blockDim = block;
  config.dynamicSmemBytes = shared;
  config.stream = stream;
#ifdef __CUDACC__
  cudaLaunchAttribute overlap = {};
  overlap.id = cudaLaunchAttributeProgrammaticStreamSerialization;
  overlap.val.programmaticStreamSerializationAllowed = 1;
  config.attrs = &overlap;
  config.numAttrs = overlaps() ? 1 : 0;
#endif
  check(cudaLaunchKernelEx(&config, kernel, std::forward<Arguments>(arguments)...), name);
}

}  // namespace mingsi::engine::cuda
