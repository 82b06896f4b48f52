// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/memory_map.h"
#include "engine/formats/metadata.h"
#include "engine/tensor/tensor.h"

namespace mingsi::engine {

/// A tensor of a checkpoint: its shape with the fastest dimension last (as in PyTorch; GGUF writes it first).
struct CheckpointTensor {
  std::string name;
  std::vector<std::uint64_t> shape;
  std::uint32_t type_id = 0;  ///< a DType, or the id of a ggml type that the engine does not support
  std::uint64_t bytes = 0;    ///< 0 when the type is not supported
  const std::byte* data = nullptr;
  const std::byte* scales = nullptr;  ///< of FP8 blocks, see Weight

  std::uint64_t elements() const;
};

/// What every file format is read into: metadata under GGUF's key names and tensors under GGUF's tensor names.
/// Tensor data stay where the file is mapped.
struct Checkpoint {
  enum class Format { Gguf, HuggingFace };

  Format format = Format::Gguf;
  std::string file;  ///< or folder; of a split file the first part
  std::uint64_t file_bytes = 0;
  Metadata metadata;
  std::map<std::string, CheckpointTensor, std::less<>> tensors;
  std::vector<std::shared_ptr<const MemoryMap>> maps;  ///< of the files; empty when the bytes are someone else's

  /// Throws FileLost when what was read since the files were opened was not all theirs.
  void check_maps() const;
  bool contains(std::string_view tensor) const { return tensors.contains(tensor); }
  /// Throws MissingTensor.
  const CheckpointTensor& at(std::string_view tensor) const;
  /// The tensor as a weight matrix: all but its last dimension become rows. Throws MissingTensor, BadShape when the
  /// shape is not `shape`, UnsupportedType.
  Weight weight(std::string_view tensor, std::vector<std::uint64_t> shape) const;
  /// `count` matrices of [rows, columns]: the tensor `prefix + ".weight"`, in which they are stacked (GGUF), or the
  /// tensors `prefix + ".N.weight"` (Hugging Face). Throws as weight().
  std::vector<Weight> weights(const std::string& prefix, std::uint64_t count, std::uint64_t rows,
                              std::uint64_t columns) const;
  /// A small tensor (norm gain, bias) as float32 values, with the checks of weight(); throws NotFinite for NaN or
  /// infinity.
  std::vector<float> vector(std::string_view tensor, std::uint64_t length) const;
};

}  // namespace mingsi::engine
