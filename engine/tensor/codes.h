// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/tensor/dtype.h"

namespace mingsi::engine {

/// How a quantized type is read as small integers. Values come in blocks that share a scale:
///   value = scale · (code − zero), or, where the type has offsets, value = scale · code + offset.
/// For each type this gives ggml's value bit for bit.
struct CodeTraits {
  std::size_t block = 0;    ///< values that share a scale: 16 or 32
  int zero = 0;             ///< the code of value 0, where there are no offsets
  bool has_offset = false;  ///< zero is 0 then
  int largest = 0;          ///< code
};

/// Null for types that are no integers (F32, F16, BF16, F8_E4M3).
const CodeTraits* code_traits(DType type);

/// The reference reading of `n` stored values, whole blocks of the type. codes: [n]; scales: [n / block]; offsets: the
/// same, written only if the type has them.
void decode_codes(DType type, const std::byte* row, std::size_t n, std::uint8_t* codes, float* scales, float* offsets);

}  // namespace mingsi::engine
