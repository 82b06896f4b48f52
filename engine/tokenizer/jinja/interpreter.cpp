// SPDX-License-Identifier: Apache-2.0
#include "engine/tokenizer/jinja/interpreter.h"

#include <algorithm>
#include <cmath>

#include "engine/tokenizer/jinja/strings.h"

namespace mingsi::engine::jinja {

class Interpreter::OpenScope {
 public:
  OpenScope(Interpreter& interpreter, Scope* outer) : interpreter_(interpreter), before_(interpreter.scope_) {
    scope.outer = outer;
    interpreter_.scope_ = &scope;
  }
  ~OpenScope() { interpreter_.scope_ = before_; }
  OpenScope(const OpenScope&) = delete;
  OpenScope& operator=(const OpenScope&) = delete;
  Scope scope;

 private:
  Interpreter& interpreter_;
  Scope* before_;
};

class Interpreter::Nested {
 public:
  explicit Nested(Interpreter& interpreter) : interpreter_(interpreter) {
    if (++interpreter_.depth_ > interpreter_.limits_.depth) interpreter_.fail("the template calls itself too deeply");
  }
  ~Nested() { --interpreter_.depth_; }
  Nested(const Nested&) = delete;
  Nested& operator=(const Nested&) = delete;

 private:
  Interpreter& interpreter_;
};

Interpreter::Interpreter(const Limits& limits, std::tm now) : limits_(limits), now_(now) {}

Interpreter::~Interpreter() {
  for (const auto& space : namespaces_)
    space->entries.clear();
}

Value Interpreter::make_namespace(Dict entries) {
  spend(10);
  entries.is_namespace = true;
  namespaces_.push_back(std::make_shared<Dict>(std::move(entries)));
  return Value(namespaces_.back());
}

Text Interpreter::run(const Body& body, const Dict& variables) {
  scope_ = &global_;
  for (const auto& [name, value] : variables.entries)
    global_.names.insert_or_assign(name.bytes(), value);
  Text out;
  run(body, out);
  return out;
}

// --- statements

Interpreter::Flow Interpreter::run(const Body& body, Text& out) {
  for (const auto& statement : body)
    if (const Flow flow = run(*statement, out); flow != Flow::Next) return flow;
  return Flow::Next;
}

Interpreter::Flow Interpreter::run(const Statement& s, Text& out) {
  line_ = s.line;
  spend(1);
  const auto print = [&](const Text& text) {
    check_text(out.size() + text.size());
    spend(text.size() / 64);
    out += text;
  };
  switch (s.kind) {
    case Statement::Kind::Text: print(Text(s.name)); break;
    case Statement::Kind::Output: print(evaluate(*s.expressions[0]).to_text()); break;
    case Statement::Kind::If:
      for (std::size_t i = 0; i < s.bodies.size(); ++i)
        if (i == s.expressions.size() || evaluate(*s.expressions[i]).truthy()) return run(s.bodies[i], out);
      break;
    case Statement::Kind::For: return run_for(s, out);
    case Statement::Kind::Set: run_set(s); break;
    case Statement::Kind::Macro: assign({s.name}, make_macro(s)); break;
    case Statement::Kind::SetBlock:
    case Statement::Kind::FilterBlock: {
      Text inner;
      {
        OpenScope scope(*this, scope_);
        run(s.bodies[0], inner);
      }
      Value value = inner;
      if (s.expressions[0]) {
        OpenScope scope(*this, scope_);
        scope.scope.names[kFilteredName] = inner;
        value = evaluate(*s.expressions[0]);
      }
      if (s.kind == Statement::Kind::SetBlock) {
        assign(s.targets, value);
      } else {
        print(value.to_text());
      }
      break;
    }
    case Statement::Kind::Block: return run(s.bodies[0], out);
    case Statement::Kind::Break: return Flow::Break;
    case Statement::Kind::Continue: return Flow::Continue;
  }
  return Flow::Next;
}

Interpreter::Flow Interpreter::run_for(const Statement& s, Text& out) {
  List all = items(evaluate(*s.expressions[0]));
  if (s.expressions[1]) {
    List kept;
    for (auto& value : all) {
      OpenScope scope(*this, scope_);
      assign(s.targets, value);
      if (evaluate(*s.expressions[1]).truthy()) kept.push_back(std::move(value));
    }
    all = std::move(kept);
  }
  if (all.empty()) return s.bodies.size() > 1 ? run(s.bodies[1], out) : Flow::Next;

  const Value outer_loop = lookup("loop");
  const auto state = std::make_shared<LoopState>();
  state->items = &all;
  if (const auto* outer = outer_loop.loop()) state->depth = outer->depth + 1;
  // A template may keep `loop` beyond its loop.
  const struct Detach {
    LoopState& state;
    ~Detach() { state.items = nullptr; }
  } detach{*state};
  for (std::size_t i = 0; i < all.size(); ++i) {
    state->index = i;
    OpenScope scope(*this, scope_);
    scope.scope.names["loop"] = Value(std::shared_ptr<const LoopState>(state));
    assign(s.targets, all[i]);
    if (run(s.bodies[0], out) == Flow::Break) break;
  }
  return Flow::Next;
}

void Interpreter::run_set(const Statement& s) {
  const Value value = evaluate(*s.expressions[0]);
  if (s.name.empty()) return assign(s.targets, value);
  const Value object = lookup(s.name);
  Dict* space = object.name_space();
  if (!space) fail("only attributes of a namespace can be set");
  if (space->entries.size() >= limits_.items) fail("the namespace is too large");
  spend(space->entries.size() / 16);
  space->set(Text(s.targets[0]), value);
}

Value Interpreter::make_macro(const Statement& s) {
  return Function([&s](Interpreter& self, const Arguments& given) -> Value {
    const Nested nested(self);
    if (given.positional.size() > s.parameters.size()) self.fail("too many arguments for the macro " + s.name);
    OpenScope scope(self, &self.global_);
    for (const auto& [name, value] : given.named)
      if (std::ranges::find(s.parameters, name, &Parameter::name) == s.parameters.end())
        self.fail("the macro " + s.name + " has no parameter \"" + name + "\"");
    for (std::size_t i = 0; i < s.parameters.size(); ++i) {
      const auto& parameter = s.parameters[i];
      const Value* value = given.get(i, parameter.name);
      scope.scope.names[parameter.name] = value               ? *value
                                          : parameter.missing ? self.evaluate(*parameter.missing)
                                                              : Value::undefined(parameter.name);
    }
    Text out;
    self.run(s.bodies[0], out);
    return out;
  });
}

void Interpreter::assign(const std::vector<std::string>& targets, const Value& value) {
  if (targets.size() == 1) {
    scope_->names.insert_or_assign(targets[0], value);
    return;
  }
  const List parts = items(value);
  if (parts.size() != targets.size())
    fail(std::to_string(targets.size()) + " values are expected, there are " + std::to_string(parts.size()));
  for (std::size_t i = 0; i < targets.size(); ++i)
    scope_->names.insert_or_assign(targets[i], parts[i]);
}

Value Interpreter::lookup(const std::string& name) const {
  for (const Scope* scope = scope_; scope; scope = scope->outer)
    if (const auto place = scope->names.find(name); place != scope->names.end()) return place->second;
  const Value function = global_function(name);
  return function.is_undefined() ? Value::undefined(name) : function;
}

// --- expressions

Value Interpreter::evaluate(const Expression& e) {
  line_ = e.line;
  spend(1);
  const Nested nested(*this);
  const auto operand = [&](std::size_t i) { return evaluate(*e.operands[i]); };
  switch (e.kind) {
    case Expression::Kind::Constant: return e.value;
    case Expression::Kind::Name: return lookup(e.name);
    case Expression::Kind::MakeList: {
      List list;
      for (const auto& part : e.operands)
        list.push_back(evaluate(*part));
      return e.name.empty() ? Value(std::move(list)) : Value::tuple(std::move(list));
    }
    case Expression::Kind::MakeDict: {
      Dict dict;
      for (std::size_t i = 0; i < e.operands.size(); i += 2) {
        spend(dict.entries.size() / 16 + 3);
        dict.set(operand(i).to_text(), operand(i + 1));
      }
      return dict;
    }
    case Expression::Kind::Attribute: return attribute(operand(0), e.name);
    case Expression::Kind::Item: {
      const Value object = operand(0);
      return item(object, operand(1));
    }
    case Expression::Kind::Slice: return slice(e);
    case Expression::Kind::Call: {
      const Value function = operand(0);
      return call(function, arguments(e));
    }
    case Expression::Kind::Filter: {
      const Value value = operand(0);
      return filter(e.name, value, arguments(e));
    }
    case Expression::Kind::Test: {
      const Value value = operand(0);
      return test(e.name, value, arguments(e)) != e.negated;
    }
    case Expression::Kind::Unary: return unary(e);
    case Expression::Kind::Binary: return binary(e);
    case Expression::Kind::Comparison: return comparison(e);
    case Expression::Kind::Conditional:
      if (operand(1).truthy()) return operand(0);
      return e.operands[2] ? operand(2) : Value();
  }
  return {};
}

Arguments Interpreter::arguments(const Expression& e) {
  Arguments result;
  for (std::size_t i = 1; i < e.operands.size(); ++i)
    result.positional.push_back(evaluate(*e.operands[i]));
  for (const auto& [name, value] : e.named)
    result.named.emplace_back(name, evaluate(*value));
  return result;
}

Value Interpreter::unary(const Expression& e) {
  const Value value = evaluate(*e.operands[0]);
  if (e.name == "not") return !value.truthy();
  if (!value.is_number()) fail(std::string("a number is expected, this is ") + value.type_name());
  if (e.name == "+") return value;
  if (value.is_float()) return -value.real();
  if (value.integer() == INT64_MIN) fail("the number is too large");
  return -value.integer();
}

Value Interpreter::binary(const Expression& e) {
  const std::string& op = e.name;
  const Value a = evaluate(*e.operands[0]);
  if (op == "or") return a.truthy() ? a : evaluate(*e.operands[1]);
  if (op == "and") return a.truthy() ? evaluate(*e.operands[1]) : a;
  const Value b = evaluate(*e.operands[1]);
  if (op == "~") {
    Text text = a.to_text();
    text += b.to_text();
    return checked(std::move(text));
  }
  if (op == "+") return add(a, b);
  if (op == "*") return multiply(a, b);
  return arithmetic(op, a, b);
}

Value Interpreter::add(const Value& a, const Value& b) {
  if (a.text() && b.text()) {
    Text text = *a.text();
    text += *b.text();
    return checked(std::move(text));
  }
  if (a.list() && b.list()) {
    spend_list(a.list()->size() + b.list()->size());
    List list = *a.list();
    list.insert(list.end(), b.list()->begin(), b.list()->end());
    return list;
  }
  return arithmetic("+", a, b);
}

Value Interpreter::multiply(const Value& a, const Value& b) {
  if (b.is_integer() && (a.text() || a.list())) {
    const auto count = static_cast<std::size_t>(std::max<std::int64_t>(0, b.integer()));
    const std::size_t size = a.text() ? a.text()->size() : a.list()->size();
    const std::size_t most = a.text() ? limits_.text : limits_.items;
    if (size != 0 && count > most / size) fail("the template makes too long a text or list");
    Text text;
    List list;
    for (std::size_t i = 0; size != 0 && i < count; ++i) {
      spend(1);
      if (a.text()) text += *a.text();
      if (a.list()) list.insert(list.end(), a.list()->begin(), a.list()->end());
    }
    return a.text() ? Value(checked(std::move(text))) : checked(std::move(list));
  }
  if (a.is_integer() && (b.text() || b.list())) return multiply(b, a);
  return arithmetic("*", a, b);
}

Value Interpreter::arithmetic(const std::string& op, const Value& a, const Value& b) {
  for (const Value* value : {&a, &b})
    if (value->is_undefined()) fail("\"" + value->undefined_name() + "\" is undefined");
  if (!a.is_number() || !b.is_number())
    fail("\"" + op + "\" does not work on " + a.type_name() + " and " + b.type_name());
  if (op == "**") return power(a, b);
  const bool division = op == "/" || op == "//" || op == "%";
  if (division && b.real() == 0) fail("division by zero");
  if (op == "/") return a.real() / b.real();
  if (a.is_float() || b.is_float()) {
    const double x = a.real(), y = b.real();
    if (op == "+") return x + y;
    if (op == "-") return x - y;
    if (op == "*") return x * y;
    if (op == "//") return std::floor(x / y);
    const double rest = std::fmod(x, y);
    return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest;
  }
  const std::int64_t x = a.integer(), y = b.integer();
  std::int64_t result = 0;
  bool overflow = false;
  if (op == "+") overflow = __builtin_add_overflow(x, y, &result);
  if (op == "-") overflow = __builtin_sub_overflow(x, y, &result);
  if (op == "*") overflow = __builtin_mul_overflow(x, y, &result);
  if (division) {
    overflow = x == INT64_MIN && y == -1;
    if (!overflow) {
      // Python rounds down, C++ towards zero.
      const std::int64_t rest = x % y;
      const bool down = rest != 0 && (rest < 0) != (y < 0);
      result = op == "//" ? x / y - (down ? 1 : 0) : rest + (down ? y : 0);
    }
  }
  if (overflow) fail("the number is too large");
  return result;
}

Value Interpreter::power(const Value& a, const Value& b) {
  if (a.is_float() || b.is_float() || b.integer() < 0) return std::pow(a.real(), b.real());
  std::int64_t result = 1;
  for (std::int64_t i = 0; i < b.integer(); ++i) {
    if (a.integer() == 0 || a.integer() == 1) return a.integer();
    if (__builtin_mul_overflow(result, a.integer(), &result) || i > 63) fail("the number is too large");
  }
  return result;
}

bool Interpreter::comparison(const Expression& e) {
  Value left = evaluate(*e.operands[0]);
  for (std::size_t i = 0; i < e.names.size(); ++i) {
    Value right = evaluate(*e.operands[i + 1]);
    const std::string& op = e.names[i];
    bool holds = false;
    if (op == "==") {
      holds = left == right;
    } else if (op == "!=") {
      holds = !(left == right);
    } else if (op == "in" || op == "not in") {
      holds = contains(right, left) == (op == "in");
    } else {
      const int order = compare(left, right);
      holds = op == "<" ? order < 0 : op == "<=" ? order <= 0 : op == ">" ? order > 0 : order >= 0;
    }
    if (!holds) return false;
    left = std::move(right);
  }
  return true;
}

int Interpreter::compare(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number()) {
    if (!a.is_float() && !b.is_float()) return a.integer() < b.integer() ? -1 : a.integer() > b.integer();
    return a.real() < b.real() ? -1 : a.real() > b.real();
  }
  if (a.text() && b.text()) {
    const int order = a.text()->bytes().compare(b.text()->bytes());
    return order < 0 ? -1 : order > 0;
  }
  if (a.list() && b.list()) {
    const Nested nested(*this);
    for (std::size_t i = 0; i < std::min(a.list()->size(), b.list()->size()); ++i)
      if (const int order = compare((*a.list())[i], (*b.list())[i]); order != 0) return order;
    return a.list()->size() < b.list()->size() ? -1 : a.list()->size() > b.list()->size();
  }
  fail(std::string("these cannot be compared: ") + a.type_name() + " and " + b.type_name());
}

