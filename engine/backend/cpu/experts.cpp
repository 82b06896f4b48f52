// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/backend/cpu/cpu_backend.h"

namespace mingsi::engine {
namespace {

constexpr float kMinusInfinity = -std::numeric_limits<float>::infinity();

void score(RouterRule::Scoring scoring, std::span<const float> logits, std::span<float> scores) {
  if (scoring == RouterRule::Scoring::Sigmoid) {
    std::ranges::transform(logits, scores.begin(), [](float x) { return 1.0f / (1.0f + std::exp(-x)); });
    return;
  }
  const float top = std::ranges::max(logits);
  std::ranges::transform(logits, scores.begin(), [top](float x) { return std::exp(x - top); });
  const float sum = std::accumulate(scores.begin(), scores.end(), 0.0f);
  for (float& s : scores)
    s /= sum;
}

/// Sets the choice values of all but the best groups to −∞.
void keep_best_groups(const RouterRule& rule, std::span<float> choice) {
  const std::size_t size = choice.size() / rule.groups;
  std::vector<float> group(rule.groups);
  for (std::size_t g = 0; g < rule.groups; ++g) {
    float best = kMinusInfinity;
    float second = kMinusInfinity;
    for (const float value : choice.subspan(g * size, size)) {
      if (value > best) {
        second = best;
        best = value;
      } else {
        second = std::max(second, value);
      }
    }
    group[g] = rule.group_score == RouterRule::GroupScore::Maximum ? best : best + second;
  }
  std::vector<std::size_t> order(rule.groups);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return group[a] > group[b]; });
  for (std::size_t i = rule.groups_kept; i < rule.groups; ++i)
    std::ranges::fill(choice.subspan(order[i] * size, size), kMinusInfinity);
}

}  // namespace

void CpuBackend::route(const RouterRule& rule, ConstMatrix logits, std::span<const float> bias, ExpertChoice out) {
  const std::size_t experts = logits.columns;
  std::vector<float> scores(experts);
  std::vector<float> choice(experts);
  std::vector<std::int32_t> order(experts);
  for (std::size_t t = 0; t < logits.rows; ++t) {
    score(rule.scoring, logits.row_span(t), scores);
    for (std::size_t e = 0; e < experts; ++e)
      choice[e] = scores[e] + (bias.empty() ? 0.0f : bias[e]);
    if (rule.groups > 1) keep_best_groups(rule, choice);

    std::iota(order.begin(), order.end(), 0);
    const auto last = order.begin() + static_cast<std::ptrdiff_t>(rule.top_k);
    std::partial_sort(order.begin(), last, order.end(), [&](std::int32_t a, std::int32_t b) {
      const float x = choice[static_cast<std::size_t>(a)];
      const float y = choice[static_cast<std::size_t>(b)];
      return x != y ? x > y : a < b;
    });
    float* weight = out.weight + t * rule.top_k;
    float sum = 0;
    for (std::size_t k = 0; k < rule.top_k; ++k) {
      out.expert[t * rule.top_k + k] = order[k];
      sum += weight[k] = scores[static_cast<std::size_t>(order[k])];
    }
    const float factor = rule.normalize ? rule.scaling / (sum + 1e-20f) : rule.scaling;
    for (std::size_t k = 0; k < rule.top_k; ++k)
      weight[k] *= factor;
  }
  if (on_route) on_route(out);
}

void CpuBackend::experts(std::span<const FeedForward> experts, ConstMatrix x, const ExpertChoice& choice, Matrix out) {
  // Tokens are grouped by expert, so that each chosen expert's weights are read once. Within an expert and among
  // experts the order is fixed, so the sum of a token is the same in every chunking.
  group_by_expert(choice);
  if (groups_.empty()) return;
  const FeedForward& first = experts[groups_.front().expert];
  const bool alike =
      first.gate.type == first.up.type && std::ranges::all_of(groups_, [&](const ExpertGroup& group) {
        const FeedForward& e = experts[group.expert];
        return e.gate.type == first.gate.type && e.up.type == first.up.type && e.down.type == first.down.type;
      });
  if (alike && coded_traits(first.gate.type) && coded_traits(first.down.type)) {
    experts_coded(experts, x, choice, out);
  } else {
    experts_in_floats(experts, x, choice, out);
  }
}

