// SPDX-License-Identifier: Apache-2.0
// Tokens that a model's own prediction layer foretells: the text is the same with them and without.
#include <filesystem>
#include <gtest/gtest.h>
#include <string>
#include <unistd.h>

#include "engine/engine.h"

namespace mingsi::engine {
namespace {

/// The starter model was taught to foretell; v3-fp8 has random weights, and foretells nothing.
std::shared_ptr<const Model> starter() { return Model::open(ModelSource::from_file(MINGSI_STARTER)); }
std::shared_ptr<const Model> random_model() {
  return Model::open(ModelSource::from_file(MINGSI_GOLDEN_DIR "/hf/v3-fp8"));
}

struct Told {
  std::vector<TokenId> ids;
  std::vector<float> probabilities;
  std::vector<std::int32_t> experts;
  bool operator==(const Told&) const = default;
};

GenerationRequest ask(const Model& model, const std::string& question, float temperature = 0) {
  const ChatMessage message{Role::User, question};
  GenerationRequest request;
  request.prompt = model.encode_chat({&message, 1}, {}).ids;
  request.sampler.temperature = temperature;
  request.sampler.repetition_penalty = temperature > 0 ? 1.05f : 1.0f;
  request.sampler.seed = 7;
  request.alternatives = 2;
  request.experts = true;
  return request;
}

void listen(GenerationRequest& request, Told& told) {
  request.on_token = [&told](const TokenEvent& event) {
    if (event.id < 0) return;
    told.ids.push_back(event.id);
    told.probabilities.push_back(event.probability);
    told.experts.insert(told.experts.end(), event.experts.begin(), event.experts.end());
  };
}

SessionOptions speculating(std::size_t sequences = 1) {
  SessionOptions options;
  options.speculation = true;
  options.sequences = sequences;
  return options;
}

const char* const kQuestions[] = {"What is 47 + 85?", "Calculate 87 \u00d7 96.", "Which is bigger, 9.11 or 9.9?"};

TEST(Speculation, GivesTheSameTokensFromOneSequenceAndFromSeveral) {
  for (const auto& model : {starter(), random_model()}) {
    const bool taught = model->description().vocab > 1000;
    for (const float temperature : {0.0f, 1.0f}) {
      std::vector<GenerationRequest> requests;
      std::vector<Told> alone(3), one(3), together(3);
      for (const char* question : kQuestions) {
        requests.push_back(ask(*model, question, temperature));
        if (!taught) requests.back().prompt.assign(20, static_cast<TokenId>(requests.size()));
        requests.back().max_tokens = 60;
        requests.back().ignore_end = !taught;
      }
      const auto plain = Session::open(model, {});
      const auto session = Session::open(model, speculating());
      std::size_t foretold = 0, accepted = 0, written = 0;
      for (std::size_t i = 0; i < 3; ++i) {
        listen(requests[i], alone[i]);
        EXPECT_EQ(plain->generate(requests[i]).foretold_tokens, 0u);
        listen(requests[i], one[i]);
        const auto result = session->generate(requests[i]);
        foretold += result.foretold_tokens;
        accepted += result.accepted_tokens;
        written += result.completion_tokens;
        EXPECT_EQ(result.completion_tokens, one[i].ids.size());
        EXPECT_TRUE(one[i] == alone[i]) << i << " at " << temperature;
        listen(requests[i], together[i]);
      }
      SessionOptions options = speculating(2);
      options.prefill_chunk = 8;
      Session::open(model, options)->generate(requests);
      for (std::size_t i = 0; i < 3; ++i)
        EXPECT_TRUE(together[i] == alone[i]) << i << " at " << temperature;
      EXPECT_GT(foretold, 0u);
      // What foretells nothing is left alone soon.
      EXPECT_TRUE(taught ? accepted * 10 > foretold * 6 : foretold < written / 2)
          << accepted << " of " << foretold << " accepted, " << written << " written";
    }
  }
}

TEST(Speculation, GoesOnFromCachesInMemoryAndOnDisk) {
  const auto model = starter();
  const auto folder = std::filesystem::temp_directory_path() / ("mingsi-speculation-" + std::to_string(getpid()));
  SessionOptions options = speculating();
  options.cache_folder = folder;
  options.cache_key = "starter";
  std::vector<ChatMessage> messages{{Role::User, kQuestions[0]}};
  GenerationRequest request = ask(*model, kQuestions[0]);
  Told told, plain;
  std::string answer;
  {
    const auto session = Session::open(model, options);
    listen(request, told);
    session->generate(request);
    for (const TokenId id : told.ids)
      answer += model->tokenizer().bytes(id);
    // The same again, with all of the prompt but what the prediction goes on from.
    Told again;
    listen(request, again);
    const auto result = session->generate(request);
    EXPECT_EQ(again.ids, told.ids);
    EXPECT_GE(result.cached_tokens + 2, result.prompt_tokens);
    EXPECT_GT(result.accepted_tokens, 0u);
  }
  // A longer conversation, which is worth keeping on the disk. It is read whole in each way below: a part of it that was
  // read as a short prompt before would be rounded otherwise.
  {
    const auto session = Session::open(model, options);
    for (int turn = 0; turn < 8; ++turn) {
      messages.push_back({Role::Assistant, "The answer is 132, as was said."});
      messages.push_back({Role::User, kQuestions[turn % 3]});
    }
    request.prompt = model->encode_chat(messages, {}).ids;
    told = {};
    listen(request, told);
    EXPECT_EQ(session->generate(request).cached_tokens, 0u);
  }
  Told later;
  listen(request, later);
  const auto result = Session::open(model, options)->generate(request);
  EXPECT_EQ(later.ids, told.ids);
  EXPECT_GE(result.cached_tokens + 2, result.prompt_tokens);
  EXPECT_GT(result.accepted_tokens, 0u);
  // Another session, which does not speculate, has caches of another shape.
  options.speculation = false;
  listen(request, plain);
  EXPECT_EQ(Session::open(model, options)->generate(request).cached_tokens, 0u);
  EXPECT_EQ(plain.ids, told.ids);
  std::filesystem::remove_all(folder);
}

TEST(Speculation, StopsWhereTheContextIsFull) {
  const auto model = starter();
  for (const std::size_t context : {40u, 41u, 42u, 43u}) {
    GenerationRequest request = ask(*model, kQuestions[0]);
    request.ignore_end = true;
    Told alone, told;
    SessionOptions options;
    options.context_length = context;
    listen(request, alone);
    const auto expected = Session::open(model, options)->generate(request);
    options.speculation = true;
    listen(request, told);
    const auto result = Session::open(model, options)->generate(request);
    EXPECT_EQ(result.finish_reason, FinishReason::ContextFull);
    EXPECT_EQ(expected.finish_reason, FinishReason::ContextFull);
    EXPECT_EQ(told.ids, alone.ids) << context;
  }
}

}  // namespace
}  // namespace mingsi::engine
