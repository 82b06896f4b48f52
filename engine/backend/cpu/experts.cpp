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

void CpuBackend::route(const RouterRule& rule, ConstMatrix logits, std::span<const float> bias, ExpertChoice& out) {
  const std::size_t experts = logits.columns;
  out.top_k = rule.top_k;
  out.expert.resize(logits.rows * rule.top_k);
  out.weight.resize(logits.rows * rule.top_k);
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
    float* weight = out.weight.data() + t * rule.top_k;
    float sum = 0;
    for (std::size_t k = 0; k < rule.top_k; ++k) {
      out.expert[t * rule.top_k + k] = order[k];
      sum += weight[k] = scores[static_cast<std::size_t>(order[k])];
    }
    const float factor = rule.normalize ? rule.scaling / (sum + 1e-20f) : rule.scaling;
    for (std::size_t k = 0; k < rule.top_k; ++k)
      weight[k] *= factor;
  }
}

void CpuBackend::experts(std::span<const FeedForward> experts, ConstMatrix x, const ExpertChoice& choice, Matrix out) {
  // Tokens are grouped by expert, so that each chosen expert's weights are read once. Within an expert and among
  // experts the order is fixed, so the sum of a token is the same in every chunking.
  const std::size_t inner = experts.front().gate.rows;
  const std::size_t hidden = x.columns;
  const std::size_t slots = x.rows * choice.top_k;
  std::vector<std::size_t> by_expert(slots);
  std::iota(by_expert.begin(), by_expert.end(), std::size_t{0});
  std::ranges::stable_sort(by_expert, {}, [&](std::size_t slot) { return choice.expert[slot]; });

  gathered_.resize(x.rows * (2 * hidden + 2 * inner));
  float* const input = gathered_.data();
  float* const output = input + x.rows * hidden;
  float* const gate_values = output + x.rows * hidden;
  float* const up_values = gate_values + x.rows * inner;
  for (std::size_t begin = 0; begin < slots;) {
    const auto expert = static_cast<std::size_t>(choice.expert[by_expert[begin]]);
    std::size_t end = begin;
    while (end < slots && static_cast<std::size_t>(choice.expert[by_expert[end]]) == expert)
      ++end;
    const std::size_t n = end - begin;
    for (std::size_t i = 0; i < n; ++i)
      std::copy_n(x.row(by_expert[begin + i] / choice.top_k), hidden, input + i * hidden);

    const Matrix gate(gate_values, n, inner);
    const Matrix up(up_values, n, inner);
    const Matrix result(output, n, hidden);
    linear(experts[expert].gate, ConstMatrix(input, n, hidden), gate);
    linear(experts[expert].up, ConstMatrix(input, n, hidden), up);
    swiglu(gate, up, gate);
    linear(experts[expert].down, gate, result);
    for (std::size_t i = 0; i < n; ++i)
      kernels_.axpy(choice.weight[by_expert[begin + i]], result.row(i), out.row(by_expert[begin + i] / choice.top_k),
                    hidden);
    begin = end;
  }
}

}  // namespace mingsi::engine
