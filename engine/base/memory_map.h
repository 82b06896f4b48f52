// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

namespace mingsi::engine {

/// A whole file mapped read-only; pages are read when they are touched.
///
/// A page that is no longer there when it is touched (the file was cut, its disk is gone) would end the program with
/// SIGBUS. The first map installs a handler that puts zeros in place of what was lost of a map; whoever has read asks
/// check() whether it read the file. Other bus errors go where they went before.
class MemoryMap {
 public:
  /// Throws FileNotFound, FileUnreadable or EmptyFile.
  explicit MemoryMap(const std::filesystem::path& path);
  ~MemoryMap();
  MemoryMap(const MemoryMap&) = delete;
  MemoryMap& operator=(const MemoryMap&) = delete;

  std::span<const std::byte> bytes() const { return bytes_; }
  /// Throws FileLost when bytes that were read were not the file's.
  void check() const;
  /// Pages of a map that need not stay in this process: they are read again when they are touched. Bytes of no map
  /// stay.
  static void drop_pages(std::span<const std::byte> bytes);

 private:
  struct Guard;

  std::string file_;
  std::span<const std::byte> bytes_;
  Guard* guard_ = nullptr;
};

}  // namespace mingsi::engine
