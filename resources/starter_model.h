// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

namespace mingsi {

/// The bytes of the embedded starter model (a GGUF file); its pages are read from the program when they are touched.
std::span<const std::byte> starter_model();

}  // namespace mingsi
