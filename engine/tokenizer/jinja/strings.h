// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/tokenizer/jinja/text.h"

namespace mingsi::engine::jinja {

// Python's view of strings over UTF-8: positions count characters. Bytes that are no UTF-8 count one each.

void append_code_point(std::string& out, std::uint32_t code);

/// The byte offset of every character, and the size at the end.
std::vector<std::size_t> character_offsets(std::string_view text);

/// str.strip() and its sides; empty `characters` means white space.
enum class Side { Both, Left, Right };
Text strip(const Text& text, std::string_view characters, Side side);

/// str.split(separator, at_most), str.rsplit with `from_right`; an empty separator means runs of white space.
/// at_most < 0: no limit.
std::vector<Text> split(const Text& text, std::string_view separator, std::int64_t at_most, bool from_right);
std::vector<Text> split_lines(const Text& text);

Text replace(const Text& text, const Text& from, const Text& to, std::int64_t at_most);

/// Title is str.title(), Words the filter `title`, which knows other word boundaries.
enum class Case { Upper, Lower, Title, Words, Capital };
Text change_case(const Text& text, Case to);

/// Tests of str: all characters are of the kind, and there is one.
bool all_characters(std::string_view text, bool (*kind)(std::uint32_t));
bool is_white_space(std::uint32_t code);
bool is_letter(std::uint32_t code);
bool is_digit(std::uint32_t code);

}  // namespace mingsi::engine::jinja
