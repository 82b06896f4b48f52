// SPDX-License-Identifier: Apache-2.0
#include "engine/tokenizer/jinja/value.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "engine/tokenizer/jinja/template_error.h"

namespace mingsi::engine::jinja {
namespace {

std::string quoted(const std::string& text) {
  const char quote = text.find('\'') != std::string::npos && text.find('"') == std::string::npos ? '"' : '\'';
  std::string out(1, quote);
  for (const char c : text) {
    switch (c) {
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      case '\\': out += "\\\\"; break;
      default:
        if (c == quote) out += '\\';
        out += c;
    }
  }
  return out + quote;
}

}  // namespace

const Value* Dict::find(std::string_view key) const {
  const auto place = std::ranges::find_if(entries, [key](const auto& entry) { return entry.first.bytes() == key; });
  return place == entries.end() ? nullptr : &place->second;
}

void Dict::set(const Text& key, Value value) {
  for (auto& [name, old] : entries)
    if (name.bytes() == key.bytes()) {
      old = std::move(value);
      return;
    }
  entries.emplace_back(key, std::move(value));
}

const Value* Arguments::get(std::size_t position, std::string_view name) const {
  if (position < positional.size()) return &positional[position];
  for (const auto& [key, value] : named)
    if (key == name) return &value;
  return nullptr;
}

namespace {

// Nobody's honest data nest deeper, and destructors and comparisons recurse.
constexpr int kMaxValueDepth = 100;

int checked_depth(int depth) {
  if (depth > kMaxValueDepth) throw TemplateError(0, "values are nested too deeply");
  return depth;
}

}  // namespace

Value::Value(List list) {
  for (const auto& value : list)
    depth_ = std::max(depth_, checked_depth(value.depth_ + 1));
  data_ = std::make_shared<const List>(std::move(list));
}

Value::Value(Dict dict) {
  for (const auto& entry : dict.entries)
    depth_ = std::max(depth_, checked_depth(entry.second.depth_ + 1));
  data_ = std::make_shared<Dict>(std::move(dict));
}

Value::Value(Function function, const Value* holds)
    : data_(std::make_shared<const Function>(std::move(function))),
      depth_(holds ? checked_depth(holds->depth_ + 1) : 0) {}

const Text* Value::text() const {
  const auto* shared = std::get_if<std::shared_ptr<const Text>>(&data_);
  return shared ? shared->get() : nullptr;
}

const List* Value::list() const {
  const auto* shared = std::get_if<std::shared_ptr<const List>>(&data_);
  return shared ? shared->get() : nullptr;
}

const Dict* Value::dict() const {
  const auto* shared = std::get_if<std::shared_ptr<Dict>>(&data_);
  return shared ? shared->get() : nullptr;
}

Dict* Value::name_space() const {
  const auto* shared = std::get_if<std::shared_ptr<Dict>>(&data_);
  return shared && (*shared)->is_namespace ? shared->get() : nullptr;
}

const Function* Value::function() const {
  const auto* shared = std::get_if<std::shared_ptr<const Function>>(&data_);
  return shared ? shared->get() : nullptr;
}

const LoopState* Value::loop() const {
  const auto* shared = std::get_if<std::shared_ptr<const LoopState>>(&data_);
  return shared ? shared->get() : nullptr;
}

bool Value::truthy() const {
  if (is_undefined() || is_none()) return false;
  if (is_integer()) return integer() != 0;
  if (is_float()) return real() != 0;
  if (const auto* t = text()) return !t->empty();
  if (const auto* l = list()) return !l->empty();
  if (const auto* d = dict()) return d->is_namespace || !d->entries.empty();
  return true;
}

const char* Value::type_name() const {
  if (is_undefined()) return "undefined";
  if (is_none()) return "None";
  if (is_bool()) return "bool";
  if (is_integer()) return "int";
  if (is_float()) return "float";
  if (is_string()) return "str";
  if (list()) return "list";
  if (name_space()) return "Namespace";
  if (dict()) return "dict";
  if (loop()) return "loop";
  return "function";
}

std::string float_repr(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  char digits[40];
  const double magnitude = std::abs(value);
  const bool plain = value == 0 || (magnitude >= 1e-4 && magnitude < 1e16);
  const auto end = std::to_chars(digits, digits + sizeof digits, value,
                                 plain ? std::chars_format::fixed : std::chars_format::scientific)
                       .ptr;
  std::string text(digits, end);
  if (plain && text.find('.') == std::string::npos) text += ".0";
  return text;
}

std::string Value::repr() const {
  if (is_undefined()) return "Undefined";
  if (is_none()) return "None";
  if (is_bool()) return integer() ? "True" : "False";
  if (is_integer()) return std::to_string(integer());
  if (is_float()) return float_repr(real());
  if (const auto* t = text()) return quoted(t->bytes());
  if (const auto* l = list()) {
    std::string out(1, tuple_ ? '(' : '[');
    for (std::size_t i = 0; i < l->size(); ++i)
      out += (i ? ", " : "") + (*l)[i].repr();
    if (tuple_ && l->size() == 1) out += ',';
    return out + (tuple_ ? ')' : ']');
  }
  if (const auto* d = dict(); d && !d->is_namespace) {
    std::string out = "{";
    for (std::size_t i = 0; i < d->entries.size(); ++i)
      out += (i ? ", " : "") + quoted(d->entries[i].first.bytes()) + ": " + d->entries[i].second.repr();
    return out + "}";
  }
  return std::string("<") + type_name() + ">";
}

Text Value::to_text() const {
  if (is_undefined()) return {};
  if (const auto* t = text()) return *t;
  // What a list or dictionary shows may hold words of people.
  return Text(repr(), list() || dict());
}

bool Value::operator==(const Value& other) const {
  if (is_number() && other.is_number())
    return is_float() || other.is_float() ? real() == other.real() : integer() == other.integer();
  if (is_undefined() || other.is_undefined()) return is_undefined() && other.is_undefined();
  if (is_none() || other.is_none()) return is_none() && other.is_none();
  if (const auto* a = text(), *b = other.text(); a && b) return a->bytes() == b->bytes();
  if (const auto* a = list(), *b = other.list(); a && b) return tuple_ == other.tuple_ && *a == *b;
  if (const auto* a = dict(), *b = other.dict(); a && b) {
    if (a->is_namespace || b->is_namespace) return a == b;
    if (a->entries.size() != b->entries.size()) return false;
    return std::ranges::all_of(a->entries, [b](const auto& entry) {
      const auto* value = b->find(entry.first.bytes());
      return value && *value == entry.second;
    });
  }
  return false;
}

}  // namespace mingsi::engine::jinja
