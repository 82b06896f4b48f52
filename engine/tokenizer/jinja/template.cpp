// SPDX-License-Identifier: Apache-2.0
#include "engine/tokenizer/jinja/template.h"

namespace mingsi::engine::jinja {
namespace {

constexpr std::size_t kLongestTemplate = 1 << 20;

Body checked_parse(std::string_view source) {
  if (source.size() > kLongestTemplate) throw TemplateError(1, "the template is too long");
  return parse(source);
}

}  // namespace

Template::Template(std::string_view source) : body_(checked_parse(source)) {}

}  // namespace mingsi::engine::jinja
