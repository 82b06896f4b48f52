// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "engine/tensor/dtype.h"

namespace mingsi::engine::cpu {

// Packed panels: 16 rows of a quantized matrix laid side by side, in the order in which products read them. Each block
// is cut into words of 4 bytes, and the float16 that are none; a piece of the first row is followed by the same of the
// other rows, and that by the next piece that is read. A panel takes as many bytes as its rows.

/// Whether panels of this type can be packed.
bool can_pack(DType type);

/// kPanelRows consecutive rows of `columns` values become as many bytes at `out`.
void pack_panel(DType type, const std::byte* rows, std::size_t columns, std::byte* out);

}  // namespace mingsi::engine::cpu
