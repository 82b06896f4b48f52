// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <cstdint>

namespace mingsi::ui {

/// "15.7 B", "6.9 M"
QString parameterCount(std::uint64_t count);
/// "6.4 GB"
QString byteSize(std::uint64_t bytes);

}  // namespace mingsi::ui
