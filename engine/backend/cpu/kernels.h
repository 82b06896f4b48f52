// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "engine/base/cpu_features.h"
#include "engine/tensor/dtype.h"

namespace mingsi::engine::cpu {

/// How many weight rows and tokens one call of Kernels::dot_block covers at most.
inline constexpr std::size_t kBlockRows = 8;
inline constexpr std::size_t kBlockTokens = 4;

/// The inner loops, once for each instruction set. All are plain functions of their arguments; results do not depend
/// on how many rows or tokens a call covers, so a prompt gives the same bits in chunks of any size.
struct Kernels {
  CpuLevel level;

  /// Stored row → float32; n is a multiple of the type's block length.
  void (*dequantize)(DType type, const std::byte* row, float* out, std::size_t n);

  /// y[t · y_stride + r] = Σᵢ w[r · w_stride + i] · x[t · x_stride + i] for r < rows ≤ kBlockRows and
  /// t < tokens ≤ kBlockTokens.
  void (*dot_block)(const float* w, std::size_t w_stride, std::size_t rows, const float* x, std::size_t x_stride,
                    std::size_t tokens, std::size_t n, float* y, std::size_t y_stride);

  /// y += a · x
  void (*axpy)(float a, const float* x, float* y, std::size_t n);

  /// float32 → float16, rounded to nearest even.
  void (*to_f16)(const float* x, std::byte* out, std::size_t n);
};

/// The table for a level; a level that this build or processor lacks gives the next lower one.
const Kernels& kernels(CpuLevel level);

extern const Kernels kScalarKernels;
#if defined(__x86_64__)
extern const Kernels kAvx2Kernels;
extern const Kernels kAvx512Kernels;
#endif

}  // namespace mingsi::engine::cpu
