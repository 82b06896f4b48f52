// SPDX-License-Identifier: Apache-2.0
// The reference kernels: the formula and nothing else.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>
#include <utility>

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

bool dot_stored(DType, const std::byte*, std::size_t, const std::byte*, const float*, std::size_t, float*) {
  return false;
}

void axpy(float a, const float* x, float* y, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i)
    y[i] += a * x[i];
}

float softmax_step(float* score, std::size_t n, float scale, float top, float* sum) {
  for (std::size_t i = 0; i < n; ++i)
    top = std::max(top, score[i] *= scale);
  *sum = 0;
  for (std::size_t i = 0; i < n; ++i)
    *sum += score[i] = std::exp(score[i] - top);
  return top;
}

void weighted_sum(const float* p, std::size_t p_stride, std::size_t tokens, const float* values,
                  std::size_t value_stride, std::size_t rows, float* sums, std::size_t sum_stride, std::size_t width) {
  for (std::size_t t = 0; t < tokens; ++t)
    for (std::size_t j = 0; j < rows; ++j)
      axpy(p[t * p_stride + j], values + j * value_stride, sums + t * sum_stride, width);
}

void to_f16(const float* x, std::byte* out, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint16_t half = f32_to_f16(x[i]);
    std::memcpy(out + 2 * i, &half, 2);
  }
}

void swiglu(const float* gate, const float* up, float* out, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i)
    out[i] = gate[i] / (1.0f + std::exp(-gate[i])) * up[i];
}

void code_row(const float* x, std::size_t n, const CodeTraits& traits, std::int8_t* codes, float* scales,
              std::int32_t* starts, float* sums) {
  for (std::size_t b = 0; b < n / traits.block; ++b, x += traits.block, codes += traits.block) {
    float largest = 0;
    for (std::size_t i = 0; i < traits.block; ++i)
      largest = std::isnan(x[i]) ? INFINITY : std::max(largest, std::abs(x[i]));
    const bool finite = std::isfinite(largest);
    const float inverse = finite && largest > 0 ? 127.0f / largest : 0;
    scales[b] = finite ? largest / 127.0f : NAN;
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < traits.block; ++i)
      sum += codes[i] =
          static_cast<std::int8_t>(finite ? std::clamp(std::nearbyint(x[i] * inverse), -127.0f, 127.0f) : 0);
    if (traits.has_offset) {
      sums[b] = scales[b] * static_cast<float>(sum);
    } else {
      starts[b] = -traits.zero * sum;
    }
  }
}

void decode_panel(const KeptPanel& kept, std::size_t first, std::size_t columns, Panel& panel) {
  const std::size_t blocks = columns / code_traits(kept.type)->block;
  std::uint8_t codes[kPanelColumns];
  float scales[kPanelColumns / 16];
  float offsets[kPanelColumns / 16] = {};
  for (std::size_t r = 0; r < kPanelRows; ++r) {
    const std::byte* const row = kept.data + (r < kept.rows ? r * kept.stride : 0);
    decode_codes(kept.type, row + row_bytes(kept.type, first), columns, codes, scales, offsets);
    for (std::size_t i = 0; i < columns; ++i)
      panel.codes[i / 4][r][i % 4] = codes[i];
    for (std::size_t b = 0; b < blocks; ++b) {
      panel.scales[b][r] = scales[b];
      panel.offsets[b][r] = offsets[b];
    }
  }
}

bool multiply_few(const KeptPanel&, std::size_t, const CodedRows&, const std::uint32_t*, std::size_t,
                  float (*)[kPanelRows]) {
  return false;
}

void multiply_panel(const Panel& panel, const CodeTraits& traits, const CodedRows& x, const std::uint32_t* tokens,
                    std::size_t count, std::size_t first, std::size_t columns, float (*sums)[kPanelRows]) {
  for (std::size_t i = 0; i < count; ++i) {
    const std::int8_t* codes = x.codes + tokens[i] * x.columns + first;
    const std::size_t blocks = tokens[i] * x.blocks + first / traits.block;
    float rest[kPanelRows] = {};
    for (std::size_t b = 0; b < columns / traits.block; ++b) {
      for (std::size_t r = 0; r < kPanelRows; ++r) {
        std::int32_t dot = traits.has_offset ? 0 : x.starts[blocks + b];
        for (std::size_t k = b * traits.block; k < (b + 1) * traits.block; ++k)
          dot += panel.codes[k / 4][r][k % 4] * codes[k];
        float& sum = sums[i][r];
        sum = std::fma(static_cast<float>(dot), panel.scales[b][r] * x.scales[blocks + b], sum);
        if (!traits.has_offset) continue;
        rest[r] = std::fma(panel.offsets[b][r], x.sums[blocks + b], rest[r]);
        const std::size_t done = (b + 1) * traits.block;
        if (done % kFoldColumns == 0 || done == columns) sum += std::exchange(rest[r], 0.0f);
      }
    }
  }
}

}  // namespace

const Kernels kScalarKernels{CpuLevel::Scalar, dequantize,   dot_block,     dot_stored, axpy,
                             softmax_step,     weighted_sum, to_f16,        swiglu,     code_row,
                             decode_panel,     multiply_few, multiply_panel};

}  // namespace mingsi::engine::cpu
