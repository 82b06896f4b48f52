// SPDX-License-Identifier: Apache-2.0
// Attention over a long cache: against a softmax in double precision, and the same bits however tokens are grouped and
// work is shared out.
#include <algorithm>
#include <bit>
#include <cmath>
#include <gtest/gtest.h>
#include <random>

#include "engine/backend/cpu/cpu_backend.h"
#include "engine/tensor/dequantize.h"

namespace mingsi::engine {
namespace {

std::vector<float> noise(std::size_t n, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal;
  std::vector<float> values(n);
  for (float& v : values)
    v = normal(random);
  return values;
}

Weight matrix(const std::vector<float>& values, std::size_t columns) {
  Weight weight;
  weight.rows = values.size() / columns;
  weight.columns = columns;
  weight.data = reinterpret_cast<const std::byte*>(values.data());
  return weight;
}

LayerCache cache_of(std::vector<float>& values, std::size_t width) {
  return {KvType::F32, width, reinterpret_cast<std::byte*>(values.data())};
}

/// Σ softmax(scale · q · key_j)_j value_j over the first `seen` rows of a cache.
std::vector<double> softmax_sum(const std::vector<double>& q, const std::vector<float>& cache, std::size_t width,
                                std::size_t key, std::size_t value, std::size_t value_width, std::size_t seen,
                                double scale) {
  std::vector<double> score(seen);
  double top = -1e300;
  for (std::size_t j = 0; j < seen; ++j) {
    for (std::size_t k = 0; k < q.size(); ++k)
      score[j] += q[k] * static_cast<double>(cache[j * width + key + k]);
    top = std::max(top, score[j] *= scale);
  }
  double sum = 0;
  std::vector<double> result(value_width);
  for (std::size_t j = 0; j < seen; ++j) {
    const double p = std::exp(score[j] - top);
    sum += p;
    for (std::size_t k = 0; k < value_width; ++k)
      result[k] += p * static_cast<double>(cache[j * width + value + k]);
  }
  for (double& v : result)
    v /= sum;
  return result;
}

class AttentionTest : public testing::TestWithParam<CpuLevel> {};

constexpr std::size_t kPast = 1290;  // two whole blocks and a part of one
constexpr std::size_t kTokens = 70;

TEST_P(AttentionTest, LatentAttentionIsTheFormula) {
  constexpr std::size_t heads = 35, nope = 24, rope = 8, latent = 48, value = 16, width = latent + rope;
  const auto key = noise(heads * nope * latent, 1);
  const auto values = noise(heads * value * latent, 2);
  LatentAttention a{heads, nope, rope, latent, value, 0.11f, matrix(key, latent), nope, false, matrix(values, latent),
                    0,     value};
  auto stored = noise((kPast + kTokens) * width, 3);
  const auto q = noise(kTokens * heads * (nope + rope), 4);
  const auto run = [&](std::size_t chunk, unsigned threads) {
    CpuBackend backend(threads, GetParam(), CpuBackend::Precision::Exact);
    std::vector<float> out(kTokens * heads * value);
    for (std::size_t t = 0; t < kTokens; t += chunk) {
      const std::size_t count = std::min(chunk, kTokens - t);
      backend.latent_attention(a, ConstMatrix(q.data() + t * heads * (nope + rope), count, heads * (nope + rope)),
                               cache_of(stored, width), kPast + t,
                               Matrix(out.data() + t * heads * value, count, heads * value));
    }
    return out;
  };
  const auto whole = run(kTokens, 1);
  for (const std::size_t t : {std::size_t{0}, kTokens / 2, kTokens - 1}) {
    for (std::size_t h = 0; h < heads; ++h) {
      std::vector<double> query(width);
      for (std::size_t k = 0; k < latent; ++k)
        for (std::size_t d = 0; d < nope; ++d)
          query[k] += static_cast<double>(q[(t * heads + h) * (nope + rope) + d]) *
                      static_cast<double>(key[(h * nope + d) * latent + k]);
      for (std::size_t d = 0; d < rope; ++d)
        query[latent + d] = static_cast<double>(q[(t * heads + h) * (nope + rope) + nope + d]);
      const auto sums = softmax_sum(query, stored, width, 0, 0, latent, kPast + t + 1, static_cast<double>(a.scale));
      for (std::size_t r = 0; r < value; ++r) {
        double expected = 0;
        for (std::size_t k = 0; k < latent; ++k)
          expected += sums[k] * static_cast<double>(values[(h * value + r) * latent + k]);
        EXPECT_NEAR(whole[(t * heads + h) * value + r], expected, 2e-4) << t << ' ' << h << ' ' << r;
      }
    }
  }
  // One token at a time, as in decoding, and in chunks; on one thread and on three.
  for (const std::size_t chunk : {std::size_t{1}, std::size_t{7}, std::size_t{33}})
    for (const unsigned threads : {1u, 3u}) {
      const auto other = run(chunk, threads);
      for (std::size_t i = 0; i < whole.size(); ++i)
        ASSERT_EQ(std::bit_cast<std::uint32_t>(whole[i]), std::bit_cast<std::uint32_t>(other[i])) << chunk << ' ' << i;
    }
}

// What is kept at 8 bits is within half a step of what was stored, in rows that are no whole blocks, and attention is
// that over what was kept.
TEST_P(AttentionTest, TheSmallCacheIsReadAsItWasStored) {
  constexpr std::size_t heads = 3, nope = 24, rope = 8, latent = 48, value = 16, width = latent + rope, padded = 64;
  constexpr std::size_t rows = 600;
  const auto key = noise(heads * nope * latent, 1);
  const auto values = noise(heads * value * latent, 2);
  const LatentAttention a{
      heads, nope, rope, latent, value, 0.11f, matrix(key, latent), nope, false, matrix(values, latent), 0, value};
  const auto fresh = noise(rows * width, 3);
  const auto q = noise(heads * (nope + rope), 4);
  CpuBackend backend(2, GetParam(), CpuBackend::Precision::Exact);
  std::vector<std::byte> memory(rows * row_bytes(DType::Q8_0, padded));
  const LayerCache small{KvType::Q8, padded, memory.data()};
  const ConstMatrix all(fresh.data(), rows, width);
  backend.store(all.block(0, latent), all.block(latent, rope), small, 0);
  std::vector<float> kept(rows * width);
  for (std::size_t t = 0; t < rows; ++t) {
    std::vector<float> row(padded);
    dequantize_row(DType::Q8_0, small.row(t), row);
    for (std::size_t i = 0; i < padded; ++i) {
      const float stored = i < width ? fresh[t * width + i] : 0.0f;
      float largest = 0;
      for (std::size_t k = i / 32 * 32; k < std::min(width, i / 32 * 32 + 32); ++k)
        largest = std::max(largest, std::abs(fresh[t * width + k]));
      ASSERT_LE(std::abs(row[i] - stored), 0.502f * largest / 127 + 1e-3f * std::abs(stored)) << t << ' ' << i;
    }
    std::copy_n(row.begin(), width, kept.begin() + static_cast<std::ptrdiff_t>(t * width));
  }
  const auto run = [&](const LayerCache& cache) {
    std::vector<float> out(heads * value);
    backend.latent_attention(a, ConstMatrix(q.data(), 1, q.size()), cache, rows - 1, Matrix(out.data(), 1, out.size()));
    return out;
  };
  const auto from_small = run(small);
  const auto from_floats = run(cache_of(kept, width));
  for (std::size_t i = 0; i < from_small.size(); ++i)
    EXPECT_NEAR(from_small[i], from_floats[i], 1e-4) << i;
}

TEST_P(AttentionTest, GroupedAttentionIsTheFormula) {
  constexpr std::size_t heads = 6, kv_heads = 2, dim = 40, width = 2 * kv_heads * dim;
  const GroupedAttention a{heads, kv_heads, dim, 0.16f};
  auto stored = noise((kPast + kTokens) * width, 5);
  const auto q = noise(kTokens * heads * dim, 6);
  const auto run = [&](std::size_t chunk, unsigned threads) {
    CpuBackend backend(threads, GetParam(), CpuBackend::Precision::Exact);
    std::vector<float> out(kTokens * heads * dim);
    for (std::size_t t = 0; t < kTokens; t += chunk) {
      const std::size_t count = std::min(chunk, kTokens - t);
      backend.grouped_attention(a, ConstMatrix(q.data() + t * heads * dim, count, heads * dim), cache_of(stored, width),
                                kPast + t, Matrix(out.data() + t * heads * dim, count, heads * dim));
    }
    return out;
  };
  const auto whole = run(kTokens, 2);
  for (const std::size_t t : {std::size_t{0}, kTokens - 1}) {
    for (std::size_t h = 0; h < heads; ++h) {
      const float* source = &q[(t * heads + h) * dim];
      const std::size_t kv = h / (heads / kv_heads);
      const auto expected = softmax_sum({source, source + dim}, stored, width, kv * dim, (kv_heads + kv) * dim, dim,
                                        kPast + t + 1, static_cast<double>(a.scale));
      for (std::size_t k = 0; k < dim; ++k)
        EXPECT_NEAR(whole[(t * heads + h) * dim + k], expected[k], 1e-5);
    }
  }
  for (const std::size_t chunk : {std::size_t{1}, std::size_t{9}}) {
    const auto other = run(chunk, 3);
    for (std::size_t i = 0; i < whole.size(); ++i)
      ASSERT_EQ(std::bit_cast<std::uint32_t>(whole[i]), std::bit_cast<std::uint32_t>(other[i])) << chunk << ' ' << i;
  }
}

// Large passes expand or decode the cache once for all tokens: the same sums but for rounding, and the same bits for
// large passes of any size, over any cache, however the keys are stored.
TEST_P(AttentionTest, LargePassesAreTheSameAttention) {
  constexpr std::size_t kMany = 2 * cpu::kLargePassOfFloats + 9;
  constexpr std::size_t heads = 3, nope = 24, rope = 8, latent = 64, value = 16, width = latent + rope;
  const auto key = noise(heads * nope * latent, 1);
  const auto values = noise(heads * value * latent, 2);
  std::vector<float> turned(key.size());
  for (std::size_t h = 0; h < heads; ++h)
    for (std::size_t d = 0; d < nope; ++d)
      for (std::size_t k = 0; k < latent; ++k)
        turned[(h * latent + k) * nope + d] = key[(h * nope + d) * latent + k];
  const LatentAttention upright{
      heads, nope, rope, latent, value, 0.11f, matrix(key, latent), nope, false, matrix(values, latent), 0, value};
  LatentAttention transposed = upright;
  transposed.key = matrix(turned, nope);
  transposed.key_stride = latent;
  transposed.key_transposed = true;
  const GroupedAttention grouped{6, 2, 18, 0.2f};  // the same width, and queries half as wide
  auto stored = noise((kPast + kMany) * width, 3);
  const auto q = noise(kMany * heads * (nope + rope), 4);
  const auto run = [&](std::size_t chunk, unsigned threads, CpuBackend::Precision precision, auto attend) {
    CpuBackend backend(threads, GetParam(), precision);
    const std::size_t columns = heads * (nope + rope);
    std::vector<float> out(kMany * columns);
    for (std::size_t t = 0; t < kMany;) {
      const std::size_t count = kMany - t < 2 * chunk ? kMany - t : chunk;  // none is left small
      attend(backend, ConstMatrix(&q[t * columns], count, columns), cache_of(stored, width), kPast + t,
             Matrix(&out[t * columns], count, columns));
      t += count;
    }
    return out;
  };
  const auto check = [&](auto attend) {
    const auto expected = run(kMany, 2, CpuBackend::Precision::Exact, attend);
    const auto actual = run(kMany, 1, CpuBackend::Precision::Coded, attend);
    for (std::size_t i = 0; i < expected.size(); ++i)
      ASSERT_NEAR(actual[i], expected[i], 2e-4) << i;
    EXPECT_EQ(actual, run(cpu::kLargePassOfFloats, 7, CpuBackend::Precision::Coded, attend));
  };
  for (const LatentAttention& a : {upright, transposed})
    check([&a](CpuBackend& backend, ConstMatrix x, LayerCache cache, std::size_t at, Matrix out) {
      backend.latent_attention(a, x, cache, at, out.block(0, heads * value));
    });
  check([&](CpuBackend& backend, ConstMatrix x, LayerCache cache, std::size_t at, Matrix out) {
    const std::size_t dims = grouped.heads * grouped.head_dim;
    std::vector<float> wide(x.rows * dims);
    for (std::size_t t = 0; t < x.rows; ++t)
      for (std::size_t i = 0; i < dims; ++i)
        wide[t * dims + i] = x.row(t)[i % x.columns];
    std::vector<float> result(x.rows * dims);
    backend.grouped_attention(grouped, ConstMatrix(wide.data(), x.rows, dims), cache, at,
                              Matrix(result.data(), x.rows, dims));
    for (std::size_t t = 0; t < x.rows; ++t)
      std::copy_n(&result[t * dims], out.columns, out.row(t));
  });
}

INSTANTIATE_TEST_SUITE_P(Levels, AttentionTest, testing::Values(CpuLevel::Scalar, CpuLevel::Avx2, CpuLevel::Avx512),
                         [](const auto& level) { return std::string(to_string(level.param)); });

}  // namespace
}  // namespace mingsi::engine
