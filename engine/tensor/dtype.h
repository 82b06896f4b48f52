// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace mingsi::engine {

/// Storage types of weights. Values are the ids of ggml's tensor types, as GGUF writes them.
enum class DType : std::uint32_t { F32 = 0, F16 = 1, Q8_0 = 8, BF16 = 30 };

/// Values are stored in blocks of `block_length` along a row, each of `block_bytes` bytes.
struct DTypeTraits {
  std::string_view name;
  std::size_t block_length;
  std::size_t block_bytes;
};

const DTypeTraits& traits(DType type);

/// The type with this ggml id, if the engine computes with it.
std::optional<DType> dtype_from_ggml(std::uint32_t id);

/// The name of any ggml type id, also of those the engine does not support yet; empty when unknown.
std::string_view ggml_type_name(std::uint32_t id);

/// Bytes of one row of `columns` values; `columns` is a multiple of the block length.
inline std::size_t row_bytes(DType type, std::size_t columns) {
  const auto& t = traits(type);
  return columns / t.block_length * t.block_bytes;
}

}  // namespace mingsi::engine
