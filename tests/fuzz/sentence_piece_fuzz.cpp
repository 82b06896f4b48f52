// SPDX-License-Identifier: Apache-2.0
// A tokenizer.model of any content: it makes a tokenizer, or is refused.
#include "engine/base/error.h"
#include "engine/tokenizer/sentence_piece.h"
#include "engine/tokenizer/tokenizer.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace mingsi::engine;
  try {
    const Tokenizer tokenizer(
        read_sentence_piece(std::string_view(reinterpret_cast<const char*>(data), size), "tokenizer.model"));
    for (const std::string_view text : {"Hello world 123", "你好 <think>ｶﾞ", "\xff\xfe a\n\n  b"})
      for (const bool special : {false, true})
        for (const TokenId id : tokenizer.encode(text, special))
          if (id < 0 || static_cast<std::size_t>(id) >= tokenizer.size()) __builtin_trap();
  } catch (const Error&) {
  }
  return 0;
}
