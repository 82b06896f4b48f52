// SPDX-License-Identifier: Apache-2.0
#include "engine/base/memory_map.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <fcntl.h>
#include <mutex>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "engine/base/error.h"

namespace mingsi::engine {

/// The address range of a map, for the handler. Guards are never freed, only used again: the handler walks their list
/// at any moment and may take no lock.
struct MemoryMap::Guard {
  std::atomic<std::uintptr_t> begin{0};
  std::atomic<std::uintptr_t> end{0};  ///< 0: free
  std::atomic<bool> lost{false};
  Guard* next = nullptr;

  static std::mutex& mutex() {
    static std::mutex instance;
    return instance;
  }
  static inline std::atomic<Guard*> first{nullptr};
  static inline struct sigaction before {};

  static Guard* take(std::span<const std::byte> bytes);
  static void install();
  static void on_bus_error(int signal, siginfo_t* info, void* context);
};

MemoryMap::Guard* MemoryMap::Guard::take(std::span<const std::byte> bytes) {
  const std::lock_guard lock(mutex());
  static const bool installed = (install(), true);
  static_cast<void>(installed);
  Guard* guard = first.load();
  while (guard && guard->end.load() != 0)
    guard = guard->next;
  if (!guard) {
    guard = new Guard;
    guard->next = first.load();
    first.store(guard);
  }
  guard->lost.store(false);
  guard->begin.store(reinterpret_cast<std::uintptr_t>(bytes.data()));
  guard->end.store(reinterpret_cast<std::uintptr_t>(bytes.data()) + bytes.size());
  return guard;
}

void MemoryMap::Guard::install() {
  struct sigaction action {};
  action.sa_sigaction = &on_bus_error;
  action.sa_flags = SA_SIGINFO;
  sigemptyset(&action.sa_mask);
  sigaction(SIGBUS, &action, &before);
}

void MemoryMap::Guard::on_bus_error(int, siginfo_t* info, void*) {
  const int error = errno;
  const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
  for (Guard* guard = first.load(); guard; guard = guard->next) {
    const auto end = guard->end.load();
    if (address < guard->begin.load() || address >= end) continue;
    const auto page = address - address % static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    // All that follows is given up at once: of a file that was cut, every page would come here.
    if (mmap(reinterpret_cast<void*>(page), end - page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) ==
        MAP_FAILED)
      break;
    guard->lost.store(true);
    errno = error;
    return;
  }
  // The instruction runs again and meets the handler of before.
  sigaction(SIGBUS, &before, nullptr);
}

namespace {

struct FileDescriptor {
  int value;
  ~FileDescriptor() {
    if (value >= 0) close(value);
  }
};

}  // namespace

MemoryMap::MemoryMap(const std::filesystem::path& path) : file_(path.string()) {
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
  guard_ = Guard::take(bytes_);
}

MemoryMap::~MemoryMap() {
  {
    const std::lock_guard lock(Guard::mutex());
    guard_->end.store(0);
  }
  munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

void MemoryMap::drop_pages(std::span<const std::byte> bytes) {
  const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
  const auto begin = (reinterpret_cast<std::uintptr_t>(bytes.data()) + page - 1) / page * page;
  const auto end = (reinterpret_cast<std::uintptr_t>(bytes.data()) + bytes.size()) / page * page;
  if (begin >= end) return;
  const std::lock_guard lock(Guard::mutex());
  for (const Guard* guard = Guard::first.load(); guard; guard = guard->next)
    if (guard->begin.load() <= begin && end <= guard->end.load())
      madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
}

void MemoryMap::check() const {
  if (guard_->lost.load())
    throw Error(ErrorCode::FileLost, file_, {}, "the file was cut, or its disk went away, while it was open");
}

}  // namespace mingsi::engine
