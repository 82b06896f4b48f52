// SPDX-License-Identifier: Apache-2.0
// What is planned for a GPU, at several sizes of its memory; no GPU is needed for that.
#include <algorithm>
#include <gtest/gtest.h>

#include "engine/base/error.h"
#include "tests/engine/golden.h"

namespace mingsi::engine {
namespace {

constexpr std::uint64_t kGiB = std::uint64_t{1} << 30;

/// 4 GiB of everything else, and 26 layers of 64 experts that take half a GiB together.
GpuDemand demand() { return {4 * kGiB, std::vector<GpuDemand::ExpertLayer>(26, {kGiB / 2, kGiB / 128}), 64}; }
Placement plan(std::uint64_t free) { return plan_placement(demand(), {free, kGiB, kGiB / 2}); }

TEST(Placement, TheWholeModelWhereItFits) {
  const Placement placement = plan(24 * kGiB);
  EXPECT_TRUE(placement.fits);
  EXPECT_TRUE(placement.whole());
  EXPECT_EQ(placement.device_bytes, 17 * kGiB);
  EXPECT_EQ(placement.device_layers, 26u);
  EXPECT_EQ(placement.host_bytes, 0u);
  EXPECT_EQ(placement.used_bytes(), 18 * kGiB + kGiB / 2);
  EXPECT_EQ(placement.describe(), "all weights on the GPU");
  EXPECT_NO_THROW(check_fits(placement));
}

TEST(Placement, FewExpertsAreCachedOfAllLayers) {
  // Beside cache, scratch and half a GiB of headroom there are 6 GiB, of which experts can have 2: 26 layers share
  // them.
  const Placement placement = plan(8 * kGiB);
  EXPECT_TRUE(placement.fits);
  EXPECT_FALSE(placement.whole());
  EXPECT_EQ(placement.budget.headroom_bytes(), kGiB / 2);
  EXPECT_EQ(placement.budget.weight_room(), 6 * kGiB);
  EXPECT_EQ(placement.device_layers, 0u);
  EXPECT_EQ(placement.cached_experts, 9u);
  EXPECT_EQ(placement.device_bytes, 4 * kGiB + 26 * 9 * kGiB / 128);
  EXPECT_EQ(placement.host_bytes, 13 * kGiB);
  EXPECT_EQ(placement.describe(),
            "experts of 26 of 26 layers stay in host memory, the 9 busiest of 64 of each on the GPU too");
  EXPECT_NO_THROW(check_fits(placement));
}

TEST(Placement, WholeLayersOnceHalfTheExpertsOfTheOthersAreCached) {
  // 8 GiB for experts: 6 layers take 3, and 5 hold half of what the others have.
  const Placement placement = plan(14 * kGiB);
  EXPECT_EQ(placement.device_layers, 6u);
  EXPECT_EQ(placement.cached_experts, 32u);
  EXPECT_EQ(placement.host_bytes, 10 * kGiB);
  EXPECT_EQ(placement.device_bytes, 12 * kGiB);
}

TEST(Placement, TooLittleMemoryIsSaidWithWhatIsNeeded) {
  const Placement placement = plan(5 * kGiB);
  EXPECT_FALSE(placement.fits);
  EXPECT_FALSE(placement.whole());
  EXPECT_EQ(placement.least_bytes, 6 * kGiB);
  try {
    check_fits(placement);
    FAIL() << "it fits";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::OutOfMemory);
    EXPECT_NE(error.message().find("6.0 GiB"), std::string::npos) << error.message();
  }
}

TEST(Placement, WhatIsSaidToBeNeededIsEnoughAndNoMoreThanThat) {
  for (std::uint64_t unit = 1000; unit < 4 * kGiB; unit = unit * 17 / 11) {
    const GpuDemand demand{unit, {{unit, unit}, {unit / 3, unit / 3}}, 1};
    const GpuBudget budget{0, unit / 5, unit / 9};
    const auto at = [&](std::uint64_t free) {
      GpuBudget there = budget;
      there.free_bytes = free;
      return plan_placement(demand, there);
    };
    const auto [least, whole] = std::pair(at(0).least_bytes, at(0).whole_bytes);
    EXPECT_TRUE(at(least).fits) << unit;
    EXPECT_FALSE(at(least - 16).fits) << unit;
    EXPECT_TRUE(at(whole).whole()) << unit;
    EXPECT_FALSE(at(whole - 16).whole()) << unit;
  }
}

TEST(Placement, FewerExpertsWhenToldSo) {
  const Placement placement = plan_placement(demand(), {24 * kGiB, 0, 0}, 8 * kGiB);
  EXPECT_EQ(placement.device_layers, 6u);
  EXPECT_EQ(placement.expert_bytes, 8 * kGiB);
  EXPECT_EQ(placement.device_bytes, 12 * kGiB);
}

TEST(Placement, OfACheckpoint) {
  const ModelDescription d = Golden("v3.gguf").open()->description();
  EXPECT_EQ(d.gpu_demand.expert_layers.size(), d.layers - d.dense_layers + d.mtp_layers);
  SessionOptions options;
  options.context_length = 64;
  const Placement one = plan_gpu(d, options, kGiB);
  EXPECT_TRUE(one.whole());
  EXPECT_EQ(one.budget.cache_bytes, 64 * d.kv_bytes_per_token);
  EXPECT_GT(one.budget.scratch_bytes, 0u);
  EXPECT_GE(one.device_bytes, d.expert_bytes);
  options.sequences = 3;
  EXPECT_EQ(plan_gpu(d, options, kGiB).budget.cache_bytes, 3 * one.budget.cache_bytes);
  options = {};
  // No longer than the model can take.
  EXPECT_EQ(plan_gpu(d, options, kGiB).budget.cache_bytes, d.context_length * d.kv_bytes_per_token);
  options.gpu_memory = plan_gpu(d, options, kGiB).least_bytes;
  const Placement limited = plan_gpu(d, options, kGiB);
  EXPECT_EQ(limited.budget.free_bytes, options.gpu_memory);
  EXPECT_TRUE(limited.fits);
  EXPECT_EQ(limited.device_layers, 0u);
}

}  // namespace
}  // namespace mingsi::engine
