// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <string>
#include <unordered_set>

#include "engine/base/error.h"
#include "engine/formats/json.h"
#include "engine/generation/constraint/text_pattern.h"

namespace mingsi::engine {
namespace {

using Schema = nlohmann::ordered_json;

constexpr std::int64_t kMostIntegers = 10000;
constexpr std::uint32_t kMostTimes = 10000;

// Words about a schema, and what says no more than type and the rest together.
const std::unordered_set<std::string> kAnnotations{"$schema",         "$id",
                                                   "$comment",        "title",
                                                   "description",     "default",
                                                   "examples",        "readOnly",
                                                   "writeOnly",       "deprecated",
                                                   "format",          "$defs",
                                                   "definitions",     "additionalProperties",
                                                   "$anchor",         "contentEncoding",
                                                   "contentMediaType"};

TextPattern text(std::string_view literal) { return TextPattern::literal(literal); }
TextPattern all(std::vector<TextPattern> parts) { return TextPattern::sequence(std::move(parts)); }
TextPattern any(std::vector<TextPattern> parts) { return TextPattern::choice(std::move(parts)); }

/// Nothing, a space, or a line break and an indent: what people and models write between the parts of JSON.
TextPattern blank() {
  static const TextPattern pattern = parse_regex(" ?|\\n {0,16}");
  return pattern;
}

/// A character of a JSON string, as itself where it may stand there, or else escaped (RFC 8259, 7).
TextPattern in_string(const std::vector<CodeRange>& ranges) {
  std::vector<CodeRange> plain;
  std::vector<TextPattern> parts;
  const std::pair<char32_t, const char*> escapes[] = {{'"', "\\\""}, {'\\', "\\\\"}, {'\b', "\\b"}, {'\f', "\\f"},
                                                      {'\n', "\\n"}, {'\r', "\\r"},  {'\t', "\\t"}};
  for (const CodeRange& range : united(ranges)) {
    for (const auto& [code, escape] : escapes)
      if (range.first <= code && code <= range.last) parts.push_back(text(escape));
    const CodeRange cuts[] = {{0x20, '"' - 1}, {'"' + 1, '\\' - 1}, {'\\' + 1, 0x10ffff}};
    for (const CodeRange& cut : cuts)
      if (range.first <= cut.last && cut.first <= range.last)
        plain.push_back({std::max(range.first, cut.first), std::min(range.last, cut.last)});
  }
  parts.insert(parts.begin(), TextPattern::of(plain));
  return any(std::move(parts));
}

/// A pattern of texts as one of what stands between the quotes of a JSON string.
TextPattern in_string(const TextPattern& pattern) {
  if (pattern.kind() == TextPattern::Kind::Class) return in_string(pattern.ranges());
  std::vector<TextPattern> parts;
  for (const TextPattern& part : pattern.parts())
    parts.push_back(in_string(part));
  switch (pattern.kind()) {
    case TextPattern::Kind::Sequence: return all(std::move(parts));
    case TextPattern::Kind::Choice: return any(std::move(parts));
    default: return TextPattern::repeat(parts.front(), pattern.least(), pattern.most());
  }
}

class Reader {
 public:
  explicit Reader(const Schema& root) : root_(root) {}

  TextPattern read(const Schema& schema, const std::string& place) {
    if (schema.is_boolean() && schema.get<bool>()) fail(place, "any value at all");
    if (!schema.is_object()) fail(place, "this is no schema");
    for (const auto& [key, value] : schema.items())
      if (!kAnnotations.contains(key) && !known(key)) fail(place, "\"" + key + "\" is not known");
    if (const Schema* extra = find(schema, "additionalProperties"); extra && !extra->is_boolean())
      fail(place, "properties that have no name here");
    if (const Schema* value = find(schema, "const")) return text(value->dump());
    if (const Schema* values = find(schema, "enum")) return read_enum(*values, place);
    if (const Schema* reference = find(schema, "$ref")) return read_reference(*reference, place);
    for (const char* key : {"anyOf", "oneOf"})
      if (const Schema* parts = find(schema, key)) return read_choice(*parts, place + "/" + key);
    const Schema* type = find(schema, "type");
    if (!type) return read_type(guess(schema, place), schema, place);
    if (!type->is_array()) return read_type(word(*type, place), schema, place);
    std::vector<TextPattern> parts;
    for (const Schema& one : *type)
      parts.push_back(read_type(word(one, place), schema, place));
    return any(std::move(parts));
  }