bool Interpreter::contains(const Value& container, const Value& value) {
  if (const auto* text = container.text()) {
    if (!value.text()) fail("only text can be in text");
    spend(text->size() / 64);
    return text->bytes().find(value.text()->bytes()) != std::string::npos;
  }
  if (const auto* dict = container.dict()) {
    spend(dict->entries.size() / 16);
    return value.text() && dict->find(value.text()->bytes());
  }
  if (const auto* list = container.list()) {
    spend(list->size());
    return std::ranges::find(*list, value) != list->end();
  }
  if (container.is_undefined()) return false;
  fail(std::string("nothing can be in ") + container.type_name());
}

List Interpreter::items(const Value& value) {
  if (const auto* list = value.list()) {
    spend(list->size());
    return *list;
  }
  List result;
  if (const auto* dict = value.dict(); dict && !dict->is_namespace) {
    spend(dict->entries.size() * 2);
    for (const auto& entry : dict->entries)
      result.emplace_back(entry.first);
  } else if (const auto* text = value.text()) {
    if (text->size() > 4 * limits_.items) fail("the template makes too long a list");
    const auto offsets = character_offsets(text->bytes());
    spend_list(offsets.size() * 2);
    for (std::size_t i = 0; i + 1 < offsets.size(); ++i)
      result.emplace_back(text->substr(offsets[i], offsets[i + 1] - offsets[i]));
  } else if (!value.is_undefined()) {
    fail(std::string("this is not a list: ") + value.type_name());
  }
  return result;
}

