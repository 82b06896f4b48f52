// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/tensor/dtype.h"

namespace mingsi::engine::cuda {

/// Where the blocks of a type lie in the device's memory: those that begin at odd pairs of bytes are moved apart, so
/// that their codes can be read as words.
struct DeviceLayout {
  std::size_t pitch;  ///< bytes from one block to the next
  std::size_t shift;  ///< before the first byte of the file's block
};
constexpr DeviceLayout device_layout(DType type, std::size_t block_bytes) {
  if (block_bytes < 16 || block_bytes % 4 == 0) return {block_bytes, 0};
  // The scale stands behind the codes in these, and before them in all others.
  const bool scale_is_last = type == DType::Q3_K || type == DType::Q6_K;
  return {block_bytes + 2, scale_is_last ? 0u : 2u};
}

/// A weight matrix in the device's memory.
struct DeviceWeight {
  DType type = DType::F32;
  std::size_t rows = 0, columns = 0;
  std::size_t row_bytes = 0;
  const std::uint8_t* data = nullptr;
  const float* scales = nullptr;  ///< FP8 only, see Weight
  std::size_t first_row = 0;
  const std::uint16_t* grid = nullptr;  ///< the code book of an IQ type

  explicit operator bool() const { return data != nullptr; }
};

/// The same matrix of every expert of a layer, or of those in a cache, numbered by place.
struct DeviceExperts {
  DeviceWeight shape;                         ///< without data and scales
  const std::uint8_t* const* data = nullptr;  ///< [experts]
  const float* const* scales = nullptr;       ///< [experts]; FP8 only
  const std::size_t* first_rows = nullptr;    ///< [experts]; FP8 only
  std::size_t count = 0;
};

/// Activations rounded to 8 bits, with a scale for each 32 values: [rows, columns], [rows, columns / 32], and the sums
/// of 16 values each, [rows, columns / 16].
struct CodedActivations {
  const std::int8_t* codes = nullptr;
  const float* scales = nullptr;
  const float* sums = nullptr;
  std::size_t rows = 0, columns = 0;
};

/// Activations as bfloat16, each row padded with zeros to whole tiles.
struct RoundedActivations {
  const std::uint16_t* values = nullptr;
  std::size_t rows = 0, stride = 0;
};

/// Products of one shape that are computed together: distances from one to the next.
struct Batch {
  std::size_t count = 1;
  std::size_t rows = 0;      ///< of the weight
  std::size_t x = 0, y = 0;  ///< in floats
};

/// Chosen experts, −1 for none, in the device's memory: [rows, top_k] each.
struct DeviceChoice {
  std::size_t rows = 0, top_k = 0;
  const std::int32_t* expert = nullptr;
  const float* weight = nullptr;

  constexpr std::size_t slots() const { return rows * top_k; }
};

/// Slots of a choice by expert, without those of none: order[starts[e]] … order[starts[e + 1] − 1] are those of expert
/// e, ascending.
struct ExpertOrder {
  const std::int32_t* starts = nullptr;  ///< [experts + 1]
  const std::int32_t* order = nullptr;   ///< [slots], of which the first starts[experts] are written
};

/// Where the first token of a slice stands: in the device's memory, for passes that are replayed, or a number.
struct DevicePosition {
  const std::int32_t* at = nullptr;
  std::int32_t first = 0;
};

}  // namespace mingsi::engine::cuda
