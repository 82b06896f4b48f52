// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/tokenizer/jinja/value.h"

namespace mingsi::engine::jinja {

struct Expression;
struct Statement;
using ExpressionPtr = std::unique_ptr<const Expression>;
using Body = std::vector<std::unique_ptr<const Statement>>;

struct Expression {
  enum class Kind {
    Constant,     ///< value
    Name,         ///< name
    MakeList,     ///< operands; name is "tuple" for a tuple
    MakeDict,     ///< operands: key, value, key, value, …
    Attribute,    ///< operands[0].name
    Item,         ///< operands[0][operands[1]]
    Slice,        ///< operands[0][operands[1]:operands[2]:operands[3]], any of the last three may be null
    Call,         ///< operands[0](operands[1…], named…)
    Filter,       ///< operands[0] | name(operands[1…], named…)
    Test,         ///< operands[0] is name(operands[1…]); `negated`
    Unary,        ///< name: not, -, +
    Binary,       ///< name: or, and, +, -, *, /, //, %, **, ~
    Comparison,   ///< operands[0] names[0] operands[1] names[1] …
    Conditional,  ///< operands[0] if operands[1] else operands[2], which may be null
  };
  Kind kind;
  int line = 0;
  int depth = 0;  ///< levels of expressions below this one
  std::string name;
  Value value;
  bool negated = false;
  std::vector<ExpressionPtr> operands;
  std::vector<std::pair<std::string, ExpressionPtr>> named;
  std::vector<std::string> names;
};

struct Parameter {
  std::string name;
  ExpressionPtr missing;  ///< default value, or null
};

struct Statement {
  enum class Kind {
    Text,         ///< name is the text
    Output,       ///< expressions[0]
    If,           ///< conditions in expressions, bodies; one more body is the else
    For,          ///< targets in expressions[0], filtered by expressions[1] or null; bodies: loop, else
    Set,          ///< targets = expressions[0]; or name.targets[0] of a namespace
    SetBlock,     ///< targets[0] = bodies[0], through the filters of expressions[0] if not null
    Macro,        ///< name(parameters): bodies[0]
    FilterBlock,  ///< expressions[0] is a filter over the output of bodies[0], which it calls kFilteredName
    Block,        ///< bodies[0] as it is ({% generation %})
    Break,
    Continue,
  };
  Kind kind;
  int line = 0;
  std::string name;
  std::vector<std::string> targets;
  std::vector<ExpressionPtr> expressions;
  std::vector<Body> bodies;
  std::vector<Parameter> parameters;
};

/// The name under which filter blocks pass their output; no template can spell it.
inline constexpr const char* kFilteredName = "<output>";

}  // namespace mingsi::engine::jinja
