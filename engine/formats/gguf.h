// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "engine/formats/checkpoint.h"

namespace mingsi::engine {

/// Reads a GGUF file (version 2 or 3, little-endian; the specification is ggml's docs/gguf.md), and with any part of a
/// split file (`name-00001-of-00003.gguf`) all of its parts. The file is mapped, only its header is read. All of it is
/// taken as hostile: every count, length and offset is checked against the file before it is used, so that memory stays
/// bounded by the file's size. Throws Error with the byte offset or the key of what is wrong.
Checkpoint read_gguf(const std::filesystem::path& file);

/// The same for one file's bytes in memory, which outlive the checkpoint; `name` stands for the file in messages.
Checkpoint read_gguf(std::span<const std::byte> bytes, std::string name);

}  // namespace mingsi::engine
