// SPDX-License-Identifier: Apache-2.0
#include "engine/base/memory_map.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "engine/base/error.h"

namespace mingsi::engine {
namespace {

struct FileDescriptor {
  int value;
  ~FileDescriptor() {
    if (value >= 0) close(value);
  }
};

}  // namespace

MemoryMap::MemoryMap(const std::filesystem::path& path) {
  const auto reason = [] { return std::generic_category().message(errno); };
  const FileDescriptor file{open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.value < 0) {
    const auto code = errno == ENOENT ? ErrorCode::FileNotFound : ErrorCode::FileUnreadable;
    throw Error(code, path.string(), {}, "cannot open the file: " + reason());
  }
  struct stat status {};
  if (fstat(file.value, &status) != 0)
    throw Error(ErrorCode::FileUnreadable, path.string(), {}, "cannot read the file: " + reason());
  if (!S_ISREG(status.st_mode)) throw Error(ErrorCode::FileUnreadable, path.string(), {}, "this is not a regular file");
  if (status.st_size == 0) throw Error(ErrorCode::EmptyFile, path.string(), {}, "the file is empty");

  const auto size = static_cast<std::size_t>(status.st_size);
  void* address = mmap(nullptr, size, PROT_READ, MAP_SHARED, file.value, 0);
  if (address == MAP_FAILED)
    throw Error(ErrorCode::FileUnreadable, path.string(), {}, "cannot map the file: " + reason());
  bytes_ = {static_cast<const std::byte*>(address), size};
}

MemoryMap::~MemoryMap() {
  if (!bytes_.empty()) munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

MemoryMap::MemoryMap(MemoryMap&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}

}  // namespace mingsi::engine
