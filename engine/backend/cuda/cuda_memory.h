// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>
#include <memory>

#include "engine/backend/memory.h"

namespace mingsi::engine::cuda {

/// A stream of one device.
class Stream {
 public:
  /// Throws DeviceUnavailable.
  explicit Stream(int device);
  ~Stream() { cudaStreamDestroy(stream_); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  /// Makes its device the calling thread's.
  void use() const { cudaSetDevice(device_); }
  operator cudaStream_t() const { return stream_; }
  /// Waits for all that was enqueued; throws DeviceLost.
  void wait() const;

 private:
  int device_;
  cudaStream_t stream_ = nullptr;
};

/// A place in a stream that other streams wait for.
class Event {
 public:
  /// Throws DeviceLost.
  Event();
  ~Event() { cudaEventDestroy(event_); }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  /// From here on it is the end of what was enqueued in the stream so far.
  void record(cudaStream_t stream) const;
  /// Has a stream wait for the place that was recorded last.
  void hold(cudaStream_t stream) const;

 private:
  cudaEvent_t event_ = nullptr;
};

/// Plain memory of a device.
class DeviceMemory final : public Memory {
 public:
  explicit DeviceMemory(const Stream& stream) : stream_(stream) {}
  ~DeviceMemory() override { free_scratch(); }
  std::byte* allocate(std::size_t bytes) override;
  void release(std::byte* memory, std::size_t bytes) override;
  void read(const std::byte* from, std::size_t bytes, std::byte* host) override;
  void write(const std::byte* host, std::size_t bytes, std::byte* to) override;
  void copy(const std::byte* from, std::size_t bytes, std::byte* to) override;

 private:
  const Stream& stream_;
};

/// Memory that grows to what is asked for and is kept; its address changes when it grows.
template <class Allocator>
class GrowingMemory {
 public:
  GrowingMemory() = default;
  GrowingMemory(const GrowingMemory&) = delete;
  GrowingMemory& operator=(const GrowingMemory&) = delete;
  ~GrowingMemory() { Allocator::release(data_); }

  std::byte* data() const { return data_; }
  /// Counts a move when it grows, which loses what it held. Throws OutOfMemory.
  void reserve(std::size_t bytes, std::size_t& moves) {
    if (bytes <= size_) return;
    ++moves;
    Allocator::release(data_);
    data_ = nullptr;
    size_ = 0;
    data_ = Allocator::allocate(bytes + bytes / 2);
    size_ = bytes + bytes / 2;
  }

 private:
  std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};
struct DeviceAllocator {
  static std::byte* allocate(std::size_t bytes);
  static void release(std::byte* memory);
};
/// Memory of the host that the device reads and writes by itself.
struct PinnedAllocator {
  static std::byte* allocate(std::size_t bytes);
  static void release(std::byte* memory);
};
using GrowingDeviceMemory = GrowingMemory<DeviceAllocator>;
using GrowingPinnedMemory = GrowingMemory<PinnedAllocator>;

}  // namespace mingsi::engine::cuda
