// SPDX-License-Identifier: Apache-2.0
#pragma once

// Decoding of panels over a vector type V, included once by each instruction set's file (see kernels_simd.h, whose
// rules hold here too). Beside what kernels_simd.h needs, V offers integer vectors of kWidth lanes, one a weight row:
// load_i(p), store_i(p, v), set32(i), set8(i), and_, or_, xor_, shl<n>, shr<n> (logical), sar<n> (arithmetic, all on
// 32-bit lanes), to_float(v), half_low(v) and half_high(v) (float16 in the lower or upper 16 bits of a lane),
// lookup(table, v) (of 16 bytes, by the low 4 bits of each byte), dot(acc, codes, p) (the products of each lane's 4
// codes with the 4 at p, added to the lane; codes up to 129) and dot_wide(acc, codes, p) (any codes), and slice(first,
// stride, out), which loads 16 bytes of each row and hands out[d] the d-th 4 bytes of all.

#include <cstddef>
#include <cstdint>

#include "engine/backend/cpu/kernels.h"
#include "engine/tensor/blocks.h"
#include "engine/tensor/iq_grids.h"

namespace mingsi::engine::cpu {
namespace {

/// Stored rows, one a lane of V, as the decoders below read them.
template <class V>
struct Rows {
  using Int = typename V::Int;
  using Float = typename V::Type;

  const std::byte* rows;  ///< V::kWidth of them, `stride` bytes apart
  std::size_t stride;
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
};

/// Fetches what is read after the rows, at the pace at which 16 bytes of each of these are read.
template <class V>
[[gnu::always_inline]] inline void fetch(const std::byte*& next) {
  for (std::size_t line = 0; line < 16 * V::kWidth; line += 64)
    __builtin_prefetch(next + line, 0, 2);
  next += 16 * V::kWidth;
}

/// Decoders write into a panel.
template <class V>
struct PanelPart : Rows<V> {
  Panel& panel;
  std::size_t first_row;
  const std::byte* next;

  [[gnu::always_inline]] void slice(std::size_t at, typename V::Int (&out)[4]) {
    fetch<V>(next);
    V::slice(this->rows + at, this->stride, out);
  }
  void codes(std::size_t column, typename V::Int v) const {
    V::store_i(&panel.codes[0][first_row][0] + column * kPanelRows, v);
  }
  void scale(std::size_t block, typename V::Type v) const { V::store(&panel.scales[block][first_row], v); }
  void offset(std::size_t block, typename V::Type v) const { V::store(&panel.offsets[block][first_row], v); }
};

/// Decoders multiply at once with one token's codes: what is read once needs no panel. Holds one stored block.
template <class V, std::size_t Length, std::size_t Block, bool Wide>
struct ProductPart : Rows<V> {
  const std::byte* next;
  const std::int8_t* token;
  typename V::Int dots[Length / Block];
  typename V::Type scales[Length / Block], offsets[Length / Block];

