// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "engine/tokenizer/jinja/ast.h"

namespace mingsi::engine::jinja {

/// Parses a template; throws TemplateError for what is not Jinja or what this subset leaves out (include, import,
/// extends, call blocks, recursive loops), and for nesting deeper than any honest template's.
Body parse(std::string_view source);

}  // namespace mingsi::engine::jinja
