// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "engine/tensor/tensor.h"

namespace mingsi::engine {

/// A matrix of activations with its memory.
struct Buffer {
  Buffer(std::size_t rows, std::size_t columns) : values(rows * columns), matrix(values.data(), rows, columns) {}
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  std::vector<float> values;
  Matrix matrix;
};

}  // namespace mingsi::engine
