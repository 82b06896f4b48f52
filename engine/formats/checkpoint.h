// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/formats/metadata.h"
#include "engine/tensor/tensor.h"

namespace mingsi::engine {

/// A tensor of a checkpoint: its shape with the fastest dimension last (as in PyTorch; GGUF writes it first).
struct CheckpointTensor {
  std::string name;
  std::vector<std::uint64_t> shape;
  std::uint32_t ggml_type = 0;
  std::uint64_t offset = 0;  ///< in the file
  std::uint64_t bytes = 0;   ///< 0 when the type is not supported
  const std::byte* data = nullptr;

  std::uint64_t elements() const;
};

/// What every file format is read into: metadata under GGUF's key names and tensors under GGUF's tensor names.
/// Tensor data stay where the file is mapped.
struct Checkpoint {
  std::string file;
  std::uint64_t file_bytes = 0;
  Metadata metadata;
  std::map<std::string, CheckpointTensor, std::less<>> tensors;
  std::shared_ptr<const void> storage;  ///< keeps the mapped bytes alive

  bool contains(std::string_view tensor) const { return tensors.contains(tensor); }
  /// Throws MissingTensor.
  const CheckpointTensor& at(std::string_view tensor) const;
  /// The tensor as a weight matrix: all but its last dimension become rows. Throws MissingTensor, BadShape when the
  /// shape is not `shape`, UnsupportedType.
  Weight weight(std::string_view tensor, std::vector<std::uint64_t> shape) const;
  /// A small tensor (norm gain, bias) as float32 values, with the checks of weight(); throws NotFinite for NaN or
  /// infinity.
  std::vector<float> vector(std::string_view tensor, std::uint64_t length) const;
};

}  // namespace mingsi::engine
