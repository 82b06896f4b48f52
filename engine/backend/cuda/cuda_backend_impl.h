// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <exception>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/backend/cpu/cpu_backend.h"
#include "engine/backend/cuda/cuda_backend.h"
#include "engine/backend/cuda/cuda_expert_cache.h"
#include "engine/backend/cuda/cuda_graph.h"
#include "engine/backend/cuda/cuda_memory.h"
#include "engine/backend/cuda/cuda_weights.h"
#include "engine/backend/cuda/kernels.h"
#include "engine/tensor/codes.h"

namespace mingsi::engine::cuda {

/// Experts that the host computes in the middle of a pass, and of its replays: those chosen that have no place in the
/// cache.
struct HostExperts {
  CpuBackend* cpu;
  std::span<const FeedForward> experts;
  const ExpertCache::Layer* cached;  ///< null when none have
  std::size_t tokens, hidden, top_k;
  float *x, *weight, *out;
  std::int32_t *expert, *left;  ///< all that were chosen, and what is left of them

  std::size_t slots() const { return tokens * top_k; }

  std::exception_ptr failure = nullptr;  ///< nothing may be thrown through the driver

  /// Of a HostExperts, called by the driver.
  static void run(void* data);
};

/// A choice of experts that somebody wants to hear of.
struct Told {
  GrowingDeviceMemory device;
  GrowingPinnedMemory host;
};

/// The parts of BestTokens one behind the other.
struct BestParts {
  BestParts(float* memory, std::size_t rows)
      : ids(reinterpret_cast<std::int32_t*>(memory)),
        logits(memory + rows * BestTokens::kCount),
        weights(logits + rows * BestTokens::kCount) {}
  std::int32_t* ids;
  float *logits, *weights;
};

/// What make_cuda_backend() makes: passes in cuda_backend.cpp, operations in cuda_operations.cpp, the mixture of
/// experts in cuda_experts.cpp.
class CudaBackend final : public Backend {
 public:
  /// Throws DeviceUnavailable, DeviceLost.
  CudaBackend(const CudaOptions& options, std::string device_name);

  std::string name() const override { return "cuda (" + device_name_ + "), " + placement_.describe(); }
  // Few tokens are computed by other kernels than many, unless all is exact.
  std::size_t large_pass() const override { return options_.exact ? Backend::large_pass() : kFew + 1; }
  const Placement* placement() const override { return &placement_; }
  Memory& memory() override { return memory_; }
  void load(const std::function<void(WeightSink&)>& tell) override;
  void settle() override {
    if (cpu_) cpu_->settle();
  }
  void run(const Pass& pass, const std::function<void(const Pass&)>& body) override;
  void read_logits(std::size_t row, std::span<float> out) override;

  void embed(const Weight& table, std::span<const std::int32_t> ids, Matrix out) override {
    cuda::embed(weights_.find(table), ids.data(), out, stream_);
    changed(out);
  }
  void rms_norm(ConstMatrix x, std::span<const float> gain, float eps, Matrix out) override {
    // Nothing is added to x, so that nothing of it changes.
    norm({}, Matrix(const_cast<float*>(x.data), x.rows, x.columns, x.stride), gain, eps, out);
  }
  void add_rms_norm(ConstMatrix y, Matrix x, std::span<const float> gain, float eps, Matrix out) override {
    norm(y, x, gain, eps, out);
    changed(x);
  }
  void gated_linear(const Weight& gate, const Weight& up, ConstMatrix x, Matrix out) override;
  void linear(const Weight& w, ConstMatrix x, Matrix y) override {
    multiply(weights_.find(w), x, y, {});
    changed(y);
  }
  void add_bias(std::span<const float> bias, Matrix x) override {
    cuda::add_bias(weights_.find(bias), x, stream_);
    changed(x);
  }
  void rope(Matrix x, std::size_t heads, std::size_t head_stride, const RopeTable& table) override {
    cuda::rope(x, heads, head_stride, table, stream_);
    changed(x);
  }
  void store(ConstMatrix left, ConstMatrix right, LayerCache cache, Position at) override {
    cuda::store(left, right, cache, position(at), stream_);
  }
  void grouped_attention(const GroupedAttention& a, ConstMatrix q, LayerCache cache, Position at, Matrix out) override;
  void latent_attention(const LatentAttention& a, ConstMatrix q, LayerCache cache, Position at, Matrix out) override;
  void route(const RouterRule& rule, ConstMatrix logits, std::span<const float> bias, ExpertChoice out) override;
  void experts(std::span<const FeedForward> experts, ConstMatrix x, const ExpertChoice& choice, Matrix out) override;
  void swiglu(ConstMatrix gate, ConstMatrix up, Matrix out) override {
    cuda::swiglu(gate, up, out, stream_);
    changed(out);
  }
  void add(ConstMatrix y, Matrix x) override {
    cuda::add(y, x, stream_);
    changed(x);
  }
  void clear(Matrix x) override {
    cuda::clear(x, stream_);
    changed(x);
  }

