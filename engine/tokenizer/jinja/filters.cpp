// SPDX-License-Identifier: Apache-2.0
// The filters and tests of Jinja2 that chat templates use.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>

#include "engine/tokenizer/jinja/interpreter.h"
#include "engine/tokenizer/jinja/json_text.h"
#include "engine/tokenizer/jinja/strings.h"

namespace mingsi::engine::jinja {
namespace {

using Filter = Value (*)(Interpreter&, const Value&, const Arguments&);
using Test = bool (*)(Interpreter&, const Value&, const Arguments&);

bool flag(const Arguments& a, std::size_t position, std::string_view name, bool missing) {
  const Value* value = a.get(position, name);
  return value ? value->truthy() : missing;
}

std::int64_t integer(Interpreter& self, const Arguments& a, std::size_t position, std::string_view name,
                     std::int64_t missing) {
  const Value* value = a.get(position, name);
  if (!value || value->is_none()) return missing;
  if (!value->is_integer()) self.fail("\"" + std::string(name) + "\" must be a whole number");
  return value->integer();
}

std::string text(const Arguments& a, std::size_t position, std::string_view name, std::string_view missing) {
  const Value* value = a.get(position, name);
  return value && value->text() ? value->text()->bytes() : std::string(missing);
}

/// A dotted path into a value, as `attribute` arguments have it.
Value follow(Interpreter& self, Value value, const Value& path) {
  if (path.is_integer()) return self.item(value, path);
  for (const auto& part : split(path.to_text(), ".", -1, false)) {
    if (value.is_undefined()) return value;
    std::int64_t index = 0;
    const auto& name = part.bytes();
    const bool number = std::from_chars(name.data(), name.data() + name.size(), index).ptr == name.data() + name.size();
    value = self.item(value, number && !name.empty() ? Value(index) : Value(part));
  }
  return value;
}

/// Strings compare without regard to case unless told otherwise.
Value sort_key(const Value& value, bool case_sensitive) {
  return !case_sensitive && value.text() ? Value(change_case(*value.text(), Case::Lower)) : value;
}

void sort(Interpreter& self, std::vector<std::pair<Value, Value>>& keyed, bool reverse) {
  self.spend(keyed.size() * 8);
  std::ranges::stable_sort(keyed, [&](const auto& a, const auto& b) {
    self.spend(1);
    return reverse ? self.compare(b.first, a.first) < 0 : self.compare(a.first, b.first) < 0;
  });
}

Value trim(Interpreter& self, const Value& value, const Arguments& a) {
  self.spend(value.to_text().size() / 16);
  return strip(value.to_text(), text(a, 0, "chars", ""), Side::Both);
}
Value length(Interpreter& self, const Value& value, const Arguments&) {
  return static_cast<std::int64_t>(self.length(value));
}
template <Case to>
Value case_filter(Interpreter& self, const Value& value, const Arguments&) {
  self.spend(value.to_text().size() / 4);
  return change_case(value.to_text(), to);
}

Value join(Interpreter& self, const Value& value, const Arguments& a) {
  const Value* separator = a.get(0, "d");
  const Value* attribute = a.get(1, "attribute");
  Text out;
  bool first = true;
  for (const auto& part : self.items(value)) {
    if (!first && separator) out += separator->to_text();
    first = false;
    out += attribute ? follow(self, part, *attribute).to_text() : part.to_text();
    self.spend(1);
    if (out.size() > (std::size_t{64} << 20)) self.fail("the template makes too long a text");
  }
  return self.checked(std::move(out));
}

Value default_value(Interpreter&, const Value& value, const Arguments& a) {
  const Value* missing = a.get(0, "default_value");
  const bool use = value.is_undefined() || (flag(a, 1, "boolean", false) && !value.truthy());
  return !use ? value : missing ? *missing : Value(Text());
}

Value replace_filter(Interpreter& self, const Value& value, const Arguments& a) {
  return self.call(self.attribute(Value(value.to_text()), "replace"), a);
}

Value first(Interpreter& self, const Value& value, const Arguments&) {
  const auto all = self.items(value);
  return all.empty() ? Value() : all.front();
}
Value last(Interpreter& self, const Value& value, const Arguments&) {
  const auto all = self.items(value);
  return all.empty() ? Value() : all.back();
}
Value list(Interpreter& self, const Value& value, const Arguments&) { return self.items(value); }

Value to_json(Interpreter& self, const Value& value, const Arguments& a) {
  const auto indent = integer(self, a, 0, "indent", -1);
  if (indent > 100) self.fail("the indentation is too wide");
  return self.checked(json_text(self, value, static_cast<int>(indent), flag(a, 9, "sort_keys", false)));
}

Value items(Interpreter& self, const Value& value, const Arguments&) {
  List pairs;
  if (value.is_undefined()) return pairs;
  const Dict* dict = value.dict();
  if (!dict || dict->is_namespace) self.fail("items needs a dictionary");
  self.spend_list(dict->entries.size() * 4);
  for (const auto& [key, entry] : dict->entries)
    pairs.push_back(Value::tuple({key, entry}));
  return pairs;
}

Value map(Interpreter& self, const Value& value, const Arguments& a) {
  List results;
  const Value* attribute = a.get(9, "attribute");
  const Value* missing = a.get(9, "default");
  if (!attribute && a.positional.empty()) self.fail("map needs a filter or an attribute");
  Arguments rest;
  if (!attribute) rest.positional.assign(a.positional.begin() + 1, a.positional.end());
  for (const auto& part : self.items(value)) {
    self.spend(1);
    Value result =
        attribute ? follow(self, part, *attribute) : self.filter(a.positional[0].to_text().bytes(), part, rest);
    results.push_back(attribute && missing && result.is_undefined() ? *missing : std::move(result));
  }
  return self.checked(std::move(results));
}

/// select, reject, selectattr, rejectattr.
template <bool by_attribute, bool wanted>
Value choose(Interpreter& self, const Value& value, const Arguments& a) {
  std::size_t used = 0;
  if (by_attribute && a.positional.empty()) self.fail("an attribute is expected");
  const Value attribute = by_attribute ? a.positional[used++] : Value();
  const bool has_test = a.positional.size() > used;
  const std::string test = has_test ? a.positional[used++].to_text().bytes() : "";
  Arguments rest;
  rest.positional.assign(a.positional.begin() + static_cast<std::ptrdiff_t>(used), a.positional.end());
  List kept;
  for (const auto& part : self.items(value)) {
    self.spend(1);
    const Value looked_at = by_attribute ? follow(self, part, attribute) : part;
    if ((has_test ? self.test(test, looked_at, rest) : looked_at.truthy()) == wanted) kept.push_back(part);
  }
  return self.checked(std::move(kept));
}

Value sort_filter(Interpreter& self, const Value& value, const Arguments& a) {
  const bool case_sensitive = flag(a, 1, "case_sensitive", false);
  const Value* attribute = a.get(2, "attribute");
  std::vector<std::pair<Value, Value>> keyed;
  for (const auto& part : self.items(value))
    keyed.emplace_back(sort_key(attribute ? follow(self, part, *attribute) : part, case_sensitive), part);
  sort(self, keyed, flag(a, 0, "reverse", false));
  List sorted;
  for (auto& entry : keyed)
    sorted.push_back(std::move(entry.second));
  return self.checked(std::move(sorted));
}

Value dictsort(Interpreter& self, const Value& value, const Arguments& a) {
  const bool by_value = text(a, 1, "by", "key") == "value";
  std::vector<std::pair<Value, Value>> keyed;
  for (const auto& pair : self.items(items(self, value, {})))
    keyed.emplace_back(sort_key((*pair.list())[by_value ? 1 : 0], flag(a, 0, "case_sensitive", false)), pair);
  sort(self, keyed, flag(a, 2, "reverse", false));
  List sorted;
  for (auto& entry : keyed)
    sorted.push_back(std::move(entry.second));
  return self.checked(std::move(sorted));
}

Value reverse(Interpreter& self, const Value& value, const Arguments&) {
  List all = self.items(value);
  std::ranges::reverse(all);
  if (!value.text()) return self.checked(std::move(all));
  Text out;
  for (const auto& part : all)
    out += *part.text();
  return self.checked(std::move(out));
}

Value unique(Interpreter& self, const Value& value, const Arguments& a) {
  List seen, kept;
  for (const auto& part : self.items(value)) {
    self.spend(seen.size() + 1);
    const Value key = sort_key(part, flag(a, 0, "case_sensitive", false));
    if (std::ranges::find(seen, key) != seen.end()) continue;
    seen.push_back(key);
    kept.push_back(part);
  }
  return self.checked(std::move(kept));
}

/// The number that a text spells as a whole; nullopt otherwise.
std::optional<double> parse_number(const Text& text) {
  const std::string trimmed = strip(text, {}, Side::Both).bytes();
  double number = 0;
  const char* begin = trimmed.data() + (trimmed.starts_with('+') ? 1 : 0);
  const char* end = trimmed.data() + trimmed.size();
  if (begin == end || std::from_chars(begin, end, number).ptr != end) return std::nullopt;
  return number;
}

Value to_int(Interpreter& self, const Value& value, const Arguments& a) {
  const Value missing = integer(self, a, 0, "default", 0);
  if (value.is_integer()) return value.integer();
  std::optional<double> number;
  if (value.is_float()) number = value.real();
  if (value.text()) {
    const std::string trimmed = strip(*value.text(), {}, Side::Both).bytes();
    std::int64_t whole = 0;
    if (!trimmed.empty() &&
        std::from_chars(trimmed.data(), trimmed.data() + trimmed.size(), whole).ptr == trimmed.data() + trimmed.size())
      return whole;
    number = parse_number(*value.text());
  }
  if (!number || !(std::abs(*number) < 9e18)) return missing;
  return static_cast<std::int64_t>(*number);
}

Value to_float(Interpreter&, const Value& value, const Arguments& a) {
  if (value.is_number()) return value.real();
  if (value.text())
    if (const auto number = parse_number(*value.text())) return *number;
  const Value* missing = a.get(0, "default");
  return missing ? *missing : Value(0.0);
}

Value to_string(Interpreter&, const Value& value, const Arguments&) { return value.to_text(); }

Value round_filter(Interpreter& self, const Value& value, const Arguments& a) {
  if (!value.is_number()) self.fail("round needs a number");
  const auto digits = std::clamp<std::int64_t>(integer(self, a, 0, "precision", 0), -300, 300);
  const auto method = text(a, 1, "method", "common");
  const double scale = std::pow(10.0, static_cast<double>(digits));
  if (method == "ceil") return std::ceil(value.real() * scale) / scale;
  if (method == "floor") return std::floor(value.real() * scale) / scale;
  if (digits <= 0) return std::nearbyint(value.real() * scale) / scale;  // Python rounds halves to even
  // Correct rounding of the decimal digits, as Python's round().
  char buffer[400];
  std::snprintf(buffer, sizeof buffer, "%.*f", static_cast<int>(std::min<std::int64_t>(digits, 30)), value.real());
  return parse_number(Text(buffer)).value_or(value.real());
}

Value abs_filter(Interpreter& self, const Value& value, const Arguments&) {
  if (!value.is_number()) self.fail("abs needs a number");
  if (value.is_float()) return std::abs(value.real());
  if (value.integer() == INT64_MIN) self.fail("the number is too large");
  return std::abs(value.integer());
}

Value sum(Interpreter& self, const Value& value, const Arguments& a) {
  const Value* attribute = a.get(0, "attribute");
  const Value* start = a.get(1, "start");
  double total = 0;
  std::int64_t whole = 0;
  bool real = false;
  const auto add = [&](const Value& part) {
    if (!part.is_number()) self.fail("sum needs numbers");
    real |= part.is_float();
    total += part.real();
    if (!part.is_float() && __builtin_add_overflow(whole, part.integer(), &whole)) self.fail("the number is too large");
  };
  if (start) add(*start);
  for (const auto& part : self.items(value))
    add(attribute ? follow(self, part, *attribute) : part);
  return real ? Value(total) : Value(whole);
}

template <bool largest>
Value extreme(Interpreter& self, const Value& value, const Arguments& a) {
  const Value* attribute = a.get(1, "attribute");
  Value best, best_key;
  for (const auto& part : self.items(value)) {
    const Value key = sort_key(attribute ? follow(self, part, *attribute) : part, flag(a, 0, "case_sensitive", false));
    const bool better =
        best_key.is_undefined() || (largest ? self.compare(key, best_key) > 0 : self.compare(key, best_key) < 0);
    if (!better) continue;
    best = part;
    best_key = key;
  }
  return best;
}

Value indent(Interpreter& self, const Value& value, const Arguments& a) {
  const Value* width = a.get(0, "width");
  const auto count = width && width->text() ? 0 : integer(self, a, 0, "width", 4);
  if (count < 0 || count > 1000) self.fail("the indentation is out of range");
  const Text margin = width && width->text() ? *width->text() : Text(std::string(static_cast<std::size_t>(count), ' '));
  const bool blank = flag(a, 2, "blank", false);
  Text out;
  bool first_line = true;
  for (const auto& line : split(value.to_text(), "\n", -1, false)) {
    if (!first_line) out += Text("\n");
    if (first_line ? flag(a, 1, "first", false) : blank || !line.empty()) out += margin;
    out += line;
    first_line = false;
    if (out.size() > (std::size_t{64} << 20)) self.fail("the template makes too long a text");
  }
  return self.checked(std::move(out));
}

Value safe(Interpreter&, const Value& value, const Arguments&) { return value.to_text(); }

Value escape(Interpreter& self, const Value& value, const Arguments&) {
  Text text = value.to_text();
  for (const auto& [from, to] : {std::pair{"&", "&amp;"}, std::pair{"<", "&lt;"}, std::pair{">", "&gt;"},
                                 std::pair{"'", "&#39;"}, std::pair{"\"", "&#34;"}})
    text = replace(text, Text(from), Text(to), -1);
  return self.checked(std::move(text));
}

const std::map<std::string, Filter, std::less<>>& filter_table() {
  static const std::map<std::string, Filter, std::less<>> filters = {
      {"abs", abs_filter},
      {"capitalize", case_filter<Case::Capital>},
      {"count", length},
      {"d", default_value},
      {"default", default_value},
      {"dictsort", dictsort},
      {"e", escape},
      {"escape", escape},
      {"first", first},
      {"float", to_float},
      {"indent", indent},
      {"int", to_int},
      {"items", items},
      {"join", join},
      {"last", last},
      {"length", length},
      {"list", list},
      {"lower", case_filter<Case::Lower>},
      {"map", map},
      {"max", extreme<true>},
      {"min", extreme<false>},
      {"reject", choose<false, false>},
      {"rejectattr", choose<true, false>},
      {"replace", replace_filter},
      {"reverse", reverse},
      {"round", round_filter},
      {"safe", safe},
      {"select", choose<false, true>},
      {"selectattr", choose<true, true>},
      {"sort", sort_filter},
      {"string", to_string},
      {"sum", sum},
      {"title", case_filter<Case::Words>},
      {"tojson", to_json},
      {"trim", trim},
      {"unique", unique},
      {"upper", case_filter<Case::Upper>},
  };
  return filters;
}

// --- tests

const Value& other(Interpreter& self, const Arguments& a) {
  const Value* value = a.get(0, "other");
  if (!value) self.fail("the test needs a value to compare with");
  return *value;
}

template <int remainder>
bool parity(Interpreter& self, const Value& v, const Arguments&) {
  if (!v.is_integer()) self.fail("a whole number is expected");
  return (v.integer() & 1) == remainder;
}

bool equal(Interpreter& self, const Value& v, const Arguments& a) { return v == other(self, a); }
bool not_equal(Interpreter& self, const Value& v, const Arguments& a) { return !(v == other(self, a)); }
bool less(Interpreter& self, const Value& v, const Arguments& a) { return self.compare(v, other(self, a)) < 0; }
bool at_most(Interpreter& self, const Value& v, const Arguments& a) { return self.compare(v, other(self, a)) <= 0; }
bool greater(Interpreter& self, const Value& v, const Arguments& a) { return self.compare(v, other(self, a)) > 0; }
bool at_least(Interpreter& self, const Value& v, const Arguments& a) { return self.compare(v, other(self, a)) >= 0; }

bool divisible(Interpreter& self, const Value& v, const Arguments& a) {
  const Value& by = other(self, a);
  if (!v.is_integer() || !by.is_integer() || by.integer() == 0) self.fail("whole numbers are expected");
  return by.integer() == -1 || v.integer() % by.integer() == 0;
}

bool is_sequence(const Value& v) { return v.text() || v.list() || (v.dict() && !v.name_space()); }

const std::map<std::string, Test, std::less<>>& test_table() {
  using V = const Value&;
  using A = const Arguments&;
  using I = Interpreter&;
  static const std::map<std::string, Test, std::less<>> tests = {
      {"defined", [](I, V v, A) { return !v.is_undefined(); }},
      {"undefined", [](I, V v, A) { return v.is_undefined(); }},
      {"none", [](I, V v, A) { return v.is_none(); }},
      {"string", [](I, V v, A) { return v.text() != nullptr; }},
      {"mapping", [](I, V v, A) { return v.dict() && !v.name_space(); }},
      {"sequence", [](I, V v, A) { return is_sequence(v); }},
      {"iterable", [](I, V v, A) { return is_sequence(v) || v.is_undefined(); }},
      {"number", [](I, V v, A) { return v.is_number(); }},
      {"integer", [](I, V v, A) { return v.is_integer() && !v.is_bool(); }},
      {"float", [](I, V v, A) { return v.is_float(); }},
      {"boolean", [](I, V v, A) { return v.is_bool(); }},
      {"true", [](I, V v, A) { return v.is_bool() && v.integer() == 1; }},
      {"false", [](I, V v, A) { return v.is_bool() && v.integer() == 0; }},
      {"callable", [](I, V v, A) { return v.function() != nullptr; }},
      {"odd", parity<1>},
      {"even", parity<0>},
      {"divisibleby", divisible},
      {"lower", [](I, V v, A) { return change_case(v.to_text(), Case::Lower).bytes() == v.to_text().bytes(); }},
      {"upper", [](I, V v, A) { return change_case(v.to_text(), Case::Upper).bytes() == v.to_text().bytes(); }},
      {"in", [](I self, V v, A a) { return self.contains(other(self, a), v); }},
      {"eq", equal},
      {"equalto", equal},
      {"==", equal},
      {"sameas", equal},
      {"ne", not_equal},
      {"!=", not_equal},
      {"lt", less},
      {"lessthan", less},
      {"<", less},
      {"le", at_most},
      {"<=", at_most},
      {"gt", greater},
      {"greaterthan", greater},
      {">", greater},
      {"ge", at_least},
      {">=", at_least},
  };
  return tests;
}

}  // namespace

Value Interpreter::filter(const std::string& name, const Value& value, const Arguments& arguments) {
  spend(1);
  const auto place = filter_table().find(name);
  if (place == filter_table().end()) fail("the filter \"" + name.substr(0, 40) + "\" is not supported");
  return place->second(*this, value, arguments);
}

bool Interpreter::test(const std::string& name, const Value& value, const Arguments& arguments) {
  spend(1);
  const auto place = test_table().find(name);
  if (place == test_table().end()) fail("the test \"" + name.substr(0, 40) + "\" is not supported");
  return place->second(*this, value, arguments);
}

}  // namespace mingsi::engine::jinja
