// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/backend/cpu/cpu_backend.h"
#include "engine/tensor/dequantize.h"

namespace mingsi::engine {
namespace {

constexpr std::size_t kTiledRows = 2 * cpu::kTile;  // that are multiplied at a time

std::size_t tiles_of(std::size_t tokens) { return (tokens + cpu::kTile - 1) / cpu::kTile; }

}  // namespace

bool CpuBackend::tiled(const Weight& w) const {
  // What is stored in more bits than bfloat16 has is not rounded to it.
  const bool rounds = code_traits(w.type) || w.type == DType::BF16 || w.type == DType::F8_E4M3;
  return kernels_.tiles && precision_ == Precision::Coded && rounds && w.columns % cpu::kTileColumns == 0;
}

void CpuBackend::TokenTiles::make_room(std::size_t tokens, std::size_t columns) {
  stride = columns / cpu::kTileColumns;
  tiles.resize(tiles_of(tokens) * stride);
}

void CpuBackend::pack_tile(ConstMatrix x, std::size_t first, std::span<const std::uint32_t> tokens, std::size_t tile,
                           TokenTiles& out) const {
  const float* rows[cpu::kTile];
  const std::size_t count = std::min(cpu::kTile, tokens.size() - first);
  for (std::size_t i = 0; i < count; ++i)
    rows[i] = x.row(tokens[first + i]);
  kernels_.tiles->pack(rows, count, x.columns, &out.tiles[tile * out.stride]);
}

void CpuBackend::unpack_panel(const WeightRows& rows, std::size_t first, std::size_t columns, const std::byte* next,
                              unsigned thread, cpu::TilePanel& out) {
  const Weight& w = *rows.weight.stored;
  if (const auto* traits = code_traits(w.type)) {
    kernels_.decode_panel(rows.weight.panel(rows.row, rows.rows, next), first, columns, workers_[thread].panel);
    kernels_.tiles->unpack_codes(workers_[thread].panel, *traits, columns, out);
    return;
  }
  float values[cpu::kTile][cpu::kTilePanelColumns];
  for (std::size_t r = 0; r < cpu::kTile; ++r) {
    const std::size_t stored = rows.row + std::min(r, rows.rows - 1);
    kernels_.dequantize(w.type, w.row(stored) + row_bytes(w.type, first), values[r], columns);
    apply_block_scales(w, stored, std::span(values[r], columns), first);
  }
  kernels_.tiles->unpack_floats(values[0], cpu::kTilePanelColumns, columns, out);
}

std::span<const cpu::TileSums> CpuBackend::multiply_tiles(const WeightRows& a, const WeightRows& b, const TokenTiles& x,
                                                          std::size_t first_tile, std::size_t tokens,
                                                          const std::byte* next, unsigned thread) {
  TileMemory& memory = *workers_[thread].tiles;
  const std::size_t tiles = tiles_of(tokens), columns = a.weight.stored->columns;
  if (memory.sums.size() < tiles) memory.sums.resize(tiles);
  for (std::size_t first = 0; first < columns; first += cpu::kTilePanelColumns) {
    const std::size_t some = std::min(cpu::kTilePanelColumns, columns - first);
    // While the rows of a are unpacked, those of b are fetched, and with them what is read next.
    const std::byte* const behind_a = b.rows > 0 ? b.weight.stored->row(b.row) : next;
    unpack_panel(a, first, some, behind_a, thread, memory.panels[0]);
    if (b.rows > 0) unpack_panel(b, first, some, next, thread, memory.panels[1]);
    kernels_.tiles->multiply(memory.panels, &x.tiles[first_tile * x.stride + first / cpu::kTileColumns], x.stride,
                             tiles, some / cpu::kTileColumns, first == 0, memory.sums.data());
  }
  return {memory.sums.data(), tiles};
}

void CpuBackend::linear_tiled(const Weight& w, ConstMatrix x, Matrix y) {
  name_tokens(x.rows);
  const std::span tokens(all_tokens_.data(), x.rows);
  tiled_input_.make_room(x.rows, x.columns);
  for_rows(tiles_of(x.rows), x.columns * cpu::kTile,
           [&](std::size_t tile) { pack_tile(x, tile * cpu::kTile, tokens, tile, tiled_input_); });
  const KeptWeight weight = kept(w);
  pool_.parallel_for((w.rows + kTiledRows - 1) / kTiledRows, 1,
                     [&](std::size_t begin, std::size_t end, unsigned thread) {
                       for (std::size_t p = begin; p < end; ++p)
                         multiply_tiled_rows(weight, p * kTiledRows, tiled_input_, y, thread);
                     });
}

void CpuBackend::linear_tiled_here(const Weight& w, ConstMatrix x, Matrix y, unsigned thread) {
  TokenTiles& tiles = workers_[thread].tiles->tokens;
  tiles.make_room(x.rows, x.columns);
  const std::span tokens(all_tokens_.data(), x.rows);
  for (std::size_t t = 0; t < x.rows; t += cpu::kTile)
    pack_tile(x, t, tokens, t / cpu::kTile, tiles);
  const KeptWeight weight = kept(w);
  for (std::size_t row = 0; row < w.rows; row += kTiledRows)
    multiply_tiled_rows(weight, row, tiles, y, thread);
}

void CpuBackend::multiply_tiled_rows(const KeptWeight& w, std::size_t row, const TokenTiles& x, Matrix y,
                                     unsigned thread) {
  const std::size_t rows = std::min(kTiledRows, w.stored->rows - row), upper = std::min(rows, cpu::kTile);
  const auto sums =
      multiply_tiles({w, row, upper}, {w, row + upper, rows - upper}, x, 0, y.rows, w.stored->row(row + rows), thread);
  for (std::size_t t = 0; t < y.rows; ++t)
    std::copy_n(sums[t / cpu::kTile].values[t % cpu::kTile], rows, y.row(t) + row);
}

}  // namespace mingsi::engine
