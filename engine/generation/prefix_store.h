// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/generation/kv_cache.h"

namespace mingsi::engine {

/// Key-value caches of sequences that were left, as files of a folder: who comes back to one goes on without prefill,
/// after a restart too. A cache that is lost or can't be written costs time and nothing else, so nothing here throws.
///
/// A file: the magic "MINGSIKV", version, type, layers, width, counts of tokens and of predicted rows, the key of the
/// model (each length a little-endian uint64), the token ids (int32), the rows of layer after layer, and the sum of all
/// rows as words of 64 bits. It is written under another name and renamed.
class PrefixStore {
 public:
  /// Files of models with another `key`, or of other shapes, are left alone. All files together take at most
  /// `limit_bytes`; those that were used longest ago go first.
  PrefixStore(std::filesystem::path folder, std::string key, std::uint64_t limit_bytes);

  /// Keeps the first `count` tokens of a cache, unless a file holds them already. Files that are a beginning of it go.
  void save(const KvCache& cache, std::size_t count);
  /// Fills `cache` with the longest beginning of `ids` that a file holds, when that is longer than what it has of it
  /// by `least` tokens. Whether it did.
  bool load(std::span<const std::int32_t> ids, std::size_t least, KvCache& cache);

  /// Removes all files, those of other models too.
  void clear();

 private:
  struct Entry {
    std::filesystem::path file;
    std::vector<std::int32_t> ids;
    std::size_t predicted = 0;  ///< KvCache::predicted()
  };
  std::optional<Entry> read_entry(const std::filesystem::path& file, const KvCache& cache) const;
  void find(const KvCache& cache);
  void trim() const;

  std::filesystem::path folder_;
  std::string key_;
  std::uint64_t limit_;
  std::vector<Entry> entries_;
  bool found_ = false;  ///< the folder has been read
};

}  // namespace mingsi::engine
