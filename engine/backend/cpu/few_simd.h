// SPDX-License-Identifier: Apache-2.0
#pragma once

// Products of a few tokens with 16 rows, without a panel in between, over a vector type V (see decoders_simd.h). V
// offers products of codes of a Range: begin<R>(start) is a sum of none, dot<R>(sum, codes, p) adds the products of
// each lane's 4 codes with the 4 at p, and end<R>(sum, start) gives start and all products; what lies in between is the
// instruction set's own.

#include <cstddef>
#include <cstdint>

#include "engine/backend/cpu/decoders_simd.h"
#include "engine/backend/cpu/panel.h"
#include "engine/backend/cpu/rows_simd.h"
#include "engine/tensor/codes.h"

namespace mingsi::engine::cpu {
namespace {

/// Decoders multiply at once with the codes of T tokens: few need no panel. Holds one stored block.
template <class V, class Rows, std::size_t T, std::size_t Length, std::size_t Block, Range R>
struct ProductPart : Rows {
  const std::int8_t* tokens[T];
  typename V::Int dots[Length / Block][T];
  typename V::Type scales[Length / Block], offsets[Length / Block];

  explicit ProductPart(const Rows& source) : Rows(source) {}
  [[gnu::always_inline]] void codes(std::size_t column, typename V::Int v) {
    for (std::size_t t = 0; t < T; ++t) {
      auto& sum = dots[column / Block][t];
      sum = V::template dot<R>(sum, v, tokens[t] + column);
    }
  }
  void scale(std::size_t block, typename V::Type v) { scales[block] = v; }
  void offset(std::size_t block, typename V::Type v) { offsets[block] = v; }
};

/// All columns of some rows against T tokens; the same bits as by a panel. sums: that of the first row and token.
template <class V, class Rows, std::size_t T, std::size_t Length, std::size_t Block, bool Offset, Range R, class Decode>
void multiply_few(const Rows& rows, std::size_t bytes, std::size_t columns, const CodedRows& x,
                  const std::uint32_t (&tokens)[T], float* sums, Decode decode) {
  ProductPart<V, Rows, T, Length, Block, R> part(rows);
  typename V::Type acc[T], rest[T];
  for (std::size_t t = 0; t < T; ++t) {
    part.tokens[t] = x.codes + tokens[t] * x.columns;
    acc[t] = rest[t] = V::zero();
  }
  for (std::size_t c = 0; c < columns; c += Length, part.advance(bytes)) {
    for (std::size_t b = 0; b < Length / Block; ++b)
      for (std::size_t t = 0; t < T; ++t)
        part.dots[b][t] = V::template begin<R>(Offset ? 0 : x.starts[tokens[t] * x.blocks + c / Block + b]);
    decode(part, 0);
    for (std::size_t b = 0; b < Length / Block; ++b)
      for (std::size_t t = 0; t < T; ++t) {
        const std::size_t block = tokens[t] * x.blocks + c / Block + b;
        const auto dot = V::template end<R>(part.dots[b][t], Offset ? 0 : x.starts[block]);
        acc[t] = V::fma(V::to_float(dot), V::mul(part.scales[b], V::broadcast(x.scales[block])), acc[t]);
        if (Offset) rest[t] = V::fma(part.offsets[b], V::broadcast(x.sums[block]), rest[t]);
      }
    for (std::size_t t = 0; t < T; ++t) {
      part.tokens[t] += Length;
      if (!Offset || (c + Length) % kFoldColumns != 0) continue;
      acc[t] = V::add(acc[t], rest[t]);
      rest[t] = V::zero();
    }
  }
  for (std::size_t t = 0; t < T; ++t)
    V::store(sums + t * kPanelRows, Offset ? V::add(acc[t], rest[t]) : acc[t]);
}

/// The tokens, and behind them the last one again.
template <class V, std::size_t T>
bool multiply_few(const KeptPanel& kept, std::size_t columns, const CodedRows& x, const std::uint32_t* tokens,
                  std::size_t count, float (*sums)[kPanelRows]) {
  // What memory gives in the time it takes to answer.
  constexpr std::size_t kAhead = 8192;
  return with_decoder<V>(kept.type, [&]<std::size_t Length, std::size_t Block, bool Offset, Range R>(auto decode) {
    std::uint32_t some[T];
    float results[T][kPanelRows];
    for (std::size_t t = 0; t < T; ++t)
      some[t] = tokens[t < count ? t : count - 1];
    const std::size_t bytes = traits(kept.type).block_bytes;
    for (std::size_t r = 0; r < kPanelRows; r += V::kWidth) {
      if (kept.packed)
        multiply_few<V, PackedRows<V>, T, Length, Block, Offset, R>({kept.data, r, kAhead}, bytes, columns, x, some,
                                                                    &results[0][r], decode);
      else if constexpr (T == 1)
        multiply_few<V, StoredRows<V>, T, Length, Block, Offset, R>(stored_rows<V>(kept, r, kept.stride), bytes,
                                                                    columns, x, some, &results[0][r], decode);
    }
    __builtin_memcpy(sums, results, count * sizeof results[0]);
  });
}

template <class V>
bool multiply_few(const KeptPanel& kept, std::size_t columns, const CodedRows& x, const std::uint32_t* tokens,
                  std::size_t count, float (*sums)[kPanelRows]) {
  if (count == 0) return true;
  if (count == 1) return multiply_few<V, 1>(kept, columns, x, tokens, count, sums);
  if (!kept.packed) return false;
  if (count == 2) return multiply_few<V, 2>(kept, columns, x, tokens, count, sums);
  if (count <= 4) return multiply_few<V, 4>(kept, columns, x, tokens, count, sums);
  // Sixteen sums a row for each of eight tokens are more than can be kept at hand.
  if constexpr (V::kRegisters == 32)
    if (count <= 8 && code_traits(kept.type)->block == 32)
      return multiply_few<V, 8>(kept, columns, x, tokens, count, sums);
  return false;
}

}  // namespace
}  // namespace mingsi::engine::cpu
