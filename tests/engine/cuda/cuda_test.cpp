// SPDX-License-Identifier: Apache-2.0
// Every operation of the CUDA backend against double precision or the scalar reference: all weight types, odd sizes,
// one token to hundreds. On a GPU, and on the emulation of tests/simt.
#include <cmath>
#include <optional>

#include "engine/backend/cpu/cpu_backend.h"
#include "engine/tensor/convert.h"
#include "tests/engine/cuda/device_values.h"
#include "tests/engine/cuda/random_weights.h"

namespace mingsi::engine {
namespace {

/// Σ w · x and Σ |w · x| for all rows and tokens.
struct Products {
  std::vector<double> sums, sizes;
};
Products products(const Weight& w, std::span<const float> x) {
  Products out;
  std::vector<float> row(w.columns);
  const std::size_t tokens = x.size() / w.columns;
  out.sums.resize(tokens * w.rows);
  out.sizes.resize(tokens * w.rows);
  for (std::size_t r = 0; r < w.rows; ++r) {
    dequantize_row(w, r, row);
    for (std::size_t t = 0; t < tokens; ++t)
      for (std::size_t i = 0; i < w.columns; ++i) {
        const double product = static_cast<double>(row[i]) * static_cast<double>(x[t * w.columns + i]);
        out.sums[t * w.rows + r] += product;
        out.sizes[t * w.rows + r] += std::abs(product);
      }
  }
  return out;
}

class CudaOperations : public testing::TestWithParam<bool> {
 protected:
  CudaOperations() : backend(cuda_backend(GetParam())) {}
  bool exact() const { return GetParam(); }

