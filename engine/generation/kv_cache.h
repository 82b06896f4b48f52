// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/models/language_model.h"

namespace mingsi::engine {

/// The cache of one sequence: the rows of every layer and the tokens they stand for.
class KvCache {
 public:
  /// Room for `capacity` tokens; `predicts` adds the layers that LanguageModel::predict() uses. `memory` outlives it.
  /// Throws OutOfMemory.
  KvCache(Memory& memory, const ModelShape& shape, std::size_t capacity, KvType type, bool predicts = false);

  std::size_t capacity() const { return capacity_; }
  std::size_t size() const { return tokens_.size(); }
  const std::vector<std::int32_t>& tokens() const { return tokens_; }
  LayerCaches layers() const { return layers_; }

  /// Notes that rows for these tokens were written.
  void append(std::span<const std::int32_t> ids) { tokens_.insert(tokens_.end(), ids.begin(), ids.end()); }
  /// Forgets all tokens from position `size` on.
  void truncate(std::size_t size) {
    tokens_.resize(size);
    limit_predicted();
  }
  /// How many rows the prediction layers have. That of a token is made of the next one too, which is not known of the
  /// last unless somebody says so.
  std::size_t predicted() const { return predicted_; }
  void set_predicted(std::size_t rows) { predicted_ = std::min(rows, size()); }
  /// Takes over the first `count` tokens of another cache of the same shape.
  void copy_prefix(const KvCache& other, std::size_t count);
  /// The first `count` rows of a layer, as bytes: to the host, and from it.
  void read_rows(std::size_t layer, std::size_t count, std::byte* out) const;
  void write_rows(std::size_t layer, std::size_t count, const std::byte* rows);
  std::size_t row_size() const { return row_bytes(layers_.front().dtype(), layers_.front().width); }
  /// How many leading tokens of `ids` are cached already.
  std::size_t common_prefix(std::span<const std::int32_t> ids) const;

  /// Whether the rows of a cache can be kept at 8 bits: those parts that are read by themselves are whole blocks.
  static bool can_be_small(const ModelShape& shape) { return shape.cache_block % 32 == 0; }
  /// Bytes a token takes over all layers.
  static std::uint64_t bytes_per_token(const ModelShape& shape, KvType type);

 private:
  struct Release {
    Memory* memory;
    std::size_t bytes;
    void operator()(std::byte* rows) const { memory->release(rows, bytes); }
  };

  void limit_predicted() { predicted_ = std::min(predicted_, std::max<std::size_t>(1, size()) - 1); }

  std::size_t capacity_;
  Memory* memory_;
  std::unique_ptr<std::byte, Release> rows_;
  std::vector<LayerCache> layers_;
  std::vector<std::int32_t> tokens_;
  std::size_t predicted_ = 0;
};

/// Throws InvalidArgument or ContextFull unless `prompt` can be run behind an empty cache of `capacity` tokens.
void check_prompt(std::span<const std::int32_t> prompt, const ModelShape& shape, std::size_t capacity);

}  // namespace mingsi::engine
