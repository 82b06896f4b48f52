// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/backend/cuda/cuda_backend_impl.h"

namespace mingsi::engine::cuda {

void HostExperts::run(void* data) {
  auto& self = *static_cast<HostExperts*>(data);
  std::fill_n(self.out, self.tokens * self.hidden, 0.0f);
  std::transform(self.expert, self.expert + self.slots(), self.left, [&self](std::int32_t expert) {
    const bool elsewhere = self.cached && expert >= 0 && self.cached->places()[static_cast<std::size_t>(expert)] >= 0;
    return elsewhere ? -1 : expert;
  });
  try {
    self.cpu->experts(self.experts, ConstMatrix(self.x, self.tokens, self.hidden),
                      {self.tokens, self.top_k, self.left, self.weight}, Matrix(self.out, self.tokens, self.hidden));
  } catch (...) {
    self.failure = std::current_exception();
  }
}

void CudaBackend::route(const RouterRule& rule, ConstMatrix logits, std::span<const float> bias, ExpertChoice out) {
  cuda::route(rule, logits, weights_.find(bias), out.expert, out.weight, stream_);
  if (cpu_) {
    routed_.record(stream_);
    chosen_ = out.expert;
  }
  if (!on_route || !recording_) return;
  const std::size_t i = recording_->rows.size(), bytes = out.rows * out.top_k * sizeof(std::int32_t);
  if (told_.size() <= i) told_.emplace_back();
  told_[i].host.reserve(bytes, moves_);
  told_[i].device.reserve(bytes, moves_);
  check(cudaMemcpyAsync(told_[i].device.data(), out.expert, bytes, cudaMemcpyDeviceToDevice, stream_), "choices");
  recording_->rows.push_back(out.rows);
  recording_->top_k.push_back(out.top_k);
}

void CudaBackend::experts_of_few(const Weights::LayerExperts& layer, ConstMatrix x, const DeviceChoice& choice,
                                 Matrix out) {
  const Buffer inner(memory_, choice.slots(), layer.gate.shape.rows);
  const Matrix gate = inner.matrix;
  if (!gates_together(layer.gate.shape, layer.up.shape)) {
    const Buffer up(memory_, choice.slots(), gate.columns);
    multiply_experts_few(layer.gate, choice, x, choice.top_k, gate, stream_);
    multiply_experts_few(layer.up, choice, x, choice.top_k, up.matrix, stream_);
    swiglu(gate, up.matrix, gate);
  } else if (coded(layer.gate.shape)) {
    gated_experts_few(layer.gate, layer.up, choice, code(x), gate, stream_);
  } else {
    gated_experts_few(layer.gate, layer.up, choice, x, gate, stream_);
  }
  changed(gate);
  if (coded(layer.down.shape)) return down_experts_few(layer.down, choice, code(gate), out, stream_);
  if (!code_traits(layer.down.shape.type)) return down_experts_few(layer.down, choice, gate, out, stream_);
  const Buffer results(memory_, choice.slots(), x.columns);
  multiply_experts_few(layer.down, choice, gate, 1, results.matrix, stream_);
  combine(choice, results.matrix, out, stream_);
}

void CudaBackend::experts_of_many(const Weights::LayerExperts& layer, ConstMatrix x, const DeviceChoice& choice,
                                  Matrix out) {
  const std::size_t inner = layer.gate.shape.rows, slots = choice.slots(), experts = layer.gate.count;
  const Buffer gate(memory_, slots, inner), up(memory_, slots, inner), results(memory_, slots, x.columns);
  const Scratch<std::int32_t> starts(memory_, experts + 1), order(memory_, slots);
  order_experts(choice, experts, starts.data(), order.data(), stream_);
  const ExpertOrder sorted{starts.data(), order.data()};
  const RoundedActivations in = round(x, {});
  multiply_experts_many(layer.gate, sorted, choice.rows, in, choice.top_k, gate.matrix, stream_);
  multiply_experts_many(layer.up, sorted, choice.rows, in, choice.top_k, up.matrix, stream_);
  swiglu(gate.matrix, up.matrix, gate.matrix);
  multiply_experts_many(layer.down, sorted, choice.rows, round(gate.matrix, {}), 1, results.matrix, stream_);
  combine(choice, results.matrix, out, stream_);
}

void CudaBackend::experts_on_device(const Weights::LayerExperts& layer, ConstMatrix x, const DeviceChoice& choice,
                                    Matrix out) {
  if (choice.rows > kFew && !options_.exact)
    experts_of_many(layer, x, choice, out);
  else
    experts_of_few(layer, x, choice, out);
}

void CudaBackend::experts(std::span<const FeedForward> experts, ConstMatrix x, const ExpertChoice& chosen, Matrix out) {
  const DeviceChoice choice{chosen.rows, chosen.top_k, chosen.expert, chosen.weight};
  if (const Weights::LayerExperts* layer = weights_.find(experts))
    experts_on_device(*layer, x, choice, out);
  else
    experts_on_both(experts, x, choice, out);
  changed(out);
}

const HostExperts& CudaBackend::begin_on_host(std::span<const FeedForward> experts, const ExpertCache::Layer* cached,
                                              ConstMatrix x, const DeviceChoice& choice) {
  const std::size_t values = x.rows * x.columns, slots = choice.slots();
  const std::size_t number = recording_->host_experts.size();
  if (host_memory_.size() <= number) host_memory_.emplace_back();
  host_memory_[number].reserve((2 * values + 3 * slots) * sizeof(float), moves_);
  auto* const memory = reinterpret_cast<float*>(host_memory_[number].data());
  auto* const chosen = reinterpret_cast<std::int32_t*>(memory + 2 * values + slots);
  recording_->host_experts.push_back({cpu_.get(), experts, cached, x.rows, x.columns, choice.top_k, memory,
                                      memory + 2 * values, memory + values, chosen, chosen + slots});
  HostExperts& work = recording_->host_experts.back();
  // What was enqueued behind the choice, such as the shared experts, need not have run.
  if (chosen_ != choice.expert) routed_.record(stream_);
  routed_.hold(host_stream_);
  const auto fetch = [this](void* to, const void* from, std::size_t count) {
    check(cudaMemcpyAsync(to, from, count * sizeof(float), cudaMemcpyDeviceToHost, host_stream_),
          "experts of the host");
  };
  fetch(work.x, x.data, values);
  fetch(work.expert, choice.expert, slots);
  fetch(work.weight, choice.weight, slots);
  check(cudaLaunchHostFunc(host_stream_, &HostExperts::run, &work), "experts of the host");
  host_done_.record(host_stream_);
  return work;
}

void CudaBackend::experts_on_both(std::span<const FeedForward> experts, ConstMatrix x, const DeviceChoice& choice,
                                  Matrix out) {
  const ExpertCache::Layer* const cached = cache_.find(experts);
  const HostExperts& work = begin_on_host(experts, cached, x, choice);
  if (cached) {
    const Scratch<std::int32_t> places(memory_, choice.slots());
    locate(choice, cached->device_places(), places.data(), stream_);
    experts_on_device(cached->experts(), x, {choice.rows, choice.top_k, places.data(), choice.weight}, out);
  }
  const Buffer results(memory_, x.rows, x.columns);
  host_done_.hold(stream_);
  check(cudaMemcpyAsync(results.matrix.data, work.out, x.rows * x.columns * sizeof(float), cudaMemcpyHostToDevice,
                        stream_),
        "experts of the host");
  add(results.matrix, out);
}

}  // namespace mingsi::engine::cuda
