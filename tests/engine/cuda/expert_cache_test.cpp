// SPDX-License-Identifier: Apache-2.0
// A layer whose experts are computed by the host and, as far as they are cached, by the GPU: against the scalar
// reference. On a GPU, and on the emulation of tests/simt.
#include "engine/backend/cpu/cpu_backend.h"
#include "tests/engine/cuda/device_values.h"
#include "tests/engine/cuda/random_weights.h"

namespace mingsi::engine {
namespace {

constexpr std::size_t kExperts = 6, kHidden = 256, kInner = 256, kTopK = 2;
using Choices = std::vector<std::int32_t>;

/// A backend with room for some of the experts, the first of which are cached when it is loaded.
std::unique_ptr<Backend> backend_with_room(std::span<const FeedForward> experts, std::size_t cached, bool exact,
                                           bool repack = true) {
  CudaOptions options;
  options.repack = repack;
  options.exact = exact;
  options.threads = 2;
  for (std::uint64_t& free = options.budget.free_bytes = 1 << 10; free < 1 << 25; free += free / 32) {
    auto backend = make_cuda_backend(options);
    backend->load([&](WeightSink& sink) { sink.experts(experts); });
    if (!backend->placement()->whole() && backend->placement()->cached_experts == cached) return backend;
  }
  return nullptr;
}

/// Passes over one layer, which differ in nothing but what lies in the device's memory: after the second they are
/// replays of one graph.
class LayerPasses {
 public:
  LayerPasses(Backend& backend, std::span<const FeedForward> experts, std::size_t tokens)
      : backend_(backend),
        experts_(experts),
        tokens_(tokens),
        x_(noise(tokens * kHidden, 10, 0.01f)),
        weight_(noise(tokens * kTopK, 9)),
        in_(backend, x_, kHidden),
        out_(backend, tokens, kHidden),
        weights_(backend, weight_),
        chosen_(backend, tokens * kTopK) {}

  /// The experts of token t are those at 2t and 2t + 1 of `pattern`, over and over.
  Choices choices(const Choices& pattern) const {
    Choices all(tokens_ * kTopK);
    for (std::size_t i = 0; i < all.size(); ++i)
      all[i] = pattern[i % pattern.size()];
    return all;
  }
  std::vector<float> run(const Choices& pattern) {
    const Choices chosen = choices(pattern);
    const std::vector<float> before(tokens_ * kHidden, 0.5f);
    write(chosen_.data(), std::as_bytes(std::span(chosen)));
    write(out_.matrix.data, std::as_bytes(std::span(before)));
    const std::vector<std::int32_t> ids(tokens_);
    Pass pass;
    pass.of = this;
    pass.ids = ids;
    backend_.run(pass, [&](const Pass&) {
      backend_.experts(experts_, in_.matrix, {tokens_, kTopK, chosen_.data(), weights_.data()}, out_.matrix);
    });
    return out_.values.read();
  }
  /// Of the reference, with what lies in the host's memory now.
  std::vector<float> expected(const Choices& pattern) {
    Choices chosen = choices(pattern);
    std::vector<float> out(tokens_ * kHidden, 0.5f);
    CpuBackend(1, CpuLevel::Scalar, CpuBackend::Precision::Exact)
        .experts(experts_, ConstMatrix(x_.data(), tokens_, kHidden), {tokens_, kTopK, chosen.data(), weight_.data()},
                 Matrix(out.data(), tokens_, kHidden));
    return out;
  }

 private:
  void write(const void* to, std::span<const std::byte> bytes) {
    backend_.memory().write(bytes.data(), bytes.size(), static_cast<std::byte*>(const_cast<void*>(to)));
  }

