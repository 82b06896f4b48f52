// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/cuda_memory.h"

#include <string>

#include "engine/backend/cuda/kernels.h"
#include "engine/base/error.h"

namespace mingsi::engine::cuda {

namespace {
bool g_overlap = false;  // set once, before the first launch
}
void set_overlap(bool overlap) { g_overlap = overlap; }
bool overlaps() { return g_overlap; }

void check(cudaError_t error, const char* what) {
  if (error == cudaSuccess) return;
  // Errors that are not sticky would be told again by the next call.
  static_cast<void>(cudaGetLastError());
  throw Error(error == cudaErrorMemoryAllocation ? ErrorCode::OutOfMemory : ErrorCode::DeviceLost,
              std::string("the GPU: ") + what + ": " + cudaGetErrorString(error));
}

Stream::Stream(int device) : device_(device) {
  if (const auto error = cudaSetDevice(device); error != cudaSuccess)
    throw Error(ErrorCode::DeviceUnavailable, std::string("the GPU can't be used: ") + cudaGetErrorString(error));
  check(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking), "stream");
}

void Stream::wait() const { check(cudaStreamSynchronize(stream_), "computing"); }

Event::Event() { check(cudaEventCreateWithFlags(&event_, cudaEventDisableTiming), "event"); }
void Event::record(cudaStream_t stream) const { check(cudaEventRecord(event_, stream), "event"); }
void Event::hold(cudaStream_t stream) const { check(cudaStreamWaitEvent(stream, event_, 0), "event"); }

std::byte* DeviceAllocator::allocate(std::size_t bytes) {
  void* memory = nullptr;
  check(cudaMalloc(&memory, bytes), (std::to_string(bytes >> 20) + " MiB").c_str());
  return static_cast<std::byte*>(memory);
}
void DeviceAllocator::release(std::byte* memory) { cudaFree(memory); }

std::byte* PinnedAllocator::allocate(std::size_t bytes) {
  void* memory = nullptr;
  check(cudaHostAlloc(&memory, bytes, cudaHostAllocDefault), "memory of the host");
  return static_cast<std::byte*>(memory);
}
void PinnedAllocator::release(std::byte* memory) { cudaFreeHost(memory); }

std::byte* DeviceMemory::allocate(std::size_t bytes) {
  stream_.use();
  return DeviceAllocator::allocate(bytes);
}
void DeviceMemory::release(std::byte* memory, std::size_t) { DeviceAllocator::release(memory); }

void DeviceMemory::read(const std::byte* from, std::size_t bytes, std::byte* host) {
  stream_.use();
  check(cudaMemcpyAsync(host, from, bytes, cudaMemcpyDeviceToHost, stream_), "reading");
  stream_.wait();
}
void DeviceMemory::write(const std::byte* host, std::size_t bytes, std::byte* to) {
  stream_.use();
  check(cudaMemcpyAsync(to, host, bytes, cudaMemcpyHostToDevice, stream_), "writing");
  stream_.wait();
}
void DeviceMemory::copy(const std::byte* from, std::size_t bytes, std::byte* to) {
  stream_.use();
  check(cudaMemcpyAsync(to, from, bytes, cudaMemcpyDeviceToDevice, stream_), "copying");
  stream_.wait();
}

}  // namespace mingsi::engine::cuda
