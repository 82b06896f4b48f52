// SPDX-License-Identifier: Apache-2.0
#include "engine/formats/architectures.h"

#include <array>

namespace mingsi::engine {
namespace {

struct Architecture {
  std::string_view model_type;  ///< config.json
  std::string_view gguf;
};
constexpr std::array<Architecture, 5> kArchitectures = {{{"deepseek_v2", "deepseek2"},
                                                         {"deepseek_v3", "deepseek2"},
                                                         {"llama", "llama"},
                                                         {"qwen2", "qwen2"},
                                                         {"qwen3", "qwen3"}}};

std::string join(std::string_view Architecture::*name) {
  std::string text;
  std::string_view last;
  for (const auto& architecture : kArchitectures) {
    if (architecture.*name == last) continue;
    last = architecture.*name;
    text += (text.empty() ? "" : ", ") + std::string(last);
  }
  return text;
}

}  // namespace

std::optional<std::string_view> architecture_of_model_type(std::string_view model_type) {
  for (const auto& architecture : kArchitectures)
    if (architecture.model_type == model_type) return architecture.gguf;
  return std::nullopt;
}

bool is_known_architecture(std::string_view name) {
  for (const auto& architecture : kArchitectures)
    if (architecture.gguf == name) return true;
  return false;
}

std::string known_architectures() { return join(&Architecture::gguf); }
std::string known_model_types() { return join(&Architecture::model_type); }

}  // namespace mingsi::engine
