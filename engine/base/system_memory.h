// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace mingsi::engine {

/// The machine's memory in bytes; 0 where the system doesn't tell.
struct SystemMemory {
  std::uint64_t total = 0;
  /// What programs can still take before others are pushed out, which cached files are no part of.
  std::uint64_t available = 0;
};

/// As /proc/meminfo says, and the control groups (cgroup v1 and v2) where this process is held to less.
SystemMemory system_memory();

}  // namespace mingsi::engine
