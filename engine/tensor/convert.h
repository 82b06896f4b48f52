// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace mingsi::engine {

inline float bf16_to_f32(std::uint16_t value) { return std::bit_cast<float>(static_cast<std::uint32_t>(value) << 16); }

/// Rounded to nearest even; NaN stays NaN.
std::uint16_t f32_to_bf16(float value);

/// IEEE 754 binary16 to binary32, exact.
float f16_to_f32(std::uint16_t value);

/// IEEE 754 binary32 to binary16, rounded to nearest even; too large values become infinity.
std::uint16_t f32_to_f16(float value);

/// OCP 8-bit floating point E4M3 (no infinity; 0x7f and 0xff are NaN) to binary32, exact.
float f8_e4m3_to_f32(std::uint8_t value);

}  // namespace mingsi::engine
