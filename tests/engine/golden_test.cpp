// SPDX-License-Identifier: Apache-2.0
// The float path against Hugging Face transformers: tests/golden/README.md says how the references were made.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "engine/engine.h"

namespace mingsi::engine {
namespace {

struct Golden {
  explicit Golden(const std::string& name) : base(std::string(MINGSI_GOLDEN_DIR "/") + name) {
    std::ifstream json_file(base + ".json");
    const auto json = nlohmann::json::parse(json_file);
    prompts = json.at("prompts").get<std::vector<std::vector<TokenId>>>();
    greedy_prompt = prompts.at(json.at("greedy").at("prompt").get<std::size_t>());
    greedy = json.at("greedy").at("ids").get<std::vector<TokenId>>();
    std::ifstream raw(base + ".logits.f32", std::ios::binary);
    std::vector<char> bytes((std::istreambuf_iterator<char>(raw)), {});
    logits.resize(bytes.size() / sizeof(float));
    std::memcpy(logits.data(), bytes.data(), bytes.size());
  }

  std::shared_ptr<const Model> open() const { return Model::open(ModelSource::from_file(base + ".gguf")); }

  std::string base;
  std::vector<std::vector<TokenId>> prompts;
  std::vector<TokenId> greedy_prompt;
  std::vector<TokenId> greedy;
  std::vector<float> logits;
};

std::unique_ptr<Session> exact_session(std::shared_ptr<const Model> model, unsigned threads = 2) {
  SessionOptions options;
  options.exact_cache = true;
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
    options.exact_cache = true;
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
                         testing::Values("v2-plain", "v2-groups", "v3", "v3-norope", "v3-mixed"), [](const auto& test) {
                           std::string name = test.param;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace mingsi::engine
