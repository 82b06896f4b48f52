// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "engine/tokenizer/jinja/interpreter.h"
#include "engine/tokenizer/jinja/parser.h"

namespace mingsi::engine::jinja {

/// A parsed Jinja template: the subset of Jinja2 (version 3, with trim_blocks and lstrip_blocks) in which the chat
/// templates of models are written.
class Template {
 public:
  /// Throws TemplateError.
  explicit Template(std::string_view source);

  /// Throws TemplateError. `now` is what strftime_now() shows.
  Text render(const Dict& variables, std::tm now, const Limits& limits = {}) const {
    return Interpreter(limits, now).run(body_, variables);
  }

 private:
  Body body_;
};

}  // namespace mingsi::engine::jinja
