// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/expert_cache_policy.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mingsi::engine::cuda {

std::size_t ExpertCachePolicy::add_layer(std::size_t experts, std::size_t places, std::uint64_t expert_bytes) {
  Layer layer{std::vector(experts, 0.0f), std::vector(experts, std::int32_t{-1}), std::vector<std::int32_t>(places),
              expert_bytes};
  std::iota(layer.places.begin(), layer.places.begin() + static_cast<std::ptrdiff_t>(places), 0);
  std::iota(layer.occupant.begin(), layer.occupant.end(), 0);
  layers_.push_back(std::move(layer));
  return layers_.size() - 1;
}

void ExpertCachePolicy::seen(std::size_t layer, std::span<const std::int32_t> chosen, std::size_t tokens) {
  auto& uses = layers_[layer].uses;
  const float kept = std::exp(-static_cast<float>(tokens) / kMemory);
  for (float& use : uses)
    use *= kept;
  for (const std::int32_t expert : chosen)
    if (expert >= 0) ++uses[static_cast<std::size_t>(expert)];
}

ExpertCachePolicy::Candidate ExpertCachePolicy::best_of(std::size_t number) const {
  const Layer& layer = layers_[number];
  std::size_t in = 0, out = 0;
  float most = -1, least = -1;
  for (std::size_t e = 0; e < layer.uses.size(); ++e) {
    const float uses = layer.uses[e];
    if (layer.places[e] < 0 && uses > most) {
      in = e;
      most = uses;
    } else if (layer.places[e] >= 0 && (least < 0 || uses < least)) {
      out = e;
      least = uses;
    }
  }
  // Without anything outside, or any place, nothing is gained.
  const float gain = most < 0 || least < 0 ? 0 : most - least;
  return {{number, layer.places[out], static_cast<std::int32_t>(in)}, gain};
}

std::vector<ExpertCachePolicy::Move> ExpertCachePolicy::refill(std::uint64_t most_bytes) {
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < layers_.size(); ++i)
    candidates.push_back(best_of(i));
  std::vector<Move> moves;
  for (std::uint64_t bytes = 0; !candidates.empty();) {
    Candidate& best = *std::ranges::max_element(candidates, {}, &Candidate::gain);
    if (best.gain < kWorth) break;
    const Move move = best.move;
    Layer& layer = layers_[move.layer];
    bytes += layer.expert_bytes;
    if (bytes > most_bytes && !moves.empty()) break;
    auto& occupant = layer.occupant[static_cast<std::size_t>(move.place)];
    layer.places[static_cast<std::size_t>(occupant)] = -1;
    layer.places[static_cast<std::size_t>(move.expert)] = move.place;
    occupant = move.expert;
    moves.push_back(move);
    best = best_of(move.layer);
  }
  return moves;
}

}  // namespace mingsi::engine::cuda
