// SPDX-License-Identifier: Apache-2.0
// Every instruction set against the scalar reference, and the reference against independent arithmetic.
#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstring>
#include <gtest/gtest.h>
#include <random>

#include "engine/backend/cpu/cpu_backend.h"
#include "engine/backend/cpu/packing.h"
#include "engine/tensor/convert.h"
#include "engine/tensor/dequantize.h"
#include "engine/tensor/quantize.h"
#include "tests/engine/random_values.h"

namespace mingsi::engine {
namespace {

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
  for (const DType type :
       {DType::F32, DType::F16, DType::BF16, DType::F8_E4M3, DType::Q8_0, DType::Q4_K, DType::Q5_K}) {
    for (const std::size_t n : {32u, 64u, 96u, 4096u, 65536u}) {
      if (n % traits(type).block_length != 0) continue;
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

TEST_P(KernelsTest, StoredFloatsGiveTheSameBitsAsDecodedOnes) {
  const auto factors = noise(2048 / kF8BlockSize + 1, 13);
  std::vector<std::byte> scales(factors.size() * sizeof(float) + 1);  // as files may hold them: not aligned
  std::memcpy(scales.data() + 1, factors.data(), scales.size() - 1);
  for (const DType type : {DType::F16, DType::BF16, DType::F8_E4M3})
    for (const std::size_t n : {16u, 48u, 100u, 576u, 2048u}) {
      const std::size_t bytes = row_bytes(type, n), stride = bytes + 6;
      std::vector<std::byte> stored(cpu::kBlockRows * stride);
      const auto values = noise(cpu::kBlockRows * n, 11);
      for (std::size_t r = 0; r < cpu::kBlockRows; ++r)
        quantize_row(type, std::span(values).subspan(r * n, n), stored.data() + r * stride);
      const auto x = noise(n, 12);
      const std::byte* const scaled = type == DType::F8_E4M3 ? scales.data() + 1 : nullptr;
      std::vector<float> decoded(cpu::kBlockRows * n), expected(cpu::kBlockRows), actual(cpu::kBlockRows, -99);
      for (std::size_t r = 0; r < cpu::kBlockRows; ++r) {
        dequantize_row(type, stored.data() + r * stride, std::span(decoded).subspan(r * n, n));
        apply_block_scales({type, 1, n, stored.data(), scaled, 0}, 0, std::span(decoded).subspan(r * n, n));
      }
      kernels().dot_block(decoded.data(), n, cpu::kBlockRows, x.data(), n, 1, n, expected.data(), cpu::kBlockRows);
      if (kernels().dot_stored(type, stored.data(), stride, scaled, x.data(), n, actual.data()))
        EXPECT_EQ(actual, expected) << n;
      else
        EXPECT_TRUE(n % 16 != 0 || kernels().level == CpuLevel::Scalar) << n;
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

TEST_P(KernelsTest, SoftmaxStepIsTheFormula) {
  for (const std::size_t n : {1u, 7u, 8u, 15u, 16u, 17u, 31u, 32u}) {
    for (const float top : {-std::numeric_limits<float>::infinity(), -3.0f, 1000.0f}) {
      const auto x = noise(n, 11, 20);
      auto score = x;
      float sum = -1;
      const float best = kernels().softmax_step(score.data(), n, 0.3f, top, &sum);
      float expected_best = top;
      for (const float v : x)
        expected_best = std::max(expected_best, v * 0.3f);
      EXPECT_EQ(best, expected_best);
      double total = 0;
      for (std::size_t i = 0; i < n; ++i) {
        const double p = std::exp(static_cast<double>(x[i]) * static_cast<double>(0.3f) - static_cast<double>(best));
        EXPECT_NEAR(score[i], p, 3e-6 * p + 1e-37);
        total += p;
      }
      EXPECT_NEAR(sum, total, 1e-5 * total + 1e-35);
    }
    // A score that is not a number is not hidden.
    auto bad = noise(n, 12);
    bad[n / 2] = NAN;
    float sum = 0;
    const float best = kernels().softmax_step(bad.data(), n, 1, -1e30f, &sum);
    EXPECT_FALSE(std::isnan(best));
    EXPECT_TRUE(std::isnan(sum));
  }
}

TEST_P(KernelsTest, WeightedSumsAreRightAndIndependentOfTheirGrouping) {
  for (const std::size_t width : {1u, 8u, 15u, 16u, 40u, 64u, 100u, 128u, 512u}) {
    for (const std::size_t rows : {0u, 1u, 5u, 32u}) {
      const std::size_t stride = width + 5;
      const auto p = noise(cpu::kBlockTokens * 32, 13);
      const auto values = noise(32 * stride, 14);
      const auto start = noise(cpu::kBlockTokens * stride, 15);
      auto single = start;
      for (std::size_t t = 0; t < cpu::kBlockTokens; ++t) {
        kernels().weighted_sum(&p[t * 32], 32, 1, values.data(), stride, rows, &single[t * stride], stride, width);
        for (std::size_t k = 0; k < width; ++k) {
          double sum = static_cast<double>(start[t * stride + k]);
          for (std::size_t j = 0; j < rows; ++j)
            sum += static_cast<double>(p[t * 32 + j]) * static_cast<double>(values[j * stride + k]);
          EXPECT_NEAR(single[t * stride + k], sum, 1e-4);
        }
      }
      for (std::size_t tokens = 1; tokens <= cpu::kBlockTokens; ++tokens) {
        // In one call and in two: the same bits.
        for (const std::size_t cut : {std::size_t{0}, rows / 2}) {
          auto sums = start;
          kernels().weighted_sum(p.data(), 32, tokens, values.data(), stride, cut, sums.data(), stride, width);
          kernels().weighted_sum(p.data() + cut, 32, tokens, values.data() + cut * stride, stride, rows - cut,
                                 sums.data(), stride, width);
          for (std::size_t i = 0; i < sums.size(); ++i)
            EXPECT_EQ(sums[i], i / stride < tokens && i % stride < width ? single[i] : start[i]);
        }
      }
    }
  }
}

TEST_P(KernelsTest, SwigluIsTheFormula) {
  for (const std::size_t n : {1u, 15u, 16u, 100u}) {
    auto gate = noise(n, 8, 20);
    const auto up = noise(n, 9);
    gate[0] = n == 1 ? NAN : -1000.0f;
    std::vector<float> out(n);
    kernels().swiglu(gate.data(), up.data(), out.data(), n);
    for (std::size_t i = 0; i < n; ++i) {
      const double g = gate[i];
      const double expected = g / (1 + std::exp(-g)) * static_cast<double>(up[i]);
      if (std::isnan(expected)) {
        EXPECT_TRUE(std::isnan(out[i]));
      } else {
        EXPECT_NEAR(out[i], expected, 1e-6 * std::abs(expected) + 1e-30);
      }
    }
  }
}

struct Coded {
  Coded(const cpu::Kernels& kernels, const CodeTraits& traits, std::span<const float> x, std::size_t columns)
      : codes(x.size()), scales(x.size() / traits.block), starts(scales.size()), sums(scales.size()) {
    const std::size_t blocks = columns / traits.block;
    for (std::size_t t = 0; t < x.size() / columns; ++t)
      kernels.code_row(&x[t * columns], columns, traits, &codes[t * columns], &scales[t * blocks], &starts[t * blocks],
                       &sums[t * blocks]);
    rows = {codes.data(), scales.data(), starts.data(), sums.data(), columns, blocks};
  }
  std::vector<std::int8_t> codes;
  std::vector<float> scales;
  std::vector<std::int32_t> starts;
  std::vector<float> sums;
  cpu::CodedRows rows;
};

TEST_P(KernelsTest, IntegersGiveTheSameBitsForEveryType) {
  for (const auto& stored : all_dtypes()) {
    const auto* traits = code_traits(stored.type);
    if (!traits) continue;
    SCOPED_TRACE(stored.name);
    constexpr std::size_t kColumns = 768, kTokens = cpu::kPanelTokens + 2;
    const auto weights = random_rows(stored.type, cpu::kPanelRows, kColumns, 11);
    auto x = noise(kTokens * kColumns, 12, 3);
    std::fill_n(x.begin(), 64, 0.0f);
    const Coded expected(cpu::kScalarKernels, *traits, x, kColumns), actual(kernels(), *traits, x, kColumns);
    ASSERT_EQ(expected.codes, actual.codes);
    ASSERT_EQ(expected.scales, actual.scales);
    ASSERT_EQ(expected.starts, actual.starts);
    ASSERT_EQ(expected.sums, actual.sums);

    const std::size_t stride = row_bytes(stored.type, kColumns);
    for (const std::size_t rows : {1u, 7u, 16u}) {
      for (const std::size_t first : {0u, 512u}) {
        const std::size_t columns = first ? 256 : kColumns;
        const auto reference = std::make_unique<cpu::Panel>(), panel = std::make_unique<cpu::Panel>();
        const cpu::KeptPanel kept{stored.type, weights.data(), rows, stride, false, weights.data()};
        cpu::kScalarKernels.decode_panel(kept, first, columns, *reference);
        kernels().decode_panel(kept, first, columns, *panel);
        ASSERT_EQ(std::memcmp(reference->codes, panel->codes, columns * cpu::kPanelRows), 0);
        const std::size_t scales = columns / traits->block * cpu::kPanelRows * sizeof(float);
        ASSERT_EQ(std::memcmp(reference->scales, panel->scales, scales), 0);
        if (traits->has_offset) {
          ASSERT_EQ(std::memcmp(reference->offsets, panel->offsets, scales), 0);
        }

        const std::uint32_t tokens[] = {9, 0, 3, 2, 1, 8, 5, 4};
        for (std::size_t count = 1; count <= cpu::kPanelTokens; ++count) {
          float a[cpu::kPanelTokens][cpu::kPanelRows] = {}, b[cpu::kPanelTokens][cpu::kPanelRows] = {};
          a[0][3] = b[0][3] = 1.5f;
          cpu::kScalarKernels.multiply_panel(*reference, *traits, expected.rows, tokens, count, first, columns, a);
          kernels().multiply_panel(*panel, *traits, actual.rows, tokens, count, first, columns, b);
          ASSERT_EQ(std::memcmp(a, b, sizeof a), 0) << rows << " rows, " << count << " tokens from " << first;
        }
        if (rows < cpu::kPanelRows || first > 0) continue;
        const auto expect_few = [&](const cpu::KeptPanel& few, std::size_t count) {
          float a[cpu::kPanelTokens][cpu::kPanelRows] = {}, b[cpu::kPanelTokens][cpu::kPanelRows];
          if (!kernels().multiply_few(few, kColumns, actual.rows, tokens, count, b)) return false;
          cpu::kScalarKernels.multiply_panel(*reference, *traits, expected.rows, tokens, count, 0, kColumns, a);
          EXPECT_EQ(std::memcmp(a, b, count * sizeof a[0]), 0) << count << " tokens";
          return true;
        };
        expect_few(kept, 1);
        if (GetParam() == CpuLevel::Scalar || !cpu::can_pack(stored.type)) continue;
        std::vector<std::byte> packed(weights.size());
        cpu::pack_panel(stored.type, weights.data(), kColumns, packed.data());
        const cpu::KeptPanel few{stored.type, packed.data(), rows, stride, true, nullptr};
        const std::size_t most = traits->block == 16 || GetParam() == CpuLevel::Avx2 ? 4 : 8;
        for (std::size_t count = 1; count <= cpu::kPanelTokens; ++count)
          EXPECT_EQ(expect_few(few, count), count <= most);
        for (const std::size_t from : {0u, 512u}) {
          kernels().decode_panel(kept, from, 256, *reference);
          kernels().decode_panel(few, from, 256, *panel);
          EXPECT_EQ(std::memcmp(reference->codes, panel->codes, 256 * cpu::kPanelRows), 0);
          const std::size_t some = 256 / traits->block * sizeof panel->scales[0];
          EXPECT_EQ(std::memcmp(reference->scales, panel->scales, some), 0);
          if (traits->has_offset) {
            EXPECT_EQ(std::memcmp(reference->offsets, panel->offsets, some), 0);
          }
        }
      }
    }
  }
}

TEST_P(KernelsTest, IntegersStayWithinTheirRounding) {
  // |x − scale · code| ≤ scale / 2, so that the dot is off by at most Σ |w| · scale / 2.
  constexpr std::size_t kColumns = 512;
  for (const auto& stored : all_dtypes()) {
    const auto* traits = code_traits(stored.type);
    if (!traits) continue;
    SCOPED_TRACE(stored.name);
    const auto weights = random_rows(stored.type, 1, kColumns, 13);
    const auto x = noise(kColumns, 14);
    std::vector<float> values(kColumns);
    dequantize_row(stored.type, weights.data(), values);
    const Coded coded(kernels(), *traits, x, kColumns);
    const auto panel = std::make_unique<cpu::Panel>();
    kernels().decode_panel({stored.type, weights.data(), 1, 0, false, weights.data()}, 0, kColumns, *panel);
    float sums[1][cpu::kPanelRows] = {};
    const std::uint32_t token = 0;
    kernels().multiply_panel(*panel, *traits, coded.rows, &token, 1, 0, kColumns, sums);
    double exact = 0, bound = 0;
    for (std::size_t i = 0; i < kColumns; ++i) {
      exact += static_cast<double>(values[i]) * static_cast<double>(x[i]);
      bound += std::abs(static_cast<double>(values[i])) * static_cast<double>(coded.scales[i / traits->block]) / 2;
    }
    EXPECT_NEAR(sums[0][0], exact, 1.001 * bound);
  }
}

TEST_P(KernelsTest, ActivationsThatAreNotNumbersStaySo) {
  for (const float bad : {static_cast<float>(NAN), INFINITY, -INFINITY}) {
    auto x = noise(64, 15);
    x[40] = bad;
    const Coded coded(kernels(), *code_traits(DType::Q4_K), x, 64);
    EXPECT_FALSE(std::isnan(coded.scales[0]));
    EXPECT_TRUE(std::isnan(coded.scales[1]));
    EXPECT_TRUE(std::isnan(coded.sums[1]));
  }
}

INSTANTIATE_TEST_SUITE_P(Levels, KernelsTest, testing::Values(CpuLevel::Scalar, CpuLevel::Avx2, CpuLevel::Avx512),
                         [](const auto& test) { return std::string(to_string(test.param)); });

TEST(ThreadPool, CoversEachIndexOnce) {
  for (const unsigned threads : {1u, 2u, 3u, 8u}) {
    ThreadPool pool(threads);
    EXPECT_EQ(pool.size(), threads);
    for (const std::size_t count : {0u, 1u, 2u, 7u, 1000u}) {
      for (const std::size_t grain : {1u, 3u, 8u, 5000u}) {
        std::vector<std::atomic<int>> seen(count);
        pool.parallel_for(count, grain, [&](std::size_t begin, std::size_t end, unsigned thread) {
          EXPECT_LT(thread, threads);
          EXPECT_EQ(begin % grain, 0u);
          EXPECT_TRUE(end % grain == 0 || end == count);
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
  std::vector<std::int32_t> expert(2);
  std::vector<float> weight(2);
  const ExpertChoice choice{1, 2, expert.data(), weight.data()};
  backend.route(rule, ConstMatrix(logits.data(), 1, 6), bias, choice);
  EXPECT_EQ(expert, (std::vector<std::int32_t>{4, 3}));
  EXPECT_FLOAT_EQ(weight[0], 1.25f);  // equal unbiased scores share the factor
  EXPECT_FLOAT_EQ(weight[1], 1.25f);

  rule.group_score = RouterRule::GroupScore::Maximum;
  rule.normalize = false;
  rule.scaling = 1;
  backend.route(rule, ConstMatrix(logits.data(), 1, 6), {}, choice);
  EXPECT_EQ(expert[0], 0);
  EXPECT_FLOAT_EQ(weight[0], 1 / (1 + std::exp(-3.0f)));
}

}  // namespace
}  // namespace mingsi::engine
