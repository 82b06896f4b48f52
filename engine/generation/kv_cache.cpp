// SPDX-License-Identifier: Apache-2.0
#include "engine/generation/kv_cache.h"

#include <algorithm>
#include <string>

#include "engine/base/error.h"

namespace mingsi::engine {
namespace {

/// Whole blocks of the type.
std::size_t stored_width(const ModelShape& shape, KvType type) {
  const std::size_t block = traits(stored_type(type)).block_length;
  return (shape.cache_width + block - 1) / block * block;
}

}  // namespace

std::uint64_t KvCache::bytes_per_token(const ModelShape& shape, KvType type) {
  return shape.layers * row_bytes(stored_type(type), stored_width(shape, type));
}

KvCache::KvCache(Memory& memory, const ModelShape& shape, std::size_t capacity, KvType type, bool predicts)
    : capacity_(capacity), memory_(&memory), rows_(nullptr, Release{&memory, 0}) {
  const std::size_t width = stored_width(shape, type);
  const std::size_t row = row_bytes(stored_type(type), width);
  const std::size_t layers = shape.layers + (predicts ? shape.predictions : 0);
  const std::size_t bytes = std::max<std::size_t>(1, layers * capacity * row);
  try {
    rows_ = {memory.allocate(bytes), Release{&memory, bytes}};
  } catch (const Error& error) {
    throw Error(error.code(), "the key-value cache for " + std::to_string(capacity) + " tokens: " + error.message());
  }
  for (std::size_t i = 0; i < layers; ++i)
    layers_.push_back({type, width, rows_.get() + i * capacity * row});
}

void KvCache::copy_prefix(const KvCache& other, std::size_t count) {
  for (std::size_t i = 0; i < layers_.size(); ++i)
    memory_->copy(other.layers_[i].data, count * row_size(), layers_[i].data);
  tokens_.assign(other.tokens_.begin(), other.tokens_.begin() + static_cast<std::ptrdiff_t>(count));
  predicted_ = other.predicted_;
  limit_predicted();
}

void KvCache::read_rows(std::size_t layer, std::size_t count, std::byte* out) const {
  memory_->read(layers_[layer].data, count * row_size(), out);
}

void KvCache::write_rows(std::size_t layer, std::size_t count, const std::byte* rows) {
  memory_->write(rows, count * row_size(), layers_[layer].data);
}

void check_prompt(std::span<const std::int32_t> prompt, const ModelShape& shape, std::size_t capacity) {
  if (prompt.empty()) throw Error(ErrorCode::InvalidArgument, "the prompt is empty");
  for (const std::int32_t id : prompt)
    if (id < 0 || static_cast<std::size_t>(id) >= shape.vocab)
      throw Error(ErrorCode::InvalidArgument, "the token id " + std::to_string(id) +
                                                  " lies outside the vocabulary of " + std::to_string(shape.vocab));
  if (prompt.size() > capacity)
    throw Error(ErrorCode::ContextFull, "the prompt has " + std::to_string(prompt.size()) +
                                            " tokens, the context holds " + std::to_string(capacity));
}

std::size_t KvCache::common_prefix(std::span<const std::int32_t> ids) const {
  const auto [a, b] = std::ranges::mismatch(tokens_, ids);
  return static_cast<std::size_t>(a - tokens_.begin());
}

}  // namespace mingsi::engine
