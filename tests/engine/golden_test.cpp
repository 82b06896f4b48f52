// SPDX-License-Identifier: Apache-2.0
// The float path against Hugging Face transformers: tests/golden/README.md says how the references were made.
#include "tests/engine/golden.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace mingsi::engine {
namespace {

std::unique_ptr<Session> exact_session(std::shared_ptr<const Model> model, unsigned threads = 2) {
  SessionOptions options;
  options.exact = true;
  options.threads = threads;
  return Session::open(std::move(model), options);
}

class GoldenTest : public testing::TestWithParam<const char*> {};

TEST_P(GoldenTest, LogitsAgreeWithTransformersInChunksOfAnySize) {
  const Golden golden(GetParam());
  const auto model = golden.open();
  const auto session = exact_session(model);
  const std::size_t vocab = model->description().vocab;
  for (const std::size_t chunk : {1u, 2u, 3u, 7u, 32u, 1000u}) {
    std::size_t offset = 0;
    for (const auto& prompt : golden.prompts) {
      const auto logits = session->logits(prompt, chunk);
      ASSERT_EQ(logits.size(), prompt.size() * vocab);
      // Relative to the size of the logits of a position: single logits can be close to zero.
      for (std::size_t t = 0; t < prompt.size(); ++t) {
        double largest = 0;
        double worst = 0;
        for (std::size_t v = 0; v < vocab; ++v) {
          const double expected = golden.logits.at(offset + t * vocab + v);
          largest = std::max(largest, std::abs(expected));
          worst = std::max(worst, std::abs(expected - static_cast<double>(logits[t * vocab + v])));
        }
        ASSERT_LE(worst, 1e-4 * largest) << GetParam() << ", chunk " << chunk << ", position " << t;
      }
      offset += logits.size();
    }
    ASSERT_EQ(offset, golden.logits.size());
  }
}

TEST_P(GoldenTest, ChunkingChangesNotOneBit) {
  const Golden golden(GetParam());
  const auto session = exact_session(golden.open());
  const auto one_by_one = session->logits(golden.prompts.back(), 1);
  EXPECT_EQ(one_by_one, session->logits(golden.prompts.back(), 5));
  EXPECT_EQ(one_by_one, session->logits(golden.prompts.back(), 1000));
  EXPECT_EQ(one_by_one, exact_session(golden.open(), 1)->logits(golden.prompts.back(), 9));
}

TEST_P(GoldenTest, GreedyContinuationIsIdentical) {
  const Golden golden(GetParam());
  for (const std::size_t chunk : {1u, 4u, 256u}) {
    SessionOptions options;
    options.exact = true;
    options.prefill_chunk = chunk;
    const auto session = Session::open(golden.open(), options);
    GenerationRequest request;
    request.prompt = golden.greedy_prompt;
    request.sampler.temperature = 0;
    request.max_tokens = golden.greedy.size();
    std::vector<TokenId> generated;
    request.on_token = [&](const TokenEvent& event) {
      if (event.id >= 0) generated.push_back(event.id);
    };
    session->generate(request);
    EXPECT_EQ(generated, golden.greedy);
  }
}

INSTANTIATE_TEST_SUITE_P(Checkpoints, GoldenTest,
                         testing::Values("v2-plain.gguf", "v2-groups.gguf", "v3.gguf", "v3-norope.gguf",
                                         "v3-mixed.gguf", "llama3.gguf", "qwen2.gguf", "qwen3.gguf", "hf/v2-plain",
                                         "hf/v2-groups", "hf/v3", "hf/v3-fp8", "hf/llama3", "hf/qwen2", "hf/qwen3"),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::ranges::replace_if(
                               name, [](char c) { return c == '-' || c == '/' || c == '.'; }, '_');
                           return name;
                         });

TEST(Fp8, AgreesWithAFloat32Emulation) {
  const Golden golden("hf/v3-fp8");
  const auto model = golden.open();
  EXPECT_EQ(model->description().mtp_layers, 1u);
  std::size_t offset = 0;
  for (const auto& prompt : golden.prompts) {
    const auto logits = exact_session(model)->logits(prompt, 64);
    double largest = 0, worst = 0;
    for (std::size_t i = 0; i < logits.size(); ++i) {
      const double expected = golden.logits.at(offset + i);
      largest = std::max(largest, std::abs(expected));
      worst = std::max(worst, std::abs(expected - static_cast<double>(logits[i])));
    }
    EXPECT_LE(worst, 1e-5 * largest);
    offset += logits.size();
  }
}

/// Positions up to 100,000 of a YaRN model, each with all that comes before it.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t kFarthest = 20'000;  // sanitizers slow it down tenfold
#else
constexpr std::size_t kFarthest = 100'000;
#endif

TEST(LongContext, LogitsAgreeFarOut) {
  const std::string base = MINGSI_GOLDEN_DIR "/v3-long";
  std::ifstream json_file(base + ".json");
  const auto json = nlohmann::json::parse(json_file);
  auto positions = json.at("positions").get<std::vector<std::size_t>>();
  while (positions.back() > kFarthest)
    positions.pop_back();
  std::ifstream raw(base + ".logits.f32", std::ios::binary);
  const std::vector<char> bytes((std::istreambuf_iterator<char>(raw)), {});
  std::vector<float> expected(bytes.size() / sizeof(float));
  std::memcpy(expected.data(), bytes.data(), bytes.size());

  std::vector<TokenId> ids(json.at("tokens").get<std::size_t>());
  for (std::size_t i = 1; i < ids.size(); ++i)
    ids[i] = static_cast<TokenId>(2 + (7 * i * i + 13 * i) % 200);
  SessionOptions options;
  options.exact = true;
  options.context_length = ids.size();
  const auto session = Session::open(Model::open(ModelSource::from_file(base + ".gguf")), options);
  const auto logits = session->logits_at(ids, positions, 512);
  ASSERT_LE(logits.size(), expected.size());
  const std::size_t vocab = logits.size() / positions.size();
  for (std::size_t p = 0; p < positions.size(); ++p) {
    double largest = 0, worst = 0;
    for (std::size_t v = p * vocab; v < (p + 1) * vocab; ++v) {
      largest = std::max(largest, std::abs(static_cast<double>(expected[v])));
      worst = std::max(worst, std::abs(static_cast<double>(expected[v]) - static_cast<double>(logits[v])));
    }
    RecordProperty("error_at_" + std::to_string(positions[p]), std::to_string(worst / largest));
    EXPECT_LE(worst, 1e-4 * largest) << "position " << positions[p];
  }
}

}  // namespace
}  // namespace mingsi::engine
