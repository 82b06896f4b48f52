// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/engine.h"

namespace mingsi::engine {

/// A small checkpoint and what Hugging Face transformers make of it: tests/golden/README.md says how.
struct Golden {
  /// `model` is a file or folder of tests/golden, whose references carry its name without "hf/" and ".gguf".
  explicit Golden(const std::string& model) : file(std::string(MINGSI_GOLDEN_DIR "/") + model) {
    const auto name = std::filesystem::path(model).stem().string();
    const auto base = std::string(MINGSI_GOLDEN_DIR "/") + name;
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

  std::shared_ptr<const Model> open() const { return Model::open(ModelSource::from_file(file)); }

  std::string file;
  std::vector<std::vector<TokenId>> prompts;
  std::vector<TokenId> greedy_prompt;
  std::vector<TokenId> greedy;
  std::vector<float> logits;
};

}  // namespace mingsi::engine
