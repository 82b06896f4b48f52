// SPDX-License-Identifier: Apache-2.0
#include "engine/tensor/dequantize.h"

#include <algorithm>
#include <cstring>

#include "engine/tensor/codes.h"
#include "engine/tensor/convert.h"

namespace mingsi::engine {
namespace {

/// Types of small integers: by their codes, a super-block at a time.
void dequantize_codes(DType type, const CodeTraits& coded, const std::byte* row, std::span<float> out) {
  constexpr std::size_t kMost = 256;
  std::uint8_t codes[kMost];
  float scales[kMost / 16], offsets[kMost / 16];
  const auto& stored = traits(type);
  for (std::size_t i = 0; i < out.size(); i += stored.block_length, row += stored.block_bytes) {
    decode_codes(type, row, stored.block_length, codes, scales, offsets);
    for (std::size_t j = 0; j < stored.block_length; ++j) {
      const float scale = scales[j / coded.block];
      out[i + j] = coded.has_offset ? scale * static_cast<float>(codes[j]) + offsets[j / coded.block]
                                    : scale * static_cast<float>(codes[j] - coded.zero);
    }
  }
}

}  // namespace

void dequantize_row(DType type, const std::byte* row, std::span<float> out) {
  if (const auto* coded = code_traits(type)) return dequantize_codes(type, *coded, row, out);
  const auto u16 = [row](std::size_t i) {
    std::uint16_t value;
    std::memcpy(&value, row + 2 * i, 2);
    return value;
  };
  switch (type) {
    case DType::F32: std::memcpy(out.data(), row, out.size_bytes()); return;
    case DType::F16:
      for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = f16_to_f32(u16(i));
      return;
    case DType::BF16:
      for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = bf16_to_f32(u16(i));
      return;
    case DType::F8_E4M3:
      for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = f8_e4m3_to_f32(static_cast<std::uint8_t>(row[i]));
      return;
    default: return;
  }
}

const std::byte* block_scales(const Weight& w, std::size_t row) {
  const std::size_t blocks = (w.columns + kF8BlockSize - 1) / kF8BlockSize;
  return w.scales ? w.scales + (w.first_row + row) / kF8BlockSize * blocks * sizeof(float) : nullptr;
}

void apply_block_scales(const Weight& w, std::size_t row, std::span<float> values, std::size_t first) {
  const std::byte* scale = block_scales(w, row);
  if (!scale) return;
  scale += first / kF8BlockSize * sizeof(float);
  for (std::size_t begin = 0; begin < values.size(); begin += kF8BlockSize, scale += sizeof(float)) {
    float factor;
    std::memcpy(&factor, scale, sizeof factor);
    for (float& value : values.subspan(begin, std::min(kF8BlockSize, values.size() - begin)))
      value *= factor;
  }
}

void dequantize_row(const Weight& w, std::size_t row, std::span<float> out) {
  dequantize_row(w.type, w.row(row), out);
  apply_block_scales(w, row, out);
}

}  // namespace mingsi::engine
