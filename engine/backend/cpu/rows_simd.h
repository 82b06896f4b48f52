// SPDX-License-Identifier: Apache-2.0
#pragma once

// What decoders read of the rows of a panel, stored or packed, over a vector type V with one lane a weight row (see
// decoders_simd.h).

#include <cstddef>
#include <cstdint>

#include "engine/backend/cpu/panel.h"

namespace mingsi::engine::cpu {
namespace {

/// Rows as a file stores them, one a lane of V, `stride` bytes apart. What the decoders below read of rows.
template <class V>
struct StoredRows {
  using Int = typename V::Int;
  using Float = typename V::Type;
  static constexpr bool kPacked = false;

  const std::byte* rows;
  std::size_t stride;
  const std::byte* next;

  void advance(std::size_t bytes) { rows += bytes; }
  /// The float16 at a place of each row.
  Float half(std::size_t at) const {
    std::uint32_t bits[V::kWidth];
    for (std::size_t r = 0; r < V::kWidth; ++r) {
      std::uint16_t value;
      __builtin_memcpy(&value, rows + r * stride + at, 2);
      bits[r] = value;
    }
    return V::half_low(V::load_i(bits));
  }
  /// 16 bytes of each row, from a place on. Fetches what is read after these rows at the same pace.
  [[gnu::always_inline]] void slice(std::size_t at, Int (&out)[4]) {
    for (std::size_t line = 0; line < 16 * V::kWidth; line += 64)
      __builtin_prefetch(next + line, 0, 2);
    next += 16 * V::kWidth;
    V::slice(rows + at, stride, out);
  }
  /// N ≤ 4 words of each row; the row must have 16 bytes there.
  template <std::size_t N>
  [[gnu::always_inline]] void words(std::size_t at, Int (&out)[N]) {
    Int four[4];
    slice(at, four);
    for (std::size_t i = 0; i < N; ++i)
      out[i] = four[i];
  }
};

/// The same of a packed panel (packing.h), in which all lies in the order in which it is asked for. Fetches what lies
/// `ahead` bytes further on.
template <class V>
struct PackedRows {
  using Int = typename V::Int;
  using Float = typename V::Type;
  static constexpr bool kPacked = true;

  const std::byte* data;
  std::size_t first, ahead;

  void advance(std::size_t) {}
  [[gnu::always_inline]] Float half(std::size_t) {
    const auto value = V::load_f16(data + 2 * first);
    data += 2 * kPanelRows;
    return value;
  }
  template <std::size_t N>
  [[gnu::always_inline]] void words(std::size_t, Int (&out)[N]) {
    for (std::size_t i = 0; i < N; ++i, data += 4 * kPanelRows) {
      __builtin_prefetch(data + ahead, 0, 2);
      out[i] = V::load_i(data + 4 * first);
    }
  }
  [[gnu::always_inline]] void slice(std::size_t at, Int (&out)[4]) { words(at, out); }
};

/// The rows of a panel from `row` on, of which `bytes` each are read.
template <class V>
StoredRows<V> stored_rows(const KeptPanel& kept, std::size_t row, std::size_t bytes) {
  return {kept.data + row * kept.stride, kept.stride, kept.next + row * bytes};
}

}  // namespace
}  // namespace mingsi::engine::cpu
