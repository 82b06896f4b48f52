// SPDX-License-Identifier: Apache-2.0
// Rotary embeddings of published configurations against transformers, up to position 100,000.
#include "engine/models/rope.h"

#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace mingsi::engine {
namespace {

RopeConfig config_of(const nlohmann::json& entry) {
  const auto& p = entry.at("parameters");
  const auto type = p.at("rope_type").get<std::string>();
  RopeConfig config;
  config.dimensions = entry.at("dimensions");
  config.theta = p.at("rope_theta");
  if (type == "default") return config;
  config.factor = p.at("factor");
  config.original_context = p.at("original_max_position_embeddings");
  if (type == "llama3") {
    config.scaling = RopeConfig::Scaling::Llama3;
    config.low_frequency = p.at("low_freq_factor");
    config.high_frequency = p.at("high_freq_factor");
    return config;
  }
  config.scaling = RopeConfig::Scaling::Yarn;
  // DeepSeek's two factors cancel out; the others scale by YaRN's own.
  config.amplitude = p.contains("mscale") ? 1 : yarn_mscale(config.factor, 1);
  return config;
}

TEST(Rope, PublishedConfigurationsAgreeWithTransformers) {
  std::ifstream file(MINGSI_GOLDEN_DIR "/rope.json");
  const auto goldens = nlohmann::json::parse(file);
  EXPECT_EQ(goldens.size(), 5u);
  for (const auto& [name, entry] : goldens.items()) {
    const auto config = config_of(entry);
    const auto frequencies = rope_inverse_frequencies(config);
    const auto positions = entry.at("positions").get<std::vector<std::size_t>>();
    for (std::size_t i = 0; i < positions.size(); ++i) {
      const auto rows = make_rope_rows(config, frequencies, std::array{SequenceSlice{positions[i], 1, {}}});
      const auto cos = entry.at("cos")[i].get<std::vector<float>>(), sin = entry.at("sin")[i].get<std::vector<float>>();
      ASSERT_EQ(rows.cos.size(), cos.size()) << name;
      // A frequency that differs in its last bit moves an angle by position · frequency · 2⁻²³.
      const double tolerance = 2e-6 + static_cast<double>(positions[i]) * 2.5e-7;
      for (std::size_t pair = 0; pair < cos.size(); ++pair) {
        ASSERT_NEAR(rows.cos[pair], cos[pair], tolerance) << name << ", position " << positions[i] << ", pair " << pair;
        ASSERT_NEAR(rows.sin[pair], sin[pair], tolerance) << name << ", position " << positions[i] << ", pair " << pair;
      }
    }
  }
}

}  // namespace
}  // namespace mingsi::engine
