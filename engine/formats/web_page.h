// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace mingsi::engine {

/// Throws FailedDownload when the file is an HTML page: download pages often end up under a model's name.
void refuse_web_page(std::span<const std::byte> bytes, const std::string& file);

}  // namespace mingsi::engine
