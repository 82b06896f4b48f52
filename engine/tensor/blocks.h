// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace mingsi::engine {

// Blocks of ggml's quantized types, as GGUF stores them (ggml-common.h). `d` and `m` are float16. A super-block of the
// K and IQ types covers 256 values.

struct BlockQ4_0 {
  std::uint16_t d;
  std::uint8_t q[16];  ///< value i: low nibble of q[i], value i + 16: high nibble
};
struct BlockQ4_1 {
  std::uint16_t d, m;
  std::uint8_t q[16];
};
struct BlockQ5_0 {
  std::uint16_t d;
  std::uint8_t high[4];  ///< bit i: fifth bit of value i
  std::uint8_t q[16];
};
struct BlockQ5_1 {
  std::uint16_t d, m;
  std::uint8_t high[4];
  std::uint8_t q[16];
};
struct BlockQ8_0 {
  std::uint16_t d;
  std::int8_t q[32];
};
struct BlockQ2_K {
  std::uint8_t scales[16];  ///< low nibble: scale, high nibble: minimum, of 16 values each
  std::uint8_t q[64];       ///< 4 values of 2 bits, 32 apart, within each half of the super-block
  std::uint16_t d, dmin;
};
struct BlockQ3_K {
  std::uint8_t high[32];  ///< third bits: bit j of high[i] belongs to value 32 j + i
  std::uint8_t q[64];     ///< low two bits, as in Q2_K
  std::uint8_t scales[12];
  std::uint16_t d;
};
struct BlockQ4_K {
  std::uint16_t d, dmin;
  std::uint8_t scales[12];  ///< 8 scales and 8 minima of 6 bits
  std::uint8_t q[128];      ///< 64 values: 32 low nibbles, then 32 high nibbles
};
struct BlockQ5_K {
  std::uint16_t d, dmin;
  std::uint8_t scales[12];
  std::uint8_t high[32];  ///< fifth bits, as in Q3_K
  std::uint8_t q[128];
};
struct BlockQ6_K {
  std::uint8_t low[128];
  std::uint8_t high[64];
  std::int8_t scales[16];
  std::uint16_t d;
};
struct BlockIQ1_S {
  std::uint16_t d;
  std::uint8_t q[32];
  std::uint16_t high[8];
};
struct BlockIQ1_M {
  std::uint8_t q[32];
  std::uint8_t high[16];
  std::uint16_t scales[4];  ///< the float16 d lies in the top nibbles
};
struct BlockIQ2_XXS {
  std::uint16_t d;
  std::uint16_t q[32];
};
struct BlockIQ2_XS {
  std::uint16_t d;
  std::uint16_t q[32];
  std::uint8_t scales[8];
};
struct BlockIQ2_S {
  std::uint16_t d;
  std::uint8_t q[32];
  std::uint8_t signs[32];
  std::uint8_t high[8];
  std::uint8_t scales[8];
};
struct BlockIQ3_XXS {
  std::uint16_t d;
  std::uint8_t q[64];
  std::uint16_t signs[16];  ///< 8 little-endian 32-bit words: 4 sign indices of 7 bits, 4 bits of scale
};
struct BlockIQ3_S {
  std::uint16_t d;
  std::uint8_t q[64];
  std::uint8_t high[8];
  std::uint8_t signs[32];
  std::uint8_t scales[4];
};
struct BlockIQ4_NL {
  std::uint16_t d;
  std::uint8_t q[16];
};
struct BlockIQ4_XS {
  std::uint16_t d;
  std::uint16_t scales_high;
  std::uint8_t scales_low[4];
  std::uint8_t q[128];
};

static_assert(sizeof(BlockQ4_0) == 18 && sizeof(BlockQ4_1) == 20 && sizeof(BlockQ5_0) == 22);
static_assert(sizeof(BlockQ5_1) == 24 && sizeof(BlockQ8_0) == 34);
static_assert(sizeof(BlockQ2_K) == 84 && sizeof(BlockQ3_K) == 110 && sizeof(BlockQ4_K) == 144);
static_assert(sizeof(BlockQ5_K) == 176 && sizeof(BlockQ6_K) == 210);
static_assert(sizeof(BlockIQ1_S) == 50 && sizeof(BlockIQ1_M) == 56 && sizeof(BlockIQ2_XXS) == 66);
static_assert(sizeof(BlockIQ2_XS) == 74 && sizeof(BlockIQ2_S) == 82 && sizeof(BlockIQ3_XXS) == 98);
static_assert(sizeof(BlockIQ3_S) == 110 && sizeof(BlockIQ4_NL) == 18 && sizeof(BlockIQ4_XS) == 136);

/// Scale and minimum of sub-block j < 8 of Q4_K and Q5_K, 6 bits each.
struct ScaleMin {
  std::uint8_t scale, minimum;
};
constexpr ScaleMin scale_min_k4(const std::uint8_t (&packed)[12], int j) {
  if (j < 4) return {static_cast<std::uint8_t>(packed[j] & 63), static_cast<std::uint8_t>(packed[j + 4] & 63)};
  return {static_cast<std::uint8_t>((packed[j + 4] & 15) | ((packed[j - 4] >> 6) << 4)),
          static_cast<std::uint8_t>((packed[j + 4] >> 4) | ((packed[j] >> 6) << 4))};
}

/// Scale of sub-block j < 16 of Q3_K: −32 to 31.
constexpr int scale_q3_k(const std::uint8_t (&packed)[12], int j) {
  const int low = j < 8 ? packed[j] & 15 : packed[j - 8] >> 4;
  const int high = (packed[8 + j % 4] >> (2 * (j / 4))) & 3;
  return (low | (high << 4)) - 32;
}

}  // namespace mingsi::engine
