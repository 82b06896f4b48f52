// SPDX-License-Identifier: Apache-2.0
#include "engine/tokenizer/jinja/json_text.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "engine/tokenizer/jinja/interpreter.h"

namespace mingsi::engine::jinja {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          char escape[8];
          std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
          out += escape;
        } else {
          out += c;
        }
    }
  }
  return out + "\"";
}

class Writer {
 public:
  Writer(Interpreter& interpreter, int indent, bool sort_keys)
      : interpreter_(interpreter), indent_(indent), sort_keys_(sort_keys) {}

  void write(const Value& value, int level) {
    interpreter_.spend(1);
    interpreter_.check_text(out_.size());
    if (value.is_none()) {
      out_ += "null";
    } else if (value.is_bool()) {
      out_ += value.integer() ? "true" : "false";
    } else if (value.is_number()) {
      out_ += value.repr();
    } else if (const auto* text = value.text()) {
      typed_ |= text->typed();
      interpreter_.spend(text->size() / 16);
      out_ += quoted(text->bytes());
    } else if (const auto* list = value.list()) {
      group('[', ']', list->size(), level, [&](std::size_t i) { write((*list)[i], level + 1); });
    } else if (const auto* dict = value.dict(); dict && !dict->is_namespace) {
      auto entries = dict->entries;
      if (sort_keys_) std::ranges::stable_sort(entries, {}, [](const auto& e) { return e.first.bytes(); });
      group('{', '}', entries.size(), level, [&](std::size_t i) {
        typed_ |= entries[i].first.typed();
        out_ += quoted(entries[i].first.bytes()) + ": ";
        write(entries[i].second, level + 1);
      });
    } else {
      interpreter_.fail(std::string("tojson cannot write ") + value.type_name());
    }
  }

  Text take() { return Text(out_, typed_); }

 private:
  template <class Part>
  void group(char open, char close, std::size_t count, int level, const Part& part) {
    out_ += open;
    for (std::size_t i = 0; i < count; ++i) {
      if (i) out_ += indent_ < 0 ? ", " : ",";
      new_line(level + 1);
      part(i);
    }
    if (count) new_line(level);
    out_ += close;
  }
  void new_line(int level) {
    if (indent_ < 0) return;
    const auto width = static_cast<std::size_t>(indent_ * level);
    interpreter_.spend(width / 64);
    out_ += '\n';
    out_.append(width, ' ');
  }

  Interpreter& interpreter_;
  int indent_;
  bool sort_keys_;
  std::string out_;
  bool typed_ = false;
};

Value convert(const nlohmann::ordered_json& json) {
  switch (json.type()) {
    case nlohmann::json::value_t::boolean: return json.get<bool>();
    case nlohmann::json::value_t::number_integer: return json.get<std::int64_t>();
    case nlohmann::json::value_t::number_unsigned:
      if (json.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX)) return json.get<double>();
      return json.get<std::int64_t>();
    case nlohmann::json::value_t::number_float: return json.get<double>();
    case nlohmann::json::value_t::string: return Text(json.get<std::string>());
    case nlohmann::json::value_t::array: {
      List list;
      for (const auto& part : json)
        list.push_back(convert(part));
      return list;
    }
    case nlohmann::json::value_t::object: {
      Dict dict;
      for (const auto& [key, part] : json.items())
        dict.entries.emplace_back(Text(key), convert(part));
      return dict;
    }
    default: return Value::None{};
  }
}

}  // namespace

Text json_text(Interpreter& interpreter, const Value& value, int indent, bool sort_keys) {
  Writer writer(interpreter, indent, sort_keys);
  writer.write(value, 0);
  return writer.take();
}

Value parse_json_value(std::string_view text) {
  const auto shallow = [](int depth, nlohmann::ordered_json::parse_event_t, nlohmann::ordered_json&) {
    if (depth > 90) throw TemplateError(0, "the JSON is nested too deeply");
    return true;
  };
  try {
    return convert(nlohmann::ordered_json::parse(text, shallow));
  } catch (const nlohmann::json::exception& error) {
    throw TemplateError(0, std::string("this is not valid JSON: ") + error.what());
  }
}

}  // namespace mingsi::engine::jinja
