// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace mingsi::engine {

/// Storage types of weights. Values are the ids of ggml's tensor types, as GGUF writes them; types that GGUF does not
/// have lie above them.
enum class DType : std::uint32_t {
  F32 = 0,
  F16 = 1,
  Q4_0 = 2,
  Q4_1 = 3,
  Q5_0 = 6,
  Q5_1 = 7,
  Q8_0 = 8,
  Q2_K = 10,
  Q3_K = 11,
  Q4_K = 12,
  Q5_K = 13,
  Q6_K = 14,
  IQ2_XXS = 16,
  IQ2_XS = 17,
  IQ3_XXS = 18,
  IQ1_S = 19,
  IQ4_NL = 20,
  IQ3_S = 21,
  IQ2_S = 22,
  IQ4_XS = 23,
  IQ1_M = 29,
  BF16 = 30,
  F8_E4M3 = 0x10000,  ///< with one float32 scale for each 128 × 128 block of the matrix, as DeepSeek-V3 is published
};

/// Values are stored in blocks of `block_length` along a row, each of `block_bytes` bytes.
struct DTypeTraits {
  DType type;
  std::string_view name;
  std::size_t block_length;
  std::size_t block_bytes;
};

const DTypeTraits& traits(DType type);

/// Every type that the engine computes with.
std::span<const DTypeTraits> all_dtypes();

/// The type with this ggml id, if the engine computes with it.
std::optional<DType> dtype_from_ggml(std::uint32_t id);

/// The type of this name, in any case of letters ("q4_k").
std::optional<DType> dtype_from_name(std::string_view name);

/// The name of any type id, also of ggml types that the engine does not support; empty when unknown.
std::string_view type_name(std::uint32_t id);

/// Bytes of one row of `columns` values; `columns` is a multiple of the block length.
inline std::size_t row_bytes(DType type, std::size_t columns) {
  const auto& t = traits(type);
  return columns / t.block_length * t.block_bytes;
}

}  // namespace mingsi::engine
