// SPDX-License-Identifier: Apache-2.0
// The functions and methods that templates can call.
#include <algorithm>
#include <locale.h>
#include <map>

#include "engine/tokenizer/jinja/interpreter.h"
#include "engine/tokenizer/jinja/strings.h"

namespace mingsi::engine::jinja {
namespace {

constexpr std::int64_t kLongestRange = 100'000;  // as in Jinja2's sandbox

Value range(Interpreter& self, const Arguments& a) {
  std::int64_t bounds[3] = {0, 0, 1};
  const std::size_t count = a.positional.size();
  if (count < 1 || count > 3) self.fail("range() takes one to three numbers");
  for (std::size_t i = 0; i < count; ++i) {
    if (!a.positional[i].is_integer()) self.fail("range() takes whole numbers");
    bounds[count == 1 ? 1 : i] = a.positional[i].integer();
  }
  const auto [begin, end, step] = bounds;
  if (step == 0) self.fail("the step of range() cannot be 0");
  List list;
  for (std::int64_t i = begin; step > 0 ? i < end : i > end;) {
    if (static_cast<std::int64_t>(list.size()) >= kLongestRange) self.fail("range() is too long");
    self.spend(1);
    list.emplace_back(i);
    if (__builtin_add_overflow(i, step, &i)) break;
  }
  return list;
}

Value make_dict(Interpreter& self, const Arguments& a) {
  Dict dict;
  if (!a.positional.empty() && a.positional[0].dict()) {
    self.spend(a.positional[0].dict()->entries.size() * 4);
    dict.entries = a.positional[0].dict()->entries;
  }
  for (const auto& [name, value] : a.named)
    dict.set(Text(name), value);
  return dict;
}

Value make_namespace(Interpreter& self, const Arguments& a) { return self.make_namespace(*make_dict(self, a).dict()); }

Value raise_exception(Interpreter& self, const Arguments& a) {
  const Value* message = a.get(0, "message");
  self.fail(message ? message->to_text().bytes() : "the template refuses the conversation");
}

Value strftime_now(Interpreter& self, const Arguments& a) {
  const Value* format = a.get(0, "format");
  if (!format || !format->text() || format->text()->size() > 1000) self.fail("strftime_now() takes a format");
  // Names of months and days in English, whatever the user's language.
  static const locale_t english = newlocale(LC_ALL_MASK, "C", nullptr);
  char text[8192];
  const auto length = strftime_l(text, sizeof text, format->text()->bytes().c_str(), &self.now(), english);
  return Text(std::string_view(text, length));
}

// --- methods

using Method = Value (*)(Interpreter&, const Value& object, const Arguments&);

const Text& text_of(Interpreter& self, const Value* value) {
  if (!value || !value->text()) self.fail("a text is expected");
  return *value->text();
}

std::int64_t integer_or(Interpreter& self, const Value* value, std::int64_t missing) {
  if (!value || value->is_none()) return missing;
  if (!value->is_integer()) self.fail("a whole number is expected");
  return value->integer();
}

template <Side side>
Value strip_method(Interpreter& self, const Value& object, const Arguments& a) {
  const Value* characters = a.get(0, "chars");
  const bool given = characters && !characters->is_none();
  if (given && text_of(self, characters).empty()) return object;
  self.spend(object.text()->size() / 16);
  return strip(*object.text(), given ? std::string_view(text_of(self, characters).bytes()) : std::string_view(), side);
}

/// Counts the parts that a text is about to be cut into at `separator`; without one, at white space.
void spend_parts(Interpreter& self, const Text& text, std::string_view separator) {
  std::size_t parts = 1;
  if (separator.empty()) {
    parts += text.size() / 8;
  } else {
    for (auto at = text.bytes().find(separator); at != std::string::npos;
         at = text.bytes().find(separator, at + separator.size()))
      ++parts;
  }
  self.spend(text.size() / 64);
  self.spend_list(4 * parts);
}

template <bool from_right>
Value split_method(Interpreter& self, const Value& object, const Arguments& a) {
  const Value* separator = a.get(0, "sep");
  const bool given = separator && !separator->is_none();
  if (given && text_of(self, separator).empty()) self.fail("the separator is empty");
  const std::string_view at = given ? std::string_view(text_of(self, separator).bytes()) : std::string_view();
  spend_parts(self, *object.text(), at);
  List list;
  for (auto& part : split(*object.text(), at, integer_or(self, a.get(1, "maxsplit"), -1), from_right))
    list.emplace_back(std::move(part));
  return list;
}

template <bool at_end>
Value starts_method(Interpreter& self, const Value& object, const Arguments& a) {
  const Value* wanted = a.get(0, "prefix");
  if (!wanted) self.fail("a text is expected");
  const std::string& bytes = object.text()->bytes();
  const auto fits = [&](const Value& part) {
    const std::string& text = text_of(self, &part).bytes();
    return at_end ? bytes.ends_with(text) : bytes.starts_with(text);
  };
  return wanted->list() ? std::ranges::any_of(*wanted->list(), fits) : fits(*wanted);
}

template <Case to>
Value case_method(Interpreter& self, const Value& object, const Arguments&) {
  self.spend(object.text()->size() / 4);
  return change_case(*object.text(), to);
}

template <bool (*kind)(std::uint32_t)>
Value all_method(Interpreter&, const Value& object, const Arguments&) {
  return all_characters(object.text()->bytes(), kind);
}

template <bool from_right>
Value find_method(Interpreter& self, const Value& object, const Arguments& a) {
  const std::string& bytes = object.text()->bytes();
  const std::string& wanted = text_of(self, a.get(0, "sub")).bytes();
  const auto place = from_right ? bytes.rfind(wanted) : bytes.find(wanted);
  if (place == std::string::npos) return -1;
  return static_cast<std::int64_t>(character_offsets(std::string_view(bytes).substr(0, place)).size() - 1);
}

template <bool at_end>
Value remove_method(Interpreter& self, const Value& object, const Arguments& a) {
  const Text& text = *object.text();
  const std::string& part = text_of(self, a.get(0, "prefix")).bytes();
  if (at_end) return text.bytes().ends_with(part) ? text.substr(0, text.size() - part.size()) : text;
  return text.bytes().starts_with(part) ? text.substr(part.size()) : text;
}

Value replace_method(Interpreter& self, const Value& object, const Arguments& a) {
  const Text& to = text_of(self, a.get(1, "new"));
  if (to.size() > 0 && object.text()->size() > (std::size_t{64} << 20) / to.size())
    self.fail("the template makes too long a text");
  return self.checked(
      replace(*object.text(), text_of(self, a.get(0, "old")), to, integer_or(self, a.get(2, "count"), -1)));
}

Value join_method(Interpreter& self, const Value& object, const Arguments& a) {
  return self.filter("join", *a.get(0, "iterable"), {{object}, {}});
}

Value count_method(Interpreter& self, const Value& object, const Arguments& a) {
  if (const auto* list = object.list()) return static_cast<std::int64_t>(std::ranges::count(*list, *a.get(0, "value")));
  const std::string& wanted = text_of(self, a.get(0, "sub")).bytes();
  if (wanted.empty()) return static_cast<std::int64_t>(self.length(object) + 1);
  spend_parts(self, *object.text(), wanted);
  return static_cast<std::int64_t>(split(*object.text(), wanted, -1, false).size() - 1);
}

Value split_lines_method(Interpreter& self, const Value& object, const Arguments&) {
  spend_parts(self, *object.text(), "\n");
  spend_parts(self, *object.text(), "\r");
  List list;
  for (auto& line : split_lines(*object.text()))
    list.emplace_back(std::move(line));
  return list;
}

Value keys(Interpreter& self, const Value& object, const Arguments&) { return self.items(object); }

Value values(Interpreter& self, const Value& object, const Arguments&) {
  self.spend(object.dict()->entries.size());
  List list;
  for (const auto& entry : object.dict()->entries)
    list.push_back(entry.second);
  return list;
}

Value entries(Interpreter& self, const Value& object, const Arguments&) { return self.filter("items", object, {}); }

Value get(Interpreter& self, const Value& object, const Arguments& a) {
  const Value* found = object.dict()->find(text_of(self, a.get(0, "key")).bytes());
  if (found) return *found;
  const Value* missing = a.get(1, "default");
  return missing ? *missing : Value(Value::None{});
}

Value copy(Interpreter&, const Value& object, const Arguments&) { return object; }

Value index(Interpreter& self, const Value& object, const Arguments& a) {
  if (object.text()) return find_method<false>(self, object, a);
  const auto place = std::ranges::find(*object.list(), *a.get(0, "value"));
  if (place == object.list()->end()) self.fail("the value is not in the list");
  return place - object.list()->begin();
}

struct MethodEntry {
  Method call;
  std::size_t least_arguments = 0;
};
using Methods = std::map<std::string, MethodEntry, std::less<>>;

const Methods& text_methods() {
  static const Methods methods = {
      {"strip", {strip_method<Side::Both>}},
      {"lstrip", {strip_method<Side::Left>}},
      {"rstrip", {strip_method<Side::Right>}},
      {"split", {split_method<false>}},
      {"rsplit", {split_method<true>}},
      {"splitlines", {split_lines_method}},
      {"startswith", {starts_method<false>, 1}},
      {"endswith", {starts_method<true>, 1}},
      {"upper", {case_method<Case::Upper>}},
      {"lower", {case_method<Case::Lower>}},
      {"title", {case_method<Case::Title>}},
      {"capitalize", {case_method<Case::Capital>}},
      {"isspace", {all_method<is_white_space>}},
      {"isalpha", {all_method<is_letter>}},
      {"isdigit", {all_method<is_digit>}},
      {"find", {find_method<false>, 1}},
      {"rfind", {find_method<true>, 1}},
      {"index", {index, 1}},
      {"removeprefix", {remove_method<false>, 1}},
      {"removesuffix", {remove_method<true>, 1}},
      {"replace", {replace_method, 2}},
      {"join", {join_method, 1}},
      {"count", {count_method, 1}},
  };
  return methods;
}

const Methods& dict_methods() {
  static const Methods methods = {
      {"keys", {keys}}, {"values", {values}}, {"items", {entries}}, {"get", {get, 1}}, {"copy", {copy}}};
  return methods;
}

const Methods& list_methods() {
  static const Methods methods = {{"count", {count_method, 1}}, {"index", {index, 1}}, {"copy", {copy}}};
  return methods;
}

}  // namespace

Value global_function(const std::string& name) {
  static const std::map<std::string, Value, std::less<>> functions = {{"range", Function(range)},
                                                                      {"dict", Function(make_dict)},
                                                                      {"namespace", Function(make_namespace)},
                                                                      {"raise_exception", Function(raise_exception)},
                                                                      {"strftime_now", Function(strftime_now)}};
  const auto place = functions.find(name);
  return place == functions.end() ? Value() : place->second;
}

Value bound_method(const Value& object, const std::string& name) {
  const bool plain_dict = object.dict() && !object.dict()->is_namespace;
  const Methods* methods = object.text()   ? &text_methods()
                           : plain_dict    ? &dict_methods()
                           : object.list() ? &list_methods()
                                           : nullptr;
  const auto place = methods ? methods->find(name) : Methods::const_iterator();
  if (!methods || place == methods->end()) return {};
  const Function call = [object, entry = place->second, name](Interpreter& self, const Arguments& a) {
    if (a.positional.size() + a.named.size() < entry.least_arguments ||
        (a.positional.empty() && entry.least_arguments > 0))
      self.fail(name + "() needs more arguments");
    return entry.call(self, object, a);
  };
  return Value(call, &object);
}

}  // namespace mingsi::engine::jinja
