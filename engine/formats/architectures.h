// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mingsi::engine {

/// GGUF's name of the architecture that Hugging Face calls `model_type`.
std::optional<std::string_view> architecture_of_model_type(std::string_view model_type);

/// Whether the engine computes models of this GGUF architecture.
bool is_known_architecture(std::string_view architecture);

/// For messages: what can be opened, in GGUF's and in Hugging Face's names.
std::string known_architectures();
std::string known_model_types();

}  // namespace mingsi::engine
