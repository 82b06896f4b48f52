// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
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
/// A thread makes them while the model is used already; what it has copied leaves the mapped file's pages, so that the
/// process holds one or the other. Results are the same bits either way.
class PackedWeights {
 public:
  /// Begins to pack what `tell` tells: first what each token needs, then experts, until that is all or so little memory
  /// is left that the system needs it for other things.
  explicit PackedWeights(const std::function<void(WeightSink&)>& tell);
  ~PackedWeights();
  PackedWeights(const PackedWeights&) = delete;
  PackedWeights& operator=(const PackedWeights&) = delete;

  /// The packed panels from a matrix's first row on; null when there are none, or none yet. Rows behind the last whole
  /// panel are not among them.
  const std::byte* find(const Weight& w) const;
  /// Waits until the thread has finished.
  void wait();

 private:
  /// Rows one behind the other, and the place of their copy.
  struct Part {
    Weight weight;
    std::byte* copy;
  };
  void pack(std::span<const std::size_t> order, const std::stop_token& stop);

  std::vector<Part> parts_;                ///< by address
  std::vector<std::atomic<bool>> packed_;  ///< of them
  std::unique_ptr<LargePages> memory_;
  std::jthread thread_;
};

}  // namespace mingsi::engine::cpu
