// SPDX-License-Identifier: Apache-2.0
// Mapped files and the machine's memory.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <span>
#include <string>
#include <vector>

#include "engine/base/error.h"
#include "engine/base/large_pages.h"
#include "engine/base/memory_map.h"
#include "engine/base/system_memory.h"

namespace mingsi::engine {
namespace {

/// How many of the pages that lie whole in some bytes this process has (Documentation/admin-guide/mm/pagemap.rst).
std::size_t pages_held(std::span<const std::byte> bytes) {
  constexpr std::uintptr_t kPage = 4096;
  std::ifstream pagemap;
  pagemap.rdbuf()->pubsetbuf(nullptr, 0);  // it is read by whole entries only
  pagemap.open("/proc/self/pagemap", std::ios::binary);
  const auto begin = (reinterpret_cast<std::uintptr_t>(bytes.data()) + kPage - 1) / kPage;
  const auto end = (reinterpret_cast<std::uintptr_t>(bytes.data()) + bytes.size()) / kPage;
  pagemap.seekg(static_cast<std::streamoff>(begin * sizeof(std::uint64_t)));
  std::size_t held = 0;
  for (auto page = begin; page < end; ++page) {
    std::uint64_t entry = 0;
    pagemap.read(reinterpret_cast<char*>(&entry), sizeof entry);
    held += entry >> 63;
  }
  return held;
}

TEST(MemoryMap, DroppedPagesAreReadAgain) {
  const auto path = std::filesystem::path(testing::TempDir()) / "dropped_pages.bin";
  const std::string content(100'000, 'x');
  std::ofstream(path) << content;
  {
    const MemoryMap map(path);
    const auto same = [&] { return std::memcmp(map.bytes().data(), content.data(), content.size()) == 0; };
    EXPECT_TRUE(same());
    EXPECT_EQ(pages_held(map.bytes()), content.size() / 4096);
    MemoryMap::drop_pages(map.bytes());
    EXPECT_EQ(pages_held(map.bytes()), 0u);
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

TEST(LargePages, AreWholeAndTakenAsTheyAreWritten) {
  constexpr std::size_t kBytes = (std::size_t{6} << 20) + 4096, kLarge = std::size_t{2} << 20;
  const LargePages pages(kBytes);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(pages.data()) % kLarge, 0u);
  const std::span memory(pages.data(), kBytes);
  EXPECT_EQ(pages_held(memory), 0u);
  memory.front() = memory.back() = std::byte{1};
  EXPECT_GT(pages_held(memory), 0u);
  EXPECT_LE(pages_held(memory), kLarge / 4096 + 1);
  EXPECT_EQ(memory[kLarge], std::byte{0});
}

TEST(LargePages, ThatNoAddressSpaceHoldsAreRefused) { EXPECT_THROW(LargePages(std::size_t{1} << 62), Error); }

TEST(SystemMemory, IsThere) {
  const auto memory = system_memory();
  EXPECT_GT(memory.total, std::uint64_t{1} << 28);
  EXPECT_GT(memory.available, 0u);
  EXPECT_LE(memory.available, memory.total);
}

/// A system's files in a folder of its own.
class GroupMemory : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(root_);
    write("proc/meminfo", "MemTotal:       64 kB\nMemFree:         1 kB\nMemAvailable:   48 kB\n");
  }
  void TearDown() override { std::filesystem::remove_all(root_); }
  void write(const std::filesystem::path& file, const std::string& text) const {
    std::filesystem::create_directories((root_ / file).parent_path());
    std::ofstream(root_ / file) << text;
  }
  void expect(std::uint64_t total, std::uint64_t available) const {
    const auto memory = system_memory(root_);
    EXPECT_EQ(memory.total, total << 10);
    EXPECT_EQ(memory.available, available << 10);
  }

 private:
  const std::filesystem::path root_ = std::filesystem::path(testing::TempDir()) / "system_memory";
};

TEST_F(GroupMemory, IsTheMachinesWithoutLimit) {
  expect(64, 48);
  write("proc/self/cgroup", "0::/session\n");
  write("sys/fs/cgroup/session/memory.max", "max\n");
  expect(64, 48);
}

TEST_F(GroupMemory, IsTheLeastOfAllGroupsAbove) {
  write("proc/self/cgroup", "0::/outer/inner\n");
  const auto group = [this](const std::string& name, int limit, int used, int file, int shmem) {
    const auto folder = std::filesystem::path("sys/fs/cgroup") / name;
    write(folder / "memory.max", std::to_string(limit * 1024) + "\n");
    write(folder / "memory.current", std::to_string(used * 1024) + "\n");
    write(folder / "memory.stat",
          "anon 1\nfile " + std::to_string(file * 1024) + "\nshmem " + std::to_string(shmem * 1024) + "\n");
  };
  group("outer/inner", 32, 20, 12, 2);  // 10 of the 20 are given up
  expect(32, 22);
  group("outer", 40, 36, 1, 0);  // a larger limit, of which less is left
  expect(32, 5);
  group("", 40, 39, 0, 0);  // what a container sees as its root
  expect(32, 1);
}

TEST_F(GroupMemory, IsReadInTheFirstVersionToo) {
  write("proc/self/cgroup", "7:cpuset:/a\n4:cpu,memory:/a\n");
  const std::string folder = "sys/fs/cgroup/memory/a/";
  write(folder + "memory.limit_in_bytes", std::to_string(16 << 10));
  write(folder + "memory.usage_in_bytes", std::to_string(12 << 10));
  write(folder + "memory.stat", "cache 1\ntotal_cache " + std::to_string(4 << 10) + "\ntotal_shmem 0\n");
  write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
  expect(16, 8);
}

}  // namespace
}  // namespace mingsi::engine
