// SPDX-License-Identifier: Apache-2.0
#include "engine/base/system_memory.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

namespace mingsi::engine {
namespace {

/// The number that a file of the control group begins with; 0 if there is none ("max", or no such file).
std::uint64_t group_value(const char* name) {
  std::ifstream file(std::string("/sys/fs/cgroup/") + name);
  std::uint64_t value = 0;
  file >> value;
  return file ? value : 0;
}

/// The value of a name in the control group's statistics.
std::uint64_t group_statistic(const std::string& wanted) {
  std::ifstream file("/sys/fs/cgroup/memory.stat");
  std::string name;
  for (std::uint64_t value = 0; file >> name >> value;)
    if (name == wanted) return value;
  return 0;
}

}  // namespace

SystemMemory system_memory() {
  SystemMemory memory;
  std::ifstream file("/proc/meminfo");
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    std::string name;
    std::uint64_t kibibytes = 0;
    fields >> name >> kibibytes;
    if (name == "MemTotal:") memory.total = kibibytes << 10;
    if (name == "MemAvailable:") memory.available = kibibytes << 10;
  }
  if (const auto limit = group_value("memory.max"); limit > 0 && limit < memory.total) {
    // What files have in the cache is given up when it is needed.
    const auto used = group_value("memory.current"), cached = group_statistic("file");
    const auto held = used - std::min(used, cached);
    memory.total = limit;
    memory.available = std::min(memory.available, limit - std::min(limit, held));
  }
  return memory;
}

}  // namespace mingsi::engine
