// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <thread>
#include <vector>

#include "engine/backend/ops.h"
#include "engine/base/large_pages.h"

namespace mingsi::engine::cpu {

/// Copies of a model's quantized matrices as packed panels (packing.h), in pages of 2 MiB where the system has them.
/// Products read them faster than a mapped file: front to back, with few pages, and without laying rows side by side.
/// A thread makes them while the model is used already. What it has copied of a mapped file, the process gives up
/// there, matrix by matrix. Results are the same bits either way.
class PackedWeights {
 public:
  /// Begins to pack what `tell` tells: first what each token needs, then experts, until that is all or `has_room` says
  /// that there is no memory for so many bytes more. The thread asks it.
  PackedWeights(const std::function<void(WeightSink&)>& tell, std::function<bool(std::size_t bytes)> has_room);
  ~PackedWeights();
  PackedWeights(const PackedWeights&) = delete;
  PackedWeights& operator=(const PackedWeights&) = delete;

  /// The packed panels from a matrix's first row on; null when there are none, or none yet. Rows behind the last whole
  /// panel are not among them.
  const std::byte* find(const Weight& w) const;
  /// Waits until the thread has finished.
  void wait();
  /// Bytes that all such copies of this process take.
  static std::uint64_t held() { return held_.load(); }

 private:
  /// Rows one behind the other, and the place of their copy.
  struct Part {
    Weight weight;
    std::byte* copy;
  };
  void pack(std::span<const std::size_t> order, const std::stop_token& stop);

  static inline std::atomic<std::uint64_t> held_{0};
  std::function<bool(std::size_t)> has_room_;
  std::uint64_t own_ = 0;                  ///< of held_
  std::vector<Part> parts_;                ///< by address
  std::vector<std::atomic<bool>> packed_;  ///< of them
  std::unique_ptr<LargePages> memory_;
  std::jthread thread_;
};

}  // namespace mingsi::engine::cpu
