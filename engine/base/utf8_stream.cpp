// SPDX-License-Identifier: Apache-2.0
#include "engine/base/utf8_stream.h"

#include <cstdint>

namespace mingsi::engine {
namespace {

struct Character {
  std::size_t length;  ///< bytes to take
  bool valid;
  bool incomplete;  ///< more bytes could make it valid
};

/// Looks at the character at the start of non-empty `text` (Unicode 15, table 3-7: well-formed byte sequences).
Character next_character(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) return {1, true, false};
  std::size_t length = 0;
  std::uint8_t low = 0x80;
  std::uint8_t high = 0xbf;
  if (lead >= 0xc2 && lead <= 0xdf) {
    length = 2;
  } else if (lead >= 0xe0 && lead <= 0xef) {
    length = 3;
    if (lead == 0xe0) low = 0xa0;
    if (lead == 0xed) high = 0x9f;
  } else if (lead >= 0xf0 && lead <= 0xf4) {
    length = 4;
    if (lead == 0xf0) low = 0x90;
    if (lead == 0xf4) high = 0x8f;
  } else {
    return {1, false, false};
  }
  for (std::size_t i = 1; i < length; ++i) {
    if (i == text.size()) return {i, false, true};
    if (byte(i) < low || byte(i) > high) return {i, false, false};
    low = 0x80;
    high = 0xbf;
  }
  return {length, true, false};
}

}  // namespace

std::string_view Utf8Stream::push(std::string_view bytes) {
  pending_ += bytes;
  return take(false);
}

std::string_view Utf8Stream::finish() { return take(true); }

std::string_view Utf8Stream::take(bool at_end) {
  out_.clear();
  std::string_view rest = pending_;
  while (!rest.empty()) {
    const auto character = next_character(rest);
    if (character.incomplete && !at_end) break;
    if (character.valid) {
      out_ += rest.substr(0, character.length);
    } else {
      out_ += "\xef\xbf\xbd";
    }
    rest.remove_prefix(character.length);
  }
  pending_.erase(0, pending_.size() - rest.size());
  return out_;
}

}  // namespace mingsi::engine