  [[gnu::always_inline]] void slice(std::size_t at, typename V::Int (&out)[4]) {
    fetch<V>(next);
    V::slice(this->rows + at, this->stride, out);
  }
  [[gnu::always_inline]] void codes(std::size_t column, typename V::Int v) {
    auto& sum = dots[column / Block];
    sum = Wide ? V::dot_wide(sum, v, token + column) : V::dot(sum, v, token + column);
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

/// The 8 scales and minima of Q4_K and Q5_K; `at` is the super-block, `block` its first block.
template <class V, class Part>
[[gnu::always_inline]] inline void decode_k4_scales(Part& part, std::size_t at, std::size_t block) {
  typename V::Int head[4];  // d and dmin, then the 12 bytes of scale_min_k4()
  part.slice(at, head);
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
[[gnu::always_inline]] inline void decode_q4_k(Part& part, std::size_t at, std::size_t column) {
  decode_k4_scales<V>(part, at, column / 32);
#pragma GCC unroll 4
  for (std::size_t j = 0; j < 4; ++j) {
    typename V::Int q[8];
    slices(part, at + offsetof(BlockQ4_K, q) + 32 * j, q);
#pragma GCC unroll 8
    for (std::size_t i = 0; i < 8; ++i) {
      part.codes(column + 64 * j + 4 * i, nibbles<V>(q[i]));
      part.codes(column + 64 * j + 32 + 4 * i, high_nibbles<V>(q[i]));
    }
  }
}

template <class V, class Part>
[[gnu::always_inline]] inline void decode_q5_k(Part& part, std::size_t at, std::size_t column) {
  decode_k4_scales<V>(part, at, column / 32);
  typename V::Int high[8];
  slices(part, at + offsetof(BlockQ5_K, high), high);
  const auto fifth = V::set8(16);
#pragma GCC unroll 4
  for (std::size_t j = 0; j < 4; ++j) {
    typename V::Int q[8];
    slices(part, at + offsetof(BlockQ5_K, q) + 32 * j, q);
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
[[gnu::always_inline]] inline void decode_q6_k(Part& part, std::size_t at, std::size_t column) {
  const auto d = part.half(at + offsetof(BlockQ6_K, d));
  typename V::Int scales[4];
  part.slice(at + offsetof(BlockQ6_K, scales), scales);
#pragma GCC unroll 16
  for (int j = 0; j < 16; ++j)
    part.scale(column / 16 + j, V::mul(d, signed_byte<V>(scales[j / 4], j % 4)));
  const auto two = V::set8(0x30);
#pragma GCC unroll 2
  for (std::size_t half = 0; half < 2; ++half) {
    typename V::Int high[8], low[2][8];
    slices(part, at + offsetof(BlockQ6_K, high) + 32 * half, high);
    slices(part, at + offsetof(BlockQ6_K, low) + 64 * half, low[0]);
    slices(part, at + offsetof(BlockQ6_K, low) + 64 * half + 32, low[1]);
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
[[gnu::always_inline]] inline void decode_q8_0(Part& part, std::size_t at, std::size_t column) {
  part.scale(column / 32, part.half(at));
  typename V::Int q[8];
  slices(part, at + offsetof(BlockQ8_0, q), q);
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
[[gnu::always_inline]] inline void decode_q4_0(Part& part, std::size_t at, std::size_t column) {
  part.scale(column / 32, part.half(at));
  decode_nibbles<V>(part, at + offsetof(BlockQ4_0, q), column);
}

template <class V, class Part>
[[gnu::always_inline]] inline void decode_q4_1(Part& part, std::size_t at, std::size_t column) {
  part.scale(column / 32, part.half(at + offsetof(BlockQ4_1, d)));
  part.offset(column / 32, part.half(at + offsetof(BlockQ4_1, m)));
  decode_nibbles<V>(part, at + offsetof(BlockQ4_1, q), column);
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
[[gnu::always_inline]] inline void decode_q5_0(Part& part, std::size_t at, std::size_t column) {
  typename V::Int head[4];  // d, high, and more
  part.slice(at, head);
  part.scale(column / 32, V::half_low(head[0]));
  const auto high = V::or_(V::template shr<16>(head[0]), V::template shl<16>(head[1]));
  decode_fifth_bits<V>(part, at + offsetof(BlockQ5_0, q), high, column);
}

template <class V, class Part>
[[gnu::always_inline]] inline void decode_q5_1(Part& part, std::size_t at, std::size_t column) {
  typename V::Int head[4];  // d and m, high, and more
  part.slice(at, head);
  part.scale(column / 32, V::half_low(head[0]));
  part.offset(column / 32, V::half_high(head[0]));
  decode_fifth_bits<V>(part, at + offsetof(BlockQ5_1, q), head[1], column);
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
[[gnu::always_inline]] inline void decode_q2_k(Part& part, std::size_t at, std::size_t column) {
  const auto d = part.half(at + offsetof(BlockQ2_K, d));
  const auto dmin = part.half(at + offsetof(BlockQ2_K, dmin));
  typename V::Int scales[4];
  part.slice(at + offsetof(BlockQ2_K, scales), scales);
#pragma GCC unroll 16
  for (int j = 0; j < 16; ++j) {
    part.scale(column / 16 + j, V::mul(d, unsigned_byte<V>(nibbles<V>(scales[j / 4]), j % 4)));
    part.offset(column / 16 + j, V::negate(V::mul(dmin, unsigned_byte<V>(high_nibbles<V>(scales[j / 4]), j % 4))));
  }
#pragma GCC unroll 2
  for (std::size_t half = 0; half < 2; ++half) {
    typename V::Int q[8];
    slices(part, at + offsetof(BlockQ2_K, q) + 32 * half, q);
#pragma GCC unroll 4
    for (std::size_t pair = 0; pair < 4; ++pair)
#pragma GCC unroll 8
      for (std::size_t i = 0; i < 8; ++i)
        part.codes(column + 128 * half + 32 * pair + 4 * i, bit_pair<V>(q[i], pair));
  }
}

template <class V, class Part>
[[gnu::always_inline]] inline void decode_q3_k(Part& part, std::size_t at, std::size_t column) {
  // The scales, with the 2 bytes before them: 16 bytes from the scales on would reach beyond the block.
  typename V::Int tail[4];
  part.slice(at + offsetof(BlockQ3_K, scales) - 2, tail);
  const auto d = V::half_high(tail[3]);
  typename V::Int words[3];
#pragma GCC unroll 3
  for (int i = 0; i < 3; ++i)
    words[i] = V::or_(V::template shr<16>(tail[i]), V::template shl<16>(tail[i + 1]));
#pragma GCC unroll 4
  for (int j = 0; j < 4; ++j) {
    const auto low = j < 2 ? nibbles<V>(words[j % 2]) : high_nibbles<V>(words[j % 2]);
    const auto six = V::or_(low, V::template shl<4>(bit_pair<V>(words[2], static_cast<std::size_t>(j))));
#pragma GCC unroll 4
    for (int k = 0; k < 4; ++k)
      part.scale(column / 16 + 4 * j + k, V::mul(d, V::add(unsigned_byte<V>(six, k), V::broadcast(-32))));
  }
  typename V::Int high[8];
  slices(part, at + offsetof(BlockQ3_K, high), high);
#pragma GCC unroll 2
  for (std::size_t half = 0; half < 2; ++half) {
    typename V::Int q[8];
    slices(part, at + offsetof(BlockQ3_K, q) + 32 * half, q);
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
[[gnu::always_inline]] inline void decode_iq4_nl(Part& part, std::size_t at, std::size_t column) {
  part.scale(column / 32, part.half(at));
  typename V::Int q[4];
  part.slice(at + offsetof(BlockIQ4_NL, q), q);
#pragma GCC unroll 4
  for (std::size_t i = 0; i < 4; ++i) {
    part.codes(column + 4 * i, V::lookup(kIq4Codes, nibbles<V>(q[i])));
    part.codes(column + 16 + 4 * i, V::lookup(kIq4Codes, high_nibbles<V>(q[i])));
  }
}

template <class V, class Part>
[[gnu::always_inline]] inline void decode_iq4_xs(Part& part, std::size_t at, std::size_t column) {
  typename V::Int head[4];  // d, scales_high, scales_low, and more
  part.slice(at, head);
  const auto d = V::half_low(head[0]);
  const auto high = V::template shr<16>(head[0]);
  for (int j = 0; j < 8; ++j) {
    // Four bits of scales_low, two of scales_high, less 32.
    auto low = head[1], top = high;
    for (int k = 0; k < j; ++k) {
      low = V::template shr<4>(low);
      top = V::template shr<2>(top);
    }
    const auto sub = V::or_(V::and_(low, V::set32(15)), V::template shl<4>(V::and_(top, V::set32(3))));
    part.scale(column / 32 + j, V::mul(d, V::to_float(V::add32(sub, V::set32(-32)))));
    typename V::Int q[4];
    part.slice(at + offsetof(BlockIQ4_XS, q) + 16 * j, q);
    for (std::size_t i = 0; i < 4; ++i) {
      part.codes(column + 32 * j + 4 * i, V::lookup(kIq4Codes, nibbles<V>(q[i])));
      part.codes(column + 32 * j + 16 + 4 * i, V::lookup(kIq4Codes, high_nibbles<V>(q[i])));
    }
  }
}

/// Types without a decoder of their own, those of lattices: by the reference, a row at a time, then side by side.
template <class V>
void decode_by_reference(DType type, PanelPart<V>& part, std::size_t columns) {
  constexpr std::size_t kLength = 256;  // of their blocks
  const std::size_t blocks = kLength / code_traits(type)->block, bytes = traits(type).block_bytes;
  alignas(64) std::uint8_t codes[V::kWidth][kLength];
  float scales[kLength / 16][V::kWidth], row_scales[kLength / 16], row_offsets[kLength / 16];
  for (std::size_t c = 0; c < columns; c += kLength, part.rows += bytes) {
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

template <class V>
void decode_panel(DType type, const std::byte* row, std::size_t stride, std::size_t rows, std::size_t first,
                  std::size_t columns, const std::byte* next, Panel& panel) {
  const auto& stored = traits(type);
  row += first / stored.block_length * stored.block_bytes;
  // Too few rows are decoded from a copy in which the first stands for those that are missing.
  constexpr std::size_t kMostBytes = kPanelColumns / 32 * 34;  // of Q8_0
  std::byte copies[kPanelRows][kMostBytes];
  if (rows < kPanelRows) {
    for (std::size_t r = 0; r < kPanelRows; ++r)
      __builtin_memcpy(copies[r], row + (r < rows ? r * stride : 0),
                       columns / stored.block_length * stored.block_bytes);
    row = copies[0];
    stride = kMostBytes;
  }
  for (std::size_t r = 0; r < kPanelRows; r += V::kWidth) {
    PanelPart<V> part{
        {row + r * stride, stride}, panel, r, next + r * (columns / stored.block_length) * stored.block_bytes};
    const auto each = [&](auto decode) {
      for (std::size_t c = 0, at = 0; c < columns; c += stored.block_length, at += stored.block_bytes)
        decode(part, at, c);
    };
    switch (type) {
      case DType::Q4_K: each(decode_q4_k<V, PanelPart<V>>); break;
      case DType::Q5_K: each(decode_q5_k<V, PanelPart<V>>); break;
      case DType::Q6_K: each(decode_q6_k<V, PanelPart<V>>); break;
      case DType::Q8_0: each(decode_q8_0<V, PanelPart<V>>); break;
      case DType::Q4_0: each(decode_q4_0<V, PanelPart<V>>); break;
      case DType::Q4_1: each(decode_q4_1<V, PanelPart<V>>); break;
      case DType::Q5_0: each(decode_q5_0<V, PanelPart<V>>); break;
      case DType::Q5_1: each(decode_q5_1<V, PanelPart<V>>); break;
      case DType::Q2_K: each(decode_q2_k<V, PanelPart<V>>); break;
      case DType::Q3_K: each(decode_q3_k<V, PanelPart<V>>); break;
      case DType::IQ4_NL: each(decode_iq4_nl<V, PanelPart<V>>); break;
      case DType::IQ4_XS: each(decode_iq4_xs<V, PanelPart<V>>); break;
      default: decode_by_reference<V>(type, part, columns); break;
    }
  }
}

/// All columns of 16 rows against one token; the same bits as by a panel.
template <class V, std::size_t Length, std::size_t Block, bool Offset, bool Wide, class Decode>
void multiply_token(const std::byte* row, std::size_t stride, std::size_t bytes, std::size_t columns,
                    const CodedRows& x, std::uint32_t token, const std::byte* next, float* sums, Decode decode) {
  const std::size_t first = token * x.blocks;
  for (std::size_t r = 0; r < kPanelRows; r += V::kWidth) {
    ProductPart<V, Length, Block, Wide> part;
    part.rows = row + r * stride;
    part.stride = stride;
    part.next = next + r * stride;
    part.token = x.codes + token * x.columns;
    auto acc = V::zero(), rest = V::zero();
    for (std::size_t c = 0; c < columns; c += Length, part.rows += bytes, part.token += Length) {
      const std::size_t block = first + c / Block;
      for (std::size_t b = 0; b < Length / Block; ++b)
        part.dots[b] = V::set32(Offset ? 0 : x.starts[block + b]);
      decode(part);
      for (std::size_t b = 0; b < Length / Block; ++b) {
        const auto scale = V::mul(part.scales[b], V::broadcast(x.scales[block + b]));
        acc = V::fma(V::to_float(part.dots[b]), scale, acc);
        if (Offset) rest = V::fma(part.offsets[b], V::broadcast(x.sums[block + b]), rest);
      }
      if (Offset && (c + Length) % kFoldColumns == 0) {
        acc = V::add(acc, rest);
        rest = V::zero();
      }
    }
    V::store(sums + r, Offset ? V::add(acc, rest) : acc);
  }
}

template <class V>
bool multiply_token(DType type, const std::byte* row, std::size_t stride, std::size_t columns, const CodedRows& x,
                    std::uint32_t token, const std::byte* next, float* sums) {
  const auto run = [&]<std::size_t Length, std::size_t Block, bool Offset, bool Wide = false>(std::size_t bytes,
                                                                                              auto decode) {
    multiply_token<V, Length, Block, Offset, Wide>(row, stride, bytes, columns, x, token, next, sums, decode);
    return true;
  };
  switch (type) {
    case DType::Q4_K:
      return run.template operator()<256, 32, true>(sizeof(BlockQ4_K), [](auto& part) { decode_q4_k<V>(part, 0, 0); });
    case DType::Q5_K:
      return run.template operator()<256, 32, true>(sizeof(BlockQ5_K), [](auto& part) { decode_q5_k<V>(part, 0, 0); });
    case DType::Q6_K:
      return run.template operator()<256, 16, false>(sizeof(BlockQ6_K), [](auto& part) { decode_q6_k<V>(part, 0, 0); });
    case DType::Q4_0:
      return run.template operator()<32, 32, false>(sizeof(BlockQ4_0), [](auto& part) { decode_q4_0<V>(part, 0, 0); });
    case DType::Q4_1:
      return run.template operator()<32, 32, true>(sizeof(BlockQ4_1), [](auto& part) { decode_q4_1<V>(part, 0, 0); });
    case DType::Q5_0:
      return run.template operator()<32, 32, false>(sizeof(BlockQ5_0), [](auto& part) { decode_q5_0<V>(part, 0, 0); });
    case DType::Q5_1:
      return run.template operator()<32, 32, true>(sizeof(BlockQ5_1), [](auto& part) { decode_q5_1<V>(part, 0, 0); });
    case DType::Q2_K:
      return run.template operator()<256, 16, true>(sizeof(BlockQ2_K), [](auto& part) { decode_q2_k<V>(part, 0, 0); });
    case DType::Q3_K:
      return run.template operator()<256, 16, false>(sizeof(BlockQ3_K), [](auto& part) { decode_q3_k<V>(part, 0, 0); });
    case DType::Q8_0:
      return run.template operator()<32, 32, false, true>(sizeof(BlockQ8_0),
                                                          [](auto& part) { decode_q8_0<V>(part, 0, 0); });
    case DType::IQ4_NL:
      return run.template operator()<32, 32, false, true>(sizeof(BlockIQ4_NL),
                                                          [](auto& part) { decode_iq4_nl<V>(part, 0, 0); });
    case DType::IQ4_XS:
      return run.template operator()<256, 32, false, true>(sizeof(BlockIQ4_XS),
                                                           [](auto& part) { decode_iq4_xs<V>(part, 0, 0); });
    default: return false;
  }
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
