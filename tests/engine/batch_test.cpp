// SPDX-License-Identifier: Apache-2.0
// Several sequences at once: each gets what it would have got alone.
#include <algorithm>
#include <gtest/gtest.h>
#include <random>
#include <stdexcept>

#include "engine/engine.h"

namespace mingsi::engine {
namespace {

using Ids = std::vector<TokenId>;

std::shared_ptr<const Model> model(const std::string& name) {
  return Model::open(ModelSource::from_file(MINGSI_GOLDEN_DIR "/" + name));
}

/// Prompts and answers of different lengths, drawn with different seeds.
std::vector<GenerationRequest> requests_for(const Model& model, std::size_t count) {
  std::mt19937 random(5);
  std::vector<GenerationRequest> requests(count);
  for (std::size_t i = 0; i < count; ++i) {
    requests[i].prompt.resize(1 + random() % 40);
    for (TokenId& id : requests[i].prompt)
      id = static_cast<TokenId>(random() % model.description().vocab);
    requests[i].sampler.temperature = i % 3 == 0 ? 0.0f : 1.0f;
    requests[i].sampler.seed = i;
    requests[i].max_tokens = 1 + random() % 25;
    requests[i].ignore_end = i % 2 == 0;
    requests[i].experts = i % 2 == 1;
    requests[i].alternatives = i % 4 == 1 ? 3 : 0;
  }
  return requests;
}

struct Told {
  Ids ids;
  std::string text;
  std::vector<float> probabilities;
  std::vector<std::int32_t> experts;
  bool operator==(const Told&) const = default;
};

void listen(GenerationRequest& request, Told& told) {
  request.on_token = [&told](const TokenEvent& event) {
    told.ids.push_back(event.id);
    told.text += event.text;
    told.probabilities.push_back(event.probability);
    told.experts.insert(told.experts.end(), event.experts.begin(), event.experts.end());
  };
}

SessionOptions together(std::size_t sequences) {
  SessionOptions options;
  options.sequences = sequences;
  return options;
}

class Batch : public testing::TestWithParam<const char*> {};

TEST_P(Batch, GivesEachSequenceWhatItWouldHaveAlone) {
  const auto opened = model(GetParam());
  auto requests = requests_for(*opened, 11);
  std::vector<Told> together(requests.size());
  for (std::size_t i = 0; i < requests.size(); ++i)
    listen(requests[i], together[i]);
  SessionOptions options;
  options.prefill_chunk = 16;  // prompts are read in pieces, beside answers that are being written
  options.sequences = 4;
  const auto batch = Session::open(opened, options);
  EXPECT_EQ(batch->sequences(), 4u);
  const auto results = batch->generate(requests);
  for (std::size_t i = 0; i < requests.size(); ++i) {
    Told alone;
    listen(requests[i], alone);
    const auto result = Session::open(opened, {})->generate(requests[i]);
    EXPECT_EQ(together[i].ids, alone.ids) << i;
    EXPECT_TRUE(together[i] == alone) << i;
    EXPECT_EQ(results[i].finish_reason, result.finish_reason) << i;
    EXPECT_EQ(results[i].completion_tokens, result.completion_tokens) << i;
    EXPECT_EQ(results[i].prompt_tokens, result.prompt_tokens) << i;
  }
}

/// What is told of requests whose prompts begin alike, beside what each is told alone. Beyond large_pass() tokens are
/// rounded otherwise, so that what is shared and what is not are both shorter, or both longer.
void expect_shared_to_be_exact(const char* name, std::size_t shared_size, std::size_t own_size) {
  const auto opened = model(name);
  auto requests = requests_for(*opened, 6);
  std::mt19937 random(6);
  for (auto& request : requests) {
    while (request.prompt.size() < own_size)
      request.prompt.push_back(static_cast<TokenId>(random() % opened->description().vocab));
    for (std::size_t i = 0; i < shared_size; ++i)
      request.prompt.insert(request.prompt.begin(), static_cast<TokenId>(3 + i % 60));
  }
  const auto batch = Session::open(opened, together(3));
  const auto first = batch->generate(std::span(requests).first(1));
  EXPECT_EQ(first[0].cached_tokens, 0u);
  std::vector<Told> told(requests.size());
  for (std::size_t i = 0; i < requests.size(); ++i)
    listen(requests[i], told[i]);
  const auto results = batch->generate(requests);
  for (std::size_t i = 1; i < requests.size(); ++i) {
    EXPECT_GE(results[i].cached_tokens, shared_size) << i;
    Told alone;
    listen(requests[i], alone);
    Session::open(opened, {})->generate(requests[i]);
    EXPECT_TRUE(told[i] == alone) << i;
  }
}

TEST_P(Batch, TakesOverWhatShortPromptsShare) { expect_shared_to_be_exact(GetParam(), 20, 0); }
TEST_P(Batch, TakesOverWhatLongPromptsShare) { expect_shared_to_be_exact(GetParam(), 30, 225); }

/// Beyond large_pass() tokens are rounded otherwise: the end of a prompt is always read as it is when all before it is
/// known already.
TEST_P(Batch, TellsTheSameWhenALongPromptComesAgain) {
  const auto opened = model(GetParam());
  GenerationRequest request = requests_for(*opened, 2)[1];
  std::mt19937 random(7);
  while (request.prompt.size() < 250)
    request.prompt.push_back(static_cast<TokenId>(random() % opened->description().vocab));
  const auto session = Session::open(opened, {});
  Told first, again;
  listen(request, first);
  EXPECT_EQ(session->generate(request).cached_tokens, 0u);
  listen(request, again);
  EXPECT_EQ(session->generate(request).cached_tokens, request.prompt.size() - 1);
  EXPECT_TRUE(first == again);
}

std::string name_of(const testing::TestParamInfo<const char*>& model) {
  std::string name = model.param;
  name.resize(name.find('.'));
  std::ranges::replace(name, '-', '_');
  return name;
}
INSTANTIATE_TEST_SUITE_P(Models, Batch, testing::Values("v3.gguf", "v2-groups.gguf", "qwen2.gguf", "llama3.gguf"),
                         name_of);

TEST(Sequences, HoldsWithASmallCache) {
  const auto opened = model("v3.gguf");
  auto requests = requests_for(*opened, 5);
  std::vector<Told> together(requests.size());
  for (std::size_t i = 0; i < requests.size(); ++i)
    listen(requests[i], together[i]);
  SessionOptions options;
  options.small_cache = true;
  options.prefill_chunk = 8;
  options.sequences = 2;
  Session::open(opened, options)->generate(requests);
  options.prefill_chunk = 64;
  options.sequences = 1;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    Told alone;
    listen(requests[i], alone);
    Session::open(opened, options)->generate(requests[i]);
    EXPECT_TRUE(together[i] == alone) << i;
  }
}

TEST(Sequences, StopsOneAndGoesOnWithTheOthers) {
  const auto opened = model("v3.gguf");
  auto requests = requests_for(*opened, 3);
  std::stop_source stop;
  requests[1].stop = stop.get_token();
  requests[1].max_tokens = 0;
  requests[1].ignore_end = true;
  std::size_t tokens = 0;
  requests[1].on_token = [&](const TokenEvent& event) {
    if (event.id >= 0 && ++tokens == 3) stop.request_stop();
  };
  for (auto* other : {&requests[0], &requests[2]}) {
    other->max_tokens = 20;
    other->ignore_end = true;
  }
  const auto results = Session::open(opened, together(3))->generate(requests);
  EXPECT_EQ(results[1].finish_reason, FinishReason::Cancelled);
  EXPECT_EQ(results[1].completion_tokens, 3u);
  EXPECT_EQ(results[0].completion_tokens, 20u);
  EXPECT_EQ(results[2].finish_reason, FinishReason::Length);
}

TEST(Sequences, ReadASharedPromptOnce) {
  const auto opened = model("v3.gguf");
  auto requests = requests_for(*opened, 3);
  for (auto& request : requests) {
    request.prompt.assign(100, 7);
    request.prompt.push_back(static_cast<TokenId>(8 + (&request - requests.data())));
  }
  SessionOptions options = together(3);
  options.prefill_chunk = 16;
  const auto results = Session::open(opened, options)->generate(requests);
  EXPECT_EQ(results[0].cached_tokens, 0u);
  EXPECT_EQ(results[1].cached_tokens, 100u);
  EXPECT_EQ(results[2].cached_tokens, 100u);
}

TEST(Sequences, GoOnWithWhatARequestGivesAtItsEnd) {
  const auto opened = model("v3.gguf");
  auto requests = requests_for(*opened, 3);
  Ids begun;
  requests[1].max_tokens = 6;
  requests[1].ignore_end = true;
  requests[1].on_token = [&](const TokenEvent& event) {
    if (event.id >= 0) begun.push_back(event.id);
  };
  GenerationRequest rest = requests[1];
  Told told;
  listen(rest, told);
  requests[1].on_end = [&](const GenerationResult& result) {
    EXPECT_EQ(result.completion_tokens, 6u);
    rest.prompt.insert(rest.prompt.end(), begun.begin(), begun.end());
    return &rest;
  };
  const auto results = Session::open(opened, together(2))->generate(requests);
  EXPECT_EQ(results[1].prompt_tokens, rest.prompt.size());
  EXPECT_EQ(results[1].cached_tokens, rest.prompt.size() - 1);
  Told alone;
  listen(rest, alone);
  Session::open(opened, {})->generate(rest);
  EXPECT_TRUE(told == alone);

  rest.prompt.assign(opened->description().context_length + 1, 1);
  begun.clear();
  requests[1].on_end = [&](const GenerationResult&) { return &rest; };
  EXPECT_EQ(Session::open(opened, together(2))->generate(requests)[1].finish_reason, FinishReason::ContextFull);
}

TEST(Sequences, KeepConversationsApart) {
  const auto opened = model("v3.gguf");
  auto requests = requests_for(*opened, 2);
  for (auto& request : requests) {
    request.prompt.assign(100, static_cast<TokenId>(5 + (&request - requests.data())));
    request.max_tokens = 2;
  }
  const auto session = Session::open(opened, together(2));
  session->generate(requests[0]);
  session->generate(requests[1]);
  EXPECT_EQ(session->generate(requests[0]).cached_tokens, 99u);
  EXPECT_EQ(session->generate(requests[1]).cached_tokens, 99u);
}

TEST(Sequences, WorksAfterAFunctionThrew) {
  const auto opened = model("v3.gguf");
  auto requests = requests_for(*opened, 4);
  for (auto& request : requests)
    request.ignore_end = true;
  const auto batch = Session::open(opened, together(2));
  requests[2].on_token = [](const TokenEvent&) { throw std::runtime_error("no"); };
  EXPECT_THROW(batch->generate(requests), std::runtime_error);
  requests[2].on_token = nullptr;
  EXPECT_EQ(batch->generate(requests)[3].completion_tokens, requests[3].max_tokens);
  EXPECT_TRUE(batch->generate(std::span<const GenerationRequest>()).empty());
}

TEST(Sequences, RefusesBadRequestsBeforeItBegins) {
  const auto opened = model("v3.gguf");
  const auto batch = Session::open(opened, together(2));
  auto requests = requests_for(*opened, 2);
  bool begun = false;
  requests[0].on_token = [&](const TokenEvent&) { begun = true; };
  requests[1].prompt.clear();
  EXPECT_THROW(batch->generate(requests), Error);
  EXPECT_FALSE(begun);
  EXPECT_THROW(Session::open(opened, together(0)), Error);
}

}  // namespace
}  // namespace mingsi::engine
