// SPDX-License-Identifier: Apache-2.0
// Whole models on the CUDA backend against Hugging Face transformers and the CPU. On a GPU, and on the emulation of
// tests/simt.
#include <algorithm>
#include <cmath>
#include <functional>

#include "tests/engine/cuda/device_values.h"
#include "tests/engine/golden.h"

namespace mingsi::engine {
namespace {

/// The prompts of a golden model that are not too long to emulate.
std::span<const TokenId> cut(std::span<const TokenId> prompt) {
  return prompt.first(std::min<std::size_t>(prompt.size(), 24));
}

/// The largest difference of each position's logits, relative to the largest of them, ascending.
std::vector<double> distances(std::span<const float> logits, std::span<const float> expected, std::size_t vocab) {
  std::vector<double> all;
  for (std::size_t t = 0; t < logits.size() / vocab; ++t) {
    double largest = 0, difference = 0;
    for (std::size_t i = t * vocab; i < (t + 1) * vocab; ++i) {
      largest = std::max(largest, std::abs(static_cast<double>(expected[i])));
      difference = std::max(difference, std::abs(static_cast<double>(logits[i]) - static_cast<double>(expected[i])));
    }
    all.push_back(std::isnan(difference) ? 1e9 : difference / largest);
  }
  std::ranges::sort(all);
  return all;
}

/// The texts of requests that run together, after prompts of a golden model.
std::vector<std::vector<TokenId>> continuations(Session& session, std::span<const std::vector<TokenId>> prompts) {
  std::vector<std::vector<TokenId>> texts(prompts.size());
  std::vector<GenerationRequest> requests(prompts.size());
  for (std::size_t i = 0; i < prompts.size(); ++i) {
    const auto ids = cut(prompts[i]);
    requests[i].prompt.assign(ids.begin(), ids.end());
    requests[i].sampler.temperature = 0;
    requests[i].max_tokens = 10;
    requests[i].ignore_end = true;
    requests[i].on_token = [&, i](const TokenEvent& event) {
      if (event.id >= 0) texts[i].push_back(event.id);
    };
  }
  session.generate(requests);
  return texts;
}

class CudaModel : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override { MINGSI_NEEDS_GPU(cuda_backend(true)); }