void CpuBackend::group_by_expert(const ExpertChoice& choice) {
  slots_.resize(choice.rows * choice.top_k);
  std::iota(slots_.begin(), slots_.end(), 0u);
  std::erase_if(slots_, [&](std::uint32_t slot) { return choice.expert[slot] < 0; });
  std::ranges::stable_sort(slots_, {}, [&](std::uint32_t slot) { return choice.expert[slot]; });
  slot_tokens_.resize(slots_.size());
  groups_.clear();
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    slot_tokens_[i] = static_cast<std::uint32_t>(slots_[i] / choice.top_k);
    const auto expert = static_cast<std::size_t>(choice.expert[slots_[i]]);
    if (groups_.empty() || groups_.back().expert != expert) groups_.push_back({expert, i, i, 0});
    groups_.back().end = i + 1;
  }
}

void CpuBackend::experts_coded(std::span<const FeedForward> experts, ConstMatrix x, const ExpertChoice& choice,
                               Matrix out) {
  using Sums = float(*)[cpu::kPanelRows];
  const FeedForward& shape = experts[groups_.front().expert];
  const std::size_t inner = shape.gate.rows, hidden = x.columns;
  const CodeTraits& input_traits = *code_traits(shape.gate.type);
  const CodeTraits& inner_traits = *code_traits(shape.down.type);
  const auto input = code(x, input_traits, coded_input_);
  gathered_.resize(slots_.size() * inner);
  const Matrix activations(gathered_.data(), slots_.size(), inner);
  const std::size_t tiles = large(x.rows) && tiled(shape.gate) && tiled(shape.down) ? plan_tiles() : 0;
  tile_groups(tiles, x, slot_tokens_, tiled_input_);

  // silu(gate · x) ⊙ (up · x), for each group and 16 rows.
  const std::size_t inner_panels = (inner + cpu::kPanelRows - 1) / cpu::kPanelRows;
  pool_.parallel_for(groups_.size() * inner_panels, 1, [&](std::size_t begin, std::size_t end, unsigned thread) {
    for (std::size_t task = begin; task < end; ++task) {
      const ExpertGroup& group = groups_[task / inner_panels];
      const FeedForward& expert = experts[group.expert];
      const std::size_t row = task % inner_panels * cpu::kPanelRows, rows = std::min(cpu::kPanelRows, inner - row);
      const std::size_t count = group.size();
      if (tiles > 0) {
        const auto sums = multiply_tiles({expert.gate, row, rows}, {expert.up, row, rows}, tiled_input_, group.tile,
                                         count, expert.gate.row(row + rows), thread);
        for (std::size_t i = 0; i < count; ++i) {
          const float* both = sums[i / cpu::kTile].values[i % cpu::kTile];
          kernels_.swiglu(both, both + cpu::kTile, activations.row(group.begin + i) + row, rows);
        }
        continue;
      }
      const std::span tokens(&slot_tokens_[group.begin], count);
      const auto gate = reinterpret_cast<Sums>(scratch(thread, 2 * count * cpu::kPanelRows)), up = gate + count;
      multiply_rows(expert.gate, input_traits, row, rows, input, tokens, gate, expert.up.row(row), panels_[thread]);
      multiply_rows(expert.up, input_traits, row, rows, input, tokens, up, expert.gate.row(row + rows),
                    panels_[thread]);
      for (std::size_t i = 0; i < count; ++i)
        kernels_.swiglu(gate[i], up[i], activations.row(group.begin + i) + row, rows);
    }
  });

  // The same rows of the result are one thread's, which adds the experts in their order.
  const auto coded = code(activations, inner_traits, coded_inner_);
  tile_groups(tiles, activations, all_tokens_, tiled_inner_);
  const std::size_t step = tiles > 0 ? 2 * cpu::kPanelRows : cpu::kPanelRows;
  const std::size_t steps = (hidden + step - 1) / step;
  pool_.parallel_for(steps, 1, [&](std::size_t begin, std::size_t end, unsigned thread) {
    for (std::size_t p = begin; p < end; ++p) {
      const std::size_t first = p * step, past = std::min(first + step, hidden);
      for (std::size_t g = 0; g < groups_.size(); ++g) {
        const ExpertGroup& group = groups_[g];
        const Weight& down = experts[group.expert].down;
        // The same rows of the next expert, then the next rows of the first.
        const bool last = g + 1 == groups_.size();
        const std::byte* next = experts[groups_[last ? 0 : g + 1].expert].down.row(last ? past : first);
        const auto add = [&](std::size_t i, const float* sums, std::size_t row, std::size_t rows) {
          kernels_.axpy(choice.weight[slots_[group.begin + i]], sums, out.row(slot_tokens_[group.begin + i]) + row,
                        rows);
        };
        if (tiles > 0) {
          const std::size_t upper = std::min(cpu::kTile, past - first);
          const auto sums = multiply_tiles({down, first, upper}, {down, first + upper, past - first - upper},
                                           tiled_inner_, group.tile, group.size(), next, thread);
          for (std::size_t i = 0; i < group.size(); ++i)
            add(i, sums[i / cpu::kTile].values[i % cpu::kTile], first, past - first);
          continue;
        }
        const std::span slots(&all_tokens_[group.begin], group.size());
        const auto sums = reinterpret_cast<Sums>(scratch(thread, group.size() * cpu::kPanelRows));
        for (std::size_t row = first; row < past; row += cpu::kPanelRows) {
          const std::size_t rows = std::min(cpu::kPanelRows, past - row);
          multiply_rows(down, inner_traits, row, rows, coded, slots, sums,
                        row + rows < past ? down.row(row + rows) : next, panels_[thread]);
          for (std::size_t i = 0; i < group.size(); ++i)
            add(i, sums[i], row, rows);
        }
      }
    }
  });
}

