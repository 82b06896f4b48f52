// SPDX-License-Identifier: Apache-2.0
#include "engine/base/system_memory.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace mingsi::engine {
namespace {

namespace fs = std::filesystem;

/// The number that a file begins with; 0 if there is none ("max", or no such file).
std::uint64_t number_in(const fs::path& path) {
  std::ifstream file(path);
  std::uint64_t value = 0;
  file >> value;
  return file ? value : 0;
}

/// What the files of a control group are called.
struct Names {
  const char *limit, *used, *cached, *shared;
};
constexpr Names kVersion1{"memory.limit_in_bytes", "memory.usage_in_bytes", "total_cache", "total_shmem"};
constexpr Names kVersion2{"memory.max", "memory.current", "file", "shmem"};

/// Narrows the memory to what one group leaves.
void apply_group(const fs::path& group, const Names& names, SystemMemory& memory) {
  const auto limit = number_in(group / names.limit);
  if (limit == 0) return;
  // What files have in the cache is given up when it is needed; shared memory, which counts with them, is not.
  std::uint64_t cached = 0, shared = 0;
  std::ifstream statistics(group / "memory.stat");
  std::string name;
  for (std::uint64_t value = 0; statistics >> name >> value;) {
    if (name == names.cached) cached = value;
    if (name == names.shared) shared = value;
  }
  const auto used = number_in(group / names.used);
  const auto given_up = std::min(used, cached - std::min(cached, shared));
  memory.total = std::min(memory.total, limit);
  memory.available = std::min(memory.available, limit - std::min(limit, used - given_up));
}

/// The groups of this process and those above, which a container may see as the root alone.
void apply_groups(const fs::path& system, SystemMemory& memory) {
  std::ifstream file(system / "proc/self/cgroup");
  for (std::string line; std::getline(file, line);) {  // "0::/path" or "4:cpu,memory:/path"
    const auto behind = line.find(":/");
    if (behind == std::string::npos) continue;
    const bool second = line.starts_with("0::");
    const auto controllers = line.substr(0, behind) + ',';
    if (!second && controllers.find(":memory,") == std::string::npos &&
        controllers.find(",memory,") == std::string::npos)
      continue;
    const fs::path root = system / (second ? "sys/fs/cgroup" : "sys/fs/cgroup/memory");
    const Names& names = second ? kVersion2 : kVersion1;
    for (fs::path group = fs::path(line.substr(behind + 1)).relative_path(); !group.empty();
         group = group.parent_path())
      apply_group(root / group, names, memory);
    apply_group(root, names, memory);
  }
}

}  // namespace

SystemMemory system_memory(const fs::path& system) {
  SystemMemory memory;
  std::ifstream file(system / "proc/meminfo");
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    std::string name;
    std::uint64_t kibibytes = 0;
    fields >> name >> kibibytes;
    if (name == "MemTotal:") memory.total = kibibytes << 10;
    if (name == "MemAvailable:") memory.available = kibibytes << 10;
  }
  apply_groups(system, memory);
  return memory;
}

}  // namespace mingsi::engine
