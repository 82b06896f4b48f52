// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mingsi::engine::jinja {

struct Token {
  enum class Kind {
    Text,             ///< outside of tags, white space control applied
    ExpressionBegin,  ///< {{
    ExpressionEnd,
    BlockBegin,  ///< {%
    BlockEnd,
    Name,
    Integer,
    Float,
    String,    ///< escapes resolved
    Operator,  ///< one of ( ) [ ] { } , : . | = == != < <= > >= + - * / // % ** ~
    End,
  };
  Kind kind;
  std::string text;
  int line;
};

/// Cuts a template into tokens as Jinja2 does with trim_blocks and lstrip_blocks, which chat templates are written for.
/// Throws TemplateError.
std::vector<Token> tokenize(std::string_view source);

}  // namespace mingsi::engine::jinja
