// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <chrono>

#include "engine/backend/cpu/packed_weights.h"
#include "engine/backend/cuda/cuda_devices.h"
#include "engine/base/cpu_features.h"
#include "engine/base/system_memory.h"
#include "engine/base/thread_pool.h"
#include "engine/engine.h"

namespace mingsi::engine {

MachineDescription describe_machine() {
  MachineDescription machine;
  machine.cpu = describe_cpu();
  const auto memory = system_memory();
  machine.memory_bytes = memory.total;
  // Copies of weights are given up with their model, as the pages of its file are.
  machine.available_memory_bytes = memory.available + cpu::PackedWeights::held();
  machine.cuda_support = MINGSI_HAVE_CUDA;
  for (const auto& device : cuda_devices()) {
    const std::uint64_t usable = device.memory_bytes / 20 * 19;  // the driver keeps some
    machine.gpus.push_back({device.name, device.describe(), device.memory_bytes, usable, device.usable()});
  }
  return machine;
}

double measure_memory_bandwidth() {
  // Far larger than caches, read in turns until a tenth of a second has passed.
  constexpr std::size_t kWords = (std::size_t{256} << 20) / sizeof(std::uint64_t);
  constexpr std::size_t kStep = std::size_t{1} << 16;
  using Clock = std::chrono::steady_clock;
  std::vector<std::uint64_t> memory(kWords, 1);
  std::atomic<std::uint64_t> sink{0};
  ThreadPool pool;
  const auto read_all = [&] {
    pool.parallel_for(kWords / kStep, 1, [&](std::size_t begin, std::size_t end, unsigned) {
      std::uint64_t sums[8] = {};
      for (std::size_t i = begin * kStep; i < end * kStep; i += 8)
        for (std::size_t j = 0; j < 8; ++j)
          sums[j] += memory[i + j];
      for (const auto sum : sums)
        sink.fetch_add(sum, std::memory_order_relaxed);
    });
  };
  read_all();
  double best = 0;
  for (const auto start = Clock::now(); Clock::now() - start < std::chrono::milliseconds(100);) {
    const auto before = Clock::now();
    read_all();
    const double seconds = std::chrono::duration<double>(Clock::now() - before).count();
    best = std::max(best, static_cast<double>(kWords * sizeof(std::uint64_t)) / seconds);
  }
  return best;
}

}  // namespace mingsi::engine
