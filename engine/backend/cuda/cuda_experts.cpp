// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/backend/cuda/cuda_backend_impl.h"

namespace mingsi::engine::cuda {

void HostExperts::run(void* data) {
  auto& self = *static_cast<HostExperts*>(data);
  std::fill_n(self.out, self.tokens * self.hidden, 0.0f);
  try {
    self.cpu->experts(self.experts, ConstMatrix(self.x, self.tokens, self.hidden),
                      {self.tokens, self.top_k, self.expert, self.weight}, Matrix(self.out, self.tokens, self.hidden));
  } catch (...) {
    self.failure = std::current_exception();
  }
}

void CudaBackend::route(const RouterRule& rule, ConstMatrix logits, std::span<const float> bias, ExpertChoice out) {
  cuda::route(rule, logits, weights_.find(bias), out.expert, out.weight, stream_);
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

void CudaBackend::experts(std::span<const FeedForward> experts, ConstMatrix x, const ExpertChoice& chosen, Matrix out) {
  const Weights::LayerExperts* layer = weights_.find(experts);
  if (!layer) return experts_on_host(experts, x, chosen, out);
  const DeviceChoice choice{chosen.rows, chosen.top_k, chosen.expert, chosen.weight};
  if (choice.rows > kFew && !options_.exact)
    experts_of_many(*layer, x, choice, out);
  else
    experts_of_few(*layer, x, choice, out);
  changed(out);
}

void CudaBackend::experts_on_host(std::span<const FeedForward> experts, ConstMatrix x, const ExpertChoice& choice,
                                  Matrix out) {
  const std::size_t values = x.rows * x.columns, slots = choice.rows * choice.top_k;
  const std::size_t number = recording_->host_experts.size();
  if (host_memory_.size() <= number) host_memory_.emplace_back();
  host_memory_[number].reserve((2 * values + 2 * slots) * sizeof(float), moves_);
  auto* const memory = reinterpret_cast<float*>(host_memory_[number].data());
  recording_->host_experts.push_back({cpu_.get(), experts, x.rows, x.columns, choice.top_k, memory, memory + 2 * values,
                                      memory + values, reinterpret_cast<std::int32_t*>(memory + 2 * values + slots)});
  HostExperts& work = recording_->host_experts.back();
  const Buffer results(memory_, x.rows, x.columns);
  const auto copy = [this](void* to, const void* from, std::size_t count, cudaMemcpyKind kind) {
    check(cudaMemcpyAsync(to, from, count * sizeof(float), kind, stream_), "experts of the host");
  };
  copy(work.x, x.data, values, cudaMemcpyDeviceToHost);
  copy(work.expert, choice.expert, slots, cudaMemcpyDeviceToHost);
  copy(work.weight, choice.weight, slots, cudaMemcpyDeviceToHost);
  check(cudaLaunchHostFunc(stream_, &HostExperts::run, &work), "experts of the host");
  copy(results.matrix.data, work.out, values, cudaMemcpyHostToDevice);
  add(results.matrix, out);
}

}  // namespace mingsi::engine::cuda
