// SPDX-License-Identifier: Apache-2.0
// Which experts a cache on the GPU holds, by use alone: no GPU is needed.
#include "engine/backend/cuda/expert_cache_policy.h"

#include <gtest/gtest.h>
#include <random>

namespace mingsi::engine::cuda {
namespace {

using Policy = ExpertCachePolicy;
using Moves = std::vector<Policy::Move>;
constexpr auto kEverything = ~std::uint64_t{0};

/// One token at a time, each choosing the same.
void use(Policy& policy, std::size_t layer, const std::vector<std::int32_t>& chosen, int tokens) {
  for (int i = 0; i < tokens; ++i)
    policy.seen(layer, chosen, 1);
}
std::vector<std::int32_t> places(const Policy& policy, std::size_t layer) {
  const auto all = policy.places(layer);
  return {all.begin(), all.end()};
}

TEST(ExpertCachePolicy, BeginsWithTheFirstExperts) {
  Policy policy;
  EXPECT_EQ(policy.add_layer(4, 2, 10), 0u);
  EXPECT_EQ(policy.add_layer(3, 0, 10), 1u);
  EXPECT_EQ(policy.add_layer(2, 2, 10), 2u);
  EXPECT_EQ(places(policy, 0), (std::vector{0, 1, -1, -1}));
  EXPECT_EQ(places(policy, 1), (std::vector{-1, -1, -1}));
  EXPECT_EQ(places(policy, 2), (std::vector{0, 1}));
  EXPECT_EQ(policy.refill(kEverything), Moves());
}

TEST(ExpertCachePolicy, TheBusiestTakesThePlaceOfTheLeastBusy) {
  Policy policy;
  policy.add_layer(4, 2, 10);
  use(policy, 0, {0, 3}, 30);
  EXPECT_EQ(policy.refill(kEverything), (Moves{{0, 1, 3}}));
  EXPECT_EQ(places(policy, 0), (std::vector{0, -1, -1, 1}));
  EXPECT_EQ(policy.refill(kEverything), Moves()) << "what has moved stays";
}

TEST(ExpertCachePolicy, LittleMoreUseIsNotWorthAMove) {
  Policy policy;
  policy.add_layer(3, 1, 10);
  use(policy, 0, {0, 2}, 100);
  use(policy, 0, {2}, static_cast<int>(Policy::kWorth) - 1);
  EXPECT_EQ(policy.refill(kEverything), Moves());
  use(policy, 0, {2}, 3);
  EXPECT_EQ(policy.refill(kEverything), (Moves{{0, 0, 2}}));
}

TEST(ExpertCachePolicy, AnEvenChoiceMovesNothing) {
  Policy policy;
  policy.add_layer(256, 64, 10);
  std::mt19937 random(1);
  std::size_t moves = 0;
  for (int token = 0; token < 5000; ++token) {
    std::vector<std::int32_t> chosen(8);
    for (auto& expert : chosen)
      expert = static_cast<std::int32_t>(random() % 256);
    policy.seen(0, chosen, 1);
    moves += policy.refill(kEverything).size();
  }
  EXPECT_LT(moves, 5u);
}

TEST(ExpertCachePolicy, WhatWasUsedLongAgoIsForgotten) {
  Policy policy;
  policy.add_layer(3, 1, 10);
  use(policy, 0, {0}, 1000);
  use(policy, 0, {2}, 100);
  EXPECT_EQ(policy.refill(kEverything), Moves());
  use(policy, 0, {2}, 200);
  EXPECT_EQ(policy.refill(kEverything), (Moves{{0, 0, 2}}));
  // Many tokens at once are as many.
  std::vector<std::int32_t> prompt(512, 1);
  policy.seen(0, prompt, prompt.size());
  EXPECT_EQ(policy.refill(kEverything), (Moves{{0, 0, 1}}));
}

TEST(ExpertCachePolicy, BytesAreLimitedAndTheGreatestGainComesFirst) {
  Policy policy;
  policy.add_layer(4, 2, 10);
  policy.add_layer(4, 2, 10);
  use(policy, 0, {2, 3}, 20);
  use(policy, 1, {3}, 40);
  EXPECT_EQ(policy.refill(20), (Moves{{1, 0, 3}, {0, 0, 2}}));
  EXPECT_EQ(policy.refill(5), (Moves{{0, 1, 3}})) << "one however large";
  EXPECT_EQ(policy.refill(20), Moves());
}

TEST(ExpertCachePolicy, PlacesAndExpertsStayOneToOne) {
  Policy policy;
  policy.add_layer(16, 5, 10);
  std::mt19937 random(2);
  for (int round = 0; round < 200; ++round) {
    const auto favourite = static_cast<std::int32_t>(random() % 16);
    use(policy, 0, {favourite, static_cast<std::int32_t>(random() % 16)}, 40);
    policy.refill(random() % 40);
    std::vector<int> taken(5);
    for (const std::int32_t place : policy.places(0))
      if (place >= 0) ++taken.at(static_cast<std::size_t>(place));
    EXPECT_EQ(taken, std::vector(5, 1));
  }
}

}  // namespace
}  // namespace mingsi::engine::cuda
