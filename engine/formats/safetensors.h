// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/tensor/dtype.h"

namespace mingsi::engine {

/// A tensor of a safetensors file, under its own name.
struct SafeTensor {
  std::string name;
  std::string type_name;      ///< as the file spells it
  std::optional<DType> type;  ///< empty for types that the engine does not compute with
  std::vector<std::uint64_t> shape;
  std::span<const std::byte> data;
};

/// Reads the header of a safetensors file (the format is described in its repository's README): a length, a JSON object
/// and the data, which must be covered by the tensors without overlap or hole. `file` stands in messages; the data stay
/// where `bytes` are. Throws Malformed, Truncated, NotAModel or FailedDownload.
std::vector<SafeTensor> read_safetensors(std::span<const std::byte> bytes, const std::string& file);

}  // namespace mingsi::engine
