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
