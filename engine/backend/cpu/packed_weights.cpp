// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/packed_weights.h"

#include <algorithm>
#include <numeric>
#include <unordered_set>
#include <utility>

#include "engine/backend/cpu/packing.h"
#include "engine/backend/cpu/panel.h"
#include "engine/base/error.h"
#include "engine/base/memory_map.h"

namespace mingsi::engine::cpu {
namespace {

constexpr std::size_t kCacheLine = 64;
/// Matrices are packed together up to so many bytes.
constexpr std::size_t kMostTogether = std::size_t{64} << 20;

/// What can be packed, in the order in which it is to be.
class Collector final : public WeightSink {
 public:
  void embedding(const Weight&) override {}  // of which few rows are read
  void weight(const Weight& weight) override { collect(weight, each_token_); }
  void vector(std::span<const float>) override {}
  void latent_attention(const LatentAttention&) override {}  // whose rows are mostly read one by one
  void experts(std::span<const FeedForward> experts) override {
    for (const auto part : {&FeedForward::gate, &FeedForward::up, &FeedForward::down})
      for (const FeedForward& expert : experts)
        collect(expert.*part, experts_);
  }
  std::vector<Weight> take() {
    each_token_.insert(each_token_.end(), experts_.begin(), experts_.end());
    return std::move(each_token_);
  }

 private:
  void collect(const Weight& w, std::vector<Weight>& out) {
    if (!can_pack(w.type) || w.rows < kPanelRows || !known_.insert(w.data).second) return;
    // Experts lie one behind the other, as other matrices may.
    if (!out.empty() && out.back().type == w.type && out.back().columns == w.columns &&
        out.back().rows % kPanelRows == 0 && out.back().row(out.back().rows) == w.data &&
        out.back().bytes() + w.bytes() <= kMostTogether) {
      out.back().rows += w.rows;
    } else {
      out.push_back(w);
    }
  }

  std::vector<Weight> each_token_, experts_;
  std::unordered_set<const std::byte*> known_;
};

std::size_t packed_bytes(const Weight& w) {
  const std::size_t whole = w.slice(0, w.rows / kPanelRows * kPanelRows).bytes();
  return (whole + kCacheLine - 1) / kCacheLine * kCacheLine;
}

}  // namespace

PackedWeights::PackedWeights(const std::function<void(WeightSink&)>& tell, std::function<bool(std::size_t)> has_room)
    : has_room_(std::move(has_room)) {
  Collector collector;
  tell(collector);
  const auto weights = collector.take();
  std::size_t bytes = 0;
  for (const Weight& w : weights)
    bytes += packed_bytes(w);
  if (bytes == 0) return;
  try {
    memory_ = std::make_unique<LargePages>(bytes);
  } catch (const Error&) {
    return;  // It works without.
  }
  std::byte* copy = memory_->data();
  for (const Weight& w : weights) {
    parts_.push_back({w, copy});
    copy += packed_bytes(w);
  }
  std::ranges::sort(parts_, {}, [](const Part& part) { return part.weight.data; });
  packed_ = std::vector<std::atomic<bool>>(parts_.size());
  std::vector<std::size_t> order(parts_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [this](std::size_t i) { return parts_[i].copy; });
  thread_ = std::jthread([this, order](const std::stop_token& stop) { pack(order, stop); });
}

PackedWeights::~PackedWeights() {
  thread_ = {};  // stops it
  held_ -= own_;
}

void PackedWeights::pack(std::span<const std::size_t> order, const std::stop_token& stop) {
  for (const std::size_t i : order) {
    const Weight& w = parts_[i].weight;
    if (!has_room_(w.bytes())) return;
    for (std::size_t row = 0; row + kPanelRows <= w.rows; row += kPanelRows) {
      if (stop.stop_requested()) return;
      pack_panel(w.type, w.row(row), w.columns, parts_[i].copy + w.slice(0, row).bytes());
    }
    own_ += packed_bytes(w);
    held_ += packed_bytes(w);
    packed_[i].store(true, std::memory_order_release);
    MemoryMap::drop_pages({w.data, w.bytes()});
  }
}

const std::byte* PackedWeights::find(const Weight& w) const {
  const auto behind = std::ranges::upper_bound(parts_, w.data, {}, [](const Part& part) { return part.weight.data; });
  if (behind == parts_.begin()) return nullptr;
  const Part& part = *(behind - 1);
  const auto offset = static_cast<std::size_t>(w.data - part.weight.data);
  if (w.type != part.weight.type || w.columns != part.weight.columns || offset + w.bytes() > part.weight.bytes() ||
      offset % part.weight.slice(0, kPanelRows).bytes() != 0)
    return nullptr;
  return packed_[static_cast<std::size_t>(&part - parts_.data())].load(std::memory_order_acquire) ? part.copy + offset
                                                                                                  : nullptr;
}

void PackedWeights::wait() {
  if (thread_.joinable()) thread_.join();
}

}  // namespace mingsi::engine::cpu
