// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/cuda_expert_cache.h"

#include <algorithm>
#include <cstring>

#include "engine/backend/cuda/host_experts.h"
#include "engine/backend/cuda/kernels.h"
#include "engine/backend/cuda/weight_bytes.h"

namespace mingsi::engine::cuda {
namespace {

// At most so much is moved between two passes, or one expert: to read it takes about 4 ms.
constexpr std::uint64_t kRefillBytes = std::uint64_t{32} << 20;

constexpr std::array kParts{&FeedForward::gate, &FeedForward::up, &FeedForward::down};

std::size_t blocks_of(const Weight& w) { return w.rows * w.columns / traits(w.type).block_length; }

/// The scales of a slice alone, which need not begin where a block of them does. Nothing for weights without.
struct Scales {
  explicit Scales(const Weight& w) {
    if (!w.scales) return;
    const auto blocks = [](std::size_t n) { return (n + kF8BlockSize - 1) / kF8BlockSize; };
    const std::size_t row_bytes = blocks(w.columns) * sizeof(float);
    first_row = w.first_row % kF8BlockSize;
    data = w.scales + w.first_row / kF8BlockSize * row_bytes;
    bytes = blocks(first_row + w.rows) * row_bytes;
  }
  const std::byte* data = nullptr;
  std::size_t bytes = 0, first_row = 0;
};

/// Whether one description serves for all experts of a layer.
bool alike(std::span<const FeedForward> experts) {
  return std::ranges::all_of(kParts, [&](auto part) {
    const Weight& first = experts.front().*part;
    return std::ranges::all_of(experts, [&](const FeedForward& expert) {
      const Weight& w = expert.*part;
      return w.type == first.type && w.rows == first.rows && w.columns == first.columns &&
             Scales(w).bytes == Scales(first).bytes && Scales(w).first_row == Scales(first).first_row;
    });
  });
}

}  // namespace

ExpertCache::Layer::Layer(std::span<const FeedForward> originals, std::size_t places)
    : originals_(originals), count_(places) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < kParts.size(); ++i) {
    const Weight& w = originals.front().*kParts[i];
    const std::size_t scales = at + aligned(blocks_of(w) * layout_of(w.type).pitch);
    parts_[i] = {kParts[i], at, scales, scales + aligned(Scales(w).bytes)};
    at = parts_[i].end;
  }
}

std::size_t ExpertCache::Layer::bytes() const {
  const std::size_t pointers = aligned(count_ * sizeof(void*)), rows = aligned(count_ * sizeof(std::size_t));
  return count_ * place_bytes() + aligned(originals_.size() * sizeof(std::int32_t)) +
         parts_.size() * (2 * pointers + rows);
}

void ExpertCache::Layer::settle(Memory& memory, std::byte* data, const Weights& weights) {
  data_ = data;
  std::byte* end = data + count_ * place_bytes();
  const auto take = [&]<class T>(std::span<const T> values) {
    std::byte* const to = end;
    memory.write(reinterpret_cast<const std::byte*>(values.data()), values.size_bytes(), to);
    end += aligned(values.size_bytes());
    return reinterpret_cast<const T*>(to);
  };
  table_ = reinterpret_cast<std::int32_t*>(end);
  end += aligned(originals_.size() * sizeof(std::int32_t));
  const std::array cached{&cached_.gate, &cached_.up, &cached_.down};
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const Weight& first = originals_.front().*parts_[i].weight;
    std::vector<const std::uint8_t*> all;
    std::vector<const float*> scales;
    for (std::size_t place = 0; place < count_; ++place) {
      const std::byte* const at = data + place * place_bytes();
      all.push_back(reinterpret_cast<const std::uint8_t*>(at + parts_[i].data));
      scales.push_back(reinterpret_cast<const float*>(at + parts_[i].scales));
    }
    DeviceExperts& part = *cached[i];
    part.shape = weights.shape(first);
    part.count = count_;
    part.data = take(std::span<const std::uint8_t* const>(all));
    if (!first.scales) continue;
    part.scales = take(std::span<const float* const>(scales));
    const std::vector<std::size_t> rows(count_, Scales(first).first_row);
    part.first_rows = take(std::span<const std::size_t>(rows));
  }
}