  static std::unique_ptr<Session> session(const std::shared_ptr<const Model>& model, bool exact,
                                          SessionOptions options = {}) {
    options.device = Device::Cuda;
    options.exact = exact;
    options.threads = 2;
    options.context_length = 256;
    return Session::open(model, options);
  }
};

TEST_P(CudaModel, LogitsAgreeWithTransformers) {
  const Golden golden(GetParam());
  const auto model = golden.open();
  const std::size_t vocab = model->description().vocab;
  const auto exact = session(model, true), rounded = session(model, false);
  std::size_t offset = 0;
  for (const auto& prompt : golden.prompts) {
    const auto ids = cut(prompt);
    const std::span expected(golden.logits.data() + offset, ids.size() * vocab);
    for (const std::size_t chunk : {1u, 7u, 1000u})
      EXPECT_LE(distances(exact->logits(ids, chunk), expected, vocab).back(), 1e-4) << "exact, chunks of " << chunk;
    // Not of all positions: where a router wavers, rounding chooses another expert.
    const auto rough = distances(rounded->logits(ids, 1000), expected, vocab);
    EXPECT_LE(rough[rough.size() / 2], 0.06);
    offset += prompt.size() * vocab;
  }
}

TEST_P(CudaModel, GreedyContinuationIsIdentical) {
  const Golden golden(GetParam());
  const auto model = golden.open();
  const ModelDescription& d = model->description();
  const auto exact = session(model, true);
  // The second time all passes are replayed.
  for (int i = 0; i < 2; ++i) {
    GenerationRequest request;
    request.prompt = golden.greedy_prompt;
    request.sampler.temperature = 0;
    request.max_tokens = std::min<std::size_t>(12, golden.greedy.size());
    request.experts = i == 1;
    std::vector<TokenId> generated;
    std::size_t experts = 0;
    request.on_token = [&](const TokenEvent& event) {
      if (event.id < 0) return;
      generated.push_back(event.id);
      experts += event.experts.size();
    };
    exact->generate(request);
    EXPECT_EQ(generated, std::vector(golden.greedy.begin(),
                                     golden.greedy.begin() + static_cast<std::ptrdiff_t>(request.max_tokens)));
    EXPECT_EQ(experts, i == 1 ? request.max_tokens * d.experts_per_token * (d.layers - d.dense_layers) : 0u);
  }
}

TEST_P(CudaModel, TogetherAndWithSpeculationAsAlone) {
  const Golden golden(GetParam());
  const auto model = golden.open();
  const auto prompts = std::span(golden.prompts).first(std::min<std::size_t>(3, golden.prompts.size()));
  std::vector<std::vector<TokenId>> alone;
  for (const auto& prompt : prompts)
    alone.push_back(continuations(*session(model, true), {&prompt, 1}).front());
  SessionOptions options;
  options.sequences = 3;
  options.speculation = true;
  const auto together = session(model, true, options);
  EXPECT_EQ(continuations(*together, prompts), alone);
  // What was read before is not read again.
  EXPECT_EQ(continuations(*together, prompts), alone);
}

/// The tokens that a session draws, and the probabilities of the two most likely at each place.
struct Drawn {
  std::vector<TokenId> ids;
  std::vector<float> probabilities;
};
Drawn draw(Session& session, std::span<const TokenId> prompt, std::size_t alternatives, float penalty) {
  Drawn drawn;
  GenerationRequest request;
  request.prompt.assign(prompt.begin(), prompt.end());
  request.sampler.temperature = 0.8f;
  request.sampler.top_p = 0.9f;
  request.sampler.seed = 7;
  request.sampler.repetition_penalty = penalty;
  request.alternatives = alternatives;
  request.max_tokens = 12;
  request.ignore_end = true;
  request.on_token = [&](const TokenEvent& event) {
    if (event.id < 0) return;
    drawn.ids.push_back(event.id);
    for (const auto& alternative : event.alternatives.first(std::min<std::size_t>(2, event.alternatives.size())))
      drawn.probabilities.push_back(alternative.probability);
  };
  session.generate(request);
  return drawn;
}

TEST_P(CudaModel, WhatIsDrawnOfTheBestIsWhatIsDrawnOfAll) {
  const Golden golden(GetParam());
  const auto model = golden.open();
  const auto prompt = cut(golden.prompts.front());
  const auto gpu = session(model, true);
  // More alternatives than the device finds: all logits are fetched.
  const Drawn best = draw(*gpu, prompt, 2, 1), all = draw(*gpu, prompt, BestTokens::kCount + 1, 1);
  EXPECT_EQ(best.ids, all.ids);
  ASSERT_EQ(best.probabilities.size(), all.probabilities.size());
  for (std::size_t i = 0; i < best.probabilities.size(); ++i)
    EXPECT_NEAR(best.probabilities[i], all.probabilities[i], 1e-5f);
  SessionOptions on_host;
  on_host.exact = true;
  on_host.context_length = 256;
  const auto host = Session::open(model, on_host);
  EXPECT_EQ(draw(*gpu, prompt, 0, 1).ids, draw(*host, prompt, 0, 1).ids);
  EXPECT_EQ(draw(*gpu, prompt, 0, 1.3f).ids, draw(*host, prompt, 0, 1.3f).ids);
}

/// The session with the least memory, from so many bytes on, of which the device's name says so.
std::unique_ptr<Session> smallest(const std::function<std::unique_ptr<Session>(std::uint64_t)>& open,
                                  std::string_view wanted, std::uint64_t& memory) {
  for (; memory < 1 << 26; memory += memory / 128)
    try {
      auto session = open(memory);
      if (session->device_name().find(wanted) != std::string::npos) return session;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::OutOfMemory) throw;
    }
  return nullptr;
}

TEST_P(CudaModel, ExpertsThatDoNotFitAreComputedByTheHost) {
  const Golden golden(GetParam());
  const auto model = golden.open();
  if (model->description().experts == 0) GTEST_SKIP() << "it has no experts";
  const auto prompts = std::span(golden.prompts).first(std::min<std::size_t>(2, golden.prompts.size()));
  SessionOptions options;
  options.sequences = 2;
  options.speculation = true;
  const auto texts = continuations(*session(model, true, options), prompts);
  std::uint64_t memory_used = 1 << 20;
  for (const char* wanted : {"stay in host memory", " busiest of ", "experts of 1 of "}) {
    const auto small = smallest(
        [&](std::uint64_t memory) {
          options.gpu_memory = memory;
          return session(model, true, options);
        },
        wanted, memory_used);
    ASSERT_TRUE(small) << wanted;
    EXPECT_EQ(continuations(*small, prompts), texts) << small->device_name();
    // One token over and over uses few experts so much that others are cached the second time.
    small->logits(std::vector(48, prompts[0][0]), 16);
    EXPECT_EQ(continuations(*small, prompts), texts) << small->device_name();
  }
}

TEST_P(CudaModel, IsPlacedAsItWasPlanned) {
  const auto model = Golden(GetParam()).open();
  SessionOptions options;
  options.context_length = 256;
  options.gpu_memory = std::uint64_t{64} << 20;
  const auto gpu = session(model, false, options);
  ASSERT_TRUE(gpu->placement());
  EXPECT_EQ(*gpu->placement(), plan_gpu(model->description(), options, options.gpu_memory));
}

INSTANTIATE_TEST_SUITE_P(Checkpoints, CudaModel,
                         testing::Values("v2-plain.gguf", "v2-groups.gguf", "v3.gguf", "v3-mixed.gguf", "llama3.gguf",
                                         "qwen2.gguf", "qwen3.gguf", "hf/v3", "hf/v3-fp8"),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::ranges::replace_if(
                               name, [](char c) { return c == '-' || c == '/' || c == '.'; }, '_');
                           return name;
                         });

}  // namespace
}  // namespace mingsi::engine
