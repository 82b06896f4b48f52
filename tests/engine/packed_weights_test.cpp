// SPDX-License-Identifier: Apache-2.0
// Packed copies of weights: products by them are those by the stored weights, bit for bit.
#include "engine/backend/cpu/packed_weights.h"

#include <chrono>
#include <functional>
#include <gtest/gtest.h>
#include <thread>

#include "engine/backend/cpu/cpu_backend.h"
#include "engine/backend/cpu/packing.h"
#include "engine/engine.h"
#include "tests/engine/random_values.h"

namespace mingsi::engine {
namespace {

constexpr std::size_t kColumns = 512;

struct StoredMatrix {
  std::vector<std::byte> bytes;
  Weight weight;

  StoredMatrix(DType type, std::size_t rows, std::size_t columns, unsigned seed)
      : bytes(random_rows(type, rows, columns, seed)), weight{type, rows, columns, bytes.data(), nullptr, 0} {}
};

std::vector<float> product(CpuBackend& backend, const Weight& w, std::vector<float> x, std::size_t tokens) {
  std::vector<float> y(tokens * w.rows);
  backend.linear(w, ConstMatrix(x.data(), tokens, w.columns), Matrix(y.data(), tokens, w.rows));
  return y;
}

/// Packs as in use, if there is room: without it, what follows would compare stored weights with themselves.
[[nodiscard]] bool pack(CpuBackend& backend, const std::function<void(WeightSink&)>& tell) {
  const auto before = cpu::PackedWeights::held();
  backend.load(tell);
  backend.settle();
  return cpu::PackedWeights::held() > before;
}
constexpr const char* kNoRoom = "less than a quarter of the memory is free";

class PackedWeightsTest : public testing::TestWithParam<CpuLevel> {
 protected:
  void SetUp() override {
    if (GetParam() > detect_cpu_level()) GTEST_SKIP() << to_string(GetParam()) << " is not available here";
  }
};

TEST_P(PackedWeightsTest, GiveTheSameProducts) {
  for (const auto& stored : all_dtypes()) {
    SCOPED_TRACE(stored.name);
    if (!cpu::can_pack(stored.type)) continue;
    // The last four rows fill no panel.
    const StoredMatrix matrix(stored.type, 100, kColumns, 1);
    CpuBackend plain(2, GetParam()), packing(2, GetParam());
    if (!pack(packing, [&](WeightSink& sink) { sink.weight(matrix.weight); })) GTEST_SKIP() << kNoRoom;
    for (const std::size_t tokens : {1u, 2u, 3u, 4u, 7u, 8u, 9u, 70u}) {
      const auto x = noise(tokens * kColumns, 2);
      for (const Weight& w : {matrix.weight, matrix.weight.slice(32, 68), matrix.weight.slice(8, 40)})
        EXPECT_EQ(product(plain, w, x, tokens), product(packing, w, x, tokens)) << tokens << " tokens, " << w.rows;
    }
  }
}

TEST_P(PackedWeightsTest, GiveTheSameExperts) {
  constexpr std::size_t kExperts = 6, kInner = 256, kTokens = 9;
  for (const auto& [inner_type, down_type] : {std::pair{DType::Q4_K, DType::Q6_K}, {DType::Q8_0, DType::IQ1_S}}) {
    const StoredMatrix gate(inner_type, kExperts * kInner, kColumns, 3), up(inner_type, kExperts * kInner, kColumns, 4);
    const StoredMatrix down(down_type, kExperts * kColumns, kInner, 5);
    std::vector<FeedForward> experts;
    for (std::size_t e = 0; e < kExperts; ++e)
      experts.push_back({gate.weight.slice(e * kInner, kInner), up.weight.slice(e * kInner, kInner),
                         down.weight.slice(e * kColumns, kColumns)});
    const auto x = noise(kTokens * kColumns, 6);
    std::vector<std::int32_t> chosen;
    for (std::size_t t = 0; t < kTokens; ++t)
      chosen.insert(chosen.end(), {0, static_cast<std::int32_t>(1 + t % 5)});
    std::vector<float> weights = noise(2 * kTokens, 7);
    const auto run = [&](CpuBackend& backend) {
      std::vector<float> out(kTokens * kColumns);
      backend.experts(experts, ConstMatrix(x.data(), kTokens, kColumns), {kTokens, 2, chosen.data(), weights.data()},
                      Matrix(out.data(), kTokens, kColumns));
      return out;
    };
    CpuBackend plain(2, GetParam()), packing(2, GetParam());
    if (!pack(packing, [&](WeightSink& sink) { sink.experts(experts); })) GTEST_SKIP() << kNoRoom;
    EXPECT_EQ(run(plain), run(packing));
  }
}

INSTANTIATE_TEST_SUITE_P(Levels, PackedWeightsTest, testing::Values(CpuLevel::Avx2, CpuLevel::Avx512),
                         [](const auto& level) { return to_string(level.param); });

bool always(std::size_t) { return true; }

TEST(PackedWeights, AreFoundByWholePanels) {
  const StoredMatrix matrix(DType::Q8_0, 48, kColumns, 8), table(DType::Q8_0, 32, kColumns, 9);
  const StoredMatrix floats(DType::F16, 32, kColumns, 10), few(DType::Q8_0, 8, kColumns, 11);
  cpu::PackedWeights packed(
      [&](WeightSink& sink) {
        sink.embedding(table.weight);
        for (const Weight& w : {matrix.weight, floats.weight, few.weight, matrix.weight})
          sink.weight(w);
      },
      always);
  packed.wait();
  const std::byte* const first = packed.find(matrix.weight);
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(packed.find(matrix.weight.slice(16, 32)), first + matrix.weight.slice(0, 16).bytes());
  EXPECT_EQ(packed.find(matrix.weight.slice(8, 16)), nullptr);
  Weight longer = matrix.weight, narrower = matrix.weight;
  longer.rows += 16;
  narrower.columns /= 2;
  EXPECT_EQ(packed.find(longer), nullptr);
  EXPECT_EQ(packed.find(narrower), nullptr);
  for (const StoredMatrix* other : {&table, &floats, &few})
    EXPECT_EQ(packed.find(other->weight), nullptr);
}

TEST(PackedWeights, LeaveTheRestWhenMemoryEnds) {
  const StoredMatrix one(DType::Q8_0, 48, kColumns, 8), two(DType::Q4_K, 48, kColumns, 9);
  const auto before = cpu::PackedWeights::held();
  {
    int asked = 0;
    cpu::PackedWeights packed(
        [&](WeightSink& sink) {
          sink.experts({{FeedForward{two.weight, two.weight, two.weight}}});
          sink.weight(one.weight);
        },
        [&](std::size_t) { return ++asked == 1; });
    packed.wait();
    EXPECT_NE(packed.find(one.weight), nullptr);  // what each token needs comes first
    EXPECT_EQ(packed.find(two.weight), nullptr);
    EXPECT_GE(cpu::PackedWeights::held(), before + one.weight.bytes());
  }
  EXPECT_EQ(cpu::PackedWeights::held(), before);
}

TEST(PackedWeights, StopWhenTheyAreNoLongerWanted) {
  // Some of these stop at their first panel, some midway.
  const StoredMatrix matrix(DType::Q4_K, 65536, kColumns, 12);
  const auto before = cpu::PackedWeights::held();
  for (int i = 0; i < 20; ++i) {
    {
      const cpu::PackedWeights packed([&](WeightSink& sink) { sink.weight(matrix.weight); }, always);
      std::this_thread::sleep_for(std::chrono::microseconds(100 * i));
    }
    EXPECT_EQ(cpu::PackedWeights::held(), before);
  }
}

TEST(PackedWeights, ChangeNoAnswer) {
  const auto model = Model::open({MINGSI_STARTER, {}, {}});
  SessionOptions options;
  options.context_length = 256;
  const auto before = cpu::PackedWeights::held();
  const auto packing = Session::open(model, options);
  packing->settle();
  const auto packed = cpu::PackedWeights::held();
  if (packed == before) GTEST_SKIP() << kNoRoom;
  options.repack = false;
  const auto plain = Session::open(model, options);
  plain->settle();
  EXPECT_EQ(cpu::PackedWeights::held(), packed);
  std::vector<TokenId> ids;
  for (TokenId id = 0; id < 100; ++id)
    ids.push_back(7 * id % 1000);
  for (const std::size_t chunk : {1u, 3u, 8u, 100u})
    EXPECT_EQ(packing->logits(ids, chunk), plain->logits(ids, chunk)) << chunk;
}

}  // namespace
}  // namespace mingsi::engine