  Backend& backend_;
  std::span<const FeedForward> experts_;
  std::size_t tokens_;
  std::vector<float> x_, weight_;
  DeviceMatrix in_, out_;
  DeviceValues<float> weights_;
  DeviceValues<std::int32_t> chosen_;
};

const Choices kCached{0, 1, 2, 0}, kOutside{3, 5, 4, 3}, kBoth{1, 4, 5, 2, 0, 2, 3, 5}, kSome{-1, 4, 2, -1, -1, -1};

class CudaExpertCache : public testing::TestWithParam<bool> {
 protected:
  void SetUp() override { MINGSI_NEEDS_GPU(cuda_backend(true)); }
  bool exact() const { return GetParam(); }
  double tolerance() const { return exact() ? 1e-5 : kRough; }
};

TEST_P(CudaExpertCache, ExpertsAreComputedWhereverTheyLie) {
  // Blocks as in the file, moved apart in both ways, with a code book, of floats, and with scales of their own.
  for (const DType type : {DType::Q4_K, DType::Q8_0, DType::Q6_K, DType::IQ3_S, DType::BF16, DType::F8_E4M3}) {
    SCOPED_TRACE(traits(type).name);
    const RandomExperts layer(type, kExperts, kHidden, kInner, 20);
    for (const std::size_t cached : {0u, 3u}) {
      const auto backend = backend_with_room(layer.experts, cached, exact());
      ASSERT_TRUE(backend) << cached;
      for (const std::size_t tokens : {1u, 5u, 40u}) {
        LayerPasses passes(*backend, layer.experts, tokens);
        for (const Choices& pattern : {kCached, kOutside, kBoth, kSome})
          EXPECT_LT(relative_error(passes.run(pattern), passes.expected(pattern)), tolerance())
              << cached << " cached, " << tokens << " tokens, the first chose " << pattern[0] << ", " << pattern[1];
        EXPECT_EQ(passes.run({-1}), std::vector(tokens * kHidden, 0.5f));
      }
    }
  }
}

TEST_P(CudaExpertCache, SlicesOfOneMatrixAreCachedWithTheirScales) {
  for (const auto& [type, inner] : {std::pair{DType::F8_E4M3, 256u}, {DType::BF16, 96u}}) {
    RandomWeight gate(type, kExperts * inner, kHidden, 1), up(type, kExperts * inner, kHidden, 2),
        down(type, kExperts * kHidden, inner, 3);
    std::vector<FeedForward> experts;
    for (std::size_t e = 0; e < kExperts; ++e)
      experts.push_back({gate.weight.slice(e * inner, inner), up.weight.slice(e * inner, inner),
                         down.weight.slice(e * kHidden, kHidden)});
    const auto backend = backend_with_room(experts, 4, exact());
    ASSERT_TRUE(backend);
    LayerPasses passes(*backend, experts, 4);
    for (const Choices& pattern : {kOutside, kBoth})
      EXPECT_LT(relative_error(passes.run(pattern), passes.expected(pattern)), tolerance());
    const auto of_cached = passes.expected(kCached);
    for (RandomWeight* w : {&gate, &up, &down})
      std::ranges::fill(w->bytes, std::byte{0});
    EXPECT_LT(relative_error(passes.run(kCached), of_cached), tolerance());
  }
}

TEST_P(CudaExpertCache, TheBusiestMoveInBetweenReplaysOfOneGraph) {
  for (const DType type : {DType::Q6_K, DType::F8_E4M3}) {
    SCOPED_TRACE(traits(type).name);
    RandomExperts layer(type, kExperts, kHidden, kInner, 30);
    // The host keeps no copies, which would be computed with when the originals are gone.
    const auto backend = backend_with_room(layer.experts, 2, exact(), false);
    ASSERT_TRUE(backend);
    LayerPasses passes(*backend, layer.experts, 4);
    const auto agrees = [&](const Choices& pattern, const std::vector<float>& expected) {
      return relative_error(passes.run(pattern), expected) < tolerance();
    };
    const Choices first{0, 1}, busy{4, 5};
    const auto of_first = passes.expected(first), of_busy = passes.expected(busy), of_both = passes.expected(kBoth);
    for (int i = 0; i < 3; ++i)
      EXPECT_TRUE(agrees(first, of_first)) << i;
    for (int i = 0; i < 10; ++i)
      EXPECT_TRUE(agrees(busy, of_busy)) << i;
    EXPECT_TRUE(agrees(kBoth, of_both));
    // Only who is cached is still computed when the originals are gone.
    for (std::size_t e = 0; e < kExperts; ++e)
      layer.erase(e);
    EXPECT_TRUE(agrees(busy, of_busy));
    EXPECT_EQ(passes.run({0, 1}), std::vector(4 * kHidden, 0.5f));
  }
}

TEST_P(CudaExpertCache, LayersShareWhatRoomThereIs) {
  const RandomExperts one(DType::BF16, kExperts, kHidden, kInner, 40);
  const std::vector layers(4, one.experts);
  CudaOptions options;
  options.exact = exact();
  const auto placement_in = [&](double part) {
    const double bytes = 4 * kExperts * 3 * kHidden * kInner * sizeof(std::uint16_t);
    options.budget.free_bytes = static_cast<std::uint64_t>(part * bytes * 8 / 7) + 64;  // an eighth is for other things
    const auto backend = make_cuda_backend(options);
    backend->load([&](WeightSink& sink) {
      for (const auto& layer : layers)
        sink.experts(layer);
    });
    return backend->placement()->describe();
  };
  const auto experts = [](int host_layers, int cached) {
    return "experts of " + std::to_string(host_layers) + " of 4 layers stay in host memory" +
           (cached == 0 ? "" : ", the " + std::to_string(cached) + " busiest of 6 of each on the GPU too");
  };
  EXPECT_EQ(placement_in(0.01), experts(4, 0));
  EXPECT_EQ(placement_in(0.20), experts(4, 1));
  EXPECT_EQ(placement_in(0.50), experts(4, 3));
  EXPECT_EQ(placement_in(0.70), experts(3, 3));
  EXPECT_EQ(placement_in(0.99), experts(1, 5));
  EXPECT_EQ(placement_in(1.00), "all weights on the GPU");
}

INSTANTIATE_TEST_SUITE_P(Precisions, CudaExpertCache, testing::Bool(),
                         [](const auto& exact) { return exact.param ? "exact" : "rounded"; });

}  // namespace
}  // namespace mingsi::engine
