// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include "engine/backend/cpu/kernels.h"
#include "engine/backend/ops.h"

namespace mingsi::engine::cpu {

// Softmax-weighted sums over the rows of a cache, in tiles with an online softmax (Milakov & Gimelshein 2018, arXiv
// 1805.02867). Tiles start at position 0 whatever the chunk, so that a token's result does not depend on how its prompt
// was cut, as long as all pieces are scanned in the same of the two ways below.

/// A softmax over some rows of the cache, for some queries: sums [queries, value width] before they are divided.
struct PartialSoftmax {
  Matrix sums;
  float* highest;      ///< by query; −∞ where it saw no row
  float* denominator;  ///< by query

  /// No row was seen yet.
  void clear() const;
  /// Divides the sums.
  void finish() const;
  /// Adds what was found in rows behind those of this one; always in their order, so that results are the same however
  /// the work is shared out.
  void add(std::size_t query, const PartialSoftmax& behind, std::size_t query_behind) const;
};

/// The softmaxes of all heads of one token over the blocks of the cache (FlashDecoding), which threads can share out.
class BlockSoftmaxes {
 public:
  static std::size_t floats(std::size_t heads, std::size_t width, std::size_t blocks) {
    return heads * blocks * (width + 2);
  }
  /// In memory of floats() floats; values are `width` wide.
  BlockSoftmaxes(std::size_t heads, std::size_t width, std::size_t blocks, float* memory)
      : heads_(heads), width_(width), blocks_(blocks), memory_(memory) {}

  /// Heads [head, head + count) over one block.
  PartialSoftmax part(std::size_t block, std::size_t head, std::size_t count) const;
  /// One head over all blocks, whose parts are there: [1, width].
  Matrix total(std::size_t head) const;

 private:
  std::size_t heads_, width_, blocks_;
  float* memory_;
};

/// Values of a cached row from `offset` on, where a block of its type begins.
void decode_cached(const Kernels& kernels, LayerCache cache, std::size_t position, std::size_t offset,
                   std::span<float> out);

// For few queries: rows are decoded as they are needed.

/// Queries that share decoded rows.
inline constexpr std::size_t kScanQueries = 32;
/// Rows that have a softmax of their own: threads share a long cache out by these.
inline constexpr std::size_t kScanBlock = 512;
inline std::size_t scan_blocks(std::size_t rows) { return (rows + kScanBlock - 1) / kScanBlock; }

/// Which values of a cached row are one head's key and value; a value may lie inside the key.
struct CachedHead {
  std::size_t key_offset, key_width, value_offset, value_width;
};

/// Floats of memory that the functions below need.
std::size_t scan_scratch(const CachedHead& head);

/// Rows [from, to) of the cache alone, for at most kScanQueries queries of which each sees the first seen[i] rows,
/// seen[] ascending.
void scan_rows(const Kernels& kernels, const CachedHead& head, LayerCache cache, ConstMatrix queries,
               std::span<const std::size_t> seen, std::size_t from, std::size_t to, float scale,
               const PartialSoftmax& part, float* memory);

/// sums[i] = Σ softmax(scale · queries[i] · key_j)_j value_j over the first seen[i] rows of the cache, likewise.
void scan_cache(const Kernels& kernels, const CachedHead& head, LayerCache cache, ConstMatrix queries,
                std::span<const std::size_t> seen, float scale, Matrix sums, float* memory);

// For many queries: a block of rows is decoded once for all of them, keys column by column.

inline constexpr std::size_t kScanTile = 64;
static_assert(kScanBlock % kScanTile == 0);

/// Up to kScanBlock rows as one head sees them.
struct FloatBlock {
  std::size_t key_width, value_width;
  float* keys;    ///< [tiles of kScanTile rows, key_width, kScanTile]
  float* values;  ///< [rows, value_width]

  static std::size_t floats(std::size_t key_width, std::size_t value_width) {
    return kScanBlock * (key_width + value_width);
  }
  FloatBlock(std::size_t key, std::size_t value, float* memory)
      : key_width(key), value_width(value), keys(memory), values(memory + kScanBlock * key) {}

  /// Columns [column, column + from.columns) of the keys of the first rows.
  void set_keys(std::size_t column, ConstMatrix from) const;
};

/// Adds `rows` rows of a block that begins at a position to a softmax for queries of which the first stands at
/// `position` and sees all rows up to its own, the next one more, and so on.
void scan_block(const Kernels& kernels, const FloatBlock& block, std::size_t from, std::size_t rows,
                ConstMatrix queries, std::size_t position, float scale, const PartialSoftmax& part);

}  // namespace mingsi::engine::cpu
