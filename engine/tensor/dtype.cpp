// SPDX-License-Identifier: Apache-2.0
#include "engine/tensor/dtype.h"

#include <array>

namespace mingsi::engine {

const DTypeTraits& traits(DType type) {
  static constexpr DTypeTraits f32{"F32", 1, 4}, f16{"F16", 1, 2}, bf16{"BF16", 1, 2}, q8_0{"Q8_0", 32, 34};
  switch (type) {
    case DType::F32: return f32;
    case DType::F16: return f16;
    case DType::BF16: return bf16;
    case DType::Q8_0: return q8_0;
  }
  return f32;
}

std::optional<DType> dtype_from_ggml(std::uint32_t id) {
  switch (static_cast<DType>(id)) {
    case DType::F32:
    case DType::F16:
    case DType::BF16:
    case DType::Q8_0: return static_cast<DType>(id);
  }
  return std::nullopt;
}

std::string_view ggml_type_name(std::uint32_t id) {
  static constexpr std::array<std::string_view, 36> names = {
      "F32",  "F16",  "Q4_0", "Q4_1", "",        "",       "Q5_0",    "Q5_1",  "Q8_0",   "Q8_1",  "Q2_K",  "Q3_K",
      "Q4_K", "Q5_K", "Q6_K", "Q8_K", "IQ2_XXS", "IQ2_XS", "IQ3_XXS", "IQ1_S", "IQ4_NL", "IQ3_S", "IQ2_S", "IQ4_XS",
      "I8",   "I16",  "I32",  "I64",  "F64",     "IQ1_M",  "BF16",    "",      "",       "",      "TQ1_0", "TQ2_0"};
  return id < names.size() ? names[id] : std::string_view{};
}

}  // namespace mingsi::engine
