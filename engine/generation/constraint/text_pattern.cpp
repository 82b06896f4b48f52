// SPDX-License-Identifier: Apache-2.0
#include "engine/generation/constraint/text_pattern.h"

#include <algorithm>
#include <utf8proc.h>

namespace mingsi::engine {
namespace {

constexpr char32_t kLast = 0x10ffff;
constexpr char32_t kBeforeSurrogates = 0xd7ff;
constexpr char32_t kBehindSurrogates = 0xe000;

}  // namespace

std::vector<CodeRange> united(std::vector<CodeRange> ranges) {
  std::ranges::sort(ranges, {}, &CodeRange::first);
  std::vector<CodeRange> result;
  for (const CodeRange& range : ranges) {
    if (!result.empty() && range.first <= result.back().last + 1) {
      result.back().last = std::max(result.back().last, range.last);
    } else {
      result.push_back(range);
    }
  }
  return result;
}

std::vector<CodeRange> complement(const std::vector<CodeRange>& ranges) {
  std::vector<CodeRange> result;
  char32_t next = 0;
  for (const CodeRange& range : united(ranges)) {
    if (range.first > next) result.push_back({next, range.first - 1});
    next = range.last + 1;
  }
  if (next <= kLast) result.push_back({next, kLast});
  return result;
}

TextPattern TextPattern::of(std::vector<CodeRange> ranges) {
  std::vector<CodeRange> valid;
  for (const CodeRange& range : united(std::move(ranges))) {
    if (range.first <= kBeforeSurrogates) valid.push_back({range.first, std::min(range.last, kBeforeSurrogates)});
    if (range.last >= kBehindSurrogates) valid.push_back({std::max(range.first, kBehindSurrogates), range.last});
  }
  return TextPattern({Kind::Class, std::move(valid), {}});
}

TextPattern TextPattern::literal(std::string_view text) {
  std::vector<TextPattern> parts;
  while (!text.empty()) {
    utf8proc_int32_t code = 0;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                         static_cast<utf8proc_ssize_t>(text.size()), &code);
    if (length <= 0) return choice({});
    parts.push_back(of({{static_cast<char32_t>(code), static_cast<char32_t>(code)}}));
    text.remove_prefix(static_cast<std::size_t>(length));
  }
  return sequence(std::move(parts));
}

TextPattern TextPattern::sequence(std::vector<TextPattern> parts) {
  return TextPattern({Kind::Sequence, {}, std::move(parts)});
}

TextPattern TextPattern::choice(std::vector<TextPattern> parts) {
  return TextPattern({Kind::Choice, {}, std::move(parts)});
}

TextPattern TextPattern::repeat(TextPattern part, std::uint32_t least, std::uint32_t most) {
  return TextPattern({Kind::Repeat, {}, {std::move(part)}, least, most});
}

}  // namespace mingsi::engine
