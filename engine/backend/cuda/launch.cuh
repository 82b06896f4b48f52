// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include "engine/backend/cuda/device.cuh"
#include "engine/backend/cuda/kernels.h"

namespace mingsi::engine::cuda {

inline unsigned blocks_for(std::size_t count, std::size_t block) {
  return static_cast<unsigned>((count + block - 1) / block);
}

/// Lets a kernel have so much shared memory; more than 48 KiB have to be asked for.
template <class Kernel>
void allow_shared(Kernel kernel, std::size_t bytes) {
  if (bytes > (48 << 10))
    check(cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, static_cast<int>(bytes)),
          "shared memory");
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
