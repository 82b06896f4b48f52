// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <sstream>

#include "engine/backend/cuda/cuda_devices.h"
#include "engine/base/cpu_features.h"
#include "engine/engine.h"

namespace mingsi::engine {

MachineDescription describe_machine() {
  MachineDescription machine;
  machine.cpu = describe_cpu();
  std::ifstream meminfo("/proc/meminfo");
  for (std::string line; std::getline(meminfo, line);) {
    std::istringstream fields(line);
    std::string name;
    std::uint64_t kibibytes = 0;
    fields >> name >> kibibytes;
    if (name == "MemTotal:") machine.memory_bytes = kibibytes << 10;
    if (name == "MemAvailable:") machine.available_memory_bytes = kibibytes << 10;
  }
  for (const auto& device : cuda_devices())
    machine.gpus.push_back(device.describe());
  return machine;
}

}  // namespace mingsi::engine
