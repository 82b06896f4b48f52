// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>

namespace mingsi::engine {

using Json = nlohmann::json;

/// Parses hostile JSON: refuses text that is not UTF-8 JSON, nesting deeper than 100 levels and keys that appear twice
/// in one object, each with Malformed, `file` and the byte.
Json parse_json(std::string_view text, const std::string& file);

/// The bytes of a mapped file as text.
inline std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The entry of an object, nullptr when it is missing or null, or when `object` is no object.
inline const Json* find(const Json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto place = object.find(key);
  return place == object.end() || place->is_null() ? nullptr : &*place;
}

/// The entry if it is a string, else `missing`.
inline std::string text_or(const Json& object, const char* key, std::string_view missing) {
  const auto* value = find(object, key);
  return value && value->is_string() ? value->get<std::string>() : std::string(missing);
}

}  // namespace mingsi::engine
