// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace mingsi::engine {

/// Turns a stream of bytes cut anywhere into whole UTF-8 characters: an incomplete character at the end is held back
/// until its rest arrives; bytes that can't be UTF-8 become U+FFFD.
class Utf8Stream {
 public:
  /// Whole characters of what has arrived; valid until the next call.
  std::string_view push(std::string_view bytes);
  /// What is left at the end of the stream.
  std::string_view finish();

 private:
  std::string_view take(bool at_end);

  std::string pending_;
  std::string out_;
};

}  // namespace mingsi::engine
