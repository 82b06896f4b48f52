// SPDX-License-Identifier: Apache-2.0
// A GGUF file of any content: it is opened as a model, or refused.
#include <span>

#include "engine/engine.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace mingsi::engine;
  if (size == 0) return 0;  // from_memory() takes "no bytes" for "a file"
  try {
    const auto model = Model::open(ModelSource::from_memory(std::as_bytes(std::span(data, size)), "fuzz.gguf"));
    const auto prompt = model->encode_chat(std::vector<ChatMessage>{{Role::User, "1 + 1 = <think>"}}, {});
    model->tokenizer().decode(prompt.ids);
  } catch (const Error&) {
  }
  return 0;
}
