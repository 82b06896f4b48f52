// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "engine/backend/ops.h"
#include "engine/models/model_description.h"

namespace mingsi::engine {

/// What a model needs of the cache of one sequence: for each layer the place of its rows. The model writes rows
/// [first, first + n) and reads [0, first + n).
using LayerCaches = std::span<const LayerCache>;

/// Sizes that a model states about itself, for reports and for planning memory.
struct ModelShape {
  std::size_t layers = 0;
  std::size_t vocab = 0;
  std::size_t hidden = 0;
  std::size_t context_length = 0;
  std::size_t cache_width = 0;  ///< cached values a token a layer
  std::uint64_t total_parameters = 0;
  std::uint64_t active_parameters = 0;  ///< used for one decoded token
  std::uint64_t bytes_per_token = 0;    ///< weight bytes read for one decoded token
  std::uint64_t weight_bytes = 0;       ///< of all tensors that the forward pass can read
  std::uint64_t expert_bytes = 0;       ///< of them, those of routed experts
  std::size_t activations = 0;          ///< floats that the forward pass needs for each token of a chunk
};

/// A loaded language model: weights and the forward pass, no state of its own. One model serves many sequences.
class LanguageModel {
 public:
  virtual ~LanguageModel() = default;

  virtual const ModelShape& shape() const = 0;
  /// Fills in what the architecture knows: heads, experts, rope.
  virtual void describe(ModelDescription& description) const = 0;

  /// Runs `ids` as positions [first, first + n) and appends them to the cache. `logits` has either one row (for the
  /// last token) or n rows, of `vocab` columns. All ids lie within the vocabulary.
  virtual void forward(Backend& backend, std::span<const std::int32_t> ids, std::size_t first, LayerCaches caches,
                       Matrix logits) const = 0;
};

}  // namespace mingsi::engine