  /// linear() of a loaded weight and so many tokens, against double precision.
  void expect_products(const Weight& w, std::size_t tokens) {
    const auto x = noise(tokens * w.columns, 4);
    const DeviceMatrix in(*backend, x, w.columns), out(*backend, tokens, w.rows);
    backend->linear(w, in.matrix, out.matrix);
    const auto y = out.values.read();
    const auto expected = products(w, x);
    // Rounded to 8 bits, a value is off by 1/254 of the largest beside it; to bfloat16, both factors by 2⁻⁹.
    for (std::size_t i = 0; i < y.size(); ++i)
      ASSERT_NEAR(y[i], expected.sums[i], (exact() ? 2e-6 : 0.012) * expected.sizes[i] + 1e-6)
          << w.rows << " × " << w.columns << ", " << tokens << " tokens, " << i;
  }
  std::unique_ptr<Backend> backend;
};

TEST_P(CudaOperations, LinearOfEveryTypeAndAnyNumberOfTokens) {
  MINGSI_NEEDS_GPU(backend);
  constexpr std::size_t kRows = 70, kColumns = 768;
  for (const auto& stored : all_dtypes()) {
    SCOPED_TRACE(stored.name);
    const RandomWeight w(stored.type, kRows, kColumns, 3);
    backend->load([&](WeightSink& sink) { sink.weight(w.weight); });
    for (const std::size_t tokens : {1u, 3u, 8u, 9u, 67u})
      expect_products(w.weight, tokens);
  }
}

TEST_P(CudaOperations, GatedLinearOfEveryType) {
  MINGSI_NEEDS_GPU(backend);
  constexpr std::size_t kRows = 33, kColumns = 512;
  CpuBackend reference(1, CpuLevel::Scalar, CpuBackend::Precision::Exact);
  for (const auto& stored : all_dtypes()) {
    SCOPED_TRACE(stored.name);
    const RandomWeight gate(stored.type, kRows, kColumns, 3), up(stored.type, kRows, kColumns, 4);
    backend->load([&](WeightSink& sink) {
      sink.weight(gate.weight);
      sink.weight(up.weight);
    });
    for (const std::size_t tokens : {1u, 5u, 9u}) {
      const auto x = noise(tokens * kColumns, 5, 0.01f);
      std::vector<float> expected(tokens * kRows);
      reference.gated_linear(gate.weight, up.weight, ConstMatrix(x.data(), tokens, kColumns),
                             Matrix(expected.data(), tokens, kRows));
      const DeviceMatrix in(*backend, x, kColumns), out(*backend, tokens, kRows);
      backend->gated_linear(gate.weight, up.weight, in.matrix, out.matrix);
      EXPECT_LT(relative_error(out.values.read(), expected), exact() ? 1e-5 : kRough) << tokens << " tokens";
    }
  }
}

TEST_P(CudaOperations, LinearOfOddSizes) {
  MINGSI_NEEDS_GPU(backend);
  for (const auto& [rows, columns] : {std::pair{1u, 1u}, {5u, 7u}, {65u, 100u}, {129u, 130u}, {256u, 33u}}) {
    for (const DType type : {DType::F32, DType::F16, DType::BF16, DType::F8_E4M3}) {
      const RandomWeight w(type, rows, columns, 5);
      backend->load([&](WeightSink& sink) { sink.weight(w.weight); });
      for (const std::size_t tokens : {1u, 12u})
        expect_products(w.weight, tokens);
    }
  }
}

TEST_P(CudaOperations, EmbeddingsAreTheRowsOfTheTable) {
  MINGSI_NEEDS_GPU(backend);
  const std::vector<std::int32_t> ids{4, 0, 6, 4};
  for (const auto& stored : all_dtypes()) {
    SCOPED_TRACE(stored.name);
    const RandomWeight table(stored.type, 7, 512, 8);
    backend->load([&](WeightSink& sink) { sink.weight(table.weight); });
    const DeviceValues<std::int32_t> on_device(*backend, ids);
    const DeviceMatrix out(*backend, ids.size(), 512);
    backend->embed(table.weight, {on_device.data(), ids.size()}, out.matrix);
    const auto rows = out.values.read();
    std::vector<float> expected(512);
    for (std::size_t t = 0; t < ids.size(); ++t) {
      dequantize_row(table.weight, static_cast<std::size_t>(ids[t]), expected);
      for (std::size_t i = 0; i < expected.size(); ++i)
        ASSERT_NEAR(rows[t * 512 + i], expected[i], 1e-6f * std::abs(expected[i])) << t << ' ' << i;
    }
  }
}

TEST_P(CudaOperations, SmallOnesAgreeWithTheReference) {
  MINGSI_NEEDS_GPU(backend);
  CpuBackend reference(1, CpuLevel::Scalar, CpuBackend::Precision::Exact);
  for (const auto& [rows, columns] : {std::pair{1u, 7u}, {3u, 576u}, {70u, 300u}}) {
    const auto x = noise(rows * columns, 1, 3), other = noise(rows * columns, 2, 3), gain = noise(columns, 3);
    backend->load([&](WeightSink& sink) { sink.vector(gain); });
    const auto compare = [&](const char* what, const auto& operation) {
      auto host_x = x, host_y = other;
      const DeviceMatrix device_x(*backend, x, columns), device_y(*backend, other, columns);
      operation(reference, Matrix(host_x.data(), rows, columns), Matrix(host_y.data(), rows, columns));
      operation(*backend, device_x.matrix, device_y.matrix);
      const auto result = device_y.values.read();
      for (std::size_t i = 0; i < result.size(); ++i)
        ASSERT_NEAR(result[i], host_y[i], 2e-6f * (1 + std::abs(host_y[i]))) << what << ' ' << i;
    };
    compare("rms_norm", [&](Backend& b, Matrix a, Matrix y) { b.rms_norm(a, gain, 1e-6f, y); });
    compare("add_bias", [&](Backend& b, Matrix, Matrix y) { b.add_bias(gain, y); });
    compare("add", [&](Backend& b, Matrix a, Matrix y) { b.add(a, y); });
    compare("add_rms_norm", [&](Backend& b, Matrix a, Matrix y) {
      b.add_rms_norm(a, y, gain, 1e-6f, a);  // the sum is what is compared here, and the norm as the next sum
      b.add(a, y);
    });
    compare("swiglu", [&](Backend& b, Matrix a, Matrix y) { b.swiglu(y, a, y); });
    compare("clear", [&](Backend& b, Matrix, Matrix y) { b.clear(y.block(1, y.columns - 1)); });
  }
}

TEST_P(CudaOperations, RopeOfBothLayouts) {
  MINGSI_NEEDS_GPU(backend);
  constexpr std::size_t kTokens = 5, kHeads = 3, kHead = 24, kDimensions = 16;
  CpuBackend reference(1, CpuLevel::Scalar);
  const auto x = noise(kTokens * kHeads * kHead, 1);
  const auto cos = noise(kTokens * kDimensions / 2, 2), sin = noise(kTokens * kDimensions / 2, 3);
  for (const auto layout : {RopeLayout::Adjacent, RopeLayout::Halves}) {
    auto host = x;
    const DeviceMatrix device(*backend, x, kHeads * kHead), device_cos(*backend, cos, kDimensions / 2),
        device_sin(*backend, sin, kDimensions / 2);
    const auto skip = [](Matrix m) { return m.block(8, m.columns - 8); };
    reference.rope(skip(Matrix(host.data(), kTokens, kHeads * kHead)), kHeads, kHead,
                   {kDimensions, layout, ConstMatrix(cos.data(), kTokens, kDimensions / 2),
                    ConstMatrix(sin.data(), kTokens, kDimensions / 2)});
    backend->rope(skip(device.matrix), kHeads, kHead, {kDimensions, layout, device_cos.matrix, device_sin.matrix});
    const auto result = device.values.read();
    for (std::size_t i = 0; i < host.size(); ++i)
      ASSERT_NEAR(result[i], host[i], 1e-6f) << i;
  }
}

class CudaAttention : public testing::TestWithParam<std::tuple<KvType, bool>> {
 protected:
  KvType type() const { return std::get<0>(GetParam()); }
  bool exact() const { return std::get<1>(GetParam()); }
  std::unique_ptr<Backend> backend = cuda_backend(exact());
  CpuBackend reference{1, CpuLevel::Scalar, CpuBackend::Precision::Exact};

