// SPDX-License-Identifier: Apache-2.0
#include "engine/tensor/convert.h"

#include <cmath>
#include <cstring>

namespace mingsi::engine {

float f16_to_f32(std::uint16_t value) {
  const std::uint32_t sign = static_cast<std::uint32_t>(value & 0x8000u) << 16;
  const std::uint32_t exponent = (value >> 10) & 0x1fu;
  const std::uint32_t mantissa = value & 0x3ffu;
  if (exponent == 0) {  // zero or subnormal: mantissa · 2⁻²⁴
    const float magnitude = std::ldexp(static_cast<float>(mantissa), -24);
    return sign ? -magnitude : magnitude;
  }
  if (exponent == 31) return std::bit_cast<float>(sign | 0x7f800000u | (mantissa << 13));
  return std::bit_cast<float>(sign | ((exponent + 112) << 23) | (mantissa << 13));
}

std::uint16_t f32_to_f16(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const auto sign = static_cast<std::uint16_t>((bits >> 16) & 0x8000u);
  const std::uint32_t magnitude = bits & 0x7fffffffu;
  if (magnitude > 0x7f800000u) return static_cast<std::uint16_t>(sign | 0x7e00u);   // NaN
  if (magnitude >= 0x477ff000u) return static_cast<std::uint16_t>(sign | 0x7c00u);  // rounds to infinity
  if (magnitude < 0x38800000u) {                                                    // subnormal: units of 2⁻²⁴
    const float units = std::ldexp(std::bit_cast<float>(magnitude), 24);
    return static_cast<std::uint16_t>(sign | static_cast<std::uint16_t>(std::nearbyint(units)));
  }
  const std::uint32_t rebased = magnitude - 0x38000000u;
  const std::uint32_t rounded = rebased + 0xfffu + ((rebased >> 13) & 1u);
  return static_cast<std::uint16_t>(sign | (rounded >> 13));
}

void dequantize_row(DType type, const std::byte* row, std::span<float> out) {
  const auto u16 = [row](std::size_t i) {
    std::uint16_t value;
    std::memcpy(&value, row + 2 * i, 2);
    return value;
  };
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
    case DType::Q8_0:
      for (std::size_t block = 0; block < out.size() / 32; ++block) {
        BlockQ8_0 b;
        std::memcpy(&b, row + block * sizeof b, sizeof b);
        const float d = f16_to_f32(b.d);
        for (std::size_t i = 0; i < 32; ++i)
          out[block * 32 + i] = d * static_cast<float>(b.q[i]);
      }
      return;
  }
}

}  // namespace mingsi::engine
