// SPDX-License-Identifier: Apache-2.0
// Mapped files and the machine's memory.
#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "engine/base/memory_map.h"
#include "engine/base/system_memory.h"

namespace mingsi::engine {
namespace {

TEST(MemoryMap, DroppedPagesAreReadAgain) {
  const auto path = std::filesystem::path(testing::TempDir()) / "dropped_pages.bin";
  const std::string content(100'000, 'x');
  std::ofstream(path) << content;
  {
    const MemoryMap map(path);
    const auto same = [&] { return std::memcmp(map.bytes().data(), content.data(), content.size()) == 0; };
    EXPECT_TRUE(same());
    MemoryMap::drop_pages(map.bytes());
    EXPECT_TRUE(same());
    map.check();
  }
  std::filesystem::remove(path);
}

TEST(MemoryMap, MemoryOfOthersIsNotDropped) {
  std::vector<std::byte> heap(100'000, std::byte{7});
  MemoryMap::drop_pages(heap);
  EXPECT_EQ(std::ranges::count(heap, std::byte{7}), 100'000);
}

TEST(SystemMemory, IsThere) {
  const auto memory = system_memory();
  EXPECT_GT(memory.total, std::uint64_t{1} << 28);
  EXPECT_GT(memory.available, 0u);
  EXPECT_LE(memory.available, memory.total);
}

}  // namespace
}  // namespace mingsi::engine
