// SPDX-License-Identifier: Apache-2.0
#include "engine/tensor/quantize.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "engine/tensor/blocks.h"
#include "engine/tensor/convert.h"
#include "engine/tensor/iq_grids.h"

namespace mingsi::engine {
namespace {

using Values = std::span<const float>;

int round_clamp(float value, int low, int high) {
  return static_cast<int>(std::clamp(std::nearbyint(value), static_cast<float>(low), static_cast<float>(high)));
}

float inverse(float value) { return value != 0 ? 1.0f / value : 0.0f; }

/// The entry of greatest magnitude, with its sign.
float extreme(Values x) {
  return *std::ranges::max_element(x, {}, [](float v) { return std::abs(v); });
}

/// The scale d that makes Σ x²(x − d·level)² small, among those that come of the inverse scales
/// (first + step · i) / extreme value; level(v) is the level nearest to a value in units of the scale.
template <class Level>
float search_scale(Values x, float first, float step, int steps, const Level& level) {
  const float top = extreme(x);
  if (std::abs(top) < 1e-15f) return 0;
  float best_scale = 0, best_gain = 0;
  for (int i = 0; i < steps; ++i) {
    const float inverse_scale = (first + step * static_cast<float>(i)) / top;
    float xq = 0, qq = 0;
    for (const float v : x) {
      const auto q = static_cast<float>(level(inverse_scale * v));
      xq += v * v * v * q;
      qq += v * v * q * q;
    }
    if (qq > 0 && xq * xq > best_gain * qq) {
      best_scale = xq / qq;
      best_gain = xq * xq / qq;
    }
  }
  return best_scale;
}

/// For levels from −levels to levels − 1.
float fit_symmetric(Values x, int levels) {
  return search_scale(x, -(static_cast<float>(levels) + 0.9f), 0.1f, 19,
                      [levels](float v) { return round_clamp(v, -levels, levels - 1); });
}

struct Affine {
  float scale = 0;
  float minimum = 0;  ///< x ≈ scale · q − minimum, not negative
};

/// Scale and minimum for q from 0 to `levels`, refined by weighted least squares around the range of x.
Affine fit_affine(Values x, int levels) {
  float square_sum = 0;
  for (const float v : x)
    square_sum += v * v;
  const float base = std::sqrt(square_sum / static_cast<float>(x.size()));
  const float low = std::min(0.0f, std::ranges::min(x));
  const float high = std::ranges::max(x);
  if (high <= low) return {0, -low};

  Affine best;
  float best_error = INFINITY;
  const auto consider = [&](float scale, float minimum) {
    const float inverse_scale = inverse(scale);
    float error = 0;
    for (const float v : x) {
      const auto q = static_cast<float>(round_clamp((v + minimum) * inverse_scale, 0, levels));
      const float difference = scale * q - minimum - v;
      error += (base + std::abs(v)) * difference * difference;
    }
    if (error < best_error) {
      best = {scale, minimum};
      best_error = error;
    }
  };
  consider((high - low) / static_cast<float>(levels), -low);
  for (int step = -10; step <= 10; ++step) {
    const float inverse_scale = (static_cast<float>(levels) + 0.1f * static_cast<float>(step)) / (high - low);
    float w1 = 0, wx = 0, wq = 0, wqq = 0, wxq = 0;
    for (const float v : x) {
      const auto q = static_cast<float>(round_clamp(inverse_scale * (v - low), 0, levels));
      const float w = base + std::abs(v);
      w1 += w;
      wx += w * v;
      wq += w * q;
      wqq += w * q * q;
      wxq += w * v * q;
    }
    const float determinant = w1 * wqq - wq * wq;
    if (determinant <= 0) continue;
    float scale = (w1 * wxq - wx * wq) / determinant;
    float minimum = -(wqq * wx - wq * wxq) / determinant;
    if (minimum < 0) {
      minimum = 0;
      scale = wxq * inverse(wqq);
    }
    if (scale > 0) consider(scale, minimum);
  }
  return best;
}

void encode(Values x, BlockQ4_0& b) {
  const float d = extreme(x) / -8;
  b.d = f32_to_f16(d);
  const float id = inverse(d);
  const auto level = [&](std::size_t i) { return std::min(15, static_cast<int>(x[i] * id + 8.5f)); };
  for (std::size_t i = 0; i < 16; ++i)
    b.q[i] = static_cast<std::uint8_t>(level(i) | level(i + 16) << 4);
}

void encode(Values x, BlockQ4_1& b) {
  const auto [low, high] = std::ranges::minmax(x);
  const float d = (high - low) / 15;
  b.d = f32_to_f16(d);
  b.m = f32_to_f16(low);
  const auto level = [&, low = low, id = inverse(d)](std::size_t i) {
    return std::min(15, static_cast<int>((x[i] - low) * id + 0.5f));
  };
  for (std::size_t i = 0; i < 16; ++i)
    b.q[i] = static_cast<std::uint8_t>(level(i) | level(i + 16) << 4);
}

/// Stores 32 levels of 5 bits.
template <class Block, class Level>
void put_five_bits(Block& b, const Level& level) {
  std::memset(b.high, 0, sizeof b.high);
  for (std::size_t i = 0; i < 32; ++i) {
    const int q = level(i);
    b.high[i / 8] = static_cast<std::uint8_t>(b.high[i / 8] | (q >> 4) << (i % 8));
    std::uint8_t& low = b.q[i % 16];
    low = static_cast<std::uint8_t>(i < 16 ? q & 15 : low | (q & 15) << 4);
  }
}

void encode(Values x, BlockQ5_0& b) {
  const float d = extreme(x) / -16;
  b.d = f32_to_f16(d);
  put_five_bits(b, [&, id = inverse(d)](std::size_t i) { return std::min(31, static_cast<int>(x[i] * id + 16.5f)); });
}

void encode(Values x, BlockQ5_1& b) {
  const auto [low, high] = std::ranges::minmax(x);
  const float d = (high - low) / 31;
  b.d = f32_to_f16(d);
  b.m = f32_to_f16(low);
  put_five_bits(b, [&, low = low, id = inverse(d)](std::size_t i) {
    return std::min(31, static_cast<int>((x[i] - low) * id + 0.5f));
  });
}

void encode(Values x, BlockQ8_0& b) {
  const float d = std::abs(extreme(x)) / 127;
  b.d = f32_to_f16(d);
  const float id = inverse(d);
  for (std::size_t i = 0; i < 32; ++i)
    b.q[i] = static_cast<std::int8_t>(std::round(x[i] * id));
}

/// Fits every sub-block of a super-block; returns them with the largest scale and minimum.
template <std::size_t Count>
struct AffineFits {
  std::array<Affine, Count> fits;
  float top_scale = 0, top_minimum = 0;

