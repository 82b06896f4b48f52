// SPDX-License-Identifier: Apache-2.0
#include "engine/base/thread_pool.h"

#include <algorithm>

#include "engine/base/cpu_features.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace mingsi::engine {
namespace {

// About 20 µs: longer than the gap between two operations of a forward pass, far shorter than a scheduler slice.
constexpr int kSpins = 2000;

void pause() {
#if defined(__x86_64__)
  _mm_pause();
#endif
}

/// Waits until `value` differs from `old`: first by looking, then asleep.
std::uint32_t wait_for_change(const std::atomic<std::uint32_t>& value, std::uint32_t old) {
  for (int i = 0; i < kSpins; ++i) {
    const auto now = value.load(std::memory_order_acquire);
    if (now != old) return now;
    pause();
  }
  value.wait(old, std::memory_order_acquire);
  return value.load(std::memory_order_acquire);
}

}  // namespace

ThreadPool::ThreadPool(unsigned threads) {
  if (threads == 0) threads = usable_threads();
  shares_ = std::vector<Share>(threads);
  workers_.reserve(threads - 1);
  for (unsigned i = 1; i < threads; ++i)
    workers_.emplace_back([this, i] { work(i); });
}

ThreadPool::~ThreadPool() {
  stopping_.store(true, std::memory_order_relaxed);
  generation_.fetch_add(1, std::memory_order_release);
  generation_.notify_all();
  for (auto& worker : workers_)
    worker.join();
}

void ThreadPool::run(const Loop& loop) {
  loop_ = loop;
  const std::size_t grains = (loop.count + loop.grain - 1) / loop.grain;
  for (std::size_t i = 0; i < size(); ++i) {
    shares_[i].next.store(grains * i / size() * loop.grain, std::memory_order_relaxed);
    shares_[i].end = std::min(loop.count, grains * (i + 1) / size() * loop.grain);
  }
  busy_.store(static_cast<std::uint32_t>(workers_.size()), std::memory_order_relaxed);
  generation_.fetch_add(1, std::memory_order_release);
  generation_.notify_all();
  take_ranges(0);
  for (auto left = busy_.load(std::memory_order_acquire); left != 0;)
    left = wait_for_change(busy_, left);
}

void ThreadPool::work(unsigned thread) {
  std::uint32_t seen = 0;
  while (true) {
    seen = wait_for_change(generation_, seen);
    if (stopping_.load(std::memory_order_relaxed)) return;
    take_ranges(thread);
    if (busy_.fetch_sub(1, std::memory_order_acq_rel) == 1) busy_.notify_one();
  }
}

void ThreadPool::take_ranges(unsigned thread) {
  // Eight ranges a share even out unequal work; what is finished is looked at only.
  const std::size_t grains = std::max<std::size_t>(1, loop_.count / loop_.grain / (size() * std::size_t{8}));
  const std::size_t step = grains * loop_.grain;
  for (unsigned i = 0; i < size(); ++i) {
    Share& share = shares_[(thread + i) % size()];
    while (share.next.load(std::memory_order_relaxed) < share.end) {
      const std::size_t begin = share.next.fetch_add(step, std::memory_order_relaxed);
      if (begin >= share.end) break;
      loop_.call(loop_.context, begin, std::min(begin + step, share.end), thread);
    }
  }
}

}  // namespace mingsi::engine
