// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "engine/tokenizer/jinja/value.h"

namespace mingsi::engine::jinja {

/// The value as Python's json.dumps(ensure_ascii=False) writes it, which is what transformers gives templates as
/// `tojson`; `indent` < 0 means one line. Values with words of people in them are typed as a whole.
Text json_text(Interpreter& interpreter, const Value& value, int indent, bool sort_keys);

/// A value from JSON text; throws TemplateError.
Value parse_json_value(std::string_view text);

}  // namespace mingsi::engine::jinja
