// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "engine/formats/checkpoint.h"

namespace mingsi::engine {

/// Reads a Hugging Face folder: `config.json`, `model.safetensors` or the shards of `model.safetensors.index.json`,
/// `tokenizer_config.json` (chat template) and `generation_config.json` (end tokens, sampling). The vocabulary is read
/// by the tokenizer layer. Every file is taken as hostile; shards are looked for inside the folder only. Throws Error
/// with the file and the field or tensor.
Checkpoint read_hugging_face(const std::filesystem::path& folder);

}  // namespace mingsi::engine
