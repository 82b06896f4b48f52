// SPDX-License-Identifier: Apache-2.0
#pragma once

// Decoders of all types that have one, over a vector type V, included once by each instruction set's file (see
// kernels_simd.h, whose rules hold here too). Beside what kernels_simd.h needs, V offers integer vectors of kWidth
// lanes, one a weight row: load_i(p), store_i(p, v), set32(i), set8(i), and_, or_, xor_, add32, shl<n>, shr<n>
// (logical), sar<n> (arithmetic, all on 32-bit lanes), to_float(v), half_low(v) and half_high(v) (float16 in the lower
// or upper 16 bits of a lane), lookup(table, v) (of 16 bytes, by the low 4 bits of each byte), and slice(first, stride,
// out), which loads 16 bytes of each row and hands out[d] the d-th 4 bytes of all.

#include <cstddef>
#include <cstdint>

#include "engine/tensor/blocks.h"
#include "engine/tensor/dtype.h"
#include "engine/tensor/iq_grids.h"

namespace mingsi::engine::cpu {
namespace {

/// How large the codes of a type are: up to 15, of which the products of a block fit 16 bits, up to 129, of which two
/// products do, or any.
enum class Range { Narrow, Usual, Wide };

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

/// Calls run<length, block, offset, range>(decode) for what decodes one stored block of a type: of `length` values in
/// blocks of `block`, with offsets or without, and codes of a range. decode(part, column) hands the part codes, scales
/// and offsets, of which the first stands at a column. False for types that none of the above decodes.
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

}  // namespace
}  // namespace mingsi::engine::cpu
