// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/backend/cpu/cpu_backend.h"

namespace mingsi::engine {

void CpuBackend::experts_tiled(ConstMatrix x, const ExpertChoice& choice, Matrix out) {
  const std::size_t inner = groups_.front().gate.stored->rows, hidden = x.columns;
  gathered_.resize(slots_.size() * inner);
  const Matrix activations(gathered_.data(), slots_.size(), inner);
  name_tokens(slots_.size());
  tile_groups(x, slot_tokens_, tiled_input_);

  // silu(gate · x) ⊙ (up · x), for each group and 16 rows of both.
  const std::size_t panels = (inner + cpu::kTile - 1) / cpu::kTile;
  pool_.parallel_for(groups_.size() * panels, 1, [&](std::size_t begin, std::size_t end, unsigned thread) {
    for (std::size_t task = begin; task < end; ++task) {
      const ExpertGroup& group = groups_[task / panels];
      const std::size_t row = task % panels * cpu::kTile, rows = std::min(cpu::kTile, inner - row);
      const auto sums = multiply_tiles({group.gate, row, rows}, {group.up, row, rows}, tiled_input_, group.tile,
                                       group.size(), group.gate.stored->row(row + rows), thread);
      for (std::size_t i = 0; i < group.size(); ++i) {
        const float* both = sums[i / cpu::kTile].values[i % cpu::kTile];
        kernels_.swiglu(both, both + cpu::kTile, activations.row(group.begin + i) + row, rows);
      }
    }
  });

  // The same rows of the result are one thread's, which adds the experts in their order.
  tile_groups(activations, all_tokens_, tiled_inner_);
  constexpr std::size_t kRows = 2 * cpu::kTile;
  pool_.parallel_for((hidden + kRows - 1) / kRows, 1, [&](std::size_t begin, std::size_t end, unsigned thread) {
    for (std::size_t p = begin; p < end; ++p) {
      const std::size_t row = p * kRows, rows = std::min(kRows, hidden - row), upper = std::min(rows, cpu::kTile);
      for (std::size_t g = 0; g < groups_.size(); ++g) {
        const ExpertGroup& group = groups_[g];
        // The same rows of the next expert, then the next rows of the first.
        const bool last = g + 1 == groups_.size();
        const Weight& next = *groups_[last ? 0 : g + 1].down.stored;
        const auto sums =
            multiply_tiles({group.down, row, upper}, {group.down, row + upper, rows - upper}, tiled_inner_, group.tile,
                           group.size(), next.row(last ? row + rows : row), thread);
        for (std::size_t i = 0; i < group.size(); ++i)
          kernels_.axpy(choice.weight[slots_[group.begin + i]], sums[i / cpu::kTile].values[i % cpu::kTile],
                        out.row(slot_tokens_[group.begin + i]) + row, rows);
      }
    }
  });
}

void CpuBackend::tile_groups(ConstMatrix x, std::span<const std::uint32_t> rows, TokenTiles& out) {
  std::size_t tiles = 0;
  for (ExpertGroup& group : groups_) {
    group.tile = tiles;
    tiles += (group.size() + cpu::kTile - 1) / cpu::kTile;
  }
  out.make_room(tiles * cpu::kTile, x.columns);
  pool_.parallel_for(groups_.size(), 1, [&](std::size_t begin, std::size_t end, unsigned) {
    for (std::size_t g = begin; g < end; ++g) {
      const ExpertGroup& group = groups_[g];
      for (std::size_t i = 0; i < group.size(); i += cpu::kTile)
        pack_tile(x, i, rows.subspan(group.begin, group.size()), group.tile + i / cpu::kTile, out);
    }
  });
}

}  // namespace mingsi::engine
