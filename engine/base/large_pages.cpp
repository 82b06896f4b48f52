// SPDX-License-Identifier: Apache-2.0
#include "engine/base/large_pages.h"

#include <bit>
#include <cstdint>
#include <linux/mempolicy.h>
#include <span>
#include <string>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "engine/base/error.h"

namespace mingsi::engine {
namespace {

constexpr std::size_t kLargePage = std::size_t{2} << 20;

/// Without it all would lie on the node of the thread that writes. A system that can't leaves it there.
void spread_over_nodes(std::span<std::byte> memory) {
  constexpr std::size_t kNodes = 1024, kWordBits = 8 * sizeof(unsigned long);
  unsigned long allowed[kNodes / kWordBits] = {};
  if (syscall(SYS_get_mempolicy, nullptr, allowed, kNodes, nullptr, MPOL_F_MEMS_ALLOWED) != 0) return;
  int count = 0;
  for (const unsigned long word : allowed)
    count += std::popcount(word);
  if (count > 1)
    static_cast<void>(syscall(SYS_mbind, memory.data(), memory.size(), MPOL_INTERLEAVE, allowed, kNodes, 0));
}

}  // namespace

LargePages::LargePages(std::size_t bytes) : size_(bytes + kLargePage) {
  void* const memory = mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED)
    throw Error(ErrorCode::OutOfMemory, "there is no room for " + std::to_string(bytes) + " bytes");
  mapped_ = static_cast<std::byte*>(memory);
  const auto address = reinterpret_cast<std::uintptr_t>(mapped_);
  data_ = mapped_ + (kLargePage - address % kLargePage) % kLargePage;
  madvise(data_, bytes, MADV_HUGEPAGE);
  spread_over_nodes({data_, bytes});
}

LargePages::~LargePages() { munmap(mapped_, size_); }

}  // namespace mingsi::engine
