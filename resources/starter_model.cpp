// SPDX-License-Identifier: Apache-2.0
#include "resources/starter_model.h"

extern "C" {
extern const std::byte mingsi_starter_begin[];
extern const std::byte mingsi_starter_end[];
}

namespace mingsi {

std::span<const std::byte> starter_model() { return {mingsi_starter_begin, mingsi_starter_end}; }

}  // namespace mingsi
