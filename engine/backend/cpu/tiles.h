// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/backend/cpu/panel.h"
#include "engine/tensor/codes.h"

namespace mingsi::engine::cpu {

// Products with many tokens by tiles of bfloat16: an instruction of Intel's AMX (SDM volume 1, chapter 18) multiplies
// 16 tokens × 32 columns with 32 columns × 16 rows and adds in float32. Weights and activations are rounded to
// bfloat16, whose relative error of 2⁻⁹ is below that of 8-bit activations. AMX's 8-bit tiles would have to leave the
// tile for each scale, every 16 or 32 columns, which takes more time than they save over bfloat16.

inline constexpr std::size_t kTile = 16;  ///< tokens or rows of a tile
static_assert(kTile == kPanelRows);
inline constexpr std::size_t kTileColumns = 32;  ///< columns of a tile
/// Columns of a TilePanel: two of them fill two thirds of the first-level cache of a processor with AMX (48 KiB).
inline constexpr std::size_t kTilePanelColumns = 512;

/// 16 tokens × 32 columns of activations.
struct alignas(64) TokenTile {
  std::uint16_t values[kTile][kTileColumns];
};

/// 16 weight rows side by side, two columns of each at a time.
struct alignas(64) TilePanel {
  std::uint16_t values[kTilePanelColumns / 2][kTile][2];
};

/// Products of 16 tokens with the rows of two panels.
struct alignas(64) TileSums {
  float values[kTile][2 * kTile];
};

/// The inner loops over tiles, once for each instruction set that has some. A product does not depend on how many
/// tokens a call covers.
struct TileKernels {
  /// `count` ≤ kTile rows of float32, side by side; tokens that are missing are zero. out: [columns / kTileColumns].
  void (*pack)(const float* const* rows, std::size_t count, std::size_t columns, TokenTile* out);

  /// A panel of codes as values; columns ≤ kTilePanelColumns is a multiple of kTileColumns.
  void (*unpack_codes)(const Panel& codes, const CodeTraits& traits, std::size_t columns, TilePanel& panel);
  /// The same from kTile rows of float32, `stride` floats apart.
  void (*unpack_floats)(const float* rows, std::size_t stride, std::size_t columns, TilePanel& panel);

  /// sums[i] += tokens of tile row i × rows of both panels, over `steps` · kTileColumns columns, for i < count; sums
  /// start at zero if `fresh`. Tile row i lies at x + i · stride.
  void (*multiply)(const TilePanel (&panels)[2], const TokenTile* x, std::size_t stride, std::size_t count,
                   std::size_t steps, bool fresh, TileSums* sums);
};

#if defined(__x86_64__)
extern const TileKernels kAmxTiles;
#endif

}  // namespace mingsi::engine::cpu
