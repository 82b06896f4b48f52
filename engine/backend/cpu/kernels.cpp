// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/kernels.h"

#include <algorithm>

namespace mingsi::engine::cpu {

const Kernels& kernels(CpuLevel level) {
#if defined(__x86_64__)
  switch (std::min(level, detect_cpu_level())) {
    case CpuLevel::Avx512: return kAvx512Kernels;
    case CpuLevel::Avx2: return kAvx2Kernels;
    case CpuLevel::Scalar: break;
  }
#endif
  return kScalarKernels;
}

}  // namespace mingsi::engine::cpu
