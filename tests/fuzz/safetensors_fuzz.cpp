// SPDX-License-Identifier: Apache-2.0
// A safetensors file of any content.
#include "engine/base/error.h"
#include "engine/formats/safetensors.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace mingsi::engine;
  const auto bytes = std::as_bytes(std::span(data, size));
  try {
    // Whatever is accepted lies within the file.
    for (const auto& tensor : read_safetensors(bytes, "fuzz.safetensors"))
      if (!tensor.data.empty() &&
          (tensor.data.data() < bytes.data() || tensor.data.data() + tensor.data.size() > bytes.data() + bytes.size()))
        __builtin_trap();
  } catch (const Error&) {
  }
  return 0;
}
