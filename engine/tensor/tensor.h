// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <type_traits>

#include "engine/tensor/dtype.h"

namespace mingsi::engine {

/// Side of the square blocks that share one scale in FP8 matrices.
inline constexpr std::size_t kF8BlockSize = 128;

/// An immutable weight matrix of `rows` × `columns`, row-major, in one storage type; it does not own its bytes.
struct Weight {
  DType type = DType::F32;
  std::size_t rows = 0;
  std::size_t columns = 0;
  const std::byte* data = nullptr;
  /// FP8 only: float32 [⌈all rows / 128⌉, ⌈columns / 128⌉] of the whole matrix, little-endian, maybe unaligned.
  const std::byte* scales = nullptr;
  std::size_t first_row = 0;  ///< of this slice in the whole matrix, which the scales belong to

  explicit operator bool() const { return data != nullptr; }
  std::size_t bytes() const { return rows * row_bytes(type, columns); }
  const std::byte* row(std::size_t index) const { return data + index * row_bytes(type, columns); }
  /// Rows [first, first + count) as a matrix of their own.
  Weight slice(std::size_t first, std::size_t count) const {
    return {type, count, columns, row(first), scales, first_row + first};
  }
};

/// A view of float32 activations: `rows` tokens of `columns` values, `stride` floats apart.
template <class Float>
struct BasicMatrix {
  Float* data = nullptr;
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::size_t stride = 0;

  BasicMatrix() = default;
  BasicMatrix(Float* d, std::size_t r, std::size_t c) : BasicMatrix(d, r, c, c) {}
  BasicMatrix(Float* d, std::size_t r, std::size_t c, std::size_t s) : data(d), rows(r), columns(c), stride(s) {}
  template <class Other>
  requires(std::is_convertible_v<Other*, Float*>) BasicMatrix(const BasicMatrix<Other>& m)
      : BasicMatrix(m.data, m.rows, m.columns, m.stride) {}

  Float* row(std::size_t index) const { return data + index * stride; }
  std::span<Float> row_span(std::size_t index) const { return {row(index), columns}; }
  /// The first `count` rows.
  BasicMatrix top(std::size_t count) const { return {data, count, columns, stride}; }
  /// Rows [first, first + count).
  BasicMatrix slice(std::size_t first, std::size_t count) const { return {row(first), count, columns, stride}; }
  /// Columns [first, first + count).
  BasicMatrix block(std::size_t first, std::size_t count) const { return {data + first, rows, count, stride}; }
};

using Matrix = BasicMatrix<float>;
using ConstMatrix = BasicMatrix<const float>;

}  // namespace mingsi::engine
