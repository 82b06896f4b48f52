// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "engine/tensor/tensor.h"

namespace mingsi::engine {

/// The memory that a backend computes in: the host's, or a device's that the host can't look into.
class Memory {
 public:
  Memory() = default;
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  virtual ~Memory() = default;

  /// Memory for good, aligned to 256 bytes; what it holds is undefined. Throws OutOfMemory.
  virtual std::byte* allocate(std::size_t bytes) = 0;
  virtual void release(std::byte* memory, std::size_t bytes) = 0;
  /// Copy to the host, from it, and within this memory, when all operations before have run.
  virtual void read(const std::byte* from, std::size_t bytes, std::byte* host) = 0;
  virtual void write(const std::byte* host, std::size_t bytes, std::byte* to) = 0;
  virtual void copy(const std::byte* from, std::size_t bytes, std::byte* to) = 0;

  /// Memory for one pass, given back in the reverse order. It is kept for the next pass, so that nothing is allocated
  /// once the largest has been run. Throws OutOfMemory.
  std::byte* take(std::size_t bytes);
  void give_back(std::size_t bytes) noexcept;
  /// Changes when memory that take() gave before is gone: passes of the same sizes get the same addresses until then.
  std::size_t epoch() const { return epoch_; }
  /// Bytes held for take().
  std::size_t held() const;

 protected:
  /// Implementations call it while allocate() and release() still work.
  void free_scratch();

 private:
  struct Chunk {
    std::byte* data;
    std::size_t size, used;
  };
  void add_chunk(std::size_t size);
  std::vector<Chunk> chunks_;
  std::size_t epoch_ = 0;
};

/// The host's own.
class HostMemory final : public Memory {
 public:
  ~HostMemory() override { free_scratch(); }
  std::byte* allocate(std::size_t bytes) override;
  void release(std::byte* memory, std::size_t bytes) override;
  void read(const std::byte* from, std::size_t bytes, std::byte* host) override;
  void write(const std::byte* host, std::size_t bytes, std::byte* to) override;
  void copy(const std::byte* from, std::size_t bytes, std::byte* to) override;
};

/// Values of one pass.
template <class T>
class Scratch {
 public:
  Scratch(Memory& memory, std::size_t count)
      : memory_(memory), bytes_(count * sizeof(T)), data_(reinterpret_cast<T*>(memory.take(bytes_))) {}
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() { memory_.give_back(bytes_); }

  T* data() const { return data_; }

 private:
  Memory& memory_;
  std::size_t bytes_;
  T* data_;
};

/// A matrix of activations of one pass.
class Buffer {
 public:
  Buffer(Memory& memory, std::size_t rows, std::size_t columns)
      : values_(memory, rows * columns), matrix(values_.data(), rows, columns) {}

 private:
  Scratch<float> values_;

 public:
  const Matrix matrix;
};

}  // namespace mingsi::engine
