// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/backend/cpu/cpu_backend.h"

namespace mingsi::engine {
namespace {

// Multiply-adds below which handing work to another thread costs more than it saves.
constexpr std::size_t kGrainOperations = 32768;

}  // namespace

void CpuBackend::linear(const Weight& w, ConstMatrix x, Matrix y) {
  const std::size_t per_row = std::max<std::size_t>(1, w.columns * x.rows);
  std::size_t grain = std::max<std::size_t>(1, kGrainOperations / per_row);
  grain = (grain + cpu::kBlockRows - 1) / cpu::kBlockRows * cpu::kBlockRows;
  pool_.parallel_for(w.rows, grain, [&](std::size_t begin, std::size_t end, unsigned thread) {
    linear_rows(w, begin, end, x, y, thread);
  });
}

void CpuBackend::linear_rows(const Weight& w, std::size_t begin, std::size_t end, ConstMatrix x, Matrix y,
                             unsigned thread) {
  // Safetensors files align their data only by habit.
  const bool in_place = w.type == DType::F32 && reinterpret_cast<std::uintptr_t>(w.data) % alignof(float) == 0;
  float* decoded = in_place ? nullptr : scratch(thread, cpu::kBlockRows * w.columns);
  for (std::size_t r = begin; r < end; r += cpu::kBlockRows) {
    const std::size_t rows = std::min(cpu::kBlockRows, end - r);
    const float* block = decoded;
    if (in_place) {
      block = reinterpret_cast<const float*>(w.row(r));
    } else {
      for (std::size_t i = 0; i < rows; ++i)
        decode_row(w, r + i, decoded + i * w.columns);
    }
    for (std::size_t t = 0; t < x.rows; t += cpu::kBlockTokens)
      kernels_.dot_block(block, w.columns, rows, x.row(t), x.stride, std::min(cpu::kBlockTokens, x.rows - t), w.columns,
                         y.row(t) + r, y.stride);
  }
}

}  // namespace mingsi::engine
