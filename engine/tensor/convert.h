// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/tensor/dtype.h"

namespace mingsi::engine {

/// One block of ggml's Q8_0: 32 values q · d, with d a float16.
struct BlockQ8_0 {
  std::uint16_t d;
  std::int8_t q[32];
};
static_assert(sizeof(BlockQ8_0) == 34);

inline float bf16_to_f32(std::uint16_t value) { return std::bit_cast<float>(static_cast<std::uint32_t>(value) << 16); }

/// IEEE 754 binary16 to binary32, exact.
float f16_to_f32(std::uint16_t value);

/// IEEE 754 binary32 to binary16, rounded to nearest even; too large values become infinity.
std::uint16_t f32_to_f16(float value);

/// The reference conversion of one stored row to float32; `out.size()` is a multiple of the block length.
void dequantize_row(DType type, const std::byte* row, std::span<float> out);

}  // namespace mingsi::engine
