// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>
#include <utf8proc.h>

#include "engine/base/error.h"
#include "engine/generation/constraint/text_pattern.h"

namespace mingsi::engine {
namespace {

constexpr int kDeepest = 200;
constexpr std::uint32_t kMostTimes = 10000;

using Ranges = std::vector<CodeRange>;

const Ranges kDigits{{'0', '9'}};
const Ranges kWord{{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
// ECMA-262, WhiteSpace and LineTerminator.
const Ranges kSpace{{9, 13},          {' ', ' '},       {0xa0, 0xa0},     {0x1680, 0x1680}, {0x2000, 0x200a},
                    {0x2028, 0x2029}, {0x202f, 0x202f}, {0x205f, 0x205f}, {0x3000, 0x3000}, {0xfeff, 0xfeff}};
const Ranges kLineEnds{{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}};

class Parser {
 public:
  explicit Parser(std::string_view pattern) : text_(pattern) {}

  TextPattern parse() {
    TextPattern pattern = choice();
    if (!at_end()) fail("there is a ) without its (");
    return pattern;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw Error(ErrorCode::InvalidArgument, "the regular expression can't be used: " + what + ", at byte " +
                                                std::to_string(place_) + " of \"" + std::string(text_) + "\"");
  }
  bool at_end() const { return place_ >= text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[place_]; }
  bool take(std::string_view what) {
    if (!text_.substr(place_).starts_with(what)) return false;
    place_ += what.size();
    return true;
  }
  char32_t take_code() {
    utf8proc_int32_t code = 0;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text_.data() + place_),
                                         static_cast<utf8proc_ssize_t>(text_.size() - place_), &code);
    if (length <= 0) fail(at_end() ? "it ends too early" : "it is not UTF-8");
    place_ += static_cast<std::size_t>(length);
    return static_cast<char32_t>(code);
  }

  TextPattern choice() {
    if (++depth_ > kDeepest) fail("groups are nested too deeply");
    std::vector<TextPattern> parts{sequence()};
    while (take("|"))
      parts.push_back(sequence());
    --depth_;
    return parts.size() == 1 ? parts.front() : TextPattern::choice(std::move(parts));
  }

  TextPattern sequence() {
    std::vector<TextPattern> parts;
    while (!at_end() && peek() != '|' && peek() != ')') {
      if (take("^")) {
        if (!parts.empty()) fail("^ stands for the start alone");
      } else if (take("$")) {
        if (!at_end() && peek() != '|' && peek() != ')') fail("$ stands for the end alone");
      } else {
        parts.push_back(repeated());
      }
    }
    return TextPattern::sequence(std::move(parts));
  }

  TextPattern repeated() {
    TextPattern part = atom();
    while (true) {
      std::uint32_t least = 1, most = 1;
      if (take("*")) {
        least = 0, most = TextPattern::kUnlimited;
      } else if (take("+")) {
        most = TextPattern::kUnlimited;
      } else if (take("?")) {
        least = 0;
      } else if (!counts(least, most)) {
        return part;
      }
      take("?");  // which of several matches is found makes no difference to what matches
      part = TextPattern::repeat(std::move(part), least, most);
    }
  }

  /// {m}, {m,} and {m,n}; other braces are characters.
  bool counts(std::uint32_t& least, std::uint32_t& most) {
    const std::size_t start = place_;
    if (!take("{")) return false;
    const auto first = number();
    const bool comma = take(",");
    const auto second = comma ? number() : first;
    if (!first || !take("}")) {
      place_ = start;
      return false;
    }
    least = *first;
    most = second.value_or(TextPattern::kUnlimited);
    if (most < least) fail("a repetition ends before it begins");
    return true;
  }

  std::optional<std::uint32_t> number() {
    std::optional<std::uint32_t> value;
    for (; peek() >= '0' && peek() <= '9'; ++place_) {
      value = value.value_or(0) * 10 + static_cast<std::uint32_t>(peek() - '0');
      if (*value > kMostTimes) fail("a repetition is too long");
    }
    return value;
  }

  TextPattern atom() {
    if (take("(")) {
      if (peek() == '?' && !take("?:")) fail("of groups with ? only (?:…) is known");
      TextPattern group = choice();
      if (!take(")")) fail("a ( has no )");
      return group;
    }
    if (take("[")) return TextPattern::of(char_class());
    if (take(".")) return TextPattern::of(complement(kLineEnds));
    if (take("\\")) return TextPattern::of(escape(false));
    if (const char c = peek(); c == '*' || c == '+' || c == '?') fail("there is nothing to repeat");
    const char32_t code = take_code();
    return TextPattern::of({{code, code}});
  }

  Ranges char_class() {
    const bool negated = take("^");
    Ranges ranges;
    while (!take("]")) {
      const Ranges first = class_atom();
      const bool single = first.size() == 1 && first.front().first == first.front().last;
      if (single && peek() == '-' && text_.substr(place_).substr(0, 2) != "-]" && take("-")) {
        const Ranges last = class_atom();
        if (last.size() != 1 || last.front().first != last.front().last || last.front().first < first.front().first)
          fail("a range in brackets makes no sense");
        ranges.push_back({first.front().first, last.front().first});
      } else {
        ranges.insert(ranges.end(), first.begin(), first.end());
      }
    }
    return negated ? complement(ranges) : ranges;
  }

  Ranges class_atom() {
    if (at_end()) fail("a [ has no ]");
    if (take("\\")) return escape(true);
    const char32_t code = take_code();
    return {{code, code}};
  }

  char32_t hexadecimal(int digits) {
    char32_t code = 0;
    for (int i = 0; i < digits; ++i, ++place_) {
      const char c = peek();
      const int value = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (value < 0) fail("a hexadecimal digit is missing");
      code = code * 16 + static_cast<char32_t>(value);
    }
    return code;
  }

  Ranges escape(bool in_class) {
    const char32_t code = take_code();
    const auto one = [](char32_t c) { return Ranges{{c, c}}; };
    switch (code) {
      case 'd': return kDigits;
      case 'D': return complement(kDigits);
      case 'w': return kWord;
      case 'W': return complement(kWord);
      case 's': return kSpace;
      case 'S': return complement(kSpace);
      case 'n': return one('\n');
      case 'r': return one('\r');
      case 't': return one('\t');
      case 'f': return one('\f');
      case 'v': return one('\v');
      case '0': return one(0);
      case 'x': return one(hexadecimal(2));
      case 'u': {
        const char32_t high = hexadecimal(4);
        if (high < 0xd800 || high > 0xdbff || !take("\\u")) return one(high);
        const char32_t low = hexadecimal(4);
        if (low < 0xdc00 || low > 0xdfff) fail("half a surrogate pair");
        return one(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
      }
      case 'b':
        if (in_class) return one('\b');
        break;
      default:
        // Letters and digits have, or may come to have, meanings that are not known here.
        if (!(code < 128 && (std::isalnum(static_cast<int>(code)) != 0))) return one(code);
    }
    fail("what stands behind \\ is not known");
  }

  std::string_view text_;
  std::size_t place_ = 0;
  int depth_ = 0;
};

}  // namespace

TextPattern parse_regex(std::string_view pattern) { return Parser(pattern).parse(); }

}  // namespace mingsi::engine