 private:
  [[noreturn]] static void fail(const std::string& place, const std::string& what) {
    throw Error(ErrorCode::InvalidArgument,
                "the JSON schema can't be used: at " + (place.empty() ? "its root" : place) + ", " + what);
  }
  static const Schema* find(const Schema& schema, const char* key) {
    const auto found = schema.find(key);
    return found == schema.end() ? nullptr : &*found;
  }
  static bool known(const std::string& key) {
    static const std::unordered_set<std::string> keys{
        "type",      "enum",      "const",   "properties", "required", "items", "prefixItems", "minItems", "maxItems",
        "minLength", "maxLength", "pattern", "minimum",    "maximum",  "anyOf", "oneOf",       "$ref"};
    return keys.contains(key);
  }
  static std::string word(const Schema& value, const std::string& place) {
    if (!value.is_string()) fail(place, "a word is expected");
    return value.get<std::string>();
  }
  static std::string guess(const Schema& schema, const std::string& place) {
    if (find(schema, "properties")) return "object";
    if (find(schema, "items") || find(schema, "prefixItems")) return "array";
    if (find(schema, "pattern") || find(schema, "minLength") || find(schema, "maxLength")) return "string";
    fail(place, "there is no type");
  }
  static std::optional<std::uint32_t> count(const Schema& schema, const char* key, const std::string& place) {
    const Schema* value = find(schema, key);
    if (!value) return std::nullopt;
    if (!value->is_number_unsigned() || value->get<std::uint64_t>() > kMostTimes)
      fail(place, std::string("\"") + key + "\" is no number from 0 to " + std::to_string(kMostTimes));
    return value->get<std::uint32_t>();
  }

  static TextPattern read_enum(const Schema& values, const std::string& place) {
    if (!values.is_array() || values.empty()) fail(place, "enum is no list of values");
    std::vector<TextPattern> parts;
    for (const Schema& value : values)
      parts.push_back(text(value.dump()));
    return any(std::move(parts));
  }

  TextPattern read_reference(const Schema& reference, const std::string& place) {
    const std::string target = word(reference, place);
    if (!target.starts_with("#")) fail(place, "a reference leads out of the schema");
    if (std::ranges::find(open_, target) != open_.end()) fail(place, "a reference leads back to itself");
    const Schema* schema = nullptr;
    try {
      schema = &root_.at(Schema::json_pointer(target.substr(1)));
    } catch (const Schema::exception&) {
      fail(place, "a reference leads nowhere");
    }
    open_.push_back(target);
    TextPattern pattern = read(*schema, target);
    open_.pop_back();
    return pattern;
  }

  TextPattern read_choice(const Schema& schemas, const std::string& place) {
    if (!schemas.is_array() || schemas.empty()) fail(place, "this is no list of schemas");
    std::vector<TextPattern> parts;
    for (std::size_t i = 0; i < schemas.size(); ++i)
      parts.push_back(read(schemas[i], place + "/" + std::to_string(i)));
    return any(std::move(parts));
  }

  TextPattern read_type(const std::string& type, const Schema& schema, const std::string& place) {
    if (type == "object") return read_object(schema, place);
    if (type == "array") return read_array(schema, place);
    if (type == "string") return read_string(schema, place);
    if (type == "integer") return read_integer(schema, place);
    if (type == "boolean") return any({text("true"), text("false")});
    if (type == "null") return text("null");
    if (type != "number") fail(place, "the type \"" + type + "\" is not known");
    if (find(schema, "minimum") || find(schema, "maximum")) fail(place, "only integers can have bounds");
    return parse_regex("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,17})?([eE][+-]?[0-9]{1,3})?");
  }

  TextPattern read_integer(const Schema& schema, const std::string& place) {
    const auto bound = [&](const char* key) -> std::optional<std::int64_t> {
      const Schema* value = find(schema, key);
      if (!value) return std::nullopt;
      if (!value->is_number_integer()) fail(place, std::string("\"") + key + "\" is no integer");
      return value->get<std::int64_t>();
    };
    const auto least = bound("minimum"), most = bound("maximum");
    if (!least && !most) return parse_regex("-?(0|[1-9][0-9]{0,17})");
    if (least && !most && *least == 0) return parse_regex("0|[1-9][0-9]{0,17}");
    if (least && !most && *least == 1) return parse_regex("[1-9][0-9]{0,17}");
    if (!least || !most || *most < *least ||
        static_cast<std::uint64_t>(*most) - static_cast<std::uint64_t>(*least) >=
            static_cast<std::uint64_t>(kMostIntegers))
      fail(place, "bounds of an integer must both be there and hold at most " + std::to_string(kMostIntegers) +
                      " values, or be the minimum 0 or 1");
    std::vector<TextPattern> parts;
    for (std::int64_t value = *least; value <= *most; ++value)
      parts.push_back(text(std::to_string(value)));
    return any(std::move(parts));
  }

