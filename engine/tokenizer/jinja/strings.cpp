// SPDX-License-Identifier: Apache-2.0
#include "engine/tokenizer/jinja/strings.h"

#include <algorithm>
#include <utf8proc.h>

namespace mingsi::engine::jinja {
namespace {

/// The character at `position`: its code point (the byte itself where it is no UTF-8) and length.
struct Character {
  std::uint32_t code;
  std::size_t length;
};

Character character_at(std::string_view text, std::size_t position) {
  const auto* start = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + position);
  utf8proc_int32_t code = -1;
  const auto length = utf8proc_iterate(start, static_cast<utf8proc_ssize_t>(text.size() - position), &code);
  if (length <= 0) return {*start, 1};
  return {static_cast<std::uint32_t>(code), static_cast<std::size_t>(length)};
}

bool in_set(std::string_view text, std::size_t begin, std::size_t length, std::uint32_t code, std::string_view set) {
  if (set.empty()) return is_white_space(code);
  const auto wanted = text.substr(begin, length);
  for (std::size_t i = 0; i < set.size(); i += character_at(set, i).length)
    if (set.substr(i, character_at(set, i).length) == wanted) return true;
  return false;
}

}  // namespace

void append_code_point(std::string& out, std::uint32_t code) {
  utf8proc_uint8_t bytes[4];
  const auto length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code), bytes);
  out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(std::max<utf8proc_ssize_t>(0, length)));
}

bool is_white_space(std::uint32_t code) {
  return (code >= 9 && code <= 13) || (code >= 0x1c && code <= 0x20) || code == 0x85 || code == 0xa0 ||
         code == 0x1680 || (code >= 0x2000 && code <= 0x200a) || code == 0x2028 || code == 0x2029 || code == 0x202f ||
         code == 0x205f || code == 0x3000;
}

bool is_letter(std::uint32_t code) {
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(code));
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool is_digit(std::uint32_t code) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(code)) == UTF8PROC_CATEGORY_ND;
}

std::vector<std::size_t> character_offsets(std::string_view text) {
  std::vector<std::size_t> offsets;
  offsets.reserve(text.size() + 1);
  for (std::size_t i = 0; i < text.size(); i += character_at(text, i).length)
    offsets.push_back(i);
  offsets.push_back(text.size());
  return offsets;
}

Text strip(const Text& text, std::string_view characters, Side side) {
  const std::string& bytes = text.bytes();
  std::size_t begin = 0, end = bytes.size();
  if (side != Side::Right) {
    while (begin < end) {
      const auto [code, length] = character_at(bytes, begin);
      if (!in_set(bytes, begin, length, code, characters)) break;
      begin += length;
    }
  }
  if (side != Side::Left) {
    while (end > begin) {
      std::size_t start = end - 1;
      while (start > begin && (bytes[start] & 0xc0) == 0x80)
        --start;
      auto [code, length] = character_at(bytes, start);
      if (start + length != end) {  // no whole character: look at the last byte alone
        start = end - 1;
        code = static_cast<std::uint8_t>(bytes[start]);
        length = 1;
      }
      if (!in_set(bytes, start, length, code, characters)) break;
      end = start;
    }
  }
  return text.substr(begin, end - begin);
}

std::vector<Text> split(const Text& text, std::string_view separator, std::int64_t at_most, bool from_right) {
  const std::string& bytes = text.bytes();
  std::vector<std::pair<std::size_t, std::size_t>> parts;
  if (separator.empty()) {
    std::size_t i = 0;
    while (true) {
      while (i < bytes.size() && is_white_space(character_at(bytes, i).code))
        i += character_at(bytes, i).length;
      if (i >= bytes.size()) break;
      if (!from_right && at_most >= 0 && static_cast<std::int64_t>(parts.size()) == at_most) {
        parts.emplace_back(i, bytes.size());
        break;
      }
      const std::size_t begin = i;
      while (i < bytes.size() && !is_white_space(character_at(bytes, i).code))
        i += character_at(bytes, i).length;
      parts.emplace_back(begin, i);
    }
  } else {
    std::size_t begin = 0;
    while (from_right || at_most < 0 || static_cast<std::int64_t>(parts.size()) < at_most) {
      const auto found = bytes.find(separator, begin);
      if (found == std::string::npos) break;
      parts.emplace_back(begin, found);
      begin = found + separator.size();
    }
    parts.emplace_back(begin, bytes.size());
  }
  if (from_right && at_most >= 0 && static_cast<std::int64_t>(parts.size()) > at_most + 1) {
    const auto extra = parts.size() - static_cast<std::size_t>(at_most) - 1;
    parts[extra].first = parts.front().first;
    parts.erase(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(extra));
  }
  std::vector<Text> result;
  for (const auto& [begin, end] : parts)
    result.push_back(text.substr(begin, end - begin));
  return result;
}

std::vector<Text> split_lines(const Text& text) {
  std::vector<Text> lines;
  const std::string& bytes = text.bytes();
  for (std::size_t begin = 0; begin < bytes.size();) {
    const auto end = std::min(bytes.find_first_of("\r\n", begin), bytes.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + (bytes.compare(end, 2, "\r\n") == 0 ? 2 : 1);
  }
  return lines;
}

Text replace(const Text& text, const Text& from, const Text& to, std::int64_t at_most) {
  const std::string& bytes = text.bytes();
  Text result;
  std::size_t begin = 0;
  if (from.empty()) {
    // Python puts `to` before every character and at the end.
    const auto offsets = character_offsets(bytes);
    for (std::size_t i = 0; i < offsets.size() && at_most != 0; ++i, --at_most) {
      result += to;
      begin = offsets[i];
      if (i + 1 < offsets.size() && at_most != 1) {
        result += text.substr(begin, offsets[i + 1] - begin);
        begin = offsets[i + 1];
      }
    }
    result += text.substr(begin);
    return result;
  }
  for (; at_most != 0; --at_most) {
    const auto found = bytes.find(from.bytes(), begin);
    if (found == std::string::npos) break;
    result += text.substr(begin, found - begin);
    result += to;
    begin = found + from.size();
  }
  result += text.substr(begin);
  return result;
}

Text change_case(const Text& text, Case to) {
  const std::string& bytes = text.bytes();
  Text result;
  bool inside_word = false;
  for (std::size_t i = 0; i < bytes.size();) {
    const auto [code, length] = character_at(bytes, i);
    const auto signed_code = static_cast<utf8proc_int32_t>(code);
    const bool starts = (to == Case::Title || to == Case::Words) && !inside_word;
    const bool upper = to == Case::Upper || starts || (to == Case::Capital && i == 0);
    std::string changed;
    if (length == 1 && code >= 0x80) {
      changed = bytes[i];
    } else {
      append_code_point(
          changed, static_cast<std::uint32_t>(upper ? utf8proc_toupper(signed_code) : utf8proc_tolower(signed_code)));
    }
    result += text.substr(i, length).derived(changed);
    const bool separates =
        is_white_space(code) || code == '-' || code == '(' || code == '{' || code == '[' || code == '<';
    inside_word = to == Case::Words ? !separates : is_letter(code);
    i += length;
  }
  return result;
}

bool all_characters(std::string_view text, bool (*kind)(std::uint32_t)) {
  if (text.empty()) return false;
  for (std::size_t i = 0; i < text.size(); i += character_at(text, i).length)
    if (!kind(character_at(text, i).code)) return false;
  return true;
}

}  // namespace mingsi::engine::jinja
