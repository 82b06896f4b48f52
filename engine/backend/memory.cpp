// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/memory.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <sys/mman.h>

#include "engine/base/error.h"

namespace mingsi::engine {
namespace {

constexpr std::size_t kAlignment = 256;
constexpr std::size_t kLeastChunk = std::size_t{1} << 20;

std::size_t aligned(std::size_t bytes) { return (bytes + kAlignment - 1) / kAlignment * kAlignment; }

}  // namespace

std::byte* Memory::take(std::size_t bytes) {
  bytes = aligned(bytes);
  const auto unused = [](const Chunk& chunk) { return chunk.used == 0; };
  if (chunks_.size() > 1 && std::ranges::all_of(chunks_, unused)) {
    // What needed several chunks finds it all in one place from now on.
    const std::size_t total = held();
    free_scratch();
    add_chunk(total);
  }
  if (chunks_.empty() || chunks_.back().size - chunks_.back().used < bytes)
    add_chunk(std::max({kLeastChunk, bytes, held()}));
  Chunk& chunk = chunks_.back();
  chunk.used += bytes;
  return chunk.data + chunk.used - bytes;
}

void Memory::add_chunk(std::size_t size) { chunks_.push_back({allocate(size), size, 0}); }

void Memory::give_back(std::size_t bytes) noexcept {
  const auto last =
      std::ranges::find_if(chunks_.rbegin(), chunks_.rend(), [](const Chunk& chunk) { return chunk.used > 0; });
  if (last != chunks_.rend()) last->used -= aligned(bytes);
}

std::size_t Memory::held() const {
  std::size_t total = 0;
  for (const Chunk& chunk : chunks_)
    total += chunk.size;
  return total;
}

void Memory::free_scratch() {
  for (const Chunk& chunk : chunks_)
    release(chunk.data, chunk.size);
  chunks_.clear();
  ++epoch_;
}

std::byte* HostMemory::allocate(std::size_t bytes) {
  // Anonymous pages cost memory only once written, so a long context is not paid for before it is used.
  void* memory = mmap(nullptr, std::max<std::size_t>(1, bytes), PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED)
    throw Error(ErrorCode::OutOfMemory, std::to_string(bytes >> 20) + " MiB of memory are not to be had");
  return static_cast<std::byte*>(memory);
}

void HostMemory::release(std::byte* memory, std::size_t bytes) { munmap(memory, std::max<std::size_t>(1, bytes)); }

void HostMemory::read(const std::byte* from, std::size_t bytes, std::byte* host) { std::memcpy(host, from, bytes); }
void HostMemory::write(const std::byte* host, std::size_t bytes, std::byte* to) { std::memcpy(to, host, bytes); }
void HostMemory::copy(const std::byte* from, std::size_t bytes, std::byte* to) { std::memcpy(to, from, bytes); }

}  // namespace mingsi::engine
