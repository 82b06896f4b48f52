// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/cuda_weights.h"

#include <algorithm>

#include "engine/backend/cuda/kernels.h"
#include "engine/backend/cuda/weight_bytes.h"
#include "engine/base/error.h"
#include "engine/tensor/iq_grids.h"

namespace mingsi::engine::cuda {
namespace {

constexpr std::size_t kTables = 1 << 17;  // code books, and where experts lie

/// The code book of a type, empty when it has none.
std::span<const std::uint16_t> grid_of(DType type) {
  switch (type) {
    case DType::IQ2_XXS: return kIq2xxsGrid;
    case DType::IQ2_XS: return kIq2xsGrid;
    case DType::IQ2_S: return kIq2sGrid;
    case DType::IQ3_XXS: return kIq3xxsGrid;
    case DType::IQ3_S: return kIq3sGrid;
    case DType::IQ1_S:
    case DType::IQ1_M: return kIq1sGrid;
    default: return {};
  }
}

}  // namespace

class Weights::Loader final : public WeightSink {
 public:
  Loader(Weights& weights, std::size_t expert_layers) : weights_(weights), expert_layers_(expert_layers) {}

  void weight(const Weight& weight) override { weights_.upload(weight); }
  void vector(std::span<const float> vector) override {
    weights_.upload_once(reinterpret_cast<const std::byte*>(vector.data()), vector.size_bytes());
  }
  void latent_attention(const LatentAttention& attention) override { weights_.upload(attention); }
  void experts(std::span<const FeedForward> experts) override {
    if (expert_layers_ == 0) return;
    --expert_layers_;
    weights_.upload(experts);
  }