std::size_t Interpreter::length(const Value& value) {
  if (const auto* text = value.text()) {
    spend(text->size() / 16);
    return character_offsets(text->bytes()).size() - 1;
  }
  if (const auto* list = value.list()) return list->size();
  if (const auto* dict = value.dict()) return dict->entries.size();
  if (value.is_undefined()) return 0;
  fail(std::string("this has no length: ") + value.type_name());
}

namespace {

Value loop_attribute(const LoopState& loop, const std::string& name) {
  if (!loop.items) return Value::undefined(name);
  const auto number = [](std::size_t n) { return Value(static_cast<std::int64_t>(n)); };
  const std::size_t size = loop.items->size();
  if (name == "index") return number(loop.index + 1);
  if (name == "index0") return number(loop.index);
  if (name == "revindex") return number(size - loop.index);
  if (name == "revindex0") return number(size - loop.index - 1);
  if (name == "first") return loop.index == 0;
  if (name == "last") return loop.index + 1 == size;
  if (name == "length") return number(size);
  if (name == "depth") return number(loop.depth);
  if (name == "depth0") return number(loop.depth - 1);
  if (name == "previtem" && loop.index > 0) return (*loop.items)[loop.index - 1];
  if (name == "nextitem" && loop.index + 1 < size) return (*loop.items)[loop.index + 1];
  if (name == "cycle") {
    const std::size_t index = loop.index;
    return Function([index](Interpreter& self, const Arguments& a) -> Value {
      if (a.positional.empty()) self.fail("cycle() needs values");
      return a.positional[index % a.positional.size()];
    });
  }
  return Value::undefined(name);
}

}  // namespace

