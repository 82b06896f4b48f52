// SPDX-License-Identifier: Apache-2.0
#include "engine/tensor/dequantize.h"

#include <algorithm>
#include <cstring>

#include "engine/tensor/blocks.h"
#include "engine/tensor/convert.h"
#include "engine/tensor/iq_grids.h"

namespace mingsi::engine {
namespace {

float signed_by(std::uint32_t bits, int i, float value) { return bits >> i & 1 ? -value : value; }

/// The 8 signs of which 7 are stored: the last one makes their number even.
std::uint32_t even_signs(std::uint32_t seven) {
  seven &= 127;
  return seven | static_cast<std::uint32_t>(__builtin_parity(seven)) << 7;
}

float grid2(std::uint16_t point, int i, const float* values) { return values[point >> (2 * i) & 3]; }
float grid4(std::uint16_t point, int i, const float* values) { return values[point >> (4 * i) & 15]; }

void decode(const BlockQ4_0& b, float* out) {
  const float d = f16_to_f32(b.d);
  for (int i = 0; i < 16; ++i) {
    out[i] = d * static_cast<float>((b.q[i] & 15) - 8);
    out[i + 16] = d * static_cast<float>((b.q[i] >> 4) - 8);
  }
}

void decode(const BlockQ4_1& b, float* out) {
  const float d = f16_to_f32(b.d), m = f16_to_f32(b.m);
  for (int i = 0; i < 16; ++i) {
    out[i] = d * static_cast<float>(b.q[i] & 15) + m;
    out[i + 16] = d * static_cast<float>(b.q[i] >> 4) + m;
  }
}

template <class Block>
int fifth_bit(const Block& b, int i) {
  return (b.high[i / 8] >> (i % 8) & 1) << 4;
}

void decode(const BlockQ5_0& b, float* out) {
  const float d = f16_to_f32(b.d);
  for (int i = 0; i < 16; ++i) {
    out[i] = d * static_cast<float>(((b.q[i] & 15) | fifth_bit(b, i)) - 16);
    out[i + 16] = d * static_cast<float>(((b.q[i] >> 4) | fifth_bit(b, i + 16)) - 16);
  }
}

void decode(const BlockQ5_1& b, float* out) {
  const float d = f16_to_f32(b.d), m = f16_to_f32(b.m);
  for (int i = 0; i < 16; ++i) {
    out[i] = d * static_cast<float>((b.q[i] & 15) | fifth_bit(b, i)) + m;
    out[i + 16] = d * static_cast<float>((b.q[i] >> 4) | fifth_bit(b, i + 16)) + m;
  }
}

void decode(const BlockQ8_0& b, float* out) {
  const float d = f16_to_f32(b.d);
  for (int i = 0; i < 32; ++i)
    out[i] = d * static_cast<float>(b.q[i]);
}

/// The two low bits of value i < 256 in Q2_K and Q3_K.
int two_bits(const std::uint8_t (&q)[64], int i) { return q[i / 128 * 32 + i % 32] >> (i % 128 / 32 * 2) & 3; }

void decode(const BlockQ2_K& b, float* out) {
  const float d = f16_to_f32(b.d), dmin = f16_to_f32(b.dmin);
  for (int j = 0; j < 16; ++j) {
    const float scale = d * static_cast<float>(b.scales[j] & 15);
    const float minimum = dmin * static_cast<float>(b.scales[j] >> 4);
    for (int i = 16 * j; i < 16 * (j + 1); ++i)
      out[i] = scale * static_cast<float>(two_bits(b.q, i)) - minimum;
  }
}

void decode(const BlockQ3_K& b, float* out) {
  const float d = f16_to_f32(b.d);
  for (int j = 0; j < 16; ++j) {
    const float scale = d * static_cast<float>(scale_q3_k(b.scales, j));
    for (int i = 16 * j; i < 16 * (j + 1); ++i) {
      const int high = b.high[i % 32] >> (i / 32) & 1;
      out[i] = scale * static_cast<float>(two_bits(b.q, i) - (high ? 0 : 4));
    }
  }
}

void decode(const BlockQ4_K& b, float* out) {
  const float d = f16_to_f32(b.d), dmin = f16_to_f32(b.dmin);
  for (int j = 0; j < 8; ++j) {
    const auto [sc, m] = scale_min_k4(b.scales, j);
    const float scale = d * static_cast<float>(sc), minimum = dmin * static_cast<float>(m);
    const std::uint8_t* q = b.q + j / 2 * 32;
    for (int i = 0; i < 32; ++i)
      out[32 * j + i] = scale * static_cast<float>(j % 2 ? q[i] >> 4 : q[i] & 15) - minimum;
  }
}

void decode(const BlockQ5_K& b, float* out) {
  const float d = f16_to_f32(b.d), dmin = f16_to_f32(b.dmin);
  for (int j = 0; j < 8; ++j) {
    const auto [sc, m] = scale_min_k4(b.scales, j);
    const float scale = d * static_cast<float>(sc), minimum = dmin * static_cast<float>(m);
    const std::uint8_t* q = b.q + j / 2 * 32;
    for (int i = 0; i < 32; ++i) {
      const int low = j % 2 ? q[i] >> 4 : q[i] & 15;
      out[32 * j + i] = scale * static_cast<float>(low | (b.high[i] >> j & 1) << 4) - minimum;
    }
  }
}

void decode(const BlockQ6_K& b, float* out) {
  const float d = f16_to_f32(b.d);
  for (int i = 0; i < 256; ++i) {
    const int half = i / 128, quarter = i % 128 / 32, lane = i % 32;
    const std::uint8_t low = b.low[half * 64 + quarter % 2 * 32 + lane];
    const int q = (quarter < 2 ? low & 15 : low >> 4) | (b.high[half * 32 + lane] >> (2 * quarter) & 3) << 4;
    out[i] = d * static_cast<float>(b.scales[i / 16]) * static_cast<float>(q - 32);
  }
}

void decode(const BlockIQ2_XXS& b, float* out) {
  const float d = f16_to_f32(b.d);
  for (int j = 0; j < 8; ++j) {
    const std::uint16_t* q = b.q + 4 * j;
    const std::uint32_t word = q[2] | static_cast<std::uint32_t>(q[3]) << 16;
    const float scale = d * (0.5f + static_cast<float>(word >> 28)) * 0.25f;
    for (int k = 0; k < 4; ++k) {
      const std::uint16_t point = kIq2xxsGrid[q[k / 2] >> (8 * (k % 2)) & 255];
      const auto signs = even_signs(word >> (7 * k));
      for (int i = 0; i < 8; ++i)
        *out++ = signed_by(signs, i, scale * grid2(point, i, kIq2Values));
    }
  }
}

void decode(const BlockIQ2_XS& b, float* out) {
  const float d = f16_to_f32(b.d);
  for (int j = 0; j < 32; ++j) {
    const int sub = b.scales[j / 4] >> (j % 4 / 2 * 4) & 15;
    const float scale = d * (0.5f + static_cast<float>(sub)) * 0.25f;
    const std::uint16_t point = kIq2xsGrid[b.q[j] & 511];
    const auto signs = even_signs(b.q[j] >> 9);
    for (int i = 0; i < 8; ++i)
      *out++ = signed_by(signs, i, scale * grid2(point, i, kIq2Values));
  }
}

void decode(const BlockIQ2_S& b, float* out) {
  const float d = f16_to_f32(b.d);
  for (int j = 0; j < 32; ++j) {
    const int sub = b.scales[j / 4] >> (j % 4 / 2 * 4) & 15;
    const float scale = d * (0.5f + static_cast<float>(sub)) * 0.25f;
    const std::uint16_t point = kIq2sGrid[b.q[j] | (b.high[j / 4] >> (2 * (j % 4)) & 3) << 8];
    for (int i = 0; i < 8; ++i)
      *out++ = signed_by(b.signs[j], i, scale * grid2(point, i, kIq2Values));
  }
}

void decode(const BlockIQ3_XXS& b, float* out) {
  const float d = f16_to_f32(b.d);
  for (int j = 0; j < 8; ++j) {
    const std::uint32_t word = b.signs[2 * j] | static_cast<std::uint32_t>(b.signs[2 * j + 1]) << 16;
    const float scale = d * (0.5f + static_cast<float>(word >> 28)) * 0.5f;
    for (int k = 0; k < 8; ++k) {
      const std::uint16_t point = kIq3xxsGrid[b.q[8 * j + k]];
      const auto signs = even_signs(word >> (7 * (k / 2)));
      for (int i = 0; i < 4; ++i)
        *out++ = signed_by(signs, k % 2 * 4 + i, scale * grid4(point, i, kIq3xxsValues));
    }
  }
}

void decode(const BlockIQ3_S& b, float* out) {
  const float d = f16_to_f32(b.d);
  for (int j = 0; j < 64; ++j) {
    const int sub = b.scales[j / 16] >> (j % 16 / 8 * 4) & 15;
    const float scale = d * static_cast<float>(1 + 2 * sub);
    const std::uint16_t point = kIq3sGrid[b.q[j] | (b.high[j / 8] >> (j % 8) & 1) << 8];
    for (int i = 0; i < 4; ++i)
      *out++ = signed_by(b.signs[j / 2], j % 2 * 4 + i, scale * grid4(point, i, kIq3sValues));
  }
}

// IQ1 shifts the three levels −1, 0, 1 by this much, up or down.
constexpr float kIq1Delta = 0.125f;

void decode(const BlockIQ1_S& b, float* out) {
  const float d = f16_to_f32(b.d);
  for (int j = 0; j < 32; ++j) {
    const std::uint16_t high = b.high[j / 4];
    const float scale = d * static_cast<float>(2 * (high >> 12 & 7) + 1);
    const float delta = high & 0x8000 ? -kIq1Delta : kIq1Delta;
    const std::uint16_t point = kIq1sGrid[b.q[j] | (high >> (3 * (j % 4)) & 7) << 8];
    for (int i = 0; i < 8; ++i)
      *out++ = scale * (grid2(point, i, kIq1Values) + delta);
  }
}

void decode(const BlockIQ1_M& b, float* out) {
  std::uint32_t half = 0;
  for (int i = 0; i < 4; ++i)
    half |= static_cast<std::uint32_t>(b.scales[i] >> 12) << (4 * i);
  const float d = f16_to_f32(static_cast<std::uint16_t>(half));
  for (int j = 0; j < 32; ++j) {
    const int sub = b.scales[j / 8] >> (3 * (j % 8 / 2)) & 7;
    const float scale = d * static_cast<float>(2 * sub + 1);
    const int high = b.high[j / 2] >> (4 * (j % 2)) & 15;
    const float delta = high & 8 ? -kIq1Delta : kIq1Delta;
    const std::uint16_t point = kIq1sGrid[b.q[j] | (high & 7) << 8];
    for (int i = 0; i < 8; ++i)
      *out++ = scale * (grid2(point, i, kIq1Values) + delta);
  }
}

void decode(const BlockIQ4_NL& b, float* out) {
  const float d = f16_to_f32(b.d);
  for (int i = 0; i < 16; ++i) {
    out[i] = d * static_cast<float>(kIq4Values[b.q[i] & 15]);
    out[i + 16] = d * static_cast<float>(kIq4Values[b.q[i] >> 4]);
  }
}

void decode(const BlockIQ4_XS& b, float* out) {
  const float d = f16_to_f32(b.d);
  for (int j = 0; j < 8; ++j) {
    const int sub = (b.scales_low[j / 2] >> (4 * (j % 2)) & 15) | (b.scales_high >> (2 * j) & 3) << 4;
    const float scale = d * static_cast<float>(sub - 32);
    for (int i = 0; i < 16; ++i) {
      out[32 * j + i] = scale * static_cast<float>(kIq4Values[b.q[16 * j + i] & 15]);
      out[32 * j + i + 16] = scale * static_cast<float>(kIq4Values[b.q[16 * j + i] >> 4]);
    }
  }
}

template <class Block>
void decode_blocks(const std::byte* row, std::span<float> out, std::size_t length) {
  for (std::size_t i = 0; i < out.size(); i += length, row += sizeof(Block)) {
    Block block;
    std::memcpy(&block, row, sizeof block);
    decode(block, out.data() + i);
  }
}

}  // namespace

void dequantize_row(DType type, const std::byte* row, std::span<float> out) {
  const auto u16 = [row](std::size_t i) {
    std::uint16_t value;
    std::memcpy(&value, row + 2 * i, 2);
    return value;
  };
  const std::size_t length = traits(type).block_length;
  switch (type) {
    case DType::F32: std::memcpy(out.data(), row, out.size_bytes()); return;
    case DType::F16:
      for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = f16_to_f32(u16(i));
      return;
    case DType::BF16:
      for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = bf16_to_f32(u16(i));
      return;
    case DType::F8_E4M3:
      for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = f8_e4m3_to_f32(static_cast<std::uint8_t>(row[i]));
      return;
    case DType::Q4_0: return decode_blocks<BlockQ4_0>(row, out, length);
    case DType::Q4_1: return decode_blocks<BlockQ4_1>(row, out, length);
    case DType::Q5_0: return decode_blocks<BlockQ5_0>(row, out, length);
    case DType::Q5_1: return decode_blocks<BlockQ5_1>(row, out, length);
    case DType::Q8_0: return decode_blocks<BlockQ8_0>(row, out, length);
    case DType::Q2_K: return decode_blocks<BlockQ2_K>(row, out, length);
    case DType::Q3_K: return decode_blocks<BlockQ3_K>(row, out, length);
    case DType::Q4_K: return decode_blocks<BlockQ4_K>(row, out, length);
    case DType::Q5_K: return decode_blocks<BlockQ5_K>(row, out, length);
    case DType::Q6_K: return decode_blocks<BlockQ6_K>(row, out, length);
    case DType::IQ1_S: return decode_blocks<BlockIQ1_S>(row, out, length);
    case DType::IQ1_M: return decode_blocks<BlockIQ1_M>(row, out, length);
    case DType::IQ2_XXS: return decode_blocks<BlockIQ2_XXS>(row, out, length);
    case DType::IQ2_XS: return decode_blocks<BlockIQ2_XS>(row, out, length);
    case DType::IQ2_S: return decode_blocks<BlockIQ2_S>(row, out, length);
    case DType::IQ3_XXS: return decode_blocks<BlockIQ3_XXS>(row, out, length);
    case DType::IQ3_S: return decode_blocks<BlockIQ3_S>(row, out, length);
    case DType::IQ4_NL: return decode_blocks<BlockIQ4_NL>(row, out, length);
    case DType::IQ4_XS: return decode_blocks<BlockIQ4_XS>(row, out, length);
  }
}

void apply_block_scales(const Weight& w, std::size_t row, std::span<float> values) {
  if (!w.scales) return;
  const std::size_t blocks = (w.columns + kF8BlockSize - 1) / kF8BlockSize;
  const std::byte* scale = w.scales + (w.first_row + row) / kF8BlockSize * blocks * sizeof(float);
  for (std::size_t begin = 0; begin < values.size(); begin += kF8BlockSize, scale += sizeof(float)) {
    float factor;
    std::memcpy(&factor, scale, sizeof factor);
    for (float& value : values.subspan(begin, std::min(kF8BlockSize, values.size() - begin)))
      value *= factor;
  }
}

void dequantize_row(const Weight& w, std::size_t row, std::span<float> out) {
  dequantize_row(w.type, w.row(row), out);
  apply_block_scales(w, row, out);
}

}  // namespace mingsi::engine
