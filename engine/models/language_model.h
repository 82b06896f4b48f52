// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "engine/backend/ops.h"
#include "engine/models/model_description.h"

namespace mingsi::engine {

/// Sizes that a model states about itself, for reports and for planning memory.
struct ModelShape {
  std::size_t layers = 0;
  std::size_t vocab = 0;
  std::size_t hidden = 0;
  std::size_t context_length = 0;
  std::size_t cache_width = 0;  ///< cached values a token a layer
  std::size_t cache_block = 0;  ///< parts of a cached row that are read by themselves are so wide; 0: it is read whole
  std::uint64_t total_parameters = 0;
  std::uint64_t active_parameters = 0;  ///< used for one decoded token
  std::uint64_t bytes_per_token = 0;    ///< weight bytes read for one decoded token
  std::uint64_t weight_bytes = 0;       ///< of all tensors that the forward pass can read
  std::uint64_t expert_bytes = 0;       ///< of them, those of routed experts
  std::size_t predictions = 0;          ///< layers of the cache that only predict() uses, behind the others
  std::size_t activations = 0;          ///< floats that the forward pass needs for each token of a chunk
};

/// A loaded language model: weights and the forward pass, no state of its own. One model serves many sequences.
class LanguageModel {
 public:
  virtual ~LanguageModel() = default;

  virtual const ModelShape& shape() const = 0;
  /// Fills in what the architecture knows: heads, experts, rope.
  virtual void describe(ModelDescription& description) const = 0;
  /// Tells all that the passes use.
  virtual void tell_weights(WeightSink& sink) const = 0;

  /// Runs `ids`, which the slices share out in their order, and appends them to the slices' caches. `logits`: [tokens
  /// that the slices want, vocab]. `states`, unless it is empty: [ids, hidden], what predict() goes on from. A token's
  /// results do not depend on what else is run with it. All ids lie within the vocabulary; no two slices share a cache.
  /// `best`, unless it is null, is told to the backend with the pass.
  virtual void forward(Backend& backend, std::span<const std::int32_t> ids, SequenceSlices slices, Matrix logits,
                       Matrix states, BestTokens* best) const = 0;

  /// Foretells, from the state of a token and the one behind it, the one behind that (multi-token prediction, arXiv
  /// 2412.19437, section 2.2): `ids` are those behind the tokens of `states`, and the slices tell where these stand.
  /// Only for a shape with predictions.
  virtual void predict(Backend& backend, std::span<const std::int32_t> ids, ConstMatrix states, SequenceSlices slices,
                       Matrix logits, BestTokens* best) const {
    static_cast<void>(backend), static_cast<void>(ids), static_cast<void>(states), static_cast<void>(slices),
        static_cast<void>(logits), static_cast<void>(best);
  }
};

/// The rows of the hidden states whose logits are wanted, normed into the first rows of `normed` for the output head.
inline ConstMatrix norm_for_logits(Backend& backend, ConstMatrix x, SequenceSlices slices, std::span<const float> gain,
                                   float eps, std::size_t wanted, Matrix normed) {
  const Matrix out = normed.slice(0, wanted);
  std::size_t last = 0, row = 0;
  for (const SequenceSlice& slice : slices) {
    last += slice.count;
    if (slice.wanted > 0)
      backend.rms_norm(x.slice(last - slice.wanted, slice.wanted), gain, eps, out.slice(row, slice.wanted));
    row += slice.wanted;
  }
  return out;
}

}  // namespace mingsi::engine