Value Interpreter::attribute(const Value& object, const std::string& name) {
  if (object.is_undefined()) fail("\"" + object.undefined_name() + "\" is undefined");
  if (const auto* loop = object.loop()) return loop_attribute(*loop, name);
  // As in Jinja2, methods come before entries of the same name.
  if (Value method = bound_method(object, name); !method.is_undefined()) return method;
  if (const auto* dict = object.dict()) {
    spend(dict->entries.size() / 16);
    if (const auto* value = dict->find(name)) return *value;
  }
  return Value::undefined(name);
}

Value Interpreter::item(const Value& object, const Value& key) {
  if (object.is_undefined()) fail("\"" + object.undefined_name() + "\" is undefined");
  if (const auto* dict = object.dict()) {
    if (!key.text()) return {};
    spend(dict->entries.size() / 16);
    if (const auto* value = dict->find(key.text()->bytes())) return *value;
    const Value method = bound_method(object, key.text()->bytes());
    return method.is_undefined() ? Value::undefined(key.text()->bytes()) : method;
  }
  if (key.is_integer() && (object.list() || object.text())) {
    const auto size = static_cast<std::int64_t>(length(object));
    std::int64_t index = key.integer();
    if (index < 0) index += size;
    if (index < 0 || index >= size) return {};
    const auto place = static_cast<std::size_t>(index);
    if (const auto* list = object.list()) return (*list)[place];
    const auto offsets = character_offsets(object.text()->bytes());
    return object.text()->substr(offsets[place], offsets[place + 1] - offsets[place]);
  }
  if (key.text()) return attribute(object, key.text()->bytes());
  return {};
}

