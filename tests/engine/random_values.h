// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "engine/tensor/dequantize.h"

namespace mingsi::engine {

/// Values between −scale and scale.
inline std::vector<float> noise(std::size_t count, unsigned seed, float scale = 1) {
  std::mt19937 generator(seed);
  std::vector<float> values(count);
  for (float& v : values)
    v = scale * (static_cast<float>(generator() >> 8) / static_cast<float>(1 << 23) - 1.0f);
  return values;
}

/// Stored rows of a type: random bytes, whose float16 scales are made finite and small.
inline std::vector<std::byte> random_rows(DType type, std::size_t rows, std::size_t columns, unsigned seed) {
  std::mt19937 generator(seed);
  std::vector<std::byte> bytes(rows * row_bytes(type, columns));
  for (auto& byte : bytes)
    byte = static_cast<std::byte>(generator());
  std::vector<float> values(columns);
  const auto& stored = traits(type);
  for (std::byte* block = bytes.data(); block < bytes.data() + bytes.size(); block += stored.block_bytes) {
    const auto all_finite = [&] {
      dequantize_row(type, block, std::span(values).first(stored.block_length));
      return std::ranges::all_of(std::span(values).first(stored.block_length),
                                 [](float v) { return std::isfinite(v) && std::abs(v) < 1e4f; });
    };
    while (!all_finite())
      for (std::size_t i = 0; i < stored.block_bytes; ++i)
        block[i] = static_cast<std::byte>(generator());
  }
  return bytes;
}

}  // namespace mingsi::engine
