// SPDX-License-Identifier: Apache-2.0
// Every instruction set against the scalar reference, and the reference against independent arithmetic.
#include <atomic>
#include <bit>
#include <cmath>
#include <cstring>
#include <gtest/gtest.h>
#include <random>

#include "engine/backend/cpu/cpu_backend.h"
#include "engine/tensor/convert.h"
#include "engine/tensor/dequantize.h"

namespace mingsi::engine {
namespace {

std::vector<float> noise(std::size_t count, unsigned seed, float scale = 1) {
  std::mt19937 generator(seed);
  std::vector<float> values(count);
  for (float& v : values)
    v = scale * (static_cast<float>(generator() >> 8) / static_cast<float>(1 << 23) - 1.0f);
  return values;
}

TEST(Convert, HalfPrecisionIsExact) {
  // _Float16 is the compiler's own binary16.
  for (std::uint32_t bits = 0; bits < 65536; ++bits) {
    const auto half = static_cast<std::uint16_t>(bits);
    const auto expected = static_cast<float>(std::bit_cast<_Float16>(half));
    const float value = f16_to_f32(half);
    if (std::isnan(expected)) {
      EXPECT_TRUE(std::isnan(value));
      continue;
    }
    EXPECT_EQ(std::bit_cast<std::uint32_t>(value), std::bit_cast<std::uint32_t>(expected)) << bits;
    EXPECT_EQ(f32_to_f16(value), half);
  }
}

TEST(Convert, RoundingToHalfIsToNearestEven) {
  std::mt19937 generator(3);
  for (int i = 0; i < 300'000; ++i) {
    const auto value = std::bit_cast<float>(static_cast<std::uint32_t>(generator()));
    if (std::isnan(value)) continue;
    EXPECT_EQ(f32_to_f16(value), std::bit_cast<std::uint16_t>(static_cast<_Float16>(value))) << value;
  }
}

class KernelsTest : public testing::TestWithParam<CpuLevel> {
 protected:
  void SetUp() override {
    if (GetParam() > detect_cpu_level()) GTEST_SKIP() << to_string(GetParam()) << " is not available here";
  }
  const cpu::Kernels& kernels() const { return cpu::kernels(GetParam()); }
};

TEST_P(KernelsTest, DequantizesToTheSameBits) {
  std::mt19937 generator(1);
  for (const DType type : {DType::F32, DType::F16, DType::BF16, DType::Q8_0}) {
    for (const std::size_t n : {32u, 64u, 96u, 4096u, 65536u}) {
      std::vector<std::byte> row(row_bytes(type, n));
      for (auto& byte : row)
        byte = static_cast<std::byte>(generator());
      if (type == DType::F16 || type == DType::BF16)  // every pattern
        for (std::size_t i = 0; i < n; ++i) {
          const auto pattern = static_cast<std::uint16_t>(i * 65536 / n);
          std::memcpy(row.data() + 2 * i, &pattern, 2);
        }
      std::vector<float> expected(n), actual(n);
      dequantize_row(type, row.data(), expected);
      kernels().dequantize(type, row.data(), actual.data(), n);
      for (std::size_t i = 0; i < n; ++i) {
        if (std::isnan(expected[i])) {
          EXPECT_TRUE(std::isnan(actual[i]));
        } else {
          EXPECT_EQ(std::bit_cast<std::uint32_t>(expected[i]), std::bit_cast<std::uint32_t>(actual[i]));
        }
      }
    }
  }
}

TEST_P(KernelsTest, DotsAreRightAndIndependentOfTheirGrouping) {
  for (const std::size_t n : {1u, 7u, 15u, 16u, 17u, 48u, 100u, 576u, 1000u}) {
    const std::size_t stride = n + 3;
    const auto w = noise(cpu::kBlockRows * stride, 4);
    const auto x = noise(cpu::kBlockTokens * stride, 5);
    std::vector<float> single(cpu::kBlockRows * cpu::kBlockTokens);
    for (std::size_t t = 0; t < cpu::kBlockTokens; ++t)
      for (std::size_t r = 0; r < cpu::kBlockRows; ++r) {
        kernels().dot_block(&w[r * stride], stride, 1, &x[t * stride], stride, 1, n, &single[t * cpu::kBlockRows + r],
                            0);
        double sum = 0;
        double size = 0;
        for (std::size_t i = 0; i < n; ++i) {
          const double product = static_cast<double>(w[r * stride + i]) * static_cast<double>(x[t * stride + i]);
          sum += product;
          size += std::abs(product);
        }
        EXPECT_NEAR(single[t * cpu::kBlockRows + r], sum, 1e-6 * size + 1e-12);
      }
    for (std::size_t rows = 1; rows <= cpu::kBlockRows; ++rows)
      for (std::size_t tokens = 1; tokens <= cpu::kBlockTokens; ++tokens) {
        std::vector<float> y(cpu::kBlockRows * cpu::kBlockTokens, -99);
        kernels().dot_block(w.data(), stride, rows, x.data(), stride, tokens, n, y.data(), cpu::kBlockRows);
        for (std::size_t t = 0; t < tokens; ++t)
          for (std::size_t r = 0; r < cpu::kBlockRows; ++r)
            EXPECT_EQ(y[t * cpu::kBlockRows + r], r < rows ? single[t * cpu::kBlockRows + r] : -99)
                << n << ": " << rows << " rows, " << tokens << " tokens";
      }
  }
}

TEST_P(KernelsTest, AxpyAndHalvesAgreeWithTheReference) {
  for (const std::size_t n : {1u, 16u, 33u, 512u}) {
    const auto x = noise(n, 6, 100);
    auto expected = noise(n, 7);
    auto actual = expected;
    cpu::kScalarKernels.axpy(0.37f, x.data(), expected.data(), n);
    kernels().axpy(0.37f, x.data(), actual.data(), n);
    for (std::size_t i = 0; i < n; ++i)
      EXPECT_NEAR(actual[i], expected[i], 1e-5);
    std::vector<std::byte> a(2 * n), b(2 * n);
    cpu::kScalarKernels.to_f16(x.data(), a.data(), n);
    kernels().to_f16(x.data(), b.data(), n);
    EXPECT_EQ(a, b);
  }
}

INSTANTIATE_TEST_SUITE_P(Levels, KernelsTest, testing::Values(CpuLevel::Scalar, CpuLevel::Avx2, CpuLevel::Avx512),
                         [](const auto& test) { return std::string(to_string(test.param)); });

TEST(ThreadPool, CoversEachIndexOnce) {
  for (const unsigned threads : {1u, 2u, 3u, 8u}) {
    ThreadPool pool(threads);
    EXPECT_EQ(pool.size(), threads);
    for (const std::size_t count : {0u, 1u, 2u, 7u, 1000u}) {
      for (const std::size_t grain : {1u, 3u, 5000u}) {
        std::vector<std::atomic<int>> seen(count);
        pool.parallel_for(count, grain, [&](std::size_t begin, std::size_t end, unsigned thread) {
          EXPECT_LT(thread, threads);
          for (std::size_t i = begin; i < end; ++i)
            ++seen[i];
        });
        for (const auto& times : seen)
          EXPECT_EQ(times, 1);
      }
    }
  }
}

TEST(ThreadPool, RunsManyLoopsInARow) {
  ThreadPool pool(4);
  std::atomic<std::size_t> sum = 0;
  for (int loop = 0; loop < 20'000; ++loop)
    pool.parallel_for(8, 1, [&](std::size_t begin, std::size_t end, unsigned) { sum += end - begin; });
  EXPECT_EQ(sum, 160'000u);
}

/// route() against the rule written out with full sorts.
TEST(Router, BiasChoosesAndNeverWeighs) {
  CpuBackend backend(1);
  RouterRule rule;
  rule.scoring = RouterRule::Scoring::Sigmoid;
  rule.group_score = RouterRule::GroupScore::SumOfTopTwo;
  rule.groups = 2;
  rule.groups_kept = 1;
  rule.top_k = 2;
  rule.normalize = true;
  rule.scaling = 2.5f;
  // Group 0 holds the best expert, but group 1 the better pair once the bias is added.
  const std::vector<float> logits = {3, -3, -3, 1, 1, -3};
  const std::vector<float> bias = {0, 0, 0, 0, 0.5f, 0};
  ExpertChoice choice;
  backend.route(rule, ConstMatrix(logits.data(), 1, 6), bias, choice);
  EXPECT_EQ(choice.expert, (std::vector<std::int32_t>{4, 3}));
  EXPECT_FLOAT_EQ(choice.weight[0], 1.25f);  // equal unbiased scores share the factor
  EXPECT_FLOAT_EQ(choice.weight[1], 1.25f);

  rule.group_score = RouterRule::GroupScore::Maximum;
  rule.normalize = false;
  rule.scaling = 1;
  backend.route(rule, ConstMatrix(logits.data(), 1, 6), {}, choice);
  EXPECT_EQ(choice.expert[0], 0);
  EXPECT_FLOAT_EQ(choice.weight[0], 1 / (1 + std::exp(-3.0f)));
}

}  // namespace
}  // namespace mingsi::engine