Value Interpreter::slice(const Expression& e) {
  const Value object = evaluate(*e.operands[0]);
  if (object.is_undefined()) fail("\"" + object.undefined_name() + "\" is undefined");
  if (!object.text() && !object.list()) fail(std::string("this cannot be cut: ") + object.type_name());
  std::int64_t bounds[3] = {0, 0, 1};
  bool given[3] = {};
  for (std::size_t i = 0; i < 3; ++i) {
    if (!e.operands[i + 1]) continue;
    const Value bound = evaluate(*e.operands[i + 1]);
    if (bound.is_none()) continue;
    if (!bound.is_integer()) fail("slices need whole numbers");
    bounds[i] = bound.integer();
    given[i] = true;
  }
  const std::int64_t step = bounds[2];
  if (step == 0) fail("the step of a slice cannot be 0");
  const auto size = static_cast<std::int64_t>(length(object));
  // The rules of Python's slice.indices().
  const std::int64_t lowest = step > 0 ? 0 : -1, highest = step > 0 ? size : size - 1;
  const auto place = [&](std::size_t i, std::int64_t missing) {
    if (!given[i]) return missing;
    if (bounds[i] < 0) return bounds[i] < -size ? lowest : bounds[i] + size;
    return std::min(bounds[i], highest);
  };
  const std::int64_t begin = place(0, step > 0 ? lowest : highest);
  const std::int64_t end = place(1, step > 0 ? highest : lowest);

  const auto* text = object.text();
  const auto offsets = text ? character_offsets(text->bytes()) : std::vector<std::size_t>();
  if (text && step == 1) {
    if (begin >= end) return Text();
    const auto from = offsets[static_cast<std::size_t>(begin)];
    return checked(text->substr(from, offsets[static_cast<std::size_t>(end)] - from));
  }
  Text characters;
  List list;
  for (std::int64_t i = begin; step > 0 ? i < end : i > end;) {
    const auto index = static_cast<std::size_t>(i);
    if (text) {
      characters += text->substr(offsets[index], offsets[index + 1] - offsets[index]);
    } else {
      list.push_back((*object.list())[index]);
    }
    if (__builtin_add_overflow(i, step, &i)) break;
  }
  return text ? Value(checked(std::move(characters))) : checked(std::move(list));
}

Value Interpreter::call(const Value& value, const Arguments& arguments) {
  const Function* function = value.function();
  if (value.is_undefined()) fail("\"" + value.undefined_name() + "\" is undefined");
  if (!function) fail(std::string("this cannot be called: ") + value.type_name());
  const Nested nested(*this);
  return (*function)(*this, arguments);
}

}  // namespace mingsi::engine::jinja