  TextPattern read_string(const Schema& schema, const std::string& place) {
    const auto least = count(schema, "minLength", place), most = count(schema, "maxLength", place);
    if (const Schema* pattern = find(schema, "pattern")) {
      if (least || most) fail(place, "pattern and a length together");
      return all({text("\""), in_string(parse_regex(word(*pattern, place))), text("\"")});
    }
    const TextPattern character = any({in_string(std::vector<CodeRange>{{0, 0x10ffff}}),
                                       parse_regex("\\\\u(00[01][0-9a-fA-F]|[0-9a-cefA-CEF][0-9a-fA-F]{3})")});
    return all({text("\""), TextPattern::repeat(character, least.value_or(0), most.value_or(TextPattern::kUnlimited)),
                text("\"")});
  }

  TextPattern read_array(const Schema& schema, const std::string& place) {
    const auto least = count(schema, "minItems", place).value_or(0);
    const auto most = count(schema, "maxItems", place).value_or(TextPattern::kUnlimited);
    const TextPattern comma = all({text(","), blank()});
    std::vector<TextPattern> inside;
    if (const Schema* items = find(schema, "prefixItems")) {
      if (!items->is_array() || find(schema, "items") || least != 0 || most != TextPattern::kUnlimited)
        fail(place, "prefixItems stand alone");
      for (std::size_t i = 0; i < items->size(); ++i) {
        if (i > 0) inside.push_back(comma);
        inside.push_back(read((*items)[i], place + "/prefixItems/" + std::to_string(i)));
      }
    } else {
      const Schema* item = find(schema, "items");
      if (!item) fail(place, "an array has no items");
      const TextPattern one = read(*item, place + "/items");
      if (most < least) fail(place, "maxItems is less than minItems");
      if (most > 0) {
        const TextPattern others =
            TextPattern::repeat(all({comma, one}), least > 0 ? least - 1 : 0,
                                most == TextPattern::kUnlimited ? TextPattern::kUnlimited : most - 1);
        inside.push_back(least == 0 ? TextPattern::optional(all({one, others})) : all({one, others}));
      }
    }
    return all({text("["), blank(), all(std::move(inside)), blank(), text("]")});
  }

  TextPattern read_object(const Schema& schema, const std::string& place) {
    const Schema* properties = find(schema, "properties");
    if (!properties || !properties->is_object()) fail(place, "an object has no properties");
    std::unordered_set<std::string> required;
    if (const Schema* names = find(schema, "required")) {
      if (!names->is_array()) fail(place, "required is no list");
      for (const Schema& name : *names) {
        if (!properties->contains(word(name, place)))
          fail(place, "\"" + word(name, place) + "\" is required and not described");
        required.insert(word(name, place));
      }
    }
    // From behind: what may follow when nothing has been written yet, and when something has.
    TextPattern first = all({});
    TextPattern later = all({});
    std::vector<std::pair<std::string, const Schema*>> list;
    for (const auto& [name, value] : properties->items())
      list.emplace_back(name, &value);
    for (std::size_t i = list.size(); i-- > 0;) {
      const auto& [name, value] = list[i];
      const TextPattern entry = all({text(Schema(name).dump()), text(":"), TextPattern::optional(text(" ")),
                                     read(*value, place + "/properties/" + name)});
      const TextPattern with_comma = all({text(","), blank(), entry});
      if (required.contains(name)) {
        first = all({entry, later});
        later = all({with_comma, later});
      } else {
        first = any({all({entry, later}), first});
        later = all({TextPattern::optional(with_comma), later});
      }
    }
    return all({text("{"), blank(), first, blank(), text("}")});
  }

  const Schema& root_;
  std::vector<std::string> open_;  ///< references that are being read
};

}  // namespace

TextPattern parse_json_schema(std::string_view schema) {
  parse_json(schema, "the JSON schema");  // refuses what is hostile
  const Schema root = Schema::parse(schema);
  return Reader(root).read(root, "");
}

}  // namespace mingsi::engine
