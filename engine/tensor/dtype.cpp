// SPDX-License-Identifier: Apache-2.0
#include "engine/tensor/dtype.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace mingsi::engine {
namespace {

constexpr std::array<DTypeTraits, 23> kTypes = {{
    {DType::F32, "F32", 1, 4},
    {DType::F16, "F16", 1, 2},
    {DType::BF16, "BF16", 1, 2},
    {DType::F8_E4M3, "F8_E4M3", 1, 1},
    {DType::Q4_0, "Q4_0", 32, 18},
    {DType::Q4_1, "Q4_1", 32, 20},
    {DType::Q5_0, "Q5_0", 32, 22},
    {DType::Q5_1, "Q5_1", 32, 24},
    {DType::Q8_0, "Q8_0", 32, 34},
    {DType::Q2_K, "Q2_K", 256, 84},
    {DType::Q3_K, "Q3_K", 256, 110},
    {DType::Q4_K, "Q4_K", 256, 144},
    {DType::Q5_K, "Q5_K", 256, 176},
    {DType::Q6_K, "Q6_K", 256, 210},
    {DType::IQ1_S, "IQ1_S", 256, 50},
    {DType::IQ1_M, "IQ1_M", 256, 56},
    {DType::IQ2_XXS, "IQ2_XXS", 256, 66},
    {DType::IQ2_XS, "IQ2_XS", 256, 74},
    {DType::IQ2_S, "IQ2_S", 256, 82},
    {DType::IQ3_XXS, "IQ3_XXS", 256, 98},
    {DType::IQ3_S, "IQ3_S", 256, 110},
    {DType::IQ4_NL, "IQ4_NL", 32, 18},
    {DType::IQ4_XS, "IQ4_XS", 256, 136},
}};

/// Position in kTypes by ggml id, −1 where the engine has no such type.
constexpr auto kByGgmlId = [] {
  std::array<int, 31> index{};
  index.fill(-1);
  for (std::size_t i = 0; i < kTypes.size(); ++i)
    if (static_cast<std::uint32_t>(kTypes[i].type) < index.size())
      index[static_cast<std::uint32_t>(kTypes[i].type)] = static_cast<int>(i);
  return index;
}();

constexpr std::size_t kF8Index = 3;
static_assert(kTypes[kF8Index].type == DType::F8_E4M3);

}  // namespace

const DTypeTraits& traits(DType type) {
  if (type == DType::F8_E4M3) return kTypes[kF8Index];
  return kTypes[static_cast<std::size_t>(kByGgmlId[static_cast<std::uint32_t>(type)])];
}

std::span<const DTypeTraits> all_dtypes() { return kTypes; }

std::optional<DType> dtype_from_ggml(std::uint32_t id) {
  if (id >= kByGgmlId.size() || kByGgmlId[id] < 0) return std::nullopt;
  return static_cast<DType>(id);
}

std::optional<DType> dtype_from_name(std::string_view name) {
  const auto same = [](char a, char b) { return a == std::toupper(static_cast<unsigned char>(b)); };
  for (const auto& t : kTypes)
    if (std::ranges::equal(t.name, name, same)) return t.type;
  return std::nullopt;
}

std::string_view type_name(std::uint32_t id) {
  static constexpr std::array<std::string_view, 40> ggml_names = {
      "F32",    "F16",   "Q4_0",  "Q4_1",   "",      "",      "Q5_0",    "Q5_1",   "Q8_0",    "Q8_1",
      "Q2_K",   "Q3_K",  "Q4_K",  "Q5_K",   "Q6_K",  "Q8_K",  "IQ2_XXS", "IQ2_XS", "IQ3_XXS", "IQ1_S",
      "IQ4_NL", "IQ3_S", "IQ2_S", "IQ4_XS", "I8",    "I16",   "I32",     "I64",    "F64",     "IQ1_M",
      "BF16",   "",      "",      "",       "TQ1_0", "TQ2_0", "",        "",       "",        "MXFP4"};
  if (id == static_cast<std::uint32_t>(DType::F8_E4M3)) return traits(DType::F8_E4M3).name;
  return id < ggml_names.size() ? ggml_names[id] : std::string_view{};
}

}  // namespace mingsi::engine