  AffineFits(Values x, int levels) {
    const std::size_t length = x.size() / Count;
    for (std::size_t j = 0; j < Count; ++j) {
      fits[j] = fit_affine(x.subspan(j * length, length), levels);
      top_scale = std::max(top_scale, fits[j].scale);
      top_minimum = std::max(top_minimum, fits[j].minimum);
    }
  }
};

void encode(Values x, BlockQ2_K& b) {
  const AffineFits<16> sub(x, 3);
  b.d = f32_to_f16(sub.top_scale / 15);
  b.dmin = f32_to_f16(sub.top_minimum / 15);
  const float d = f16_to_f32(b.d), dmin = f16_to_f32(b.dmin);
  std::memset(b.q, 0, sizeof b.q);
  for (std::size_t j = 0; j < 16; ++j) {
    const int sc = round_clamp(sub.fits[j].scale * inverse(d), 0, 15);
    const int m = round_clamp(sub.fits[j].minimum * inverse(dmin), 0, 15);
    b.scales[j] = static_cast<std::uint8_t>(sc | m << 4);
    const float id = inverse(d * static_cast<float>(sc));
    for (std::size_t i = 16 * j; i < 16 * (j + 1); ++i) {
      const int q = round_clamp((x[i] + dmin * static_cast<float>(m)) * id, 0, 3);
      std::uint8_t& place = b.q[i / 128 * 32 + i % 32];
      place = static_cast<std::uint8_t>(place | q << (i % 128 / 32 * 2));
    }
  }
}

template <std::size_t Count>
std::array<float, Count> symmetric_scales(Values x, int levels) {
  std::array<float, Count> scales;
  const std::size_t length = x.size() / Count;
  for (std::size_t j = 0; j < Count; ++j)
    scales[j] = fit_symmetric(x.subspan(j * length, length), levels);
  return scales;
}

void encode(Values x, BlockQ3_K& b) {
  const auto scales = symmetric_scales<16>(x, 4);
  b.d = f32_to_f16(extreme(scales) / -32);
  const float d = f16_to_f32(b.d);
  std::memset(b.scales, 0, sizeof b.scales);
  std::memset(b.high, 0, sizeof b.high);
  std::memset(b.q, 0, sizeof b.q);
  for (std::size_t j = 0; j < 16; ++j) {
    const int sc = round_clamp(scales[j] * inverse(d), -32, 31);
    const int stored = sc + 32;
    std::uint8_t& low = b.scales[j % 8];
    low = static_cast<std::uint8_t>(low | (stored & 15) << (j / 8 * 4));
    std::uint8_t& top = b.scales[8 + j % 4];
    top = static_cast<std::uint8_t>(top | (stored >> 4) << (j / 4 * 2));
    const float id = inverse(d * static_cast<float>(sc));
    for (std::size_t i = 16 * j; i < 16 * (j + 1); ++i) {
      const int q = round_clamp(x[i] * id, -4, 3) + 4;
      std::uint8_t& place = b.q[i / 128 * 32 + i % 32];
      place = static_cast<std::uint8_t>(place | (q & 3) << (i % 128 / 32 * 2));
      b.high[i % 32] = static_cast<std::uint8_t>(b.high[i % 32] | (q >> 2) << (i / 32));
    }
  }
}

void put_scale_min_k4(std::uint8_t (&packed)[12], std::size_t j, int sc, int m) {
  if (j < 4) {
    packed[j] = static_cast<std::uint8_t>(sc);
    packed[j + 4] = static_cast<std::uint8_t>(m);
    return;
  }
  packed[j + 4] = static_cast<std::uint8_t>((sc & 15) | (m & 15) << 4);
  packed[j - 4] = static_cast<std::uint8_t>(packed[j - 4] | (sc >> 4) << 6);
  packed[j] = static_cast<std::uint8_t>(packed[j] | (m >> 4) << 6);
}

/// Q4_K and Q5_K: eight sub-blocks of 32; put(i, q) stores one level.
template <class Block, class Put>
void encode_k4(Values x, Block& b, int levels, const Put& put) {
  const AffineFits<8> sub(x, levels);
  b.d = f32_to_f16(sub.top_scale / 63);
  b.dmin = f32_to_f16(sub.top_minimum / 63);
  const float d = f16_to_f32(b.d), dmin = f16_to_f32(b.dmin);
  for (std::size_t j = 0; j < 8; ++j) {
    const int sc = round_clamp(sub.fits[j].scale * inverse(d), 0, 63);
    const int m = round_clamp(sub.fits[j].minimum * inverse(dmin), 0, 63);
    put_scale_min_k4(b.scales, j, sc, m);
    const float id = inverse(d * static_cast<float>(sc));
    for (std::size_t i = 32 * j; i < 32 * (j + 1); ++i)
      put(i, round_clamp((x[i] + dmin * static_cast<float>(m)) * id, 0, levels));
  }
}

template <class Block>
void put_nibble(Block& b, std::size_t i, int q) {
  std::uint8_t& place = b.q[i / 64 * 32 + i % 32];
  place = static_cast<std::uint8_t>(i % 64 < 32 ? q : place | q << 4);
}

void encode(Values x, BlockQ4_K& b) {
  encode_k4(x, b, 15, [&](std::size_t i, int q) { put_nibble(b, i, q); });
}

void encode(Values x, BlockQ5_K& b) {
  std::memset(b.high, 0, sizeof b.high);
  encode_k4(x, b, 31, [&](std::size_t i, int q) {
    put_nibble(b, i, q & 15);
    b.high[i % 32] = static_cast<std::uint8_t>(b.high[i % 32] | (q >> 4) << (i / 32));
  });
}

void encode(Values x, BlockQ6_K& b) {
  const auto scales = symmetric_scales<16>(x, 32);
  b.d = f32_to_f16(extreme(scales) / -128);
  const float d = f16_to_f32(b.d);
  std::memset(b.low, 0, sizeof b.low);
  std::memset(b.high, 0, sizeof b.high);
  for (std::size_t i = 0; i < 256; ++i) {
    if (i % 16 == 0) b.scales[i / 16] = static_cast<std::int8_t>(round_clamp(scales[i / 16] * inverse(d), -128, 127));
    const int q = round_clamp(x[i] * inverse(d * static_cast<float>(b.scales[i / 16])), -32, 31) + 32;
    const std::size_t half = i / 128, quarter = i % 128 / 32, lane = i % 32;
    std::uint8_t& low = b.low[half * 64 + quarter % 2 * 32 + lane];
    low = static_cast<std::uint8_t>(low | (q & 15) << (quarter / 2 * 4));
    std::uint8_t& high = b.high[half * 32 + lane];
    high = static_cast<std::uint8_t>(high | (q >> 4) << (2 * quarter));
  }
}

/// The index of the nearest of the 16 levels of IQ4.
int nearest_iq4(float value) {
  const auto* const upper = std::ranges::lower_bound(kIq4Values, value, {}, [](std::int8_t v) { return float{1} * v; });
  const auto index = static_cast<int>(upper - std::begin(kIq4Values));
  if (index == 0 || index == 16) return index == 0 ? 0 : 15;
  const auto level = [](int i) { return static_cast<float>(kIq4Values[i]); };
  return value - level(index - 1) < level(index) - value ? index - 1 : index;
}

/// The scale of 32 values over the levels of IQ4.
float fit_iq4(Values x) {
  return search_scale(x, static_cast<float>(kIq4Values[0] - 7), 1, 15,
                      [](float v) { return kIq4Values[nearest_iq4(v)]; });
}

void put_iq4(Values x, float d, std::uint8_t* q) {
  const float id = inverse(d);
  for (std::size_t i = 0; i < 16; ++i)
    q[i] = static_cast<std::uint8_t>(nearest_iq4(x[i] * id) | nearest_iq4(x[i + 16] * id) << 4);
}

void encode(Values x, BlockIQ4_NL& b) {
  b.d = f32_to_f16(fit_iq4(x));
  put_iq4(x, f16_to_f32(b.d), b.q);
}

void encode(Values x, BlockIQ4_XS& b) {
  std::array<float, 8> scales;
  for (std::size_t j = 0; j < 8; ++j)
    scales[j] = fit_iq4(x.subspan(32 * j, 32));
  b.d = f32_to_f16(extreme(scales) / -32);
  const float d = f16_to_f32(b.d);
  b.scales_high = 0;
  std::memset(b.scales_low, 0, sizeof b.scales_low);
  for (std::size_t j = 0; j < 8; ++j) {
    const int sc = round_clamp(scales[j] * inverse(d), -32, 31);
    const int stored = sc + 32;
    b.scales_low[j / 2] = static_cast<std::uint8_t>(b.scales_low[j / 2] | (stored & 15) << (j % 2 * 4));
    b.scales_high = static_cast<std::uint16_t>(b.scales_high | (stored >> 4) << (2 * j));
    put_iq4(x.subspan(32 * j, 32), d * static_cast<float>(sc), b.q + 16 * j);
  }
}

template <class Block>
void encode_blocks(Values values, std::byte* out, std::size_t length) {
  for (std::size_t i = 0; i < values.size(); i += length, out += sizeof(Block)) {
    Block block;
    encode(values.subspan(i, length), block);
    std::memcpy(out, &block, sizeof block);
  }
}

template <class Convert>
void encode_halves(Values values, std::byte* out, const Convert& convert) {
  for (const float value : values) {
    const std::uint16_t half = convert(value);
    std::memcpy(out, &half, sizeof half);
    out += sizeof half;
  }
}

}  // namespace

bool can_quantize(DType type) {
  switch (type) {
    case DType::IQ1_S:
    case DType::IQ1_M:
    case DType::IQ2_XXS:
    case DType::IQ2_XS:
    case DType::IQ2_S:
    case DType::IQ3_XXS:
    case DType::IQ3_S:
    case DType::F8_E4M3: return false;
    default: return true;
  }
}

void quantize_row(DType type, std::span<const float> values, std::byte* out) {
  const std::size_t length = traits(type).block_length;
  switch (type) {
    case DType::F32: std::memcpy(out, values.data(), values.size_bytes()); return;
    case DType::F16: return encode_halves(values, out, f32_to_f16);
    case DType::BF16: return encode_halves(values, out, f32_to_bf16);
    case DType::Q4_0: return encode_blocks<BlockQ4_0>(values, out, length);
    case DType::Q4_1: return encode_blocks<BlockQ4_1>(values, out, length);
    case DType::Q5_0: return encode_blocks<BlockQ5_0>(values, out, length);
    case DType::Q5_1: return encode_blocks<BlockQ5_1>(values, out, length);
    case DType::Q8_0: return encode_blocks<BlockQ8_0>(values, out, length);
    case DType::Q2_K: return encode_blocks<BlockQ2_K>(values, out, length);
    case DType::Q3_K: return encode_blocks<BlockQ3_K>(values, out, length);
    case DType::Q4_K: return encode_blocks<BlockQ4_K>(values, out, length);
    case DType::Q5_K: return encode_blocks<BlockQ5_K>(values, out, length);
    case DType::Q6_K: return encode_blocks<BlockQ6_K>(values, out, length);
    case DType::IQ4_NL: return encode_blocks<BlockIQ4_NL>(values, out, length);
    case DType::IQ4_XS: return encode_blocks<BlockIQ4_XS>(values, out, length);
    case DType::IQ1_S:
    case DType::IQ1_M:
    case DType::IQ2_XXS:
    case DType::IQ2_XS:
    case DType::IQ2_S:
    case DType::IQ3_XXS:
    case DType::IQ3_S:
    case DType::F8_E4M3: return;
  }
}

}  // namespace mingsi::engine
