// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "engine/formats/json.h"
#include "engine/formats/metadata.h"

namespace mingsi::engine {

/// Translates `config.json` (names as in transformers' configuration classes) into metadata under GGUF's keys. Ranges
/// are checked where the keys are read. Throws UnsupportedArchitecture or BadConfig with the field.
Metadata translate_config(const Json& config, const std::string& file);

/// Adds what `tokenizer_config.json` says: the chat template, unless there is one already. A list of named templates
/// gives the one called "default".
void add_tokenizer_config(const Json& config, Metadata& metadata);
/// Adds what `generation_config.json` says: end tokens and recommended sampling. Throws BadConfig.
void add_generation_config(const Json& config, const std::string& file, Metadata& metadata);
/// Which file each tensor lies in, of `model.safetensors.index.json`: plain names. Throws Malformed.
std::map<std::string, std::string> read_shard_index(const Json& index, const std::string& file);

/// Adds what `tokenizer_config.json`, `chat_template.jinja` and `generation_config.json` of the folder say; all may be
/// missing.
void add_tokenizer_config(const std::filesystem::path& folder, Metadata& metadata);
void add_generation_config(const std::filesystem::path& folder, Metadata& metadata);

/// Reads and parses a JSON file of at most 256 MiB.
Json read_json(const std::filesystem::path& file);

}  // namespace mingsi::engine
