// SPDX-License-Identifier: Apache-2.0
// The reference kernels: the formula and nothing else.
#include <cstring>
#include <span>

#include "engine/backend/cpu/kernels.h"
#include "engine/tensor/convert.h"
#include "engine/tensor/dequantize.h"

namespace mingsi::engine::cpu {
namespace {

void dequantize(DType type, const std::byte* row, float* out, std::size_t n) {
  dequantize_row(type, row, std::span(out, n));
}

void dot_block(const float* w, std::size_t w_stride, std::size_t rows, const float* x, std::size_t x_stride,
               std::size_t tokens, std::size_t n, float* y, std::size_t y_stride) {
  for (std::size_t t = 0; t < tokens; ++t) {
    for (std::size_t r = 0; r < rows; ++r) {
      float sum = 0;
      for (std::size_t i = 0; i < n; ++i)
        sum += w[r * w_stride + i] * x[t * x_stride + i];
      y[t * y_stride + r] = sum;
    }
  }
}

void axpy(float a, const float* x, float* y, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i)
    y[i] += a * x[i];
}

void to_f16(const float* x, std::byte* out, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint16_t half = f32_to_f16(x[i]);
    std::memcpy(out + 2 * i, &half, 2);
  }
}

}  // namespace

const Kernels kScalarKernels{CpuLevel::Scalar, dequantize, dot_block, axpy, to_f16};

}  // namespace mingsi::engine::cpu
