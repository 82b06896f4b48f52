// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include "engine/tensor/dtype.h"

namespace mingsi::engine {

/// Whether quantize_row() can write a type. The IQ types below four bits cannot be written: without statistics of real
/// activations, which this program does not gather, they come out useless.
bool can_quantize(DType type);

/// Stores one row of finite float32 values; `values.size()` is a multiple of the block length, `out` has
/// row_bytes(type, values.size()) bytes. Scales are searched for the least squared error, weighted by magnitude.
/// The result is the same on every machine.
void quantize_row(DType type, std::span<const float> values, std::byte* out);

}  // namespace mingsi::engine
