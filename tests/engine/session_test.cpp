// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <limits>

#include "engine/engine.h"
#include "engine/formats/gguf.h"

namespace mingsi::engine {
namespace {

std::shared_ptr<const Model> model() { return Model::open(ModelSource::from_file(MINGSI_GOLDEN_DIR "/v3.gguf")); }

GenerationRequest request(std::vector<TokenId> prompt, std::size_t max_tokens) {
  GenerationRequest request;
  request.prompt = std::move(prompt);
  request.max_tokens = max_tokens;
  request.sampler.temperature = 1;
  request.sampler.seed = 11;
  return request;
}

std::vector<TokenId> generate(Session& session, GenerationRequest request, GenerationResult* result = nullptr) {
  std::vector<TokenId> ids;
  request.on_token = [&](const TokenEvent& event) {
    if (event.id >= 0) ids.push_back(event.id);
  };
  const auto done = session.generate(request);
  if (result) *result = done;
  return ids;
}

TEST(Session, ReusesTheCacheOfTheTurnBefore) {
  const std::vector<TokenId> prompt = {0, 5, 6, 7, 8, 9, 10, 11};
  const auto session = Session::open(model(), {});
  GenerationResult first;
  auto ids = generate(*session, request(prompt, 6), &first);
  EXPECT_EQ(first.cached_tokens, 0u);
  auto longer = prompt;
  longer.insert(longer.end(), ids.begin(), ids.end());
  longer.insert(longer.end(), {20, 21, 22});
  GenerationResult second;
  const auto reused = generate(*session, request(longer, 6), &second);
  EXPECT_GE(second.cached_tokens, prompt.size());
  EXPECT_EQ(reused, generate(*Session::open(model(), {}), request(longer, 6)));
  // A prompt that parts early goes back; the same prompt again still computes its last token.
  EXPECT_EQ(generate(*session, request(prompt, 6)), ids);
  GenerationResult again;
  EXPECT_EQ(generate(*session, request(prompt, 6), &again), ids);
  EXPECT_EQ(again.cached_tokens, prompt.size() - 1);
}

TEST(Session, TheSameSeedGivesTheSameText) {
  const auto a = generate(*Session::open(model(), {}), request({0, 1, 2}, 20));
  SessionOptions one_thread;
  one_thread.threads = 1;
  EXPECT_EQ(a, generate(*Session::open(model(), one_thread), request({0, 1, 2}, 20)));
  auto other = request({0, 1, 2}, 20);
  other.sampler.seed = 12;
  EXPECT_NE(a, generate(*Session::open(model(), {}), other));
}

TEST(Session, StopsWithinOneToken) {
  const auto session = Session::open(model(), {});
  std::stop_source stop;
  auto asked = request({0, 5, 6}, 0);
  asked.stop = stop.get_token();
  std::size_t tokens = 0;
  asked.on_token = [&](const TokenEvent&) {
    if (++tokens == 3) stop.request_stop();
  };
  const auto result = session->generate(asked);
  EXPECT_EQ(result.finish_reason, FinishReason::Cancelled);
  EXPECT_EQ(result.completion_tokens, 3u);
  // Stopped before it began: nothing is computed.
  const auto nothing = session->generate(asked);
  EXPECT_EQ(nothing.finish_reason, FinishReason::Cancelled);
  EXPECT_EQ(nothing.completion_tokens, 0u);
}

TEST(Session, EndsWhenTheContextIsFull) {
  SessionOptions options;
  options.context_length = 12;
  const auto session = Session::open(model(), options);
  EXPECT_EQ(session->context_length(), 12u);
  auto asked = request({0, 5, 6, 7}, 0);
  asked.sampler.temperature = 0;
  const auto result = session->generate(asked);
  EXPECT_EQ(result.finish_reason, FinishReason::ContextFull);
  EXPECT_EQ(session->context_used(), 12u);
}

TEST(Session, PromptsAreChecked) {
  SessionOptions options;
  options.context_length = 4;
  const auto session = Session::open(model(), options);
  const auto refusal = [&](std::vector<TokenId> prompt) {
    try {
      session->generate(request(std::move(prompt), 1));
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::Malformed;
  };
  EXPECT_EQ(refusal({}), ErrorCode::InvalidArgument);
  EXPECT_EQ(refusal({-1}), ErrorCode::InvalidArgument);
  EXPECT_EQ(refusal({100000}), ErrorCode::InvalidArgument);
  EXPECT_EQ(refusal({1, 2, 3, 4, 5}), ErrorCode::ContextFull);
}

/// A file of tests/golden, of which a tensor is made to hold NaN.
struct Damaged {
  explicit Damaged(const std::string& golden) {
    std::ifstream file(MINGSI_GOLDEN_DIR "/" + golden, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(file), {});
  }
  std::span<const std::byte> memory() const { return std::as_bytes(std::span(bytes.data(), bytes.size())); }
  char* data(const std::string& tensor) {
    return bytes.data() + (read_gguf(memory(), "damaged.gguf").at(tensor).data - memory().data());
  }
  void put_nan(const std::string& tensor) {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    std::memcpy(data(tensor) + 40, &nan, sizeof nan);
  }
  /// In the scales of the first blocks.
  void put_nan_scales(const std::string& tensor, std::size_t blocks) {
    ASSERT_EQ(read_gguf(memory(), "damaged.gguf").at(tensor).type_id, static_cast<std::uint32_t>(DType::Q8_0));
    char* block = data(tensor);
    for (std::size_t i = 0; i < blocks; ++i, block += 34)  // a float16 scale and 32 bytes
      std::memcpy(block, "\x00\x7e", 2);
  }

  std::string bytes;
};

/// All ways to compute tell the tensor; generating need not, where single logits are NaN, for it passes over those.
void expect_named(const Damaged& damaged, const std::string& tensor, bool generating = true) {
  const auto model = Model::open(ModelSource::from_memory(damaged.memory(), "damaged.gguf"));
  const std::vector<TokenId> ids = {0, 5, 6, 7};
  const auto told = [&](const char* how, const std::function<void(Session&)>& compute) {
    try {
      compute(*Session::open(model, {}));
      ADD_FAILURE() << how << " gives numbers with NaN in " << tensor;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::NotFinite) << how;
      EXPECT_EQ(error.place(), tensor) << how;
      EXPECT_EQ(error.file(), "damaged.gguf") << how;
    }
  };
  if (generating) told("generate", [&](Session& session) { session.generate(request(ids, 4)); });
  told("logits", [&](Session& session) { session.logits(ids, 64); });
  told("logits, one by one", [&](Session& session) { session.logits(ids, 1); });
  const std::vector<std::size_t> last = {3}, some = {0, 2};
  told("logits_at", [&](Session& session) { session.logits_at(ids, last, 64); });
  told("logits_at, several", [&](Session& session) { session.logits_at(ids, some, 64); });
}

TEST(Session, WeightsThatAreNotNumbersAreNamed) {
  Damaged damaged("v3.gguf");
  damaged.put_nan("blk.1.attn_output.weight");
  expect_named(damaged, "blk.1.attn_output.weight");
}

TEST(Session, ScalesThatAreNotNumbersAreNamed) {
  Damaged first("v3-mixed.gguf");
  first.put_nan_scales("blk.0.attn_q_a.weight", 1);
  expect_named(first, "blk.0.attn_q_a.weight");
  // A row of the head: all logits but one are numbers.
  Damaged head("v3-mixed.gguf");
  head.put_nan_scales("output.weight", 1);
  expect_named(head, "output.weight", false);
  // All experts: [12, 64, 32]
  Damaged experts("v3-mixed.gguf");
  experts.put_nan_scales("blk.1.ffn_down_exps.weight", 12 * 64);
  expect_named(experts, "blk.1.ffn_down_exps.weight");
}

TEST(Session, AFileThatIsCutWhileItIsOpenIsTold) {
  const auto file = std::filesystem::path(testing::TempDir()) / "cut_while_open.gguf";
  std::filesystem::copy_file(MINGSI_GOLDEN_DIR "/v3.gguf", file, std::filesystem::copy_options::overwrite_existing);
  const auto opened = Model::open(ModelSource::from_file(file));
  const auto session = Session::open(opened, {});
  EXPECT_FALSE(generate(*session, request({0, 5, 6}, 4)).empty());
  std::filesystem::resize_file(file, 8192);
  for (int attempt = 0; attempt < 2; ++attempt) {
    try {
      session->generate(request({0, 7, 8}, 4));
      ADD_FAILURE() << "answered from a file that is not there";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::FileLost);
      EXPECT_EQ(error.file(), file.string());
    }
  }
  EXPECT_THROW(opened->read_weights([](double) { return true; }), Error);
  // Other models go on.
  EXPECT_FALSE(generate(*Session::open(model(), {}), request({0, 5, 6}, 4)).empty());
  std::filesystem::remove(file);
}

TEST(Session, ADeviceThatIsNotThereIsTold) {
  SessionOptions options;
  options.device = Device::Cuda;
  EXPECT_THROW(Session::open(model(), options), Error);
}

// The probabilities that are told with a token are the softmax of the logits that the whole text gives.
TEST(Session, TellsProbabilitiesAndAlternatives) {
  const std::vector<TokenId> prompt = {0, 5, 6, 7};
  auto asked = request(prompt, 5);
  asked.alternatives = 4;
  asked.sampler.repetition_penalty = 1.3f;  // must not show
  std::vector<TokenId> text = prompt;
  std::vector<std::vector<TokenProbability>> told;
  std::vector<float> own;
  asked.on_token = [&](const TokenEvent& event) {
    text.push_back(event.id);
    own.push_back(event.probability);
    told.emplace_back(event.alternatives.begin(), event.alternatives.end());
  };
  Session::open(model(), {})->generate(asked);
  ASSERT_EQ(told.size(), 5u);
  const auto fresh = Session::open(model(), {});
  const auto logits = fresh->logits(text, 64);
  const std::size_t vocab = logits.size() / text.size();
  for (std::size_t i = 0; i < told.size(); ++i) {
    const float* row = logits.data() + (prompt.size() - 1 + i) * vocab;
    double sum = 0;
    for (std::size_t id = 0; id < vocab; ++id)
      sum += std::exp(static_cast<double>(row[id]));
    const auto expected = [&](TokenId id) { return std::exp(static_cast<double>(row[id])) / sum; };
    EXPECT_NEAR(static_cast<double>(own[i]), expected(text[prompt.size() + i]), 1e-4);
    ASSERT_EQ(told[i].size(), 4u);
    std::vector<float> sorted(row, row + vocab);
    std::ranges::sort(sorted, std::greater<>());
    for (std::size_t k = 0; k < 4; ++k) {
      EXPECT_NEAR(static_cast<double>(told[i][k].probability), expected(told[i][k].id), 1e-4);
      EXPECT_NEAR(std::log(static_cast<double>(told[i][k].probability)), static_cast<double>(sorted[k]) - std::log(sum),
                  1e-3);
    }
  }
}

TEST(Session, TellsTheExpertsOfAToken) {
  const auto opened = model();
  const auto& d = opened->description();
  auto asked = request({0, 5, 6, 7}, 3);
  std::vector<std::vector<std::int32_t>> experts;
  asked.on_token = [&](const TokenEvent& event) { experts.emplace_back(event.experts.begin(), event.experts.end()); };
  const auto session = Session::open(opened, {});
  session->generate(asked);
  for (const auto& of_token : experts)
    EXPECT_TRUE(of_token.empty());
  experts.clear();
  asked.experts = true;
  session->generate(asked);
  ASSERT_EQ(experts.size(), 3u);
  for (const auto& of_token : experts) {
    ASSERT_EQ(of_token.size(), (d.layers - d.dense_layers) * d.experts_per_token);
    for (const std::int32_t expert : of_token)
      EXPECT_TRUE(expert >= 0 && static_cast<std::size_t>(expert) < d.experts);
  }
}

}  // namespace
}  // namespace mingsi::engine