  /// Stores the same rows in a cache of both.
  void fill(std::span<const float> rows, std::size_t left, std::size_t width, LayerCache& host, LayerCache& device) {
    const std::size_t padded = (width + 31) / 32 * 32, count = rows.size() / width;
    host_bytes_.resize(count * row_bytes(stored_type(type()), padded));
    device_bytes_.emplace(*backend, host_bytes_.size());
    host = {type(), padded, host_bytes_.data()};
    device = {type(), padded, device_bytes_->data()};
    const DeviceMatrix copy(*backend, rows, width);
    const auto store = [&](Backend& b, ConstMatrix m, const LayerCache& cache) {
      const std::size_t half = count / 2;  // in two pieces
      b.store(m.top(half).block(0, left), m.top(half).block(left, width - left), cache, 0);
      const auto rest = m.slice(half, count - half);
      b.store(rest.block(0, left), rest.block(left, width - left), cache, half);
    };
    store(reference, ConstMatrix(rows.data(), count, width), host);
    store(*backend, copy.matrix, device);
  }

 private:
  std::vector<std::byte> host_bytes_;
  std::optional<DeviceValues<std::byte>> device_bytes_;
};

TEST_P(CudaAttention, LatentOneTokenToMany) {
  MINGSI_NEEDS_GPU(backend);
  constexpr std::size_t kHeads = 5, kNope = 24, kRope = 8, kLatent = 160, kValue = 16, kWidth = kLatent + kRope;
  constexpr std::size_t kPast = 77;
  const auto key = noise(kHeads * kNope * kLatent, 1), value = noise(kHeads * kValue * kLatent, 2);
  const LatentAttention a{
      kHeads, kNope, kRope, kLatent, kValue, 0.11f, weight_of(key, kLatent), kNope, false, weight_of(value, kLatent),
      0,      kValue};
  backend->load([&](WeightSink& sink) { sink.latent_attention(a); });
  for (const std::size_t tokens : {1u, 2u, 9u, 40u}) {
    LayerCache host, device;
    fill(noise((kPast + tokens) * kWidth, 3), kLatent, kWidth, host, device);
    const auto q = noise(tokens * kHeads * (kNope + kRope), 4, 3);
    std::vector<float> expected(tokens * kHeads * kValue);
    reference.latent_attention(a, ConstMatrix(q.data(), tokens, kHeads * (kNope + kRope)), host, kPast,
                               Matrix(expected.data(), tokens, kHeads * kValue));
    const DeviceMatrix in(*backend, q, kHeads * (kNope + kRope)), out(*backend, tokens, kHeads * kValue);
    backend->latent_attention(a, in.matrix, device, kPast, out.matrix);
    EXPECT_LT(relative_error(out.values.read(), expected), exact() ? 1e-4 : 0.02) << tokens << " tokens";
  }
}

TEST_P(CudaAttention, GroupedOneTokenToMany) {
  MINGSI_NEEDS_GPU(backend);
  constexpr std::size_t kHeads = 6, kKvHeads = 2, kPast = 30;
  for (const std::size_t head : {24u, 64u, 120u}) {
    if (type() == KvType::Q8 && head % 32 != 0) continue;  // see KvCache::can_be_small()
    const std::size_t width = 2 * kKvHeads * head;
    const GroupedAttention a{kHeads, kKvHeads, head, 0.1f};
    for (const std::size_t tokens : {1u, 2u, 11u, 50u}) {
      LayerCache host, device;
      fill(noise((kPast + tokens) * width, 5), width / 2, width, host, device);
      const auto q = noise(tokens * kHeads * head, 6, 3);
      std::vector<float> expected(q.size());
      reference.grouped_attention(a, ConstMatrix(q.data(), tokens, kHeads * head), host, kPast,
                                  Matrix(expected.data(), tokens, kHeads * head));
      const DeviceMatrix in(*backend, q, kHeads * head), out(*backend, tokens, kHeads * head);
      backend->grouped_attention(a, in.matrix, device, kPast, out.matrix);
      EXPECT_LT(relative_error(out.values.read(), expected), exact() ? 1e-4 : 0.02) << tokens << " tokens of " << head;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Caches, CudaAttention,
                         testing::Combine(testing::Values(KvType::F32, KvType::F16, KvType::Q8), testing::Bool()),
                         [](const auto& test) {
                           return std::string(traits(stored_type(std::get<0>(test.param))).name) +
                                  (std::get<1>(test.param) ? "_exact" : "_rounded");
                         });

TEST_P(CudaOperations, RoutersChooseAsTheReference) {
  MINGSI_NEEDS_GPU(backend);
  CpuBackend reference(1, CpuLevel::Scalar);
  constexpr std::size_t kTokens = 40;
  for (const std::size_t experts : {6u, 64u, 256u}) {
    const auto logits = noise(kTokens * experts, 7, 4), bias = noise(experts, 8, 0.2f);
    backend->load([&](WeightSink& sink) { sink.vector(bias); });
    for (int variant = 0; variant < 8; ++variant) {
      RouterRule rule;
      rule.scoring = variant & 1 ? RouterRule::Scoring::Sigmoid : RouterRule::Scoring::Softmax;
      rule.group_score = variant & 2 ? RouterRule::GroupScore::SumOfTopTwo : RouterRule::GroupScore::Maximum;
      rule.groups = variant & 4 ? 1 : 2;
      rule.groups_kept = 1;
      rule.top_k = 3;
      rule.normalize = variant & 1;
      rule.scaling = 2.5f;
      const std::span<const float> added = variant & 1 ? std::span<const float>(bias) : std::span<const float>();
      std::vector<std::int32_t> expert(kTokens * rule.top_k);
      std::vector<float> weight(expert.size());
      reference.route(rule, ConstMatrix(logits.data(), kTokens, experts), added,
                      {kTokens, rule.top_k, expert.data(), weight.data()});
      const DeviceMatrix in(*backend, logits, experts);
      const DeviceValues<std::int32_t> chosen(*backend, expert.size());
      const DeviceValues<float> weights(*backend, weight.size());
      backend->route(rule, in.matrix, added, {kTokens, rule.top_k, chosen.data(), weights.data()});
      EXPECT_EQ(chosen.read(), expert) << experts << ' ' << variant;
      const auto result = weights.read();
      for (std::size_t i = 0; i < result.size(); ++i)
        ASSERT_NEAR(result[i], weight[i], 1e-5f) << experts << ' ' << variant;
    }
  }
}

TEST_P(CudaOperations, ExpertsOfEveryType) {
  MINGSI_NEEDS_GPU(backend);
  constexpr std::size_t kExperts = 3, kHidden = 256, kInner = 256, kTopK = 2;
  CpuBackend reference(1, CpuLevel::Scalar, CpuBackend::Precision::Exact);
  for (const auto& stored : all_dtypes()) {
    SCOPED_TRACE(stored.name);
    const RandomExperts layer(stored.type, kExperts, kHidden, kInner, 20);
    const auto& experts = layer.experts;
    backend->load([&](WeightSink& sink) { sink.experts(experts); });
    // The last number makes the largest tiles: of one type, for the kernels differ in nothing else.
    for (const std::size_t tokens : {2u, 11u, stored.type == DType::Q4_K ? 100u : 1u}) {
      std::vector<std::int32_t> expert;
      for (std::size_t t = 0; t < tokens; ++t)
        for (std::size_t k = 0; k < kTopK; ++k)
          expert.push_back(static_cast<std::int32_t>((t * t + 2 * k) % kExperts));
      auto weight = noise(expert.size(), 9);
      const auto x = noise(tokens * kHidden, 10, 0.01f);
      std::vector<float> expected(tokens * kHidden, 0.5f);
      const auto before = expected;
      reference.experts(experts, ConstMatrix(x.data(), tokens, kHidden), {tokens, kTopK, expert.data(), weight.data()},
                        Matrix(expected.data(), tokens, kHidden));
      const DeviceValues<std::int32_t> chosen(*backend, expert);
      const DeviceValues<float> device_weight(*backend, weight);
      const DeviceMatrix in(*backend, x, kHidden), out(*backend, before, kHidden);
      backend->experts(experts, in.matrix, {tokens, kTopK, chosen.data(), device_weight.data()}, out.matrix);
      EXPECT_LT(relative_error(out.values.read(), expected), exact() ? 1e-5 : kRough) << tokens << " tokens";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Precisions, CudaOperations, testing::Bool(),
                         [](const auto& exact) { return exact.param ? "exact" : "rounded"; });

}  // namespace
}  // namespace mingsi::engine
