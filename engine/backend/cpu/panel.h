// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/tensor/codes.h"
#include "engine/tensor/dtype.h"

namespace mingsi::engine::cpu {

inline constexpr std::size_t kPanelRows = 16;
inline constexpr std::size_t kPanelColumns = 1024;
/// Columns over which offsets are summed apart before they are added: a chain of additions half as long.
inline constexpr std::size_t kFoldColumns = 256;
/// How many tokens one call of Kernels::multiply_panel covers at most.
inline constexpr std::size_t kPanelTokens = 8;

/// Up to kPanelRows rows of a quantized weight matrix where they are kept.
struct KeptPanel {
  DType type = DType::Q8_0;
  const std::byte* data = nullptr;
  std::size_t rows = 0;
  std::size_t stride = 0;  ///< bytes from row to row
  bool packed = false;     ///< kPanelRows rows as in packing.h; each takes `stride` bytes
  /// What is read next, wherever it lies: as many bytes from there on are fetched into the cache meanwhile, for sixteen
  /// rows at once are more streams than processors foresee. A packed panel is one, and needs no word of it.
  const std::byte* next = nullptr;
};

/// Rows of a quantized weight matrix as the integer kernels read them: 16 rows side by side, four columns of each at a
/// time, which is what one instruction multiplies (VPDPBUSD). Values as in CodeTraits. It stays in the first-level
/// cache.
struct alignas(64) Panel {
  std::uint8_t codes[kPanelColumns / 4][kPanelRows][4];
  float scales[kPanelColumns / 16][kPanelRows];   ///< by block
  float offsets[kPanelColumns / 16][kPanelRows];  ///< by block, for types that have them
};

/// Activations of tokens as integers, in the blocks of the weights that they are multiplied with:
///   x ≈ scale · code, −127 ≤ code ≤ 127.
/// Row t begins at t · columns, or t · blocks.
struct CodedRows {
  const std::int8_t* codes = nullptr;
  const float* scales = nullptr;
  const std::int32_t* starts = nullptr;  ///< −zero · Σ codes of the block, where the weights have no offsets
  const float* sums = nullptr;           ///< scale · Σ codes of the block, where they have
  std::size_t columns = 0;
  std::size_t blocks = 0;
};

}  // namespace mingsi::engine::cpu
