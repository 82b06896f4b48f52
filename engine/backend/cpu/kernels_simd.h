// SPDX-License-Identifier: Apache-2.0
#pragma once

// The kernels over a vector type V, included once by each instruction set's file. Everything is in an unnamed
// namespace and nothing but intrinsics and <cstddef> is used: an inline function compiled here with AVX flags must
// never be the copy that the linker keeps for the whole program.
//
// V offers: kWidth, zero(), load(p), broadcast(f), fma(a, b, c), mul(a, b), add(a, b), div(a, b), min(a, b), max(a, b)
// (the second where one is NaN), negate(v), round(v), scale_by_power_of_two(v, n), store(p, v), sum(v), and the
// conversions load_f16(p), load_bf16(p), load_f8(p) (E4M3), load_i8(p), store_f16(p, v).

#include <cstddef>
#include <cstdint>

#include "engine/backend/cpu/kernels.h"
#include "engine/tensor/blocks.h"
#include "engine/tensor/tensor.h"

namespace mingsi::engine::cpu {
namespace {

/// R rows × T tokens at once: each pair has one accumulator, which walks the columns in order. That keeps a pair's
/// result independent of R and T; R · T independent chains hide the latency of the multiply-add.
template <class V, std::size_t R, std::size_t T>
void dot_tile(const float* w, std::size_t w_stride, const float* x, std::size_t x_stride, std::size_t n, float* y,
              std::size_t y_stride) {
  typename V::Type sums[R][T];
  for (auto& row : sums)
    for (auto& sum : row)
      sum = V::zero();
  std::size_t i = 0;
  for (; i + V::kWidth <= n; i += V::kWidth) {
    typename V::Type tokens[T];
    for (std::size_t t = 0; t < T; ++t)
      tokens[t] = V::load(x + t * x_stride + i);
    for (std::size_t r = 0; r < R; ++r) {
      const auto row = V::load(w + r * w_stride + i);
      for (std::size_t t = 0; t < T; ++t)
        sums[r][t] = V::fma(row, tokens[t], sums[r][t]);
    }
  }
  for (std::size_t r = 0; r < R; ++r) {
    for (std::size_t t = 0; t < T; ++t) {
      float sum = V::sum(sums[r][t]);
      for (std::size_t j = i; j < n; ++j)
        sum += w[r * w_stride + j] * x[t * x_stride + j];
      y[t * y_stride + r] = sum;
    }
  }
}

template <class V, std::size_t T>
void dot_rows(const float* w, std::size_t w_stride, std::size_t rows, const float* x, std::size_t x_stride,
              std::size_t n, float* y, std::size_t y_stride) {
  constexpr std::size_t kTall = V::kRegisters == 32 ? 4 : 2;
  constexpr std::size_t R = T == 1 ? kBlockRows : kTall;
  std::size_t r = 0;
  for (; r + R <= rows; r += R)
    dot_tile<V, R, T>(w + r * w_stride, w_stride, x, x_stride, n, y + r, y_stride);
  for (; r < rows; ++r)
    dot_tile<V, 1, T>(w + r * w_stride, w_stride, x, x_stride, n, y + r, y_stride);
}

template <class V>
void dot_block(const float* w, std::size_t w_stride, std::size_t rows, const float* x, std::size_t x_stride,
               std::size_t tokens, std::size_t n, float* y, std::size_t y_stride) {
  static_assert(kBlockTokens == 4);
  switch (tokens) {
    case 1: return dot_rows<V, 1>(w, w_stride, rows, x, x_stride, n, y, y_stride);
    case 2: return dot_rows<V, 2>(w, w_stride, rows, x, x_stride, n, y, y_stride);
    case 3: return dot_rows<V, 3>(w, w_stride, rows, x, x_stride, n, y, y_stride);
    default: return dot_rows<V, 4>(w, w_stride, rows, x, x_stride, n, y, y_stride);
  }
}

/// `load` gives the values at a place of a row, of `Bytes` bytes each.
template <class V, std::size_t Bytes, class Load>
void dot_stored_rows(const std::byte* w, std::size_t w_stride, const float* x, std::size_t n, float* y, Load load) {
  typename V::Type sums[kBlockRows];
  for (auto& sum : sums)
    sum = V::zero();
  for (std::size_t i = 0; i < n; i += V::kWidth) {
    const auto token = V::load(x + i);
    for (std::size_t r = 0; r < kBlockRows; ++r) {
      const std::byte* at = w + r * w_stride + Bytes * i;
      // The rows that come next: eight streams at once are more than processors foresee.
      __builtin_prefetch(at + kBlockRows * w_stride, 0, 2);
      sums[r] = V::fma(load(at, i), token, sums[r]);
    }
  }
  for (std::size_t r = 0; r < kBlockRows; ++r)
    y[r] = V::sum(sums[r]);
}

template <class V>
bool dot_stored(DType type, const std::byte* w, std::size_t w_stride, const std::byte* scales, const float* x,
                std::size_t n, float* y) {
  if (n % 16 != 0) return false;
  switch (type) {
    case DType::F16:
      dot_stored_rows<V, 2>(w, w_stride, x, n, y, [](const std::byte* at, std::size_t) { return V::load_f16(at); });
      return true;
    case DType::BF16:
      dot_stored_rows<V, 2>(w, w_stride, x, n, y, [](const std::byte* at, std::size_t) { return V::load_bf16(at); });
      return true;
    case DType::F8_E4M3:
      dot_stored_rows<V, 1>(w, w_stride, x, n, y, [scales](const std::byte* at, std::size_t i) {
        float scale = 1;
        if (scales) __builtin_memcpy(&scale, scales + i / kF8BlockSize * sizeof scale, sizeof scale);
        return V::mul(V::load_f8(at), V::broadcast(scale));
      });
      return true;
    default: return false;
  }
}

template <class V>
void axpy(float a, const float* x, float* y, std::size_t n) {
  const auto factor = V::broadcast(a);
  std::size_t i = 0;
  for (; i + V::kWidth <= n; i += V::kWidth)
    V::store(y + i, V::fma(factor, V::load(x + i), V::load(y + i)));
  for (; i < n; ++i)
    y[i] += a * x[i];
}

/// Q4_K and Q5_K, which are much used: the reference reads codes one by one.
template <class V, class Stored>
void dequantize_k4(const std::byte* row, float* out, std::size_t n) {
  for (std::size_t at = 0; at < n; at += 256, row += sizeof(Stored), out += 256) {
    const auto* scales = reinterpret_cast<const std::uint8_t*>(row) + offsetof(Stored, scales);
    const float d = V::f16(row + offsetof(Stored, d)), dmin = V::f16(row + offsetof(Stored, dmin));
    for (int j = 0; j < 8; ++j) {
      // scale_min_k4()
      const int low = scales[j], middle = scales[j + 4];
      const int scale = j < 4 ? low & 63 : (middle & 15) | (scales[j - 4] >> 6 << 4);
      const int minimum = j < 4 ? middle & 63 : (middle >> 4) | (low >> 6 << 4);
      const auto factor = V::broadcast(d * static_cast<float>(scale));
      const auto offset = V::broadcast(-(dmin * static_cast<float>(minimum)));
      const std::byte* q = row + offsetof(Stored, q) + j / 2 * 32;
      for (std::size_t i = 0; i < 32; i += V::kWidth) {
        auto code = V::load_u8(q + i);
        code = V::and_(j % 2 ? V::template shr<4>(code) : code, V::set32(15));
        if constexpr (requires { Stored::high; }) {
          auto fifth = V::load_u8(row + offsetof(Stored, high) + i);
          for (int k = 0; k < j; ++k)
            fifth = V::template shr<1>(fifth);
          code = V::or_(code, V::template shl<4>(V::and_(fifth, V::set32(1))));
        }
        V::store(out + 32 * j + i, V::add(V::mul(factor, V::to_float(code)), offset));
      }
    }
  }
}

template <class V>
void dequantize(DType type, const std::byte* row, float* out, std::size_t n) {
  std::size_t i = 0;
  switch (type) {
    case DType::Q4_K: return dequantize_k4<V, BlockQ4_K>(row, out, n);
    case DType::Q5_K: return dequantize_k4<V, BlockQ5_K>(row, out, n);
    case DType::F32:
      for (; i + V::kWidth <= n; i += V::kWidth)
        V::store(out + i, V::load(reinterpret_cast<const float*>(row) + i));
      break;
    case DType::F16:
      for (; i + V::kWidth <= n; i += V::kWidth)
        V::store(out + i, V::load_f16(row + 2 * i));
      break;
    case DType::BF16:
      for (; i + V::kWidth <= n; i += V::kWidth)
        V::store(out + i, V::load_bf16(row + 2 * i));
      break;
    case DType::F8_E4M3:
      for (; i + V::kWidth <= n; i += V::kWidth)
        V::store(out + i, V::load_f8(row + i));
      break;
    case DType::Q8_0:
      for (; i + 32 <= n; i += 32, row += 34) {
        const auto d = V::broadcast(V::f16(row));
        for (std::size_t j = 0; j < 32; j += V::kWidth)
          V::store(out + i + j, V::mul(d, V::load_i8(row + 2 + j)));
      }
      return;
    default: return kScalarKernels.dequantize(type, row, out, n);
  }
  const std::size_t bytes = type == DType::F32 ? 4 : type == DType::F8_E4M3 ? 1 : 2;
  if (i < n) kScalarKernels.dequantize(type, row + i * bytes, out + i, n - i);
}

template <class V>
void to_f16(const float* x, std::byte* out, std::size_t n) {
  std::size_t i = 0;
  for (; i + V::kWidth <= n; i += V::kWidth)
    V::store_f16(out + 2 * i, V::load(x + i));
  if (i < n) kScalarKernels.to_f16(x + i, out + 2 * i, n - i);
}

/// eˣ to within 2 units in the last place (Cephes' expf): 2ⁿ · e^r with |r| ≤ ln 2 / 2; NaN stays NaN.
template <class V>
typename V::Type exponential(typename V::Type x) {
  x = V::min(V::broadcast(88.0f), V::max(V::broadcast(-87.0f), x));
  const auto n = V::round(V::mul(x, V::broadcast(1.44269504f)));
  auto r = V::fma(n, V::broadcast(-0.693359375f), x);
  r = V::fma(n, V::broadcast(2.12194440e-4f), r);
  auto p = V::broadcast(1.9875691500e-4f);
  for (const float c : {1.3981999507e-3f, 8.3334519073e-3f, 4.1665795894e-2f, 1.6666665459e-1f, 5.0000001201e-1f})
    p = V::fma(p, r, V::broadcast(c));
  p = V::fma(V::mul(p, r), r, V::add(r, V::broadcast(1.0f)));
  return V::scale_by_power_of_two(p, n);
}

/// The last n < kWidth of a run of floats, filled up with `fill`.
template <class V>
typename V::Type load_some(const float* x, std::size_t n, float fill) {
  float lanes[V::kWidth];
  for (std::size_t i = 0; i < V::kWidth; ++i)
    lanes[i] = i < n ? x[i] : fill;
  return V::load(lanes);
}

template <class V>
float softmax_step(float* score, std::size_t n, float scale, float top, float* sum) {
  const auto factor = V::broadcast(scale);
  auto best = V::broadcast(top);
  std::size_t i = 0;
  for (; i + V::kWidth <= n; i += V::kWidth) {
    const auto scaled = V::mul(V::load(score + i), factor);
    V::store(score + i, scaled);
    best = V::max(scaled, best);
  }
  float lanes[V::kWidth];
  V::store(lanes, best);
  for (const float lane : lanes)
    top = lane > top ? lane : top;
  for (std::size_t j = i; j < n; ++j) {
    score[j] *= scale;
    top = score[j] > top ? score[j] : top;
  }
  const auto shift = V::broadcast(-top);
  auto total = V::zero();
  for (i = 0; i + V::kWidth <= n; i += V::kWidth) {
    const auto p = exponential<V>(V::add(V::load(score + i), shift));
    V::store(score + i, p);
    total = V::add(total, p);
  }
  *sum = V::sum(total);
  if (i < n) {
    V::store(lanes, exponential<V>(V::add(load_some<V>(score + i, n - i, top), shift)));
    for (std::size_t j = 0; i < n; ++i, ++j)
      *sum += score[i] = lanes[j];
  }
  return top;
}

/// T tokens × B vectors of columns from k on; each sum walks the rows in order, whatever T and B are.
template <class V, std::size_t T, std::size_t B>
void weighted_tile(const float* p, std::size_t p_stride, const float* values, std::size_t value_stride,
                   std::size_t rows, float* sums, std::size_t sum_stride) {
  typename V::Type sum[T][B];
  for (std::size_t t = 0; t < T; ++t)
    for (std::size_t b = 0; b < B; ++b)
      sum[t][b] = V::load(sums + t * sum_stride + b * V::kWidth);
  for (std::size_t j = 0; j < rows; ++j) {
    typename V::Type value[B];
    for (std::size_t b = 0; b < B; ++b)
      value[b] = V::load(values + j * value_stride + b * V::kWidth);
    for (std::size_t t = 0; t < T; ++t) {
      const auto weight = V::broadcast(p[t * p_stride + j]);
      for (std::size_t b = 0; b < B; ++b)
        sum[t][b] = V::fma(weight, value[b], sum[t][b]);
    }
  }
  for (std::size_t t = 0; t < T; ++t)
    for (std::size_t b = 0; b < B; ++b)
      V::store(sums + t * sum_stride + b * V::kWidth, sum[t][b]);
}

template <class V, std::size_t T>
void weighted_rows(const float* p, std::size_t p_stride, const float* values, std::size_t value_stride,
                   std::size_t rows, float* sums, std::size_t sum_stride, std::size_t width) {
  constexpr std::size_t B = V::kRegisters == 32 ? 4 : 2;
  std::size_t k = 0;
  for (; k + B * V::kWidth <= width; k += B * V::kWidth)
    weighted_tile<V, T, B>(p, p_stride, values + k, value_stride, rows, sums + k, sum_stride);
  for (; k + V::kWidth <= width; k += V::kWidth)
    weighted_tile<V, T, 1>(p, p_stride, values + k, value_stride, rows, sums + k, sum_stride);
  for (; k < width; ++k)
    for (std::size_t t = 0; t < T; ++t)
      for (std::size_t j = 0; j < rows; ++j)
        sums[t * sum_stride + k] += p[t * p_stride + j] * values[j * value_stride + k];
}

template <class V>
void weighted_sum(const float* p, std::size_t p_stride, std::size_t tokens, const float* values,
                  std::size_t value_stride, std::size_t rows, float* sums, std::size_t sum_stride, std::size_t width) {
  switch (tokens) {
    case 1: return weighted_rows<V, 1>(p, p_stride, values, value_stride, rows, sums, sum_stride, width);
    case 2: return weighted_rows<V, 2>(p, p_stride, values, value_stride, rows, sums, sum_stride, width);
    case 3: return weighted_rows<V, 3>(p, p_stride, values, value_stride, rows, sums, sum_stride, width);
    default: return weighted_rows<V, 4>(p, p_stride, values, value_stride, rows, sums, sum_stride, width);
  }
}

template <class V>
void swiglu(const float* gate, const float* up, float* out, std::size_t n) {
  std::size_t i = 0;
  const auto one = V::broadcast(1.0f);
  for (; i + V::kWidth <= n; i += V::kWidth) {
    const auto g = V::load(gate + i);
    const auto silu = V::div(g, V::add(one, exponential<V>(V::negate(g))));
    V::store(out + i, V::mul(silu, V::load(up + i)));
  }
  if (i < n) kScalarKernels.swiglu(gate + i, up + i, out + i, n - i);
}

}  // namespace
}  // namespace mingsi::engine::cpu