 private:
  Weights& weights_;
  std::size_t expert_layers_;
};

void Weights::clear() {
  for (const Block& block : blocks_)
    memory_.release(block.device, block.bytes);
  blocks_.clear();
  copies_.clear();
  grids_.clear();
  latent_.clear();
  experts_.clear();
}

void Weights::load(const std::function<void(WeightSink&)>& tell, const Placement& placement) {
  clear();
  planned_ = placement.device_bytes - placement.expert_cache_bytes + kTables;
  for (const auto& [type, name, length, bytes] : all_dtypes())
    if (const auto grid = grid_of(type); !grid.empty())
      grids_[type] = reinterpret_cast<const std::uint16_t*>(
          upload_once(reinterpret_cast<const std::byte*>(grid.data()), grid.size_bytes()));
  Loader loader(*this, placement.device_layers);
  tell(loader);
}

std::byte* Weights::allocate(std::size_t bytes) {
  // Thousands of experts, each on pages of its own, would waste gigabytes.
  constexpr std::size_t kBlock = std::size_t{256} << 20;
  bytes = aligned(bytes);
  if (blocks_.empty() || blocks_.back().bytes - blocks_.back().used < bytes) {
    const std::size_t size = std::max(bytes, std::min<std::size_t>(kBlock, planned_));
    planned_ -= std::min<std::size_t>(planned_, size);
    blocks_.push_back({memory_.allocate(size), size, 0});
  }
  blocks_.back().used += bytes;
  return blocks_.back().device + blocks_.back().used - bytes;
}

const std::byte* Weights::upload_once(const std::byte* host, std::size_t bytes) {
  const auto [found, is_new] = copies_.try_emplace(host, nullptr);
  if (is_new) found->second = reinterpret_cast<const std::byte*>(upload(std::span(host, bytes)));
  return found->second;
}

void Weights::upload_scales(const Weight& weight) {
  if (weight.scales) upload_once(weight.scales, scale_count(weight) * sizeof(float));
}

void Weights::lay_out(const Weight& weight, std::byte* out) const {
  const auto [pitch, shift] = layout_of(weight.type);
  const std::size_t block = traits(weight.type).block_bytes;
  if (pitch == block) return memory_.write(weight.data, weight.bytes(), out);
  // In pieces: the scratch memory is meant for passes.
  constexpr std::size_t kPiece = std::size_t{32} << 20;
  const std::size_t all = weight.bytes() / block, most = std::min(all, kPiece / block);
  const Scratch<std::byte> copy(memory_, most * block);
  for (std::size_t first = 0; first < all; first += most) {
    const std::size_t count = std::min(most, all - first);
    memory_.write(weight.data + first * block, count * block, copy.data());
    cuda::lay_out(copy.data(), count, block, {pitch, shift}, out + first * pitch, stream_);
    stream_.wait();
  }
}

const std::byte* Weights::upload(const Weight& weight) {
  upload_scales(weight);
  const auto [found, is_new] = copies_.try_emplace(weight.data, nullptr);
  if (!is_new) return found->second;
  std::byte* const out = allocate(device_bytes(weight.type, weight.rows * weight.columns));
  lay_out(weight, out);
  return found->second = out;
}

DeviceWeight Weights::shape(const Weight& weight) const {
  DeviceWeight w{weight.type, weight.rows, weight.columns, device_bytes(weight.type, weight.columns)};
  if (const auto grid = grids_.find(weight.type); grid != grids_.end()) w.grid = grid->second;
  return w;
}

DeviceWeight Weights::view(const Weight& weight, const std::byte* data) const {
  DeviceWeight w = shape(weight);
  w.data = reinterpret_cast<const std::uint8_t*>(data);
  w.first_row = weight.first_row;
  if (weight.scales) w.scales = reinterpret_cast<const float*>(copies_.at(weight.scales));
  return w;
}

DeviceWeight Weights::find(const Weight& weight) const { return view(weight, copies_.at(weight.data)); }

const float* Weights::find(std::span<const float> vector) const {
  return vector.empty() ? nullptr : reinterpret_cast<const float*>(copies_.at(vector.data()));
}

const Weights::LayerExperts* Weights::find(std::span<const FeedForward> experts) const {
  const auto found = experts_.find(experts.data());
  return found == experts_.end() ? nullptr : &found->second;
}

void Weights::upload(const LatentAttention& a) {
  // What is absorbed is wanted as plain numbers, and nothing else: the original goes again.
  const auto part = [&](const Weight& whole, std::size_t offset, std::size_t stride, std::size_t rows,
                        bool transposed) {
    const std::size_t columns = whole.columns;
    const std::size_t matrix = row_bytes(latent_type_, rows * columns);
    std::byte* const out = allocate(a.heads * matrix);
    const std::size_t bytes = device_bytes(whole.type, whole.rows * whole.columns);
    const Scratch<std::byte> scratch(memory_, bytes);
    std::byte* const copy = scratch.data();
    lay_out(whole, copy);
    upload_scales(whole);
    for (std::size_t h = 0; h < a.heads; ++h)
      decode(view(whole, copy), offset + h * stride, rows, transposed, latent_type_, out + h * matrix, stream_);
    stream_.wait();
    const std::size_t out_rows = transposed ? columns : rows, out_columns = transposed ? rows : columns;
    return DeviceWeight{latent_type_, out_rows, out_columns, row_bytes(latent_type_, out_columns),
                        reinterpret_cast<const std::uint8_t*>(out)};
  };
  // Rows of [latent, nope]: the query's product with each is one value of the absorbed query.
  latent_[a.key.data] = {part(a.key, 0, a.key_stride, a.key_transposed ? a.latent_dim : a.nope_dim, !a.key_transposed),
                         part(a.value, a.value_offset, a.value_stride, a.value_dim, false)};
}

DeviceExperts Weights::gather(std::span<const FeedForward> experts, Weight FeedForward::*part) {
  const Weight& first = experts.front().*part;
  std::vector<const std::uint8_t*> data;
  std::vector<const float*> scales;
  std::vector<std::size_t> first_rows;
  for (const FeedForward& expert : experts) {
    const Weight& w = expert.*part;
    if (w.type != first.type)
      throw Error(ErrorCode::UnsupportedType,
                  "experts of one layer are stored in different types, which the GPU "
                  "can't compute with; the processor can");
    data.push_back(reinterpret_cast<const std::uint8_t*>(upload(w)));
    if (!w.scales) continue;
    scales.push_back(reinterpret_cast<const float*>(copies_.at(w.scales)));
    first_rows.push_back(w.first_row);
  }
  DeviceExperts gathered;
  gathered.shape = shape(first);
  gathered.count = experts.size();
  gathered.data = upload(std::span<const std::uint8_t* const>(data));
  if (!scales.empty()) {
    gathered.scales = upload(std::span<const float* const>(scales));
    gathered.first_rows = upload(std::span<const std::size_t>(first_rows));
  }
  return gathered;
}

void Weights::upload(std::span<const FeedForward> experts) {
  experts_[experts.data()] = {gather(experts, &FeedForward::gate), gather(experts, &FeedForward::up),
                              gather(experts, &FeedForward::down)};
}

}  // namespace mingsi::engine::cuda
