// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/backend/cpu/cpu_backend.h"
#include "engine/tensor/dequantize.h"

namespace mingsi::engine {
namespace {

// Multiply-adds below which handing work to another thread costs more than it saves.
constexpr std::size_t kGrainOperations = 32768;
constexpr std::size_t kGrainCodedOperations = 131072;
constexpr std::size_t kCacheLine = 16;  // floats

}  // namespace

void CpuBackend::linear(const Weight& w, ConstMatrix x, Matrix y) { multiply(w, x, y, large(x.rows)); }

void CpuBackend::multiply(const Weight& w, ConstMatrix x, Matrix y, bool in_large) {
  if (in_large && tiled(w)) return linear_tiled(w, x, y);
  if (const auto* traits = coded_traits(w.type)) return linear_coded(w, *traits, x, y);
  const std::size_t per_row = std::max<std::size_t>(1, w.columns * x.rows);
  std::size_t grain = std::max<std::size_t>(1, kGrainOperations / per_row);
  grain = (grain + cpu::kBlockRows - 1) / cpu::kBlockRows * cpu::kBlockRows;
  pool_.parallel_for(w.rows, grain, [&](std::size_t begin, std::size_t end, unsigned thread) {
    linear_rows(w, begin, end, x, y, thread);
  });
}

cpu::CodedRows CpuBackend::CodedBuffer::make_room(std::size_t rows, std::size_t columns, const CodeTraits& traits) {
  const std::size_t blocks = columns / traits.block;
  codes.resize(rows * columns);
  scales.resize(rows * blocks);
  starts.resize(rows * blocks);
  sums.resize(rows * blocks);
  return {codes.data(), scales.data(), starts.data(), sums.data(), columns, blocks};
}

void CpuBackend::code_row(ConstMatrix x, std::size_t t, const CodeTraits& traits, CodedBuffer& buffer) const {
  const std::size_t block = t * (x.columns / traits.block);
  kernels_.code_row(x.row(t), x.columns, traits, &buffer.codes[t * x.columns], &buffer.scales[block],
                    &buffer.starts[block], &buffer.sums[block]);
}

cpu::CodedRows CpuBackend::code(ConstMatrix x, const CodeTraits& traits, CodedBuffer& buffer) {
  const auto coded = buffer.make_room(x.rows, x.columns, traits);
  for_rows(x.rows, x.columns, [&](std::size_t t) { code_row(x, t, traits, buffer); });
  name_tokens(x.rows);
  return coded;
}

void CpuBackend::name_tokens(std::size_t count) {
  while (all_tokens_.size() < count)
    all_tokens_.push_back(static_cast<std::uint32_t>(all_tokens_.size()));
}

cpu::KeptPanel CpuBackend::KeptWeight::panel(std::size_t row, std::size_t rows, const std::byte* next) const {
  const std::size_t stride = row_bytes(stored->type, stored->columns);
  const bool whole = packed && rows == cpu::kPanelRows;
  return {stored->type, whole ? packed + row * stride : stored->row(row), rows, stride, whole, next};
}

void CpuBackend::multiply_rows(const cpu::KeptPanel& rows, std::size_t columns, const cpu::CodedRows& x,
                               std::span<const std::uint32_t> tokens, float (*sums)[cpu::kPanelRows],
                               cpu::Panel& panel) const {
  if (rows.rows == cpu::kPanelRows && kernels_.multiply_few(rows, columns, x, tokens.data(), tokens.size(), sums))
    return;
  const CodeTraits& traits = *code_traits(rows.type);
  std::fill_n(&sums[0][0], tokens.size() * cpu::kPanelRows, 0.0f);
  for (std::size_t first = 0; first < columns; first += cpu::kPanelColumns) {
    const std::size_t some = std::min(cpu::kPanelColumns, columns - first);
    kernels_.decode_panel(rows, first, some, panel);
    for (std::size_t t = 0; t < tokens.size(); t += cpu::kPanelTokens)
      kernels_.multiply_panel(panel, traits, x, &tokens[t], std::min(cpu::kPanelTokens, tokens.size() - t), first, some,
                              sums + t);
  }
}

void CpuBackend::linear_coded(const Weight& w, const CodeTraits& traits, ConstMatrix x, Matrix y) {
  const auto coded = code(x, traits, coded_input_);
  const std::span tokens(all_tokens_.data(), x.rows);
  const KeptWeight weight = kept(w);
  const std::size_t panels = (w.rows + cpu::kPanelRows - 1) / cpu::kPanelRows;
  const std::size_t operations = std::max<std::size_t>(1, cpu::kPanelRows * w.columns * x.rows);
  pool_.parallel_for(panels, std::max<std::size_t>(1, kGrainCodedOperations / operations),
                     [&](std::size_t begin, std::size_t end, unsigned thread) {
                       auto* sums =
                           reinterpret_cast<float(*)[cpu::kPanelRows]>(scratch(thread, x.rows * cpu::kPanelRows));
                       for (std::size_t p = begin; p < end; ++p) {
                         const std::size_t row = p * cpu::kPanelRows, rows = std::min(cpu::kPanelRows, w.rows - row);
                         multiply_rows(weight.panel(row, rows, w.row(row + rows)), w.columns, coded, tokens, sums,
                                       workers_[thread].panel);
                         for (std::size_t t = 0; t < x.rows; ++t)
                           std::copy_n(sums[t], rows, y.row(t) + row);
                       }
                     });
}

void CpuBackend::multiply_here(const Weight& w, ConstMatrix x, Matrix y, bool in_large, unsigned thread) {
  if (in_large && tiled(w)) return linear_tiled_here(w, x, y, thread);
  const auto* traits = coded_traits(w.type);
  if (!traits) return linear_rows(w, 0, w.rows, x, y, thread);
  auto& buffer = workers_[thread].codes;
  const auto coded = buffer.make_room(x.rows, x.columns, *traits);
  for (std::size_t t = 0; t < x.rows; ++t)
    code_row(x, t, *traits, buffer);
  const KeptWeight weight = kept(w);
  buffer.products.resize(x.rows * cpu::kPanelRows);
  auto* sums = reinterpret_cast<float(*)[cpu::kPanelRows]>(buffer.products.data());
  for (std::size_t row = 0; row < w.rows; row += cpu::kPanelRows) {
    const std::size_t rows = std::min(cpu::kPanelRows, w.rows - row);
    multiply_rows(weight.panel(row, rows, w.row(row + rows)), w.columns, coded, std::span(all_tokens_).first(x.rows),
                  sums, workers_[thread].panel);
    for (std::size_t t = 0; t < x.rows; ++t)
      std::copy_n(sums[t], rows, y.row(t) + row);
  }
}

void CpuBackend::linear_rows(const Weight& w, std::size_t begin, std::size_t end, ConstMatrix x, Matrix y,
                             unsigned thread) {
  // Safetensors files align their data only by habit.
  const bool in_place = w.type == DType::F32 && reinterpret_cast<std::uintptr_t>(w.data) % alignof(float) == 0;
  // Rows a power of two apart would take each other's places in the cache.
  const std::size_t stride = in_place ? w.columns : w.columns + kCacheLine;
  float* decoded = in_place ? nullptr : scratch(thread, cpu::kBlockRows * stride);
  for (std::size_t r = begin; r < end; r += cpu::kBlockRows) {
    const std::size_t rows = std::min(cpu::kBlockRows, end - r);
    if (x.rows == 1 && rows == cpu::kBlockRows && block_scales(w, r) == block_scales(w, r + rows - 1) &&
        kernels_.dot_stored(w.type, w.row(r), row_bytes(w.type, w.columns), block_scales(w, r), x.row(0), w.columns,
                            y.row(0) + r))
      continue;
    const float* block = decoded;
    if (in_place) {
      block = reinterpret_cast<const float*>(w.row(r));
    } else {
      for (std::size_t i = 0; i < rows; ++i)
        decode_row(w, r + i, decoded + i * stride);
    }
    for (std::size_t t = 0; t < x.rows; t += cpu::kBlockTokens)
      kernels_.dot_block(block, stride, rows, x.row(t), x.stride, std::min(cpu::kBlockTokens, x.rows - t), w.columns,
                         y.row(t) + r, y.stride);
  }
}

}  // namespace mingsi::engine
