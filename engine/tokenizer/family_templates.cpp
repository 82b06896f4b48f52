// SPDX-License-Identifier: Apache-2.0
#include "engine/tokenizer/family_templates.h"

namespace mingsi::engine {
namespace {

/// DeepSeek-V2 and V2-Lite (arXiv 2405.04434).
constexpr FamilyTemplate kDeepSeekV2{"deepseek-v2", R"({{- bos_token -}}
{%- for message in messages -%}
  {%- if message.role == 'system' -%}{{ message.content + '\n\n' }}
  {%- elif message.role == 'user' -%}{{ 'User: ' + message.content + '\n\n' }}
  {%- else -%}{{ 'Assistant: ' + message.content + eos_token }}
  {%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}{{ 'Assistant:' }}{%- endif -%})"};

/// DeepSeek-V2.5, V3 and R1 (arXiv 2412.19437, 2501.12948).
constexpr FamilyTemplate kDeepSeekV3{"deepseek-v3", R"({{- bos_token -}}
{%- for message in messages -%}
  {%- if message.role == 'system' -%}{{ message.content }}
  {%- elif message.role == 'user' -%}{{ '<｜User｜>' + message.content }}
  {%- else -%}{{ '<｜Assistant｜>' + message.content.split('</think>')[-1] + '<｜end▁of▁sentence｜>' }}
  {%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}{{ '<｜Assistant｜>' }}{%- endif -%})"};

/// ChatML, the format of Qwen.
constexpr FamilyTemplate kChatMl{"chatml", R"({%- for message in messages -%}
  {{- '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>\n' -}}
{%- endfor -%}
{%- if add_generation_prompt -%}{{ '<|im_start|>assistant\n' }}{%- endif -%})"};

/// Llama 3 (arXiv 2407.21783).
constexpr FamilyTemplate kLlama3{"llama-3", R"({{- bos_token -}}
{%- for message in messages -%}
  {{- '<|start_header_id|>' + message.role + '<|end_header_id|>\n\n' + message.content | trim + '<|eot_id|>' -}}
{%- endfor -%}
{%- if add_generation_prompt -%}{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{%- endif -%})"};

}  // namespace

const FamilyTemplate& family_template(const Tokenizer& tokenizer) {
  if (tokenizer.special("<｜User｜>") && tokenizer.special("<｜Assistant｜>")) return kDeepSeekV3;
  if (tokenizer.special("<|im_start|>") && tokenizer.special("<|im_end|>")) return kChatMl;
  if (tokenizer.special("<|start_header_id|>") && tokenizer.special("<|eot_id|>")) return kLlama3;
  // Plain words, which any model follows.
  return kDeepSeekV2;
}

}  // namespace mingsi::engine
