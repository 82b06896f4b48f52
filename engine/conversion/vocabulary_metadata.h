// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/formats/metadata.h"
#include "engine/tokenizer/vocabulary.h"

namespace mingsi::engine {

/// Writes a vocabulary under GGUF's `tokenizer.ggml.*` keys. Throws UnsupportedTokenizer for one that GGUF has no name
/// for.
void add_vocabulary(const Vocabulary& vocabulary, Metadata& metadata);

}  // namespace mingsi::engine
