// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "engine/formats/metadata.h"
#include "engine/tensor/dtype.h"

namespace mingsi::engine {

/// A tensor to be written: its shape has the fastest dimension last.
struct GgufTensor {
  std::string name;
  std::vector<std::uint64_t> shape;
  DType type;

  std::uint64_t rows() const;
  std::uint64_t columns() const { return shape.back(); }
  std::uint64_t bytes() const { return rows() * row_bytes(type, columns()); }
};

/// Writes a GGUF file (version 3) in one pass. The file appears under its name only when all of it is on the disk.
class GgufWriter {
 public:
  /// Writes the header. Throws FileUnwritable.
  GgufWriter(std::filesystem::path file, const Metadata& metadata, std::vector<GgufTensor> tensors);
  /// Removes what was written, unless finish() was called.
  ~GgufWriter();
  GgufWriter(const GgufWriter&) = delete;
  GgufWriter& operator=(const GgufWriter&) = delete;

  /// Appends data of the tensors, which follow one another in the order of the list.
  void append(std::span<const std::byte> data);
  void finish();

 private:
  [[noreturn]] void fail() const;
  void write(std::span<const std::byte> data);
  void pad(std::uint64_t to);

  std::filesystem::path file_;
  std::filesystem::path temporary_;
  int descriptor_ = -1;
  std::uint64_t position_ = 0;
  std::vector<GgufTensor> tensors_;
  std::size_t tensor_ = 0;       ///< the one that is being written
  std::uint64_t in_tensor_ = 0;  ///< bytes of it so far
};

}  // namespace mingsi::engine
