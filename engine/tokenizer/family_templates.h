// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "engine/tokenizer/tokenizer.h"

namespace mingsi::engine {

/// The prompt format of a family of models, for files that bring no template of their own.
struct FamilyTemplate {
  std::string_view name;
  std::string_view source;
};

/// Tells the family from the special tokens of the vocabulary.
const FamilyTemplate& family_template(const Tokenizer& tokenizer);

}  // namespace mingsi::engine