void ExpertCache::Layer::lay_out(const FeedForward& expert, std::byte* place) const {
  for (const Part& part : parts_) {
    const Weight& w = expert.*part.weight;
    const auto [pitch, shift] = layout_of(w.type);
    const std::size_t block = traits(w.type).block_bytes;
    if (pitch == block)
      std::memcpy(place + part.data, w.data, w.bytes());
    else
      for (std::size_t i = 0; i < blocks_of(w); ++i)
        std::memcpy(place + part.data + i * pitch + shift, w.data + i * block, block);
    if (const Scales scales(w); scales.bytes > 0) std::memcpy(place + part.scales, scales.data, scales.bytes);
  }
}

void ExpertCache::clear() {
  cudaStreamSynchronize(copies_);
  if (data_) memory_.release(data_, size_);
  data_ = nullptr;
  size_ = 0;
  layers_.clear();
  numbers_.clear();
  policy_ = {};
}

void ExpertCache::load(const std::function<void(WeightSink&)>& tell, const Placement& placement,
                       const Weights& weights) {
  clear();
  if (placement.cached_experts == 0) return;
  std::size_t largest = 0;
  for (const auto experts : host_experts(tell, placement)) {
    if (!alike(experts)) continue;
    Layer& layer = layers_.emplace_back(Layer(experts, std::min(placement.cached_experts, experts.size())));
    layer.number_ = policy_.add_layer(experts.size(), layer.count_, layer.place_bytes());
    numbers_[experts.data()] = layer.number_;
    size_ += layer.bytes();
    largest = std::max(largest, layer.place_bytes());
  }
  if (layers_.empty()) return;
  data_ = memory_.allocate(size_);
  std::size_t moves = 0;
  staging_size_ = kRefillBytes + largest;  // with room for the tables
  staging_.reserve(staging_size_, moves);
  staged_ = 0;
  std::byte* at = data_;
  for (Layer& layer : layers_) {
    layer.places_ = policy_.places(layer.number_);
    layer.settle(memory_, at, weights);
    at += layer.bytes();
    for (std::size_t expert = 0; expert < layer.originals_.size(); ++expert)
      if (layer.places_[expert] >= 0) put(layer, layer.places_[expert], static_cast<std::int32_t>(expert));
    put_table(layer);
  }
  copies_.wait();
}

const ExpertCache::Layer* ExpertCache::find(std::span<const FeedForward> experts) const {
  const auto found = numbers_.find(experts.data());
  return found == numbers_.end() ? nullptr : &layers_[found->second];
}

void ExpertCache::seen(const Layer& layer, std::span<const std::int32_t> chosen, std::size_t tokens) {
  policy_.seen(layer.number_, chosen, tokens);
}

void ExpertCache::refill() {
  const auto moves = policy_.refill(kRefillBytes);
  if (moves.empty()) return;
  copies_.wait();  // long done: a pass has waited for them
  staged_ = 0;
  for (const auto& [number, place, expert] : moves) {
    put(layers_[number], place, expert);
    put_table(layers_[number]);
  }
  refilled_.record(copies_);
}

std::byte* ExpertCache::stage(std::size_t bytes) {
  bytes = aligned(bytes);
  if (staged_ + bytes > staging_size_) {
    copies_.wait();
    staged_ = 0;
  }
  staged_ += bytes;
  return staging_.data() + staged_ - bytes;
}

void ExpertCache::put(const Layer& layer, std::int32_t place, std::int32_t expert) {
  std::byte* const copy = stage(layer.place_bytes());
  layer.lay_out(layer.originals_[static_cast<std::size_t>(expert)], copy);
  check(cudaMemcpyAsync(layer.data_ + static_cast<std::size_t>(place) * layer.place_bytes(), copy, layer.place_bytes(),
                        cudaMemcpyHostToDevice, copies_),
        "experts");
}

void ExpertCache::put_table(const Layer& layer) {
  std::byte* const copy = stage(layer.places_.size_bytes());
  std::memcpy(copy, layer.places_.data(), layer.places_.size_bytes());
  check(cudaMemcpyAsync(layer.table_, copy, layer.places_.size_bytes(), cudaMemcpyHostToDevice, copies_), "experts");
}

}  // namespace mingsi::engine::cuda
