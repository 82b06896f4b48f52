// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>

#include "engine/backend/cpu/cpu_backend.h"

namespace mingsi::engine {

void CpuBackend::experts(std::span<const FeedForward> experts, ConstMatrix x, const ExpertChoice& choice, Matrix out) {
  // Tokens are grouped by expert, so that each chosen expert's weights are read once. Within an expert and among
  // experts the order is fixed, so the sum of a token is the same in every chunking.
  group_by_expert(experts, choice);
  if (groups_.empty()) return;
  const Weight &gate = *groups_.front().gate.stored, &down = *groups_.front().down.stored;
  const bool alike = std::ranges::all_of(groups_, [&](const ExpertGroup& group) {
    return group.gate.stored->type == gate.type && group.up.stored->type == gate.type &&
           group.down.stored->type == down.type;
  });
  if (alike && large(x.rows) && tiled(gate) && tiled(down)) {
    experts_tiled(x, choice, out);
  } else if (alike && coded_traits(gate.type) && coded_traits(down.type)) {
    experts_coded(x, choice, out);
  } else {
    experts_in_floats(x, choice, out);
  }
}

void CpuBackend::group_by_expert(std::span<const FeedForward> experts, const ExpertChoice& choice) {
  slots_.resize(choice.rows * choice.top_k);
  std::iota(slots_.begin(), slots_.end(), 0u);
  std::erase_if(slots_, [&](std::uint32_t slot) { return choice.expert[slot] < 0; });
  std::ranges::stable_sort(slots_, {}, [&](std::uint32_t slot) { return choice.expert[slot]; });
  slot_tokens_.resize(slots_.size());
  groups_.clear();
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    slot_tokens_[i] = static_cast<std::uint32_t>(slots_[i] / choice.top_k);
    const auto number = static_cast<std::size_t>(choice.expert[slots_[i]]);
    if (groups_.empty() || groups_.back().expert != number) {
      const FeedForward& expert = experts[number];
      groups_.push_back({number, i, i, kept(expert.gate), kept(expert.up), kept(expert.down)});
    }
    groups_.back().end = i + 1;
  }
}

void CpuBackend::experts_coded(ConstMatrix x, const ExpertChoice& choice, Matrix out) {
  using Sums = float(*)[cpu::kPanelRows];
  const ExpertGroup& shape = groups_.front();
  const std::size_t inner = shape.gate.stored->rows, hidden = x.columns;
  const CodeTraits& input_traits = *code_traits(shape.gate.stored->type);
  const CodeTraits& inner_traits = *code_traits(shape.down.stored->type);
  const auto input = code(x, input_traits, coded_input_);
  gathered_.resize(slots_.size() * inner);
  const Matrix activations(gathered_.data(), slots_.size(), inner);

  // silu(gate · x) ⊙ (up · x), for each group and 16 rows.
  const std::size_t inner_panels = (inner + cpu::kPanelRows - 1) / cpu::kPanelRows;
  pool_.parallel_for(groups_.size() * inner_panels, 1, [&](std::size_t begin, std::size_t end, unsigned thread) {
    for (std::size_t task = begin; task < end; ++task) {
      const ExpertGroup& group = groups_[task / inner_panels];
      const std::size_t row = task % inner_panels * cpu::kPanelRows, rows = std::min(cpu::kPanelRows, inner - row);
      const std::size_t count = group.size();
      const std::span tokens(&slot_tokens_[group.begin], count);
      const auto gate = reinterpret_cast<Sums>(scratch(thread, 2 * count * cpu::kPanelRows)), up = gate + count;
      multiply_rows(group.gate.panel(row, rows, group.up.stored->row(row)), hidden, input, tokens, gate,
                    workers_[thread].panel);
      multiply_rows(group.up.panel(row, rows, group.gate.stored->row(row + rows)), hidden, input, tokens, up,
                    workers_[thread].panel);
      for (std::size_t i = 0; i < count; ++i)
        kernels_.swiglu(gate[i], up[i], activations.row(group.begin + i) + row, rows);
    }
  });

  // Each 16 rows of the result are one thread's, which adds the experts in their order.
  const auto coded = code(activations, inner_traits, coded_inner_);
  const std::size_t panels = (hidden + cpu::kPanelRows - 1) / cpu::kPanelRows;
  pool_.parallel_for(panels, 1, [&](std::size_t begin, std::size_t end, unsigned thread) {
    for (std::size_t p = begin; p < end; ++p) {
      const std::size_t row = p * cpu::kPanelRows, rows = std::min(cpu::kPanelRows, hidden - row);
      for (std::size_t g = 0; g < groups_.size(); ++g) {
        const ExpertGroup& group = groups_[g];
        const std::size_t count = group.size();
        const std::span slots(&all_tokens_[group.begin], count);
        const auto sums = reinterpret_cast<Sums>(scratch(thread, count * cpu::kPanelRows));
        // The same rows of the next expert, then the next rows of the first.
        const bool last = g + 1 == groups_.size();
        const Weight& next = *groups_[last ? 0 : g + 1].down.stored;
        multiply_rows(group.down.panel(row, rows, next.row(last ? row + rows : row)), inner, coded, slots, sums,
                      workers_[thread].panel);
        for (std::size_t i = 0; i < count; ++i)
          kernels_.axpy(choice.weight[slots_[group.begin + i]], sums[i], out.row(slot_tokens_[group.begin + i]) + row,
                        rows);
      }
    }
  });
}

void CpuBackend::experts_in_floats(ConstMatrix x, const ExpertChoice& choice, Matrix out) {
  const std::size_t inner = groups_.front().gate.stored->rows;
  const std::size_t hidden = x.columns;
  gathered_.resize(x.rows * (2 * hidden + 2 * inner));
  float* const input = gathered_.data();
  float* const output = input + x.rows * hidden;
  float* const gate_values = output + x.rows * hidden;
  float* const up_values = gate_values + x.rows * inner;
  for (const ExpertGroup& group : groups_) {
    const std::size_t begin = group.begin, n = group.size();
    for (std::size_t i = 0; i < n; ++i)
      std::copy_n(x.row(slot_tokens_[begin + i]), hidden, input + i * hidden);
    const Matrix gate(gate_values, n, inner);
    const Matrix up(up_values, n, inner);
    const Matrix result(output, n, hidden);
    multiply(*group.gate.stored, ConstMatrix(input, n, hidden), gate, large(x.rows));
    multiply(*group.up.stored, ConstMatrix(input, n, hidden), up, large(x.rows));
    swiglu(gate, up, gate);
    multiply(*group.down.stored, gate, result, large(x.rows));
    for (std::size_t i = 0; i < n; ++i)
      kernels_.axpy(choice.weight[slots_[begin + i]], result.row(i), out.row(slot_tokens_[begin + i]), hidden);
  }
}

}  // namespace mingsi::engine
