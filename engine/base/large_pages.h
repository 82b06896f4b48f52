// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace mingsi::engine {

/// Address space for data that is written once and read often: in pages of 2 MiB, of which a processor keeps far more
/// at hand than of 4 KiB, where the system has them, and spread evenly over the nodes of a machine whose memory has
/// several. Memory is taken as it is written.
class LargePages {
 public:
  /// Throws OutOfMemory.
  explicit LargePages(std::size_t bytes);
  ~LargePages();
  LargePages(const LargePages&) = delete;
  LargePages& operator=(const LargePages&) = delete;

  std::byte* data() const { return data_; }

 private:
  std::byte* mapped_;
  std::byte* data_;
  std::size_t size_;
};

}  // namespace mingsi::engine
