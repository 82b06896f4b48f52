// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/dot.cuh"
#include "engine/backend/cuda/launch.cuh"

namespace mingsi::engine::cuda {
namespace {

constexpr unsigned kRows = 4;  // of a block, a warp each
constexpr dim3 kBlock(kWarp, kRows);

template <DType type>
__global__ void __launch_bounds__(kRows* kWarp)
    multiply_kernel(DeviceExperts w, DeviceChoice choice, ConstMatrix x, std::size_t slots_a_row, Matrix out) {
  wait_for_inputs();
  const std::size_t row = blockIdx.x * kRows + threadIdx.y, slot = blockIdx.y;
  const std::int32_t expert = choice.expert[slot];
  if (row >= w.shape.rows || expert < 0) return;
  float sums[1] = {};
  dot<type, 1>(expert_row(w, expert, row), w.shape.columns, x, slot / slots_a_row, 1, sums);
  const float sum = warp_sum(sums[0]);
  if (threadIdx.x == 0) out.data[slot * out.stride + row] = sum;
}

template <DType type, class X>
__global__ void __launch_bounds__(kRows* kWarp)
    gated_kernel(DeviceExperts gate, DeviceExperts up, DeviceChoice choice, X x, Matrix out) {
  wait_for_inputs();
  const std::size_t row = blockIdx.x * kRows + threadIdx.y, slot = blockIdx.y;
  const std::int32_t expert = choice.expert[slot];
  if (row >= gate.shape.rows || expert < 0) return;
  const std::size_t token = slot / choice.top_k, columns = gate.shape.columns;
  float gates[1] = {}, ups[1] = {};
  dot<type, 1>(expert_row(gate, expert, row), columns, x, token, 1, gates);
  dot<type, 1>(expert_row(up, expert, row), columns, x, token, 1, ups);
  const float g = warp_sum(gates[0]), u = warp_sum(ups[0]);
  if (threadIdx.x == 0) out.data[slot * out.stride + row] = silu(g) * u;
}

template <DType type, class X>
__global__ void __launch_bounds__(kRows* kWarp) down_kernel(DeviceExperts w, DeviceChoice choice, X x, Matrix out) {
  wait_for_inputs();
  const std::size_t row = blockIdx.x * kRows + threadIdx.y, token = blockIdx.y;
  if (row >= w.shape.rows) return;
  float total = 0;
  for (std::size_t slot = token * choice.top_k; slot < (token + 1) * choice.top_k; ++slot) {
    const std::int32_t expert = choice.expert[slot];
    if (expert < 0) continue;
    float sums[1] = {};
    dot<type, 1>(expert_row(w, expert, row), w.shape.columns, x, slot, 1, sums);
    total += choice.weight[slot] * sums[0];
  }
  total = warp_sum(total);
  if (threadIdx.x == 0) out.data[token * out.stride + row] += total;
}

template <DType type, class X>
void multiply_gated(const DeviceExperts& gate, const DeviceExperts& up, const DeviceChoice& choice, const X& x,
                    Matrix out, cudaStream_t stream) {
  const dim3 grid(blocks_for(gate.shape.rows, kRows), static_cast<unsigned>(choice.slots()));
  launch("gated_experts_few", &gated_kernel<type, X>, grid, kBlock, 0, stream, gate, up, choice, x, out);
}

template <DType type, class X>
void multiply_down(const DeviceExperts& w, const DeviceChoice& choice, const X& x, Matrix out, cudaStream_t stream) {
  const dim3 grid(blocks_for(w.shape.rows, kRows), static_cast<unsigned>(choice.rows));
  launch("down_experts_few", &down_kernel<type, X>, grid, kBlock, 0, stream, w, choice, x, out);
}

}  // namespace

void multiply_experts_few(const DeviceExperts& w, const DeviceChoice& choice, ConstMatrix x, std::size_t slots_a_row,
                          Matrix out, cudaStream_t stream) {
  with_type(w.shape.type, [&]<DType type>() {
    const dim3 grid(blocks_for(w.shape.rows, kRows), static_cast<unsigned>(choice.slots()));
    launch("multiply_experts_few", &multiply_kernel<type>, grid, kBlock, 0, stream, w, choice, x, slots_a_row, out);
  });
}

void gated_experts_few(const DeviceExperts& gate, const DeviceExperts& up, const DeviceChoice& choice,
                       const CodedActivations& x, Matrix out, cudaStream_t stream) {
  with_type(gate.shape.type, [&]<DType type>() {
    if constexpr (Stored<type>::kCoded) multiply_gated<type>(gate, up, choice, x, out, stream);
  });
}

void gated_experts_few(const DeviceExperts& gate, const DeviceExperts& up, const DeviceChoice& choice, ConstMatrix x,
                       Matrix out, cudaStream_t stream) {
  with_type(gate.shape.type, [&]<DType type>() {
    if constexpr (!Stored<type>::kCoded) multiply_gated<type>(gate, up, choice, x, out, stream);
  });
}

void down_experts_few(const DeviceExperts& w, const DeviceChoice& choice, const CodedActivations& x, Matrix out,
                      cudaStream_t stream) {
  with_type(w.shape.type, [&]<DType type>() {
    if constexpr (Stored<type>::kCoded) multiply_down<type>(w, choice, x, out, stream);
  });
}

void down_experts_few(const DeviceExperts& w, const DeviceChoice& choice, ConstMatrix x, Matrix out,
                      cudaStream_t stream) {
  with_type(w.shape.type, [&]<DType type>() {
    if constexpr (!Stored<type>::kCoded) multiply_down<type>(w, choice, x, out, stream);
  });
}

}  // namespace mingsi::engine::cuda
