// SPDX-License-Identifier: Apache-2.0
// A chat template of any content, over a conversation.
#include <string_view>

#include "engine/tokenizer/jinja/json_text.h"
#include "engine/tokenizer/jinja/template.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace mingsi::engine::jinja;
  static const Value variables = parse_json_value(R"({
    "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "你好 <think>"},
                 {"role": "assistant", "content": "<think>a</think>b", "tool_calls": [{"type": "function",
                  "function": {"name": "f", "arguments": {"x": 1, "y": [1.5, null, true]}}}]},
                 {"role": "tool", "content": "42"}],
    "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}],
    "add_generation_prompt": true, "bos_token": "<s>", "eos_token": "</s>", "n": 3, "x": 1.5})");
  Limits limits;
  limits.steps = 200'000;  // as for the trial of a file's template
  limits.text = 1 << 20;
  limits.items = 100'000;
  try {
    const Template chat(std::string_view(reinterpret_cast<const char*>(data), size));
    const Text text = chat.render(*variables.dict(), std::tm{}, limits);
    if (text.marks().size() != text.size() || text.size() > limits.text) __builtin_trap();
  } catch (const TemplateError&) {
  }
  return 0;
}
