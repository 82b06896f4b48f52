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

}  // namespace mingsi::engine
