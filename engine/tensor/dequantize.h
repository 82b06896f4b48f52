// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include "engine/tensor/dtype.h"
#include "engine/tensor/tensor.h"

namespace mingsi::engine {

/// The reference conversion of one stored row to float32; `out.size()` is a multiple of the block length. The order of
/// operations is that of ggml and of PyPI's gguf, bit for bit. FP8 values come without their blocks' scales.
void dequantize_row(DType type, const std::byte* row, std::span<float> out);

/// One row of a weight matrix, scales of FP8 blocks included. out: [w.columns].
void dequantize_row(const Weight& w, std::size_t row, std::span<float> out);

/// The scales of the FP8 blocks that a row goes through: float32, maybe unaligned; null for a matrix without.
const std::byte* block_scales(const Weight& w, std::size_t row);

/// Multiplies the decoded values of a row from column `first` on, where a block begins, with the scales of their FP8
/// blocks; does nothing for a matrix without.
void apply_block_scales(const Weight& w, std::size_t row, std::span<float> values, std::size_t first = 0);

}  // namespace mingsi::engine
