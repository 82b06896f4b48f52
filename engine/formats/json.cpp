// SPDX-License-Identifier: Apache-2.0
#include "engine/formats/json.h"

#include <unordered_set>
#include <vector>

#include "engine/base/error.h"

namespace mingsi::engine {
namespace {

constexpr int kMaxDepth = 100;

}  // namespace

Json parse_json(std::string_view text, const std::string& file) {
  std::vector<std::unordered_set<std::string>> keys;
  const auto watch = [&](int depth, Json::parse_event_t event, Json& value) {
    if (depth > kMaxDepth) throw Error(ErrorCode::Malformed, file, {}, "the JSON is nested too deeply");
    switch (event) {
      case Json::parse_event_t::object_start: keys.emplace_back(); break;
      case Json::parse_event_t::object_end: keys.pop_back(); break;
      case Json::parse_event_t::key:
        if (!keys.back().insert(value.get_ref<const std::string&>()).second)
          throw Error(ErrorCode::Malformed, file, value.get<std::string>(), "this key appears twice");
        break;
      default: break;
    }
    return true;
  };
  try {
    return Json::parse(text, watch);
  } catch (const Json::exception& error) {
    std::string reason = error.what();
    if (const auto end = reason.find("] "); end != std::string::npos) reason.erase(0, end + 2);
    throw Error(ErrorCode::Malformed, file, {}, "this is not valid JSON: " + reason);
  }
}

}  // namespace mingsi::engine
