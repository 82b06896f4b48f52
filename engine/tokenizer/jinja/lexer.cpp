// SPDX-License-Identifier: Apache-2.0
#include "engine/tokenizer/jinja/lexer.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

#include "engine/tokenizer/jinja/strings.h"
#include "engine/tokenizer/jinja/template_error.h"

namespace mingsi::engine::jinja {
namespace {

constexpr std::array<std::string_view, 24> kOperators = {"**", "//", "==", "!=", "<=", ">=", "(", ")",
                                                         "[",  "]",  "{",  "}",  ",",  ":",  ".", "|",
                                                         "=",  "<",  ">",  "+",  "-",  "*",  "/", "%"};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f'; }
bool is_name_start(char c) { return std::isalpha(static_cast<unsigned char>(c)) || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name(char c) { return is_name_start(c) || is_digit(c); }

class Lexer {
 public:
  explicit Lexer(std::string source) : source_(std::move(source)) {}

  std::vector<Token> run() {
    while (position_ < source_.size())
      text();
    add(Token::Kind::End, {});
    return std::move(tokens_);
  }

 private:
  [[noreturn]] void fail(const std::string& message) const { throw TemplateError(line_, message); }

  void add(Token::Kind kind, std::string text) { tokens_.push_back({kind, std::move(text), line_}); }
  bool at(std::string_view text) const { return std::string_view(source_).substr(position_).starts_with(text); }
  void advance(std::size_t count) {
    line_ += static_cast<int>(std::count(source_.begin() + static_cast<std::ptrdiff_t>(position_),
                                         source_.begin() + static_cast<std::ptrdiff_t>(position_ + count), '\n'));
    position_ += count;
  }

  /// Text up to the next tag, then the tag.
  void text() {
    std::size_t begin = position_;
    std::size_t tag = begin;
    while (true) {
      tag = source_.find('{', tag);
      if (tag == std::string::npos || tag + 1 >= source_.size()) {
        add_text(source_.substr(begin));
        advance(source_.size() - position_);
        return;
      }
      const char kind = source_[tag + 1];
      if (kind == '{' || kind == '%' || kind == '#') break;
      ++tag;
    }
    const char kind = source_[tag + 1];
    const char control = tag + 2 < source_.size() ? source_[tag + 2] : '\0';
    std::string before = source_.substr(begin, tag - begin);
    if (control == '-') {
      while (!before.empty() && is_space(before.back()))
        before.pop_back();
    } else if (kind != '{' && control != '+') {
      strip_line_start(before);
    }
    add_text(std::move(before));
    advance(tag - begin);
    const std::size_t length = control == '-' || (control == '+' && kind != '{') ? 3 : 2;
    if (kind == '#') return comment(length);
    advance(length);
    if (kind == '%' && raw_block()) return;
    inside(kind == '{' ? "}}" : "%}", kind == '{');
  }

  void add_text(std::string text) {
    if (!text.empty()) add(Token::Kind::Text, std::move(text));
  }

  /// lstrip_blocks: blanks between the start of the line and a tag go.
  void strip_line_start(std::string& before) const {
    std::size_t end = before.size();
    while (end > 0 && (before[end - 1] == ' ' || before[end - 1] == '\t'))
      --end;
    const bool line_start = end > 0 ? before[end - 1] == '\n' : tokens_.empty() || after_newline_;
    if (line_start) before.resize(end);
  }

  void comment(std::size_t length) {
    const auto end = source_.find("#}", position_ + length);
    if (end == std::string::npos) fail("a comment is not closed");
    const bool strip = source_[end - 1] == '-';
    advance(end + 2 - position_);
    after_tag(strip, true);
  }

  /// `-` strips all white space behind the tag, trim_blocks one newline.
  void after_tag(bool strip, bool block) {
    after_newline_ = false;
    if (strip) {
      std::size_t count = 0;
      while (position_ + count < source_.size() && is_space(source_[position_ + count]))
        ++count;
      after_newline_ = count > 0 && source_[position_ + count - 1] == '\n';
      advance(count);
    } else if (block && at("\n")) {
      advance(1);
      after_newline_ = true;
    }
  }

  bool raw_block() {
    std::size_t p = position_;
    const auto skip = [&] {
      while (p < source_.size() && is_space(source_[p]))
        ++p;
    };
    skip();
    if (source_.compare(p, 3, "raw") != 0) return false;
    p += 3;
    skip();
    const bool strip = p < source_.size() && source_[p] == '-';
    if (strip) ++p;
    if (source_.compare(p, 2, "%}") != 0) return false;
    advance(p + 2 - position_);
    after_tag(strip, false);
    for (std::size_t tag = source_.find("{%", position_); tag != std::string::npos; tag = source_.find("{%", tag + 2)) {
      p = tag + 2;
      const bool strip_before = p < source_.size() && source_[p] == '-';
      if (strip_before) ++p;
      skip();
      if (source_.compare(p, 6, "endraw") != 0) continue;
      p += 6;
      skip();
      const bool strip_after = p < source_.size() && source_[p] == '-';
      if (strip_after) ++p;
      if (source_.compare(p, 2, "%}") != 0) continue;
      std::string body = source_.substr(position_, tag - position_);
      while (strip_before && !body.empty() && is_space(body.back()))
        body.pop_back();
      if (!strip_before) strip_line_start(body);
      add_text(std::move(body));
      advance(p + 2 - position_);
      after_tag(strip_after, true);
      return true;
    }
    fail("a raw block is not closed");
  }

  void inside(std::string_view end, bool expression) {
    add(expression ? Token::Kind::ExpressionBegin : Token::Kind::BlockBegin, {});
    int depth = 0;  // a dictionary's braces may stand before the end of an expression
    while (true) {
      while (position_ < source_.size() && is_space(source_[position_]))
        advance(1);
      if (position_ >= source_.size()) fail("a tag is not closed");
      const bool strip = at("-") && std::string_view(source_).substr(position_ + 1).starts_with(end);
      if (depth == 0 &&
          (strip || at(end) || (at("+") && std::string_view(source_).substr(position_ + 1).starts_with(end)))) {
        const bool plus = at("+");
        add(expression ? Token::Kind::ExpressionEnd : Token::Kind::BlockEnd, {});
        advance(end.size() + (strip || plus ? 1 : 0));
        after_tag(strip, !expression && !plus);
        return;
      }
      const char c = source_[position_];
      if (c == '\'' || c == '"') {
        string(c);
      } else if (is_digit(c)) {
        number();
      } else if (is_name_start(c)) {
        std::size_t length = 1;
        while (position_ + length < source_.size() && is_name(source_[position_ + length]))
          ++length;
        add(Token::Kind::Name, source_.substr(position_, length));
        advance(length);
      } else {
        const auto found = std::ranges::find_if(kOperators, [this](std::string_view op) { return at(op); });
        const std::string_view op = found != kOperators.end() ? *found : at("~") ? "~" : "";
        if (op.empty()) fail(std::string("unexpected character \"") + c + "\"");
        if (op == "{" || op == "[" || op == "(") ++depth;
        if (op == "}" || op == "]" || op == ")") --depth;
        add(Token::Kind::Operator, std::string(op));
        advance(op.size());
      }
    }
  }

  void number() {
    std::size_t length = 0;
    bool real = false;
    const auto peek = [&](std::size_t ahead = 0) {
      return position_ + length + ahead < source_.size() ? source_[position_ + length + ahead] : '\0';
    };
    const auto digits = [&] {
      while (is_digit(peek()) || (peek() == '_' && is_digit(peek(1))))
        ++length;
    };
    digits();
    if (peek() == '.' && is_digit(peek(1))) {
      real = true;
      ++length;
      digits();
    }
    if ((peek() == 'e' || peek() == 'E') &&
        (is_digit(peek(1)) || ((peek(1) == '-' || peek(1) == '+') && is_digit(peek(2))))) {
      real = true;
      length += 2;
      digits();
    }
    std::string text = source_.substr(position_, length);
    std::erase(text, '_');
    add(real ? Token::Kind::Float : Token::Kind::Integer, std::move(text));
    advance(length);
  }

  /// Escapes as in Python.
  void string(char quote) {
    std::string value;
    std::size_t p = position_ + 1;
    for (;; ++p) {
      if (p >= source_.size()) fail("a string is not closed");
      if (source_[p] == quote) break;
      if (source_[p] != '\\') {
        value += source_[p];
        continue;
      }
      if (++p >= source_.size()) fail("a string is not closed");
      switch (source_[p]) {
        case 'n': value += '\n'; break;
        case 't': value += '\t'; break;
        case 'r': value += '\r'; break;
        case 'a': value += '\a'; break;
        case 'b': value += '\b'; break;
        case 'f': value += '\f'; break;
        case 'v': value += '\v'; break;
        case '\\':
        case '\'':
        case '"': value += source_[p]; break;
        case '\n': break;
        case 'x': p += code_point(p + 1, 2, value); break;
        case 'u': p += code_point(p + 1, 4, value); break;
        case 'U': p += code_point(p + 1, 8, value); break;
        default: value += {'\\', source_[p]};
      }
    }
    add(Token::Kind::String, std::move(value));
    advance(p + 1 - position_);
  }

  std::size_t code_point(std::size_t begin, std::size_t digits, std::string& out) const {
    std::uint32_t code = 0;
    for (std::size_t i = begin; i < begin + digits; ++i) {
      if (i >= source_.size() || !std::isxdigit(static_cast<unsigned char>(source_[i])))
        fail("a string has a broken escape");
      const char c = source_[i];
      code = code * 16 + static_cast<std::uint32_t>(is_digit(c) ? c - '0' : (c | 32) - 'a' + 10);
    }
    append_code_point(out, code);
    return digits;
  }

  std::string source_;
  std::size_t position_ = 0;
  int line_ = 1;
  bool after_newline_ = false;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokenize(std::string_view source) {
  std::string text;
  text.reserve(source.size());
  for (std::size_t i = 0; i < source.size(); ++i) {
    const bool pair = source[i] == '\r' && i + 1 < source.size() && source[i + 1] == '\n';
    if (!pair) text += source[i] == '\r' ? '\n' : source[i];
  }
  // As Jinja2 without keep_trailing_newline.
  if (text.ends_with('\n')) text.pop_back();
  return Lexer(std::move(text)).run();
}

}  // namespace mingsi::engine::jinja
