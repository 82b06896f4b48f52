// SPDX-License-Identifier: Apache-2.0
#include "engine/formats/web_page.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "engine/base/error.h"

namespace mingsi::engine {

void refuse_web_page(std::span<const std::byte> bytes, const std::string& file) {
  std::string start(reinterpret_cast<const char*>(bytes.data()), std::min<std::size_t>(bytes.size(), 512));
  std::ranges::transform(start, start.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (start.find("<html") != std::string::npos || start.find("<!doctype") != std::string::npos)
    throw Error(ErrorCode::FailedDownload, file, "byte 0",
                "this is a web page, not a model: the download failed; download it again");
}

}  // namespace mingsi::engine
