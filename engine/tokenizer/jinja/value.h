// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/tokenizer/jinja/text.h"

namespace mingsi::engine::jinja {

class Value;
class Interpreter;

using List = std::vector<Value>;

/// A dictionary in order of insertion; keys are strings.
struct Dict {
  std::vector<std::pair<Text, Value>> entries;
  bool is_namespace = false;  ///< made by namespace(), the only kind that `set` may change

  const Value* find(std::string_view key) const;
  void set(const Text& key, Value value);
};

/// Arguments of a call.
struct Arguments {
  List positional;
  std::vector<std::pair<std::string, Value>> named;

  /// The argument at a position or of this name; nullptr when it was not given.
  const Value* get(std::size_t position, std::string_view name) const;
};

using Function = std::function<Value(Interpreter&, const Arguments&)>;

/// The state of a `for` loop, as `loop` shows it.
struct LoopState {
  const List* items = nullptr;
  std::size_t index = 0;
  std::size_t depth = 1;
};

/// A value of a template: Python's, as far as templates need it. Texts, lists and dictionaries are shared and never
/// change, except for namespaces.
class Value {
 public:
  struct Undefined {
    std::string name;
  };
  struct None {};

  Value() : data_(Undefined{}) {}
  template <class T>
  Value(const T*) = delete;  // would become a boolean
  Value(None) : data_(None{}) {}
  Value(bool value) : data_(value) {}
  Value(std::int64_t value) : data_(value) {}
  Value(int value) : data_(std::int64_t{value}) {}
  Value(double value) : data_(value) {}
  Value(Text text) : data_(std::make_shared<const Text>(std::move(text))) {}
  Value(const char* text) : Value(Text(text)) {}
  /// Throw TemplateError when values are nested too deeply to be handled by recursion.
  Value(List list);
  Value(Dict dict);
  /// `holds` is a value that the function keeps.
  Value(Function function, const Value* holds = nullptr);
  /// A namespace; whoever makes it empties it in the end, because it may hold itself.
  explicit Value(std::shared_ptr<Dict> name_space) : data_(std::move(name_space)) {}
  Value(std::shared_ptr<const LoopState> loop) : data_(std::move(loop)) {}
  /// A list that shows itself in parentheses.
  static Value tuple(List list) {
    Value value(std::move(list));
    value.tuple_ = true;
    return value;
  }
  static Value undefined(std::string name) {
    Value value;
    value.data_ = Undefined{std::move(name)};
    return value;
  }

  bool is_undefined() const { return std::holds_alternative<Undefined>(data_); }
  bool is_none() const { return std::holds_alternative<None>(data_); }
  bool is_bool() const { return std::holds_alternative<bool>(data_); }
  /// Numbers include booleans, as in Python.
  bool is_integer() const { return std::holds_alternative<std::int64_t>(data_) || is_bool(); }
  bool is_float() const { return std::holds_alternative<double>(data_); }
  bool is_number() const { return is_integer() || is_float(); }
  bool is_string() const { return text() != nullptr; }

  /// nullptr for other kinds.
  const Text* text() const;
  const List* list() const;
  const Dict* dict() const;
  Dict* name_space() const;
  const Function* function() const;
  const LoopState* loop() const;

  std::int64_t integer() const { return is_bool() ? std::get<bool>(data_) : std::get<std::int64_t>(data_); }
  double real() const { return is_float() ? std::get<double>(data_) : static_cast<double>(integer()); }
  const std::string& undefined_name() const { return std::get<Undefined>(data_).name; }

  bool truthy() const;
  /// What Python calls the type, for messages.
  const char* type_name() const;
  /// str(value), and repr(value) with quotes around strings.
  Text to_text() const;
  std::string repr() const;
  bool operator==(const Value& other) const;

 private:
  std::variant<Undefined, None, bool, std::int64_t, double, std::shared_ptr<const Text>, std::shared_ptr<const List>,
               std::shared_ptr<Dict>, std::shared_ptr<const Function>, std::shared_ptr<const LoopState>>
      data_;
  int depth_ = 0;  ///< how deeply values lie in this one
  bool tuple_ = false;
};

/// Python's repr of a float: the shortest digits that read back the same.
std::string float_repr(double value);

}  // namespace mingsi::engine::jinja
