// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mingsi::engine {

/// GPT-2's reversible mapping of the 256 byte values to printable Unicode characters, in which byte-level
/// vocabularies are written (openai/gpt-2, `bytes_to_unicode`): printable Latin-1 stands for itself, the other bytes
/// for U+0100, U+0101, … in order.

/// The UTF-8 spelling of one byte.
std::string_view byte_symbol(std::uint8_t byte);

/// Spells raw bytes in the alphabet.
std::string to_byte_symbols(std::string_view bytes);

/// The raw bytes of a spelling; nullopt when a character is not of the alphabet.
std::optional<std::string> from_byte_symbols(std::string_view text);

}  // namespace mingsi::engine
