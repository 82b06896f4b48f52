// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <ctime>
#include <map>
#include <string>
#include <vector>

#include "engine/tokenizer/jinja/ast.h"
#include "engine/tokenizer/jinja/template_error.h"

namespace mingsi::engine::jinja {

/// What a run may use up. Work is counted in steps: one for every node evaluated and for every 64 bytes made, so that
/// steps bound time and memory alike.
struct Limits {
  std::uint64_t steps = 5'000'000;
  std::size_t text = std::size_t{64} << 20;  ///< the longest text, and the longest output
  std::size_t items = 1'000'000;             ///< the longest list
  int depth = 400;                           ///< of nested calls
};

/// Runs a parsed template. It reaches nothing but the values it is given: no files, no clock but the given one, no
/// attributes of the program's own objects.
class Interpreter {
 public:
  Interpreter(const Limits& limits, std::tm now);
  ~Interpreter();
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;

  /// The output over `variables`; throws TemplateError.
  Text run(const Body& body, const Dict& variables);

  // For built-in functions, filters and tests.

  [[noreturn]] void fail(const std::string& message) const { throw TemplateError(line_, message); }
  /// Counts work; throws when a limit is reached.
  void spend(std::uint64_t steps) {
    if ((steps_ += steps) > limits_.steps) fail("the template takes too many steps");
  }
  void check_text(std::size_t size) const {
    if (size > limits_.text) fail("the template makes too long a text");
  }
  /// Counts a list that is about to be made; an item takes about 64 bytes.
  void spend_list(std::size_t size) {
    if (size > limits_.items) fail("the template makes too long a list");
    spend(size);
  }
  Text checked(Text text) {
    check_text(text.size());
    spend(text.size() / 64);
    return text;
  }
  Value checked(List list) {
    spend_list(list.size());
    return list;
  }
  /// The items of a list, the keys of a dictionary, the characters of a string; nothing for undefined.
  List items(const Value& value);
  Value attribute(const Value& object, const std::string& name);
  Value item(const Value& object, const Value& key);
  Value call(const Value& function, const Arguments& arguments);
  Value filter(const std::string& name, const Value& value, const Arguments& arguments);
  bool test(const std::string& name, const Value& value, const Arguments& arguments);
  /// −1, 0 or 1, as Python orders numbers, strings and lists.
  int compare(const Value& a, const Value& b);
  bool contains(const Value& container, const Value& value);
  std::size_t length(const Value& value);
  Value make_namespace(Dict entries);
  const std::tm& now() const { return now_; }

 private:
  enum class Flow { Next, Break, Continue };
  /// Names of one scope; loops and macros open scopes.
  struct Scope {
    std::map<std::string, Value, std::less<>> names;
    Scope* outer = nullptr;
  };
  class OpenScope;
  class Nested;

  Flow run(const Body& body, Text& out);
  Flow run(const Statement& statement, Text& out);
  Flow run_for(const Statement& statement, Text& out);
  void run_set(const Statement& statement);
  Value make_macro(const Statement& statement);
  void assign(const std::vector<std::string>& targets, const Value& value);
  Value lookup(const std::string& name) const;

  Value evaluate(const Expression& e);
  Arguments arguments(const Expression& e);
  Value unary(const Expression& e);
  Value binary(const Expression& e);
  Value add(const Value& a, const Value& b);
  Value multiply(const Value& a, const Value& b);
  Value arithmetic(const std::string& op, const Value& a, const Value& b);
  Value power(const Value& a, const Value& b);
  bool comparison(const Expression& e);
  Value slice(const Expression& e);

  Limits limits_;
  std::tm now_;
  std::uint64_t steps_ = 0;
  int depth_ = 0;
  int line_ = 1;
  std::vector<std::shared_ptr<Dict>> namespaces_;  ///< all there are, so that those that hold each other are freed
  Scope global_;
  Scope* scope_ = &global_;
};

/// Functions that every template can call (range, namespace, dict, raise_exception, strftime_now); undefined if there
/// is none of the name.
Value global_function(const std::string& name);
/// A method of a string, a dictionary or a list, bound to it; undefined if there is none.
Value bound_method(const Value& object, const std::string& name);

}  // namespace mingsi::engine::jinja
