// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/kernels.h"

#include <algorithm>

namespace mingsi::engine::cpu {

#if defined(__x86_64__)
const Kernels& amx_kernels() {
  static const Kernels kernels = [] {
    Kernels with_tiles = kAvx512Kernels;
    with_tiles.level = CpuLevel::Amx;
    with_tiles.tiles = &kAmxTiles;
    return with_tiles;
  }();
  return kernels;
}
#endif

const Kernels& kernels(CpuLevel level) {
#if defined(__x86_64__)
  switch (std::min(level, detect_cpu_level())) {
    case CpuLevel::Amx: return amx_kernels();
    case CpuLevel::Avx512: return kAvx512Kernels;
    case CpuLevel::Avx2: return kAvx2Kernels;
    case CpuLevel::Scalar: break;
  }
#endif
  return kScalarKernels;
}

}  // namespace mingsi::engine::cpu
