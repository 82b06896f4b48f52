// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <span>
#include <vector>

#include "engine/backend/ops.h"
#include "tests/engine/random_values.h"

namespace mingsi::engine {

inline Weight weight_of(DType type, std::span<const std::byte> bytes, std::size_t rows, std::size_t columns) {
  Weight w;
  w.type = type;
  w.rows = rows;
  w.columns = columns;
  w.data = bytes.data();
  return w;
}
inline Weight weight_of(std::span<const float> values, std::size_t columns) {
  return weight_of(DType::F32, std::as_bytes(values), values.size() / columns, columns);
}

/// Weights of a type whose values have about the same size, as in a model.
struct RandomWeight {
  RandomWeight(DType type, std::size_t rows, std::size_t columns, unsigned seed)
      : bytes(random_rows(type, rows, columns, seed)), weight(weight_of(type, bytes, rows, columns)) {
    if (type != DType::F8_E4M3) return;
    scales = noise((rows + 127) / 128 * ((columns + 127) / 128), seed + 1);
    weight.scales = reinterpret_cast<const std::byte*>(scales.data());
  }
  std::vector<std::byte> bytes;
  std::vector<float> scales;
  Weight weight;
};

/// The experts of a layer, of one type.
struct RandomExperts {
  RandomExperts(DType type, std::size_t count, std::size_t hidden, std::size_t inner, unsigned seed) {
    for (unsigned i = 0; i < 3 * count; ++i)
      weights.emplace_back(type, i % 3 == 2 ? hidden : inner, i % 3 == 2 ? inner : hidden, seed + i);
    for (std::size_t e = 0; e < count; ++e)
      experts.push_back({weights[3 * e].weight, weights[3 * e + 1].weight, weights[3 * e + 2].weight});
  }
  /// Its bytes in the host's memory become zeros: from here on it adds nothing there.
  void erase(std::size_t expert) {
    for (std::size_t i = 3 * expert; i < 3 * (expert + 1); ++i)
      std::ranges::fill(weights[i].bytes, std::byte{0});
  }
  std::vector<RandomWeight> weights;
  std::vector<FeedForward> experts;
};

/// The root of the sum of squares of what is wrong, relative to that of all.
inline double relative_error(std::span<const float> values, std::span<const float> expected) {
  double error = 0, size = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    error += std::pow(static_cast<double>(values[i]) - static_cast<double>(expected[i]), 2);
    size += std::pow(static_cast<double>(expected[i]), 2);
  }
  return std::sqrt(error / size);
}
// The scales of random blocks differ by orders of magnitude, so that a few roundings decide.
inline constexpr double kRough = 0.15;

}  // namespace mingsi::engine
