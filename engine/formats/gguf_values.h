// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace mingsi::engine {

/// Types of metadata values, as GGUF numbers them.
enum class GgufValueType : std::uint32_t {
  UInt8,
  Int8,
  UInt16,
  Int16,
  UInt32,
  Int32,
  Float32,
  Bool,
  String,
  Array,
  UInt64,
  Int64,
  Float64
};

}  // namespace mingsi::engine
