// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

namespace mingsi::engine {

/// A fixed set of threads that run one parallel loop at a time. The calling thread takes part, so a pool of n
/// threads starts n − 1. Idle workers look for work for a few microseconds, then sleep on a futex: consecutive
/// loops of one forward pass stay fast and an idle application costs nothing.
class ThreadPool {
 public:
  /// `threads` 0 means all that this process may use.
  explicit ThreadPool(unsigned threads = 0);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  unsigned size() const { return static_cast<unsigned>(workers_.size()) + 1; }

  /// Calls body(begin, end, thread) over disjoint ranges that cover [0, count); all begin at a multiple of `grain`, and
  /// all but the last end at one. `thread` < size() names scratch memory. Each thread has a share of its own, which it
  /// takes range by range and in order, so that it finds in its caches what it fetched ahead; who has finished helps
  /// the others, so results must not depend on who computes what. `body` must not throw. Returns when all of it is
  /// done.
  template <class Body>
  void parallel_for(std::size_t count, std::size_t grain, const Body& body) {
    if (count == 0) return;
    if (workers_.empty() || count <= grain) {
      body(std::size_t{0}, count, 0u);
      return;
    }
    run({&body,
         [](const void* context, std::size_t begin, std::size_t end, unsigned thread) {
           (*static_cast<const Body*>(context))(begin, end, thread);
         },
         count, grain});
  }

 private:
  struct Loop {
    const void* context = nullptr;
    void (*call)(const void*, std::size_t, std::size_t, unsigned) = nullptr;
    std::size_t count = 0;
    std::size_t grain = 1;
  };

  void run(const Loop& loop);
  void work(unsigned thread);
  void take_ranges(unsigned thread);

  /// What a thread begins with, in a cache line of its own.
  struct alignas(64) Share {
    std::atomic<std::size_t> next{0};
    std::size_t end = 0;
  };

  Loop loop_;
  std::vector<Share> shares_;
  std::atomic<std::uint32_t> generation_{0};  ///< counts loops; workers wait for it to change
  std::atomic<std::uint32_t> busy_{0};        ///< workers that have not finished the present loop
  std::atomic<bool> stopping_{false};
  std::vector<std::thread> workers_;
};

}  // namespace mingsi::engine
