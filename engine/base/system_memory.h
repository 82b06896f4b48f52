// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

namespace mingsi::engine {

/// The machine's memory in bytes; 0 where the system doesn't tell.
struct SystemMemory {
  std::uint64_t total = 0;
  /// What programs can still take; cached files give way to them.
  std::uint64_t available = 0;
};

/// As /proc/meminfo says, and the control groups (cgroup v1 and v2) where this process is held to less. `system` is
/// where the system's files are.
SystemMemory system_memory(const std::filesystem::path& system = "/");

}  // namespace mingsi::engine
