// SPDX-License-Identifier: Apache-2.0
#pragma once

// Decoding of panels over a vector type V, included once by each instruction set's file (see kernels_simd.h, whose
// rules hold here too). Beside what kernels_simd.h needs, V offers integer vectors of kWidth lanes, one a weight row:
// load_i(p), store_i(p, v), set32(i), set8(i), and_, or_, xor_, shl<n>, shr<n> (logical), sar<n> (arithmetic, all on
// 32-bit lanes), to_float(v), half_low(v) and half_high(v) (float16 in the lower or upper 16 bits of a lane),
// lookup(table, v) (of 16 bytes, by the low 4 bits of each byte), slice(first, stride, out), which loads 16 bytes of
// each row and hands out[d] the d-th 4 bytes of all, and products of codes of a Range: begin<R>(start) is a sum of
// none, dot<R>(sum, codes, p) adds the products of each lane's 4 codes with the 4 at p, and end<R>(sum, start) gives
// start and all products; what lies in between is the instruction set's own.

#include <cstddef>
#include <cstdint>

#include "engine/backend/cpu/kernels.h"
#include "engine/tensor/blocks.h"
#include "engine/tensor/iq_grids.h"

namespace mingsi::engine::cpu {
namespace {

/// How large the codes of a type are: up to 15, of which the products of a block fit 16 bits, up to 129, of which two
/// products do, or any.
enum class Range { Narrow, Usual, Wide };

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

/// 32 bytes of each row.
template <class Part, class Int>
[[gnu::always_inline]] inline void slices(Part& part, std::size_t at, Int (&out)[8]) {
  part.slice(at, *reinterpret_cast<Int(*)[4]>(&out[0]));
  part.slice(at + 16, *reinterpret_cast<Int(*)[4]>(&out[4]));
}

template <class V>
typename V::Int nibbles(typename V::Int v) {
  return V::and_(v, V::set8(15));
}
template <class V>
typename V::Int high_nibbles(typename V::Int v) {
  return V::and_(V::template shr<4>(v), V::set8(15));
}
/// Byte j of each lane as a float.
template <class V>
typename V::Type unsigned_byte(typename V::Int v, int j) {
  const auto shifted = j == 0   ? v
                       : j == 1 ? V::template shr<8>(v)
                       : j == 2 ? V::template shr<16>(v)
                                : V::template shr<24>(v);
  return V::to_float(V::and_(shifted, V::set32(255)));
}
template <class V>
typename V::Type signed_byte(typename V::Int v, int j) {
  const auto top = j == 0   ? V::template shl<24>(v)
                   : j == 1 ? V::template shl<16>(v)
                   : j == 2 ? V::template shl<8>(v)
                            : v;
  return V::to_float(V::template sar<24>(top));
}

/// The 8 scales and minima of Q4_K and Q5_K; `block` is the first one.
template <class V, class Part>
[[gnu::always_inline]] inline void decode_k4_scales(Part& part, std::size_t block) {
  typename V::Int head[4];  // d and dmin, then the 12 bytes of scale_min_k4()
  part.slice(0, head);
  const auto d = V::half_low(head[0]);
  const auto dmin = V::half_high(head[0]);
  const auto low6 = V::set8(63), low4 = V::set8(15), high2 = V::set8(0x30);
  const typename V::Int scales[2] = {V::and_(head[1], low6),
                                     V::or_(V::and_(head[3], low4), V::and_(V::template shr<2>(head[1]), high2))};
  const typename V::Int minima[2] = {V::and_(head[2], low6), V::or_(V::and_(V::template shr<4>(head[3]), low4),
                                                                    V::and_(V::template shr<2>(head[2]), high2))};
#pragma GCC unroll 8
  for (int j = 0; j < 8; ++j) {
    part.scale(block + j, V::mul(d, unsigned_byte<V>(scales[j / 4], j % 4)));
    part.offset(block + j, V::negate(V::mul(dmin, unsigned_byte<V>(minima[j / 4], j % 4))));
  }
}

template <class V, class Part>
[[gnu::always_inline]] inline void decode_q4_k(Part& part, std::size_t column) {
  decode_k4_scales<V>(part, column / 32);
#pragma GCC unroll 4
  for (std::size_t j = 0; j < 4; ++j) {
    typename V::Int q[8];
    slices(part, offsetof(BlockQ4_K, q) + 32 * j, q);
#pragma GCC unroll 8
    for (std::size_t i = 0; i < 8; ++i) {
      part.codes(column + 64 * j + 4 * i, nibbles<V>(q[i]));
      part.codes(column + 64 * j + 32 + 4 * i, high_nibbles<V>(q[i]));
    }
  }
}

template <class V, class Part>
[[gnu::always_inline]] inline void decode_q5_k(Part& part, std::size_t column) {
  decode_k4_scales<V>(part, column / 32);
  typename V::Int high[8];
  slices(part, offsetof(BlockQ5_K, high), high);
  const auto fifth = V::set8(16);
#pragma GCC unroll 4
  for (std::size_t j = 0; j < 4; ++j) {
    typename V::Int q[8];
    slices(part, offsetof(BlockQ5_K, q) + 32 * j, q);
#pragma GCC unroll 8
    for (std::size_t i = 0; i < 8; ++i) {
      // The bits of sub-blocks 2 j and 2 j + 1 are the lowest now.
      part.codes(column + 64 * j + 4 * i, V::or_(nibbles<V>(q[i]), V::and_(V::template shl<4>(high[i]), fifth)));
      part.codes(column + 64 * j + 32 + 4 * i,
                 V::or_(high_nibbles<V>(q[i]), V::and_(V::template shl<3>(high[i]), fifth)));
      high[i] = V::template shr<2>(high[i]);
    }
  }
}

template <class V, class Part>
[[gnu::always_inline]] inline void decode_q6_k(Part& part, std::size_t column) {
  const auto d = part.half(offsetof(BlockQ6_K, d));
  typename V::Int scales[4];
  part.slice(offsetof(BlockQ6_K, scales), scales);
#pragma GCC unroll 16
  for (int j = 0; j < 16; ++j)
    part.scale(column / 16 + j, V::mul(d, signed_byte<V>(scales[j / 4], j % 4)));
  const auto two = V::set8(0x30);
#pragma GCC unroll 2
  for (std::size_t half = 0; half < 2; ++half) {
    typename V::Int high[8], low[2][8];
    slices(part, offsetof(BlockQ6_K, high) + 32 * half, high);
    slices(part, offsetof(BlockQ6_K, low) + 64 * half, low[0]);
    slices(part, offsetof(BlockQ6_K, low) + 64 * half + 32, low[1]);
#pragma GCC unroll 8
    for (std::size_t i = 0; i < 8; ++i) {
      const std::size_t c = column + 128 * half + 4 * i;
      part.codes(c, V::or_(nibbles<V>(low[0][i]), V::and_(V::template shl<4>(high[i]), two)));
      part.codes(c + 32, V::or_(nibbles<V>(low[1][i]), V::and_(V::template shl<2>(high[i]), two)));
      part.codes(c + 64, V::or_(high_nibbles<V>(low[0][i]), V::and_(high[i], two)));
      part.codes(c + 96, V::or_(high_nibbles<V>(low[1][i]), V::and_(V::template shr<2>(high[i]), two)));
    }
  }
}

template <class V, class Part>
[[gnu::always_inline]] inline void decode_q8_0(Part& part, std::size_t column) {
  part.scale(column / 32, part.half(0));
  typename V::Int q[8];
  slices(part, offsetof(BlockQ8_0, q), q);
#pragma GCC unroll 8
  for (std::size_t i = 0; i < 8; ++i)
    part.codes(column + 4 * i, V::xor_(q[i], V::set8(-128)));
}

/// The 32 codes of Q4_0 and Q4_1: nibbles at `q_at`, the low ones first.
template <class V, class Part>
[[gnu::always_inline]] inline void decode_nibbles(Part& part, std::size_t q_at, std::size_t column) {
  typename V::Int q[4];
  part.slice(q_at, q);
#pragma GCC unroll 4
  for (std::size_t i = 0; i < 4; ++i) {
    part.codes(column + 4 * i, nibbles<V>(q[i]));
    part.codes(column + 16 + 4 * i, high_nibbles<V>(q[i]));
  }
}

template <class V, class Part>
[[gnu::always_inline]] inline void decode_q4_0(Part& part, std::size_t column) {
  part.scale(column / 32, part.half(0));
  decode_nibbles<V>(part, offsetof(BlockQ4_0, q), column);
}

template <class V, class Part>
[[gnu::always_inline]] inline void decode_q4_1(Part& part, std::size_t column) {
  part.scale(column / 32, part.half(offsetof(BlockQ4_1, d)));
  part.offset(column / 32, part.half(offsetof(BlockQ4_1, m)));
  decode_nibbles<V>(part, offsetof(BlockQ4_1, q), column);
}

/// The 32 codes of Q5_0 and Q5_1: nibbles at `q`, and the fifth bits of all, the first one lowest.
template <class V, class Part>
[[gnu::always_inline]] inline void decode_fifth_bits(Part& part, std::size_t q_at, typename V::Int high,
                                                     std::size_t column) {
  typename V::Int q[4];
  part.slice(q_at, q);
#pragma GCC unroll 8
  for (std::size_t i = 0; i < 8; ++i) {
    // Four bits, one for each byte.
    const auto four = V::and_(high, V::set32(15));
    const auto apart =
        V::or_(V::or_(four, V::template shl<7>(four)), V::or_(V::template shl<14>(four), V::template shl<21>(four)));
    const auto fifth = V::template shl<4>(V::and_(apart, V::set8(1)));
    part.codes(column + 4 * i, V::or_(i < 4 ? nibbles<V>(q[i]) : high_nibbles<V>(q[i - 4]), fifth));
    high = V::template shr<4>(high);
  }
}

template <class V, class Part>
[[gnu::always_inline]] inline void decode_q5_0(Part& part, std::size_t column) {
  typename V::Int high[1];
  if constexpr (Part::kPacked) {
    part.scale(column / 32, part.half(0));
    part.words(offsetof(BlockQ5_0, high), high);
  } else {
    typename V::Int head[4];  // d, high, and more
    part.slice(0, head);
    part.scale(column / 32, V::half_low(head[0]));
    high[0] = V::or_(V::template shr<16>(head[0]), V::template shl<16>(head[1]));
  }
  decode_fifth_bits<V>(part, offsetof(BlockQ5_0, q), high[0], column);
}

template <class V, class Part>
[[gnu::always_inline]] inline void decode_q5_1(Part& part, std::size_t column) {
  typename V::Int head[2];  // d and m, high
  part.words(0, head);
  part.scale(column / 32, V::half_low(head[0]));
  part.offset(column / 32, V::half_high(head[0]));
  decode_fifth_bits<V>(part, offsetof(BlockQ5_1, q), head[1], column);
}

/// The four pairs of bits of each byte, lowest first.
template <class V>
[[gnu::always_inline]] inline typename V::Int bit_pair(typename V::Int v, std::size_t pair) {
  const auto low = pair == 0   ? v
                   : pair == 1 ? V::template shr<2>(v)
                   : pair == 2 ? V::template shr<4>(v)
                               : V::template shr<6>(v);
  return V::and_(low, V::set8(3));
}

template <class V, class Part>
[[gnu::always_inline]] inline void decode_q2_k(Part& part, std::size_t column) {
  const auto d = part.half(offsetof(BlockQ2_K, d));
  const auto dmin = part.half(offsetof(BlockQ2_K, dmin));
  typename V::Int scales[4];
  part.slice(offsetof(BlockQ2_K, scales), scales);
#pragma GCC unroll 16
  for (int j = 0; j < 16; ++j) {
    part.scale(column / 16 + j, V::mul(d, unsigned_byte<V>(nibbles<V>(scales[j / 4]), j % 4)));
    part.offset(column / 16 + j, V::negate(V::mul(dmin, unsigned_byte<V>(high_nibbles<V>(scales[j / 4]), j % 4))));
  }
#pragma GCC unroll 2
  for (std::size_t half = 0; half < 2; ++half) {
    typename V::Int q[8];
    slices(part, offsetof(BlockQ2_K, q) + 32 * half, q);
#pragma GCC unroll 4
    for (std::size_t pair = 0; pair < 4; ++pair)
#pragma GCC unroll 8
      for (std::size_t i = 0; i < 8; ++i)
        part.codes(column + 128 * half + 32 * pair + 4 * i, bit_pair<V>(q[i], pair));
  }
}

template <class V, class Part>
[[gnu::always_inline]] inline void decode_q3_k(Part& part, std::size_t column) {
  typename V::Type d;
  typename V::Int words[3];  // scales
  if constexpr (Part::kPacked) {
    d = part.half(offsetof(BlockQ3_K, d));
    part.words(offsetof(BlockQ3_K, scales), words);
  } else {
    // With the 2 bytes before them: 16 bytes from the scales on would reach beyond the block.
    typename V::Int tail[4];
    part.slice(offsetof(BlockQ3_K, scales) - 2, tail);
    d = V::half_high(tail[3]);
    for (std::size_t i = 0; i < 3; ++i)
      words[i] = V::or_(V::template shr<16>(tail[i]), V::template shl<16>(tail[i + 1]));
  }
#pragma GCC unroll 4
  for (int j = 0; j < 4; ++j) {
    const auto low = j < 2 ? nibbles<V>(words[j % 2]) : high_nibbles<V>(words[j % 2]);
    const auto six = V::or_(low, V::template shl<4>(bit_pair<V>(words[2], static_cast<std::size_t>(j))));
#pragma GCC unroll 4
    for (int k = 0; k < 4; ++k)
      part.scale(column / 16 + 4 * j + k, V::mul(d, V::add(unsigned_byte<V>(six, k), V::broadcast(-32))));
  }
  typename V::Int high[8];
  slices(part, offsetof(BlockQ3_K, high), high);
#pragma GCC unroll 2
  for (std::size_t half = 0; half < 2; ++half) {
    typename V::Int q[8];
    slices(part, offsetof(BlockQ3_K, q) + 32 * half, q);
#pragma GCC unroll 4
    for (std::size_t pair = 0; pair < 4; ++pair)
#pragma GCC unroll 8
      for (std::size_t i = 0; i < 8; ++i) {
        const auto third = V::template shl<2>(V::and_(high[i], V::set8(1)));
        part.codes(column + 128 * half + 32 * pair + 4 * i, V::or_(bit_pair<V>(q[i], pair), third));
        high[i] = V::template shr<1>(high[i]);
      }
  }
}

/// The levels of IQ4_NL and IQ4_XS as codes.
alignas(16) constexpr std::uint8_t kIq4Codes[16] = {1,   24,  45,  63,  79,  93,  106, 118,
                                                    129, 141, 153, 166, 181, 197, 217, 241};
static_assert(kIq4Codes[0] == kIq4Values[0] + 128 && kIq4Codes[15] == kIq4Values[15] + 128);

template <class V, class Part>
[[gnu::always_inline]] inline void decode_iq4_nl(Part& part, std::size_t column) {
  part.scale(column / 32, part.half(0));
  typename V::Int q[4];
  part.slice(offsetof(BlockIQ4_NL, q), q);
#pragma GCC unroll 4
  for (std::size_t i = 0; i < 4; ++i) {
    part.codes(column + 4 * i, V::lookup(kIq4Codes, nibbles<V>(q[i])));
    part.codes(column + 16 + 4 * i, V::lookup(kIq4Codes, high_nibbles<V>(q[i])));
  }
}

template <class V, class Part>
[[gnu::always_inline]] inline void decode_iq4_xs(Part& part, std::size_t column) {
  typename V::Int head[2];  // d, scales_high, scales_low
  part.words(0, head);
  const auto d = V::half_low(head[0]);
  const auto high = V::template shr<16>(head[0]);
#pragma GCC unroll 8
  for (int j = 0; j < 8; ++j) {
    // Four bits of scales_low, two of scales_high, less 32.
    auto low = head[1], top = high;
#pragma GCC unroll 8
    for (int k = 0; k < j; ++k) {
      low = V::template shr<4>(low);
      top = V::template shr<2>(top);
    }
    const auto sub = V::or_(V::and_(low, V::set32(15)), V::template shl<4>(V::and_(top, V::set32(3))));
    part.scale(column / 32 + j, V::mul(d, V::to_float(V::add32(sub, V::set32(-32)))));
    typename V::Int q[4];
    part.slice(offsetof(BlockIQ4_XS, q) + 16 * j, q);
#pragma GCC unroll 4
    for (std::size_t i = 0; i < 4; ++i) {
      part.codes(column + 32 * j + 4 * i, V::lookup(kIq4Codes, nibbles<V>(q[i])));
      part.codes(column + 32 * j + 16 + 4 * i, V::lookup(kIq4Codes, high_nibbles<V>(q[i])));
    }
  }
}

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

/// Calls run<length, block, offset, range>(decode) for what decodes one stored block of a type: of `length` values in
/// blocks of `block`, with offsets or without, and codes of a range. False if there is nothing but the
/// reference.
template <class V, class Run>
bool with_decoder(DType type, const Run& run) {
  switch (type) {
    case DType::Q4_K:
      run.template operator()<256, 32, true, Range::Narrow>(
          [](auto& part, std::size_t column) { decode_q4_k<V>(part, column); });
      return true;
    case DType::Q5_K:
      run.template operator()<256, 32, true, Range::Usual>(
          [](auto& part, std::size_t column) { decode_q5_k<V>(part, column); });
      return true;
    case DType::Q6_K:
      run.template operator()<256, 16, false, Range::Usual>(
          [](auto& part, std::size_t column) { decode_q6_k<V>(part, column); });
      return true;
    case DType::Q8_0:
      run.template operator()<32, 32, false, Range::Wide>(
          [](auto& part, std::size_t column) { decode_q8_0<V>(part, column); });
      return true;
    case DType::Q4_0:
      run.template operator()<32, 32, false, Range::Narrow>(
          [](auto& part, std::size_t column) { decode_q4_0<V>(part, column); });
      return true;
    case DType::Q4_1:
      run.template operator()<32, 32, true, Range::Narrow>(
          [](auto& part, std::size_t column) { decode_q4_1<V>(part, column); });
      return true;
    case DType::Q5_0:
      run.template operator()<32, 32, false, Range::Usual>(
          [](auto& part, std::size_t column) { decode_q5_0<V>(part, column); });
      return true;
    case DType::Q5_1:
      run.template operator()<32, 32, true, Range::Usual>(
          [](auto& part, std::size_t column) { decode_q5_1<V>(part, column); });
      return true;
    case DType::Q2_K:
      run.template operator()<256, 16, true, Range::Narrow>(
          [](auto& part, std::size_t column) { decode_q2_k<V>(part, column); });
      return true;
    case DType::Q3_K:
      run.template operator()<256, 16, false, Range::Narrow>(
          [](auto& part, std::size_t column) { decode_q3_k<V>(part, column); });
      return true;
    case DType::IQ4_NL:
      run.template operator()<32, 32, false, Range::Wide>(
          [](auto& part, std::size_t column) { decode_iq4_nl<V>(part, column); });
      return true;
    case DType::IQ4_XS:
      run.template operator()<256, 32, false, Range::Wide>(
          [](auto& part, std::size_t column) { decode_iq4_xs<V>(part, column); });
      return true;
    default: return false;
  }
}

/// Some rows, which become those of the panel from `row` on.
template <class V, class Rows>
void decode_rows(DType type, const Rows& rows, std::size_t row, std::size_t columns, Panel& panel) {
  PanelPart<V, Rows> part{rows, panel, row};
  const bool decoded = with_decoder<V>(type, [&]<std::size_t Length, std::size_t, bool, Range>(auto decode) {
    for (std::size_t c = 0; c < columns; c += Length, part.advance(traits(type).block_bytes))
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
