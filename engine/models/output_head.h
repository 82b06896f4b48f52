// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "engine/formats/checkpoint.h"

namespace mingsi::engine {

/// The matrix that turns hidden states into logits: [vocab, hidden]. Models with tied embeddings use the embedding; a
/// Hugging Face folder says so in its configuration, a GGUF file by leaving the head out. Throws MissingTensor.
inline Weight output_head(const Checkpoint& checkpoint, const std::string& architecture, const Weight& embedding) {
  const bool tied = checkpoint.format == Checkpoint::Format::HuggingFace
                        ? checkpoint.metadata.boolean_or(architecture + ".tie_word_embeddings", false)
                        : !checkpoint.contains("output.weight");
  return tied ? embedding : checkpoint.weight("output.weight", {embedding.rows, embedding.columns});
}

}  // namespace mingsi::engine
