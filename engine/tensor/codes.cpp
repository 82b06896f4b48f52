// SPDX-License-Identifier: Apache-2.0
#include "engine/tensor/codes.h"

#include <array>
#include <bit>
#include <cstring>

#include "engine/tensor/blocks.h"
#include "engine/tensor/convert.h"
#include "engine/tensor/iq_grids.h"

namespace mingsi::engine {
namespace {

/// Where the codes, scales and offsets of one stored block go.
struct Out {
  std::uint8_t* codes;
  float* scales;
  float* offsets;
};

std::uint8_t byte(int value) { return static_cast<std::uint8_t>(value); }

// Types that store signed values: what is added to make them codes.
constexpr int kZero8 = 128;  // Q8_0, IQ4
constexpr int kZeroIq = 64;  // IQ2, IQ3: grid values up to 62
constexpr int kZeroIq1 = 16;

/// Eight codes at once, the first in the lowest byte. No byte of what is computed with them below overflows.
using EightCodes = std::uint64_t;
constexpr EightCodes kEveryByte = 0x0101010101010101;

void store(EightCodes eight, std::uint8_t*& codes) {
  std::memcpy(codes, &eight, sizeof eight);
  codes += sizeof eight;
}

/// The points of a code book, whose coordinates are indices of `bits` bits into `values`, with the values as bytes.
template <std::size_t Points>
std::array<EightCodes, Points> expand(const std::uint16_t (&grid)[Points], int bits, const std::int8_t* values) {
  std::array<EightCodes, Points> points{};
  for (std::size_t p = 0; p < Points; ++p)
    for (int i = 0; i < 16 / bits; ++i)
      points[p] |= static_cast<EightCodes>(values[grid[p] >> (bits * i) & ((1 << bits) - 1)]) << (8 * i);
  return points;
}

/// The place of a point of which the low 8 bits are stored apart.
std::size_t place(std::uint8_t low, int high) { return low | static_cast<std::size_t>(high) << 8; }

/// 255 in the bytes whose values are negative, by 8 signs.
constexpr std::array<EightCodes, 256> kNegative = [] {
  std::array<EightCodes, 256> masks{};
  for (std::size_t bits = 0; bits < masks.size(); ++bits)
    for (int i = 0; i < 8; ++i)
      if (bits >> i & 1) masks[bits] |= EightCodes{255} << (8 * i);
  return masks;
}();

/// The same by the 7 signs that are stored where the eighth makes their number even.
constexpr std::array<EightCodes, 128> kEvenNegative = [] {
  std::array<EightCodes, 128> masks{};
  for (std::size_t bits = 0; bits < masks.size(); ++bits)
    masks[bits] = kNegative[bits | (std::popcount(bits) % 2) << 7];
  return masks;
}();

/// Magnitudes of at most 62 with their signs.
EightCodes signed_by(EightCodes negative, EightCodes magnitudes) {
  return kZeroIq * kEveryByte + magnitudes - (2 * magnitudes & negative);
}

template <class Block>
void decode_nibbles(const Block& b, const Out& out) {
  for (int i = 0; i < 16; ++i) {
    out.codes[i] = b.q[i] & 15;
    out.codes[i + 16] = b.q[i] >> 4;
  }
}

void decode(const BlockQ4_0& b, const Out& out) {
  *out.scales = f16_to_f32(b.d);
  decode_nibbles(b, out);
}

void decode(const BlockQ4_1& b, const Out& out) {
  *out.scales = f16_to_f32(b.d);
  *out.offsets = f16_to_f32(b.m);
  decode_nibbles(b, out);
}

template <class Block>
void add_fifth_bits(const Block& b, const Out& out) {
  for (int i = 0; i < 32; ++i)
    out.codes[i] |= byte((b.high[i / 8] >> (i % 8) & 1) << 4);
}

void decode(const BlockQ5_0& b, const Out& out) {
  *out.scales = f16_to_f32(b.d);
  decode_nibbles(b, out);
  add_fifth_bits(b, out);
}

void decode(const BlockQ5_1& b, const Out& out) {
  *out.scales = f16_to_f32(b.d);
  *out.offsets = f16_to_f32(b.m);
  decode_nibbles(b, out);
  add_fifth_bits(b, out);
}

void decode(const BlockQ8_0& b, const Out& out) {
  *out.scales = f16_to_f32(b.d);
  for (int i = 0; i < 32; ++i)
    out.codes[i] = byte(b.q[i] + kZero8);
}

/// The two low bits of value i < 256 in Q2_K and Q3_K.
int two_bits(const std::uint8_t (&q)[64], int i) { return q[i / 128 * 32 + i % 32] >> (i % 128 / 32 * 2) & 3; }

void decode(const BlockQ2_K& b, const Out& out) {
  const float d = f16_to_f32(b.d), dmin = f16_to_f32(b.dmin);
  for (int j = 0; j < 16; ++j) {
    out.scales[j] = d * static_cast<float>(b.scales[j] & 15);
    out.offsets[j] = -(dmin * static_cast<float>(b.scales[j] >> 4));
  }
  for (int i = 0; i < 256; ++i)
    out.codes[i] = byte(two_bits(b.q, i));
}

void decode(const BlockQ3_K& b, const Out& out) {
  const float d = f16_to_f32(b.d);
  for (int j = 0; j < 16; ++j)
    out.scales[j] = d * static_cast<float>(scale_q3_k(b.scales, j));
  for (int i = 0; i < 256; ++i)
    out.codes[i] = byte(two_bits(b.q, i) | (b.high[i % 32] >> (i / 32) & 1) << 2);
}

template <class Block>
void decode_k4_scales(const Block& b, const Out& out) {
  const float d = f16_to_f32(b.d), dmin = f16_to_f32(b.dmin);
  for (int j = 0; j < 8; ++j) {
    const auto [scale, minimum] = scale_min_k4(b.scales, j);
    out.scales[j] = d * static_cast<float>(scale);
    out.offsets[j] = -(dmin * static_cast<float>(minimum));
  }
  for (int i = 0; i < 256; ++i) {
    const std::uint8_t q = b.q[i / 64 * 32 + i % 32];
    out.codes[i] = i / 32 % 2 ? q >> 4 : q & 15;
  }
}

void decode(const BlockQ4_K& b, const Out& out) { decode_k4_scales(b, out); }

void decode(const BlockQ5_K& b, const Out& out) {
  decode_k4_scales(b, out);
  for (int i = 0; i < 256; ++i)
    out.codes[i] |= byte((b.high[i % 32] >> (i / 32) & 1) << 4);
}

void decode(const BlockQ6_K& b, const Out& out) {
  const float d = f16_to_f32(b.d);
  for (int j = 0; j < 16; ++j)
    out.scales[j] = d * static_cast<float>(b.scales[j]);
  for (int i = 0; i < 256; ++i) {
    const int half = i / 128, quarter = i % 128 / 32, lane = i % 32;
    const std::uint8_t low = b.low[half * 64 + quarter % 2 * 32 + lane];
    out.codes[i] = byte((quarter < 2 ? low & 15 : low >> 4) | (b.high[half * 32 + lane] >> (2 * quarter) & 3) << 4);
  }
}

void decode(const BlockIQ2_XXS& b, const Out& out) {
  static const auto points = expand(kIq2xxsGrid, 2, kIq2Values);
  const float d = f16_to_f32(b.d);
  std::uint8_t* code = out.codes;
  for (int j = 0; j < 8; ++j) {
    const std::uint16_t* q = b.q + 4 * j;
    const std::uint32_t word = q[2] | static_cast<std::uint32_t>(q[3]) << 16;
    out.scales[j] = d * (0.5f + static_cast<float>(word >> 28)) * 0.25f;
#pragma GCC unroll 4
    for (int k = 0; k < 4; ++k) {
      store(signed_by(kEvenNegative[word >> (7 * k) & 127], points[q[k / 2] >> (8 * (k % 2)) & 255]), code);
    }
  }
}

/// The scales of 16 values each in IQ2_XS and IQ2_S.
template <class Block>
void decode_iq2_scales(const Block& b, const Out& out) {
  const float d = f16_to_f32(b.d);
  for (int j = 0; j < 16; ++j)
    out.scales[j] = d * (0.5f + static_cast<float>(b.scales[j / 2] >> (j % 2 * 4) & 15)) * 0.25f;
}

void decode(const BlockIQ2_XS& b, const Out& out) {
  static const auto points = expand(kIq2xsGrid, 2, kIq2Values);
  decode_iq2_scales(b, out);
  std::uint8_t* code = out.codes;
#pragma GCC unroll 8
  for (const std::uint16_t q : b.q)
    store(signed_by(kEvenNegative[q >> 9], points[q & 511]), code);
}

void decode(const BlockIQ2_S& b, const Out& out) {
  static const auto points = expand(kIq2sGrid, 2, kIq2Values);
  decode_iq2_scales(b, out);
  std::uint8_t* code = out.codes;
#pragma GCC unroll 8
  for (int j = 0; j < 32; ++j)
    store(signed_by(kNegative[b.signs[j]], points[place(b.q[j], b.high[j / 4] >> (2 * (j % 4)) & 3)]), code);
}

void decode(const BlockIQ3_XXS& b, const Out& out) {
  static const auto points = expand(kIq3xxsGrid, 4, kIq3xxsValues);
  const float d = f16_to_f32(b.d);
  std::uint8_t* code = out.codes;
  for (int j = 0; j < 8; ++j) {
    const std::uint32_t word = b.signs[2 * j] | static_cast<std::uint32_t>(b.signs[2 * j + 1]) << 16;
    out.scales[j] = d * (0.5f + static_cast<float>(word >> 28)) * 0.5f;
#pragma GCC unroll 4
    for (int k = 0; k < 4; ++k) {
      const std::uint8_t* q = b.q + 8 * j + 2 * k;
      store(signed_by(kEvenNegative[word >> (7 * k) & 127], points[q[0]] | points[q[1]] << 32), code);
    }
  }
}

void decode(const BlockIQ3_S& b, const Out& out) {
  static const auto points = expand(kIq3sGrid, 4, kIq3sValues);
  const float d = f16_to_f32(b.d);
  for (int j = 0; j < 8; ++j)
    out.scales[j] = d * static_cast<float>(1 + 2 * (b.scales[j / 2] >> (j % 2 * 4) & 15));
  std::uint8_t* code = out.codes;
  const auto point = [&](int j) { return points[place(b.q[j], b.high[j / 8] >> (j % 8) & 1)]; };
#pragma GCC unroll 8
  for (int j = 0; j < 32; ++j)
    store(signed_by(kNegative[b.signs[j]], point(2 * j) | point(2 * j + 1) << 32), code);
}

// IQ1 shifts the three levels −1, 0, 1 by an eighth, up or down: as codes, by one of eight steps.
constexpr float kIq1Step = 0.125f;
constexpr int kIq1Steps = 8;
constexpr std::int8_t kIq1Codes[4] = {kZeroIq1 - kIq1Steps, kZeroIq1, kZeroIq1 + kIq1Steps, kZeroIq1};

using Iq1Points = std::array<EightCodes, std::size(kIq1sGrid)>;
const Iq1Points& iq1_points() {
  static const Iq1Points points = expand(kIq1sGrid, 2, kIq1Codes);
  return points;
}
EightCodes iq1_shift(bool down) { return down ? -kEveryByte : kEveryByte; }

void decode(const BlockIQ1_S& b, const Out& out) {
  const float d = f16_to_f32(b.d);
  for (int j = 0; j < 8; ++j)
    out.scales[j] = d * static_cast<float>(2 * (b.high[j] >> 12 & 7) + 1) * kIq1Step;
  std::uint8_t* code = out.codes;
  const auto& points = iq1_points();
  for (int j = 0; j < 8; ++j) {
    const int high = b.high[j];
    const EightCodes shift = iq1_shift(high & 0x8000);
#pragma GCC unroll 4
    for (int k = 0; k < 4; ++k)
      store(points[place(b.q[4 * j + k], high >> (3 * k) & 7)] + shift, code);
  }
}

void decode(const BlockIQ1_M& b, const Out& out) {
  std::uint32_t half = 0;
  for (int i = 0; i < 4; ++i)
    half |= static_cast<std::uint32_t>(b.scales[i] >> 12) << (4 * i);
  const float d = f16_to_f32(static_cast<std::uint16_t>(half));
  for (int j = 0; j < 16; ++j)
    out.scales[j] = d * static_cast<float>(2 * (b.scales[j / 4] >> (3 * (j % 4)) & 7) + 1) * kIq1Step;
  std::uint8_t* code = out.codes;
  const auto& points = iq1_points();
  for (int j = 0; j < 16; ++j) {
    const int high = b.high[j];
    store(points[place(b.q[2 * j], high & 7)] + iq1_shift(high & 8), code);
    store(points[place(b.q[2 * j + 1], high >> 4 & 7)] + iq1_shift(high & 0x80), code);
  }
}

void decode(const BlockIQ4_NL& b, const Out& out) {
  *out.scales = f16_to_f32(b.d);
  for (int i = 0; i < 16; ++i) {
    out.codes[i] = byte(kIq4Values[b.q[i] & 15] + kZero8);
    out.codes[i + 16] = byte(kIq4Values[b.q[i] >> 4] + kZero8);
  }
}

void decode(const BlockIQ4_XS& b, const Out& out) {
  const float d = f16_to_f32(b.d);
  for (int j = 0; j < 8; ++j) {
    const int sub = (b.scales_low[j / 2] >> (4 * (j % 2)) & 15) | (b.scales_high >> (2 * j) & 3) << 4;
    out.scales[j] = d * static_cast<float>(sub - 32);
    for (int i = 0; i < 16; ++i) {
      out.codes[32 * j + i] = byte(kIq4Values[b.q[16 * j + i] & 15] + kZero8);
      out.codes[32 * j + i + 16] = byte(kIq4Values[b.q[16 * j + i] >> 4] + kZero8);
    }
  }
}

template <class Block>
void decode_blocks(const std::byte* row, std::size_t n, std::size_t length, std::size_t scales, Out out) {
  for (std::size_t i = 0; i < n; i += length, row += sizeof(Block)) {
    Block block;
    std::memcpy(&block, row, sizeof block);
    decode(block, out);
    out.codes += length;
    out.scales += scales;
    out.offsets += scales;
  }
}

constexpr CodeTraits kQ4_0{32, 8, false, 15}, kQ4_1{32, 0, true, 15}, kQ5_0{32, 16, false, 31}, kQ5_1{32, 0, true, 31};
constexpr CodeTraits kQ8_0{32, kZero8, false, 255}, kIq4{32, kZero8, false, 255};
constexpr CodeTraits kQ2_K{16, 0, true, 3}, kQ3_K{16, 4, false, 7}, kQ4_K{32, 0, true, 15}, kQ5_K{32, 0, true, 31};
constexpr CodeTraits kQ6_K{16, 32, false, 63};
constexpr CodeTraits kIq32{32, kZeroIq, false, kZeroIq + 62}, kIq16{16, kZeroIq, false, kZeroIq + 62};
constexpr CodeTraits kIq1_S{32, kZeroIq1, false, kZeroIq1 + 9}, kIq1_M{16, kZeroIq1, false, kZeroIq1 + 9};

}  // namespace

const CodeTraits* code_traits(DType type) {
  switch (type) {
    case DType::Q4_0: return &kQ4_0;
    case DType::Q4_1: return &kQ4_1;
    case DType::Q5_0: return &kQ5_0;
    case DType::Q5_1: return &kQ5_1;
    case DType::Q8_0: return &kQ8_0;
    case DType::Q2_K: return &kQ2_K;
    case DType::Q3_K: return &kQ3_K;
    case DType::Q4_K: return &kQ4_K;
    case DType::Q5_K: return &kQ5_K;
    case DType::Q6_K: return &kQ6_K;
    case DType::IQ1_S: return &kIq1_S;
    case DType::IQ1_M: return &kIq1_M;
    case DType::IQ2_XXS:
    case DType::IQ3_XXS:
    case DType::IQ3_S: return &kIq32;
    case DType::IQ2_XS:
    case DType::IQ2_S: return &kIq16;
    case DType::IQ4_NL:
    case DType::IQ4_XS: return &kIq4;
    default: return nullptr;
  }
}

void decode_codes(DType type, const std::byte* row, std::size_t n, std::uint8_t* codes, float* scales, float* offsets) {
  const std::size_t length = traits(type).block_length;
  const std::size_t block_scales = length / code_traits(type)->block;
  const auto blocks = [&]<class Block>() {
    decode_blocks<Block>(row, n, length, block_scales, {codes, scales, offsets});
  };
  switch (type) {
    case DType::Q4_0: return blocks.operator()<BlockQ4_0>();
    case DType::Q4_1: return blocks.operator()<BlockQ4_1>();
    case DType::Q5_0: return blocks.operator()<BlockQ5_0>();
    case DType::Q5_1: return blocks.operator()<BlockQ5_1>();
    case DType::Q8_0: return blocks.operator()<BlockQ8_0>();
    case DType::Q2_K: return blocks.operator()<BlockQ2_K>();
    case DType::Q3_K: return blocks.operator()<BlockQ3_K>();
    case DType::Q4_K: return blocks.operator()<BlockQ4_K>();
    case DType::Q5_K: return blocks.operator()<BlockQ5_K>();
    case DType::Q6_K: return blocks.operator()<BlockQ6_K>();
    case DType::IQ1_S: return blocks.operator()<BlockIQ1_S>();
    case DType::IQ1_M: return blocks.operator()<BlockIQ1_M>();
    case DType::IQ2_XXS: return blocks.operator()<BlockIQ2_XXS>();
    case DType::IQ2_XS: return blocks.operator()<BlockIQ2_XS>();
    case DType::IQ2_S: return blocks.operator()<BlockIQ2_S>();
    case DType::IQ3_XXS: return blocks.operator()<BlockIQ3_XXS>();
    case DType::IQ3_S: return blocks.operator()<BlockIQ3_S>();
    case DType::IQ4_NL: return blocks.operator()<BlockIQ4_NL>();
    case DType::IQ4_XS: return blocks.operator()<BlockIQ4_XS>();
    default: return;
  }
}

}  // namespace mingsi::engine