 private:
  /// What a pass leaves behind so that it can be replayed and its choices told.
  struct Record {
    Graph graph;
    std::deque<HostExperts> host_experts;
    std::vector<std::size_t> rows, top_k;  ///< of the choices that are told
    bool ran = false;
    bool graphless = false;  ///< it could not be recorded
  };

  /// The input of a pass in one piece: copied into pinned memory, and from there to the device.
  Pass stage(const Pass& pass);
  std::vector<std::size_t> key_of(const Pass& pass) const;
  void execute(const Pass& pass, const std::function<void(const Pass&)>& body, Record& record, const BestParts* best);
  void tell_choices(const Record& record);
  /// What the pass chose decides what is cached for the next ones.
  void refill_cache(const Record& record);
  static void forget(Record& record) {
    record.rows.clear();
    record.top_k.clear();
    record.host_experts.clear();
  }

  void norm(ConstMatrix y, Matrix x, std::span<const float> gain, float eps, Matrix out);
  bool coded(const DeviceWeight& w) const { return !options_.exact && code_traits(w.type) != nullptr; }
  /// Whether a kernel for few tokens computes gate and up together.
  bool gates_together(const DeviceWeight& gate, const DeviceWeight& up) const {
    return gate.type == up.type && (coded(gate) || code_traits(gate.type) == nullptr);
  }
  /// y = x · wᵀ, for all parts of a batch.
  void multiply(const DeviceWeight& w, ConstMatrix x, Matrix y, const Batch& batch);
  void experts_of_few(const Weights::LayerExperts& layer, ConstMatrix x, const DeviceChoice& choice, Matrix out);
  void experts_of_many(const Weights::LayerExperts& layer, ConstMatrix x, const DeviceChoice& choice, Matrix out);
  void experts_on_device(const Weights::LayerExperts& layer, ConstMatrix x, const DeviceChoice& choice, Matrix out);
  /// Some of the experts on the host, and at the same time those in the cache.
  void experts_on_both(std::span<const FeedForward> experts, ConstMatrix x, const DeviceChoice& choice, Matrix out);
  /// Enqueues the host's part beside what was enqueued since the choice was made.
  const HostExperts& begin_on_host(std::span<const FeedForward> experts, const ExpertCache::Layer* cached,
                                   ConstMatrix x, const DeviceChoice& choice);
  void attend(const Scan& what, Matrix out);

  /// Rounded copies of the last input, which several matrices are multiplied with.
  CodedActivations code(ConstMatrix x);
  CodeTarget code_target(ConstMatrix x);
  RoundedActivations round(ConstMatrix x, const Batch& batch);
  void changed(ConstMatrix x) {
    if (x.data == coded_.source) coded_.source = nullptr;
    if (x.data == rounded_.source) rounded_.source = nullptr;
  }

  DevicePosition position(Position at) const {
    const bool staged = positions_ && at.slice != Position::kNoSlice;
    return {staged ? positions_ + at.slice : nullptr, static_cast<std::int32_t>(at.first)};
  }

  CudaOptions options_;
  std::string device_name_;
  Placement placement_;
  Stream stream_;
  int processors_ = 1, shared_limit_ = 0;
  DeviceMemory memory_;
  DType latent_type_;
  Weights weights_;
  ExpertCache cache_;
  std::unique_ptr<CpuBackend> cpu_;       ///< for the experts of some layers
  Stream host_stream_;                    ///< what it is given and does, beside stream_
  Event routed_, host_done_;              ///< where that may begin, and where it has ended
  const std::int32_t* chosen_ = nullptr;  ///< the choice that was made at routed_

  GrowingPinnedMemory staging_, results_;
  GrowingDeviceMemory input_, logits_;
  const std::int32_t* positions_ = nullptr;  ///< of the slices of the pass that is run
  const float* temperatures_ = nullptr;      ///< of its rows of logits, where the best are wanted
  ConstMatrix last_logits_;                  ///< of the last pass, until the next, in logits_

  struct Rounded {
    const float* source = nullptr;
    std::size_t rows = 0, columns = 0;
    GrowingDeviceMemory memory;
  };
  Rounded coded_, rounded_;
  GrowingDeviceMemory scanned_;  ///< of the parts of attention
  std::size_t moves_ = 0;        ///< how often memory has moved that graphs point at

  std::map<std::vector<std::size_t>, Record> records_;
  std::size_t records_epoch_ = 0, records_moves_ = 0;
  Record* recording_ = nullptr;
  std::deque<Told> told_;  ///< in the order of a pass
  std::deque<GrowingPinnedMemory> host_memory_;
};

}  // namespace mingsi::engine::cuda
