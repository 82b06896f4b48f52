// SPDX-License-Identifier: Apache-2.0
#include "engine/tokenizer/byte_alphabet.h"

#include <array>

namespace mingsi::engine {
namespace {

constexpr std::uint32_t kLastCodePoint = 0x143;  // 256 + 68 − 1: 68 byte values are not printable

struct Alphabet {
  std::array<std::string, 256> symbols;
  std::array<int, kLastCodePoint + 1> bytes{};

  Alphabet() {
    bytes.fill(-1);
    std::uint32_t next = 256;
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
      const bool printable = (byte >= '!' && byte <= '~') || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
      const std::uint32_t code = printable ? byte : next++;
      bytes[code] = static_cast<int>(byte);
      if (code < 0x80) {
        symbols[byte] = std::string(1, static_cast<char>(code));
      } else {
        symbols[byte] = {static_cast<char>(0xc0 | (code >> 6)), static_cast<char>(0x80 | (code & 0x3f))};
      }
    }
  }
};

const Alphabet& alphabet() {
  static const Alphabet instance;
  return instance;
}

}  // namespace

std::string_view byte_symbol(std::uint8_t byte) { return alphabet().symbols[byte]; }

std::string to_byte_symbols(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char byte : bytes)
    text += byte_symbol(static_cast<std::uint8_t>(byte));
  return text;
}

std::optional<std::string> from_byte_symbols(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<std::uint8_t>(text[i]);
    std::uint32_t code = first;
    std::size_t length = 1;
    if (first >= 0x80) {
      // Every character of the alphabet takes at most two bytes of UTF-8.
      if ((first & 0xe0) != 0xc0 || i + 1 >= text.size()) return std::nullopt;
      code = ((first & 0x1fu) << 6) | (static_cast<std::uint8_t>(text[i + 1]) & 0x3fu);
      length = 2;
    }
    if (code > kLastCodePoint || alphabet().bytes[code] < 0) return std::nullopt;
    bytes += static_cast<char>(alphabet().bytes[code]);
    i += length;
  }
  return bytes;
}

}  // namespace mingsi::engine
