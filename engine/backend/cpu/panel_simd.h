// SPDX-License-Identifier: Apache-2.0
#pragma once

// Panels and coded activations over a vector type V (see decoders_simd.h).

#include <cstddef>
#include <cstdint>

#include "engine/backend/cpu/decoders_simd.h"
#include "engine/backend/cpu/panel.h"
#include "engine/backend/cpu/rows_simd.h"
#include "engine/tensor/codes.h"

namespace mingsi::engine::cpu {
namespace {

/// Decoders write into a panel.
template <class V, class Rows>
struct PanelPart : Rows {
  Panel& panel;
  std::size_t first_row;

  void codes(std::size_t column, typename V::Int v) const {
    V::store_i(&panel.codes[0][first_row][0] + column * kPanelRows, v);
  }
  void scale(std::size_t block, typename V::Type v) const { V::store(&panel.scales[block][first_row], v); }
  void offset(std::size_t block, typename V::Type v) const { V::store(&panel.offsets[block][first_row], v); }
};

/// Types without a decoder of their own, those of lattices: by the reference, a row at a time, then side by side.
template <class V>
void decode_by_reference(DType type, PanelPart<V, StoredRows<V>>& part, std::size_t columns) {
  constexpr std::size_t kLength = 256;  // of their blocks
  const std::size_t blocks = kLength / code_traits(type)->block, bytes = traits(type).block_bytes;
  alignas(64) std::uint8_t codes[V::kWidth][kLength];
  float scales[kLength / 16][V::kWidth], row_scales[kLength / 16], row_offsets[kLength / 16];
  for (std::size_t c = 0; c < columns; c += kLength, part.advance(bytes)) {
    for (std::size_t r = 0; r < V::kWidth; ++r) {
      __builtin_prefetch(part.next, 0, 2);
      __builtin_prefetch(part.next + 64, 0, 2);
      part.next += bytes;
      decode_codes(type, part.rows + r * part.stride, kLength, codes[r], row_scales, row_offsets);
      for (std::size_t b = 0; b < blocks; ++b)
        scales[b][r] = row_scales[b];
    }
    for (std::size_t b = 0; b < blocks; ++b)
      part.scale(c / kLength * blocks + b, V::load(scales[b]));
    for (std::size_t i = 0; i < kLength; i += 16) {
      typename V::Int lanes[4];
      V::slice(reinterpret_cast<const std::byte*>(&codes[0][i]), kLength, lanes);
      for (std::size_t j = 0; j < 4; ++j)
        part.codes(c + i + 4 * j, lanes[j]);
    }
  }
}

/// Some rows, which become those of the panel from `row` on.
template <class V, class Rows>
void decode_rows(DType type, const Rows& rows, std::size_t row, std::size_t columns, Panel& panel) {
  const std::size_t bytes = traits(type).block_bytes;
  PanelPart<V, Rows> part{rows, panel, row};
  const bool decoded = with_decoder<V>(type, [&]<std::size_t Length, std::size_t, bool, Range>(auto decode) {
    for (std::size_t c = 0; c < columns; c += Length, part.advance(bytes))
      decode(part, c);
  });
  if constexpr (!Rows::kPacked)
    if (!decoded) decode_by_reference<V>(type, part, columns);
}

template <class V>
void decode_panel(const KeptPanel& whole, std::size_t first, std::size_t columns, Panel& panel) {
  const std::size_t before = row_bytes(whole.type, first), bytes = row_bytes(whole.type, columns);
  KeptPanel kept = whole;
  if (kept.packed) {
    // While these columns are multiplied, as many more arrive.
    for (std::size_t r = 0; r < kPanelRows; r += V::kWidth)
      decode_rows<V>(kept.type, PackedRows<V>{kept.data + kPanelRows * before, r, kPanelRows * bytes}, r, columns,
                     panel);
    return;
  }
  kept.data += before;
  kept.next += kPanelRows * before;
  // Too few rows are decoded from a copy in which the first stands for those that are missing.
  constexpr std::size_t kMostBytes = kPanelColumns / 32 * 34;  // of Q8_0
  std::byte copies[kPanelRows][kMostBytes];
  if (kept.rows < kPanelRows) {
    for (std::size_t r = 0; r < kPanelRows; ++r)
      __builtin_memcpy(copies[r], kept.data + (r < kept.rows ? r * kept.stride : 0), bytes);
    kept.data = copies[0];
    kept.stride = kMostBytes;
  }
  for (std::size_t r = 0; r < kPanelRows; r += V::kWidth)
    decode_rows<V>(kept.type, stored_rows<V>(kept, r, bytes), r, columns, panel);
}

/// As the scalar kernel. V::code16(x, inverse, codes, sum) codes 16 activations and adds their codes to `sum`;
/// V::largest16(x) gives the largest magnitude of 16, infinity if there is a NaN among them.
template <class V>
void code_row(const float* x, std::size_t n, const CodeTraits& traits, std::int8_t* codes, float* scales,
              std::int32_t* starts, float* sums) {
  for (std::size_t b = 0; b < n / traits.block; ++b, x += traits.block, codes += traits.block) {
    float largest = V::largest16(x);
    if (traits.block == 32) {
      const float other = V::largest16(x + 16);
      largest = other > largest ? other : largest;
    }
    const bool finite = largest <= 3.40282347e38f;
    const float inverse = finite && largest > 0 ? 127.0f / largest : 0;
    scales[b] = finite ? largest / 127.0f : __builtin_nanf("");
    std::int32_t sum = 0;
    if (finite) {
      sum = V::code16(x, inverse, codes);
      if (traits.block == 32) sum += V::code16(x + 16, inverse, codes + 16);
    } else {
      __builtin_memset(codes, 0, traits.block);
    }
    if (traits.has_offset) {
      sums[b] = scales[b] * static_cast<float>(sum);
    } else {
      starts[b] = -traits.zero * sum;
    }
  }
}

}  // namespace
}  // namespace mingsi::engine::cpu
