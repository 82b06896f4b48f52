// SPDX-License-Identifier: Apache-2.0
#include "engine/generation/sampler.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <map>

#include "engine/base/error.h"
#include "engine/base/utf8_stream.h"

namespace mingsi::engine {
namespace {

// Probabilities 0.5, 0.25, 0.15, 0.1.
const std::vector<float> kLogits = {std::log(0.25f), std::log(0.5f), std::log(0.1f), std::log(0.15f)};

SamplerParameters plain() {
  SamplerParameters parameters;
  parameters.temperature = 1;
  parameters.top_p = 1;
  return parameters;
}

std::map<std::int32_t, int> draw(SamplerParameters parameters, int count = 20000) {
  Sampler sampler(parameters);
  std::map<std::int32_t, int> counts;
  for (int i = 0; i < count; ++i) {
    auto logits = kLogits;
    ++counts[sampler.sample(logits, {})];
  }
  return counts;
}

TEST(Sampler, DrawsByProbability) {
  const auto counts = draw(plain());
  // Five standard deviations of a binomial of 20,000.
  EXPECT_NEAR(counts.at(1), 10000, 354);
  EXPECT_NEAR(counts.at(0), 5000, 307);
  EXPECT_NEAR(counts.at(3), 3000, 253);
  EXPECT_NEAR(counts.at(2), 2000, 213);
}

TEST(Sampler, TemperatureSharpensAndFlattens) {
  auto parameters = plain();
  parameters.temperature = 0.5f;  // squares: 0.25 / (0.25 + 0.0625 + 0.0225 + 0.01) = 0.7246
  EXPECT_NEAR(draw(parameters).at(1), 14493, 316);
  parameters.temperature = 0;
  EXPECT_EQ(draw(parameters, 50), (std::map<std::int32_t, int>{{1, 50}}));
}

TEST(Sampler, FiltersKeepTheRightTokens) {
  const auto kept = [](auto change) {
    auto parameters = plain();
    change(parameters);
    std::vector<std::int32_t> ids;
    for (const auto& [id, count] : draw(parameters, 3000))
      ids.push_back(id);
    return ids;
  };
  using Ids = std::vector<std::int32_t>;
  EXPECT_EQ(kept([](auto& p) { p.top_k = 2; }), (Ids{0, 1}));
  EXPECT_EQ(kept([](auto& p) { p.top_k = 1; }), (Ids{1}));
  EXPECT_EQ(kept([](auto& p) { p.top_p = 0.4f; }), (Ids{1}));
  EXPECT_EQ(kept([](auto& p) { p.top_p = 0.7f; }), (Ids{0, 1}));
  EXPECT_EQ(kept([](auto& p) { p.top_p = 0.8f; }), (Ids{0, 1, 3}));
  EXPECT_EQ(kept([](auto& p) { p.min_p = 0.25f; }), (Ids{0, 1, 3}));
  EXPECT_EQ(kept([](auto& p) { p.min_p = 1.0f; }), (Ids{1}));
}

TEST(Sampler, TheSameSeedGivesTheSameTokens) {
  const auto sequence = [](std::uint64_t seed) {
    auto parameters = plain();
    parameters.seed = seed;
    Sampler sampler(parameters);
    std::vector<std::int32_t> ids;
    for (int i = 0; i < 32; ++i) {
      auto logits = kLogits;
      ids.push_back(sampler.sample(logits, {}));
    }
    return ids;
  };
  EXPECT_EQ(sequence(5), sequence(5));
  EXPECT_NE(sequence(5), sequence(6));
  // Pinned, so that a seed stored with an answer stays good on other machines and in later versions.
  auto first = sequence(5);
  first.resize(8);
  EXPECT_EQ(first, (std::vector<std::int32_t>{0, 1, 1, 0, 1, 1, 1, 0}));
}

TEST(Sampler, RepetitionIsPenalized) {
  auto parameters = plain();
  parameters.temperature = 0;
  parameters.repetition_penalty = 3;
  Sampler sampler(parameters);
  std::vector<float> logits = {2, 3, -1};
  const std::vector<std::int32_t> history = {1, 2};
  EXPECT_EQ(sampler.sample(logits, history), 0);
  EXPECT_FLOAT_EQ(logits[1], 1);
  EXPECT_FLOAT_EQ(logits[2], -3);
}

TEST(Sampler, NoNumbersAreRefused) {
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  for (const float temperature : {0.0f, 1.0f}) {
    auto parameters = plain();
    parameters.temperature = temperature;
    Sampler sampler(parameters);
    std::vector<float> logits(4, kNan);
    EXPECT_THROW(sampler.sample(logits, {}), Error);
    logits = {kNan, 1, kNan, 0};
    EXPECT_EQ(sampler.sample(logits, {}) % 2, 1);  // 1 or 3
  }
}

TEST(Sampler, ParametersAreChecked) {
  const auto refused = [](auto change) {
    auto parameters = plain();
    change(parameters);
    EXPECT_THROW(parameters.check(), Error);
  };
  refused([](auto& p) { p.temperature = -1; });
  refused([](auto& p) { p.temperature = std::numeric_limits<float>::quiet_NaN(); });
  refused([](auto& p) { p.top_p = 0; });
  refused([](auto& p) { p.top_p = 1.5f; });
  refused([](auto& p) { p.min_p = 2; });
  refused([](auto& p) { p.top_k = -1; });
  refused([](auto& p) { p.repetition_penalty = 0; });
}

TEST(Utf8Stream, HoldsIncompleteCharactersBack) {
  const std::string text = "a é 汉 😀\n";
  for (std::size_t piece = 1; piece <= text.size(); ++piece) {
    Utf8Stream stream;
    std::string out;
    for (std::size_t i = 0; i < text.size(); i += piece)
      out += stream.push(std::string_view(text).substr(i, piece));
    EXPECT_EQ(out + std::string(stream.finish()), text);
  }
  Utf8Stream stream;
  EXPECT_EQ(stream.push("\xe6\xb1"), "");
  EXPECT_EQ(stream.push("\x89!"), "汉!");
}

TEST(Utf8Stream, ReplacesWhatCanNotBeText) {
  const auto all = [](const std::string& bytes) {
    Utf8Stream stream;
    std::string out(stream.push(bytes));
    return out + std::string(stream.finish());
  };
  EXPECT_EQ(all("a\xff"
                "b"),
            "a\xef\xbf\xbd"
            "b");
  EXPECT_EQ(all("\xc0\xaf"), "\xef\xbf\xbd\xef\xbf\xbd");                    // overlong
  EXPECT_EQ(all("\xed\xa0\x80x"), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdx");  // a lone surrogate
  EXPECT_EQ(all("\xe6\xb1"), "\xef\xbf\xbd");                                // cut at the end
  EXPECT_EQ(all("\xe6\xb1z"), "\xef\xbf\xbdz");
}

}  // namespace
}  // namespace mingsi::engine