std::size_t CpuBackend::plan_tiles() {
  std::size_t tiles = 0;
  for (ExpertGroup& group : groups_) {
    group.tile = tiles;
    tiles += (group.size() + cpu::kTile - 1) / cpu::kTile;
  }
  return tiles;
}

void CpuBackend::tile_groups(std::size_t tiles, ConstMatrix x, std::span<const std::uint32_t> rows, TokenTiles& out) {
  if (tiles == 0) return;
  out.make_room(tiles * cpu::kTile, x.columns);
  pool_.parallel_for(groups_.size(), 1, [&](std::size_t begin, std::size_t end, unsigned) {
    for (std::size_t g = begin; g < end; ++g) {
      const ExpertGroup& group = groups_[g];
      for (std::size_t i = 0; i < group.size(); i += cpu::kTile)
        pack_tile(x, i, rows.subspan(group.begin, group.size()), group.tile + i / cpu::kTile, out);
    }
  });
}

void CpuBackend::experts_in_floats(std::span<const FeedForward> experts, ConstMatrix x, const ExpertChoice& choice,
                                   Matrix out) {
  const std::size_t inner = experts.front().gate.rows;
  const std::size_t hidden = x.columns;
  gathered_.resize(x.rows * (2 * hidden + 2 * inner));
  float* const input = gathered_.data();
  float* const output = input + x.rows * hidden;
  float* const gate_values = output + x.rows * hidden;
  float* const up_values = gate_values + x.rows * inner;
  for (const ExpertGroup& group : groups_) {
    const std::size_t expert = group.expert, begin = group.begin, n = group.size();
    for (std::size_t i = 0; i < n; ++i)
      std::copy_n(x.row(slot_tokens_[begin + i]), hidden, input + i * hidden);
    const Matrix gate(gate_values, n, inner);
    const Matrix up(up_values, n, inner);
    const Matrix result(output, n, hidden);
    linear(experts[expert].gate, ConstMatrix(input, n, hidden), gate);
    linear(experts[expert].up, ConstMatrix(input, n, hidden), up);
    swiglu(gate, up, gate);
    linear(experts[expert].down, gate, result);
    for (std::size_t i = 0; i < n; ++i)
      kernels_.axpy(choice.weight[slots_[begin + i]], result.row(i), out.row(slot_tokens_[begin + i]), hidden);
  }
}

}  // namespace mingsi::engine
