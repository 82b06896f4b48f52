// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/packing.h"

#include <cstring>
#include <span>

#include "engine/backend/cpu/panel.h"
#include "engine/tensor/blocks.h"

namespace mingsi::engine::cpu {
namespace {

/// A part of a block: words, or one float16.
struct Part {
  std::size_t at, bytes;
};

// Parts in the order in which the decoders of decoders_simd.h ask for them.
constexpr Part kQ4_0[] = {{offsetof(BlockQ4_0, d), 2}, {offsetof(BlockQ4_0, q), 16}};
constexpr Part kQ4_1[] = {{offsetof(BlockQ4_1, d), 2}, {offsetof(BlockQ4_1, m), 2}, {offsetof(BlockQ4_1, q), 16}};
constexpr Part kQ5_0[] = {{offsetof(BlockQ5_0, d), 2}, {offsetof(BlockQ5_0, high), 4}, {offsetof(BlockQ5_0, q), 16}};
constexpr Part kQ5_1[] = {{0, sizeof(BlockQ5_1)}};
constexpr Part kQ8_0[] = {{offsetof(BlockQ8_0, d), 2}, {offsetof(BlockQ8_0, q), 32}};
constexpr Part kQ2_K[] = {{offsetof(BlockQ2_K, d), 2},
                          {offsetof(BlockQ2_K, dmin), 2},
                          {offsetof(BlockQ2_K, scales), 16},
                          {offsetof(BlockQ2_K, q), 64}};
constexpr Part kQ3_K[] = {{offsetof(BlockQ3_K, d), 2},
                          {offsetof(BlockQ3_K, scales), 12},
                          {offsetof(BlockQ3_K, high), 32},
                          {offsetof(BlockQ3_K, q), 64}};
constexpr Part kQ4_K[] = {{0, sizeof(BlockQ4_K)}};
constexpr Part kQ5_K[] = {{0, sizeof(BlockQ5_K)}};
constexpr Part kQ6_K[] = {{offsetof(BlockQ6_K, d), 2},          {offsetof(BlockQ6_K, scales), 16},
                          {offsetof(BlockQ6_K, high), 32},      {offsetof(BlockQ6_K, low), 64},
                          {offsetof(BlockQ6_K, high) + 32, 32}, {offsetof(BlockQ6_K, low) + 64, 64}};
constexpr Part kIQ4_NL[] = {{offsetof(BlockIQ4_NL, d), 2}, {offsetof(BlockIQ4_NL, q), 16}};
constexpr Part kIQ4_XS[] = {{0, sizeof(BlockIQ4_XS)}};

/// Empty for types that are read otherwise.
std::span<const Part> parts(DType type) {
  switch (type) {
    case DType::Q4_0: return kQ4_0;
    case DType::Q4_1: return kQ4_1;
    case DType::Q5_0: return kQ5_0;
    case DType::Q5_1: return kQ5_1;
    case DType::Q8_0: return kQ8_0;
    case DType::Q2_K: return kQ2_K;
    case DType::Q3_K: return kQ3_K;
    case DType::Q4_K: return kQ4_K;
    case DType::Q5_K: return kQ5_K;
    case DType::Q6_K: return kQ6_K;
    case DType::IQ4_NL: return kIQ4_NL;
    case DType::IQ4_XS: return kIQ4_XS;
    default: return {};
  }
}

/// A part in pieces of so many bytes, each of all rows.
template <std::size_t Piece>
std::byte* gather(const std::byte* rows, std::size_t stride, Part part, std::byte* out) {
  for (std::size_t at = part.at; at < part.at + part.bytes; at += Piece)
    for (std::size_t r = 0; r < kPanelRows; ++r, out += Piece)
      std::memcpy(out, rows + r * stride + at, Piece);
  return out;
}

}  // namespace

bool can_pack(DType type) { return !parts(type).empty(); }

void pack_panel(DType type, const std::byte* rows, std::size_t columns, std::byte* out) {
  const std::size_t stride = row_bytes(type, columns);
  for (const std::byte* const end = rows + stride; rows < end; rows += traits(type).block_bytes)
    for (const Part part : parts(type))
      out = part.bytes == 2 ? gather<2>(rows, stride, part, out) : gather<4>(rows, stride, part, out);
}

}  // namespace mingsi::engine::cpu
