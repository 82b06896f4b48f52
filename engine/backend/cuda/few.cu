// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/dot.cuh"
#include "engine/backend/cuda/launch.cuh"

namespace mingsi::engine::cuda {
namespace {

constexpr unsigned kRows = 4;  // of a block, a warp each
constexpr dim3 kBlock(kWarp, kRows);

__device__ __forceinline__ ConstMatrix part_of(ConstMatrix x, std::size_t offset) {
  x.data += offset;
  return x;
}
__device__ __forceinline__ const CodedActivations& part_of(const CodedActivations& x, std::size_t) { return x; }

template <DType type, int tokens, class X>
__global__ void __launch_bounds__(kRows* kWarp) multiply_kernel(DeviceWeight w, X x, Matrix y, Batch batch) {
  const std::size_t row = blockIdx.x * kRows + threadIdx.y, part = blockIdx.y;
  if (row >= w.rows) return;
  const StoredRow stored = stored_row(w, part * batch.rows + row);
  prefetch_row(stored.data, w.row_bytes);
  wait_for_inputs();
  const int n = static_cast<int>(y.rows);
  float sums[tokens] = {};
  dot<type, tokens>(stored, w.columns, part_of(x, part * batch.x), 0, n, sums);
  for (int t = 0; t < tokens; ++t) {
    const float sum = warp_sum(sums[t]);
    if (t < n && threadIdx.x == 0) y.data[part * batch.y + static_cast<std::size_t>(t) * y.stride + row] = sum;
  }
}

template <DType type, int tokens, class X>
__global__ void __launch_bounds__(kRows* kWarp) gated_kernel(DeviceWeight gate, DeviceWeight up, X x, Matrix out) {
  const std::size_t row = blockIdx.x * kRows + threadIdx.y;
  if (row >= gate.rows) return;
  const StoredRow gate_row = stored_row(gate, row), up_row = stored_row(up, row);
  prefetch_row(gate_row.data, gate.row_bytes);
  prefetch_row(up_row.data, up.row_bytes);
  wait_for_inputs();
  const int n = static_cast<int>(out.rows);
  float gates[tokens] = {}, ups[tokens] = {};
  dot<type, tokens>(gate_row, gate.columns, x, 0, n, gates);
  dot<type, tokens>(up_row, up.columns, x, 0, n, ups);
  for (int t = 0; t < tokens; ++t) {
    const float g = warp_sum(gates[t]), u = warp_sum(ups[t]);
    if (t < n && threadIdx.x == 0) out.data[static_cast<std::size_t>(t) * out.stride + row] = silu(g) * u;
  }
}

template <DType type, class X>
void multiply(const DeviceWeight& w, const X& x, Matrix y, const Batch& batch, cudaStream_t stream) {
  const dim3 grid(blocks_for(w.rows, kRows), static_cast<unsigned>(batch.count));
  if (y.rows == 1)
    launch("multiply_few", &multiply_kernel<type, 1, X>, grid, kBlock, 0, stream, w, x, y, batch);
  else
    launch("multiply_few", &multiply_kernel<type, kFew, X>, grid, kBlock, 0, stream, w, x, y, batch);
}

template <DType type, class X>
void multiply_gated(const DeviceWeight& gate, const DeviceWeight& up, const X& x, Matrix out, cudaStream_t stream) {
  const dim3 grid(blocks_for(gate.rows, kRows));
  if (out.rows == 1)
    launch("gated_few", &gated_kernel<type, 1, X>, grid, kBlock, 0, stream, gate, up, x, out);
  else
    launch("gated_few", &gated_kernel<type, kFew, X>, grid, kBlock, 0, stream, gate, up, x, out);
}

}  // namespace

void multiply_few(const DeviceWeight& w, const CodedActivations& x, Matrix y, cudaStream_t stream) {
  with_type(w.type, [&]<DType type>() {
    if constexpr (Stored<type>::kCoded) multiply<type>(w, x, y, {}, stream);
  });
}

void multiply_few(const DeviceWeight& w, ConstMatrix x, Matrix y, const Batch& batch, cudaStream_t stream) {
  with_type(w.type, [&]<DType type>() { multiply<type>(w, x, y, batch, stream); });
}

void gated_few(const DeviceWeight& gate, const DeviceWeight& up, const CodedActivations& x, Matrix out,
               cudaStream_t stream) {
  with_type(gate.type, [&]<DType type>() {
    if constexpr (Stored<type>::kCoded) multiply_gated<type>(gate, up, x, out, stream);
  });
}

void gated_few(const DeviceWeight& gate, const DeviceWeight& up, ConstMatrix x, Matrix out, cudaStream_t stream) {
  with_type(gate.type, [&]<DType type>() {
    if constexpr (!Stored<type>::kCoded) multiply_gated<type>(gate, up, x, out, stream);
  });
}

}  // namespace mingsi::engine::cuda
