// SPDX-License-Identifier: Apache-2.0
#include "engine/generation/kv_cache.h"

#include <algorithm>
#include <sys/mman.h>

#include "engine/base/error.h"

namespace mingsi::engine {
namespace {

/// Whole blocks of the type.
std::size_t stored_width(const ModelShape& shape, KvType type) {
  const std::size_t block = traits(stored_type(type)).block_length;
  return (shape.cache_width + block - 1) / block * block;
}

}  // namespace

void KvCache::Unmap::operator()(std::byte* memory) const { munmap(memory, bytes); }

std::uint64_t KvCache::bytes_per_token(const ModelShape& shape, KvType type) {
  return shape.layers * row_bytes(stored_type(type), stored_width(shape, type));
}

KvCache::KvCache(const ModelShape& shape, std::size_t capacity, KvType type, bool predicts)
    : capacity_(capacity), memory_(nullptr, Unmap{0}) {
  const std::size_t width = stored_width(shape, type);
  const std::size_t row = row_bytes(stored_type(type), width);
  const std::size_t layers = shape.layers + (predicts ? shape.predictions : 0);
  const std::size_t bytes = std::max<std::size_t>(1, layers * capacity * row);
  // Anonymous pages cost memory only once written, so a long context is not paid for before it is used.
  void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED)
    throw Error(ErrorCode::OutOfMemory, "the key-value cache for " + std::to_string(capacity) + " tokens needs " +
                                            std::to_string(bytes >> 20) + " MiB, which are not to be had");
  memory_ = {static_cast<std::byte*>(memory), Unmap{bytes}};
  for (std::size_t i = 0; i < layers; ++i)
    layers_.push_back({type, width, memory_.get() + i * capacity * row});
}

void KvCache::copy_prefix(const KvCache& other, std::size_t count) {
  for (std::size_t i = 0; i < layers_.size(); ++i)
    std::copy_n(other.layers_[i].data, count * row_bytes(layers_[i].dtype(), layers_[i].width), layers_[i].data);
  tokens_.assign(other.tokens_.begin(), other.tokens_.begin() + static_cast<std::ptrdiff_t>(count));
  predicted_ = other.predicted_;
  limit_predicted();
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
