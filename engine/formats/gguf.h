// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "engine/formats/checkpoint.h"

namespace mingsi::engine {

/// Reads a GGUF file (version 3, little-endian; the specification is ggml's docs/gguf.md). The file is mapped, only
/// its header is read. All of it is taken as hostile: every count, length and offset is checked against the file
/// before it is used, so that memory stays bounded by the file's size. Throws Error with the byte offset or the
/// key of what is wrong.
Checkpoint read_gguf(const std::filesystem::path& file);

/// The same for bytes in memory, which `storage` keeps alive (it may be empty for static data); `name` stands for
/// the file in messages.
Checkpoint read_gguf(std::span<const std::byte> bytes, std::string name, std::shared_ptr<const void> storage);

}  // namespace mingsi::engine
