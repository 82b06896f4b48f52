// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <span>
#include <vector>

#include "engine/backend/cuda/cuda_backend.h"
#include "engine/base/error.h"

namespace mingsi::engine {

/// A CUDA backend; null, with a message, where there is no GPU.
inline std::unique_ptr<Backend> cuda_backend(bool exact) {
  try {
    CudaOptions options;
    options.exact = exact;
    options.threads = 2;
    return make_cuda_backend(options);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::DeviceUnavailable) throw;
    return nullptr;
  }
}

#define MINGSI_NEEDS_GPU(backend) \
  if (!(backend)) GTEST_SKIP() << "there is no GPU here"

/// Values in the memory of a backend.
template <class T>
class DeviceValues {
 public:
  DeviceValues(Backend& backend, std::span<const T> values) : DeviceValues(backend, values.size()) {
    memory_.write(reinterpret_cast<const std::byte*>(values.data()), values.size_bytes(), data_);
  }
  DeviceValues(Backend& backend, std::size_t count)
      : memory_(backend.memory()), bytes_(count * sizeof(T)), data_(memory_.allocate(bytes_)) {}
  DeviceValues(const DeviceValues&) = delete;
  DeviceValues& operator=(const DeviceValues&) = delete;
  ~DeviceValues() { memory_.release(data_, bytes_); }

  T* data() const { return reinterpret_cast<T*>(data_); }
  std::vector<T> read() const {
    std::vector<T> values(bytes_ / sizeof(T));
    memory_.read(data_, bytes_, reinterpret_cast<std::byte*>(values.data()));
    return values;
  }

 private:
  Memory& memory_;
  std::size_t bytes_;
  std::byte* data_;
};

/// A matrix in the memory of a backend.
struct DeviceMatrix {
  DeviceMatrix(Backend& backend, std::span<const float> host, std::size_t columns)
      : values(backend, host), matrix(values.data(), host.size() / columns, columns) {}
  DeviceMatrix(Backend& backend, std::size_t rows, std::size_t columns)
      : values(backend, rows * columns), matrix(values.data(), rows, columns) {}

  DeviceValues<float> values;
  Matrix matrix;
};

}  // namespace mingsi::engine
