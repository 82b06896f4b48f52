// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/launch.cuh"
#include "engine/backend/cuda/stored.cuh"

namespace mingsi::engine::cuda {
namespace {

constexpr unsigned kRows = 4;  // of a block, a warp each

/// Sums over a row of 32 values at a time, a lane each, for `n` ≤ tokens tokens. All lanes have the sums at the end.
template <DType type, int tokens>
__device__ void dot_coded(const StoredRow& row, const CodedActivations& x, std::size_t first, int n,
                          float (&sums)[tokens]) {
  const std::size_t groups = x.columns / 32;
  for (std::size_t group = threadIdx.x; group < groups; group += kWarp) {
    const Codes c = codes_at<type>(row, group);
    for (int t = 0; t < tokens; ++t) {
      if (t >= n) break;
      const std::size_t token = first + static_cast<std::size_t>(t);
      const auto* codes = reinterpret_cast<const int4*>(x.codes + token * x.columns + 32 * group);
      const int4 a = codes[0], b = codes[1];
      int low = __dp4a(static_cast<int>(c.words[0]), a.x, 0), high = __dp4a(static_cast<int>(c.words[4]), b.x, 0);
      low = __dp4a(static_cast<int>(c.words[1]), a.y, low), high = __dp4a(static_cast<int>(c.words[5]), b.y, high);
      low = __dp4a(static_cast<int>(c.words[2]), a.z, low), high = __dp4a(static_cast<int>(c.words[6]), b.z, high);
      low = __dp4a(static_cast<int>(c.words[3]), a.w, low), high = __dp4a(static_cast<int>(c.words[7]), b.w, high);
      float sum = x.scales[token * groups + group] *
                  (c.scale[0] * static_cast<float>(low) + c.scale[1] * static_cast<float>(high));
      if constexpr (Stored<type>::kOffset) {
        const float* parts = x.sums + 2 * (token * groups + group);
        sum += c.offset[0] * parts[0] + c.offset[1] * parts[1];
      }
      sums[t] += sum;
    }
  }
  for (float& sum : sums)
    sum = warp_sum(sum);
}

/// The same in float32.
template <DType type, int tokens>
__device__ void dot_floats(const StoredRow& row, const float* x, std::size_t stride, std::size_t columns, int n,
                           float (&sums)[tokens]) {
  for (std::size_t group = threadIdx.x; 32 * group < columns; group += kWarp) {
    float values[32];
    values_at<type>(row, columns, group, values);
    const int count = columns - 32 * group < 32 ? static_cast<int>(columns - 32 * group) : 32;
    for (int t = 0; t < tokens; ++t) {
      if (t >= n) break;
      const float* in = x + static_cast<std::size_t>(t) * stride + 32 * group;
      float sum = 0;
      for (int i = 0; i < 32; ++i)
        if (i < count) sum += values[i] * in[i];
      sums[t] += sum;
    }
  }
  for (float& sum : sums)
    sum = warp_sum(sum);
}

template <int tokens>
__device__ void write_sums(const float (&sums)[tokens], int n, Matrix y, std::size_t row) {
  if (threadIdx.x != 0) return;
  for (int t = 0; t < tokens; ++t)
    if (t < n) y.data[static_cast<std::size_t>(t) * y.stride + row] = sums[t];
}

template <DType type, int tokens>
__global__ void __launch_bounds__(kRows* kWarp) multiply_coded_kernel(DeviceWeight w, CodedActivations x, Matrix y) {
  const std::size_t row = blockIdx.x * kRows + threadIdx.y;
  if (row >= w.rows) return;
  const int n = static_cast<int>(y.rows);
  float sums[tokens] = {};
  dot_coded<type, tokens>(stored_row(w, row), x, 0, n, sums);
  write_sums(sums, n, y, row);
}

template <DType type, int tokens>
__global__ void __launch_bounds__(kRows* kWarp)
    multiply_floats_kernel(DeviceWeight w, ConstMatrix x, Matrix y, Batch batch) {
  const std::size_t row = blockIdx.x * kRows + threadIdx.y, part = blockIdx.y;
  if (row >= w.rows) return;
  const int n = static_cast<int>(y.rows);
  float sums[tokens] = {};
  dot_floats<type, tokens>(stored_row(w, part * batch.rows + row), x.data + part * batch.x, x.stride, w.columns, n,
                           sums);
  y.data += part * batch.y;
  write_sums(sums, n, y, row);
}

__device__ StoredRow expert_row(const DeviceExperts& w, std::int32_t expert, std::size_t row) {
  DeviceWeight one = w.shape;
  one.data = w.data[expert];
  if (w.scales) {
    one.scales = w.scales[expert];
    one.first_row = w.first_rows[expert];
  }
  return stored_row(one, row);
}

template <DType type>
__global__ void __launch_bounds__(kRows* kWarp)
    experts_coded_kernel(DeviceExperts w, DeviceChoice choice, CodedActivations x, std::size_t slots_a_row,
                         Matrix out) {
  const std::size_t row = blockIdx.x * kRows + threadIdx.y, slot = blockIdx.y;
  if (row >= w.shape.rows) return;
  float sums[1] = {};
  dot_coded<type, 1>(expert_row(w, choice.expert[slot], row), x, slot / slots_a_row, 1, sums);
  if (threadIdx.x == 0) out.data[slot * out.stride + row] = sums[0];
}

template <DType type>
__global__ void __launch_bounds__(kRows* kWarp)
    experts_floats_kernel(DeviceExperts w, DeviceChoice choice, ConstMatrix x, std::size_t slots_a_row, Matrix out) {
  const std::size_t row = blockIdx.x * kRows + threadIdx.y, slot = blockIdx.y;
  if (row >= w.shape.rows) return;
  float sums[1] = {};
  dot_floats<type, 1>(expert_row(w, choice.expert[slot], row), x.data + slot / slots_a_row * x.stride, 0,
                      w.shape.columns, 1, sums);
  if (threadIdx.x == 0) out.data[slot * out.stride + row] = sums[0];
}

constexpr dim3 kBlock(kWarp, kRows);

}  // namespace

void multiply_few(const DeviceWeight& w, const CodedActivations& x, Matrix y, cudaStream_t stream) {
  with_type(w.type, [&]<DType type>() {
    if constexpr (Stored<type>::kCoded) {
      const dim3 grid(blocks_for(w.rows, kRows));
      if (y.rows == 1)
        launch("multiply_few", &multiply_coded_kernel<type, 1>, grid, kBlock, 0, stream, w, x, y);
      else
        launch("multiply_few", &multiply_coded_kernel<type, kFew>, grid, kBlock, 0, stream, w, x, y);
    }
  });
}

void multiply_few(const DeviceWeight& w, ConstMatrix x, Matrix y, const Batch& batch, cudaStream_t stream) {
  with_type(w.type, [&]<DType type>() {
    const dim3 grid(blocks_for(w.rows, kRows), static_cast<unsigned>(batch.count));
    if (y.rows == 1)
      launch("multiply_few", &multiply_floats_kernel<type, 1>, grid, kBlock, 0, stream, w, x, y, batch);
    else
      launch("multiply_few", &multiply_floats_kernel<type, kFew>, grid, kBlock, 0, stream, w, x, y, batch);
  });
}

void multiply_experts_few(const DeviceExperts& w, const DeviceChoice& choice, const CodedActivations& x,
                          std::size_t slots_a_row, Matrix out, cudaStream_t stream) {
  with_type(w.shape.type, [&]<DType type>() {
    if constexpr (Stored<type>::kCoded) {
      const dim3 grid(blocks_for(w.shape.rows, kRows), static_cast<unsigned>(choice.slots()));
      launch("multiply_experts_few", &experts_coded_kernel<type>, grid, kBlock, 0, stream, w, choice, x, slots_a_row,
             out);
    }
  });
}

void multiply_experts_few(const DeviceExperts& w, const DeviceChoice& choice, ConstMatrix x, std::size_t slots_a_row,
                          Matrix out, cudaStream_t stream) {
  with_type(w.shape.type, [&]<DType type>() {
    const dim3 grid(blocks_for(w.shape.rows, kRows), static_cast<unsigned>(choice.slots()));
    launch("multiply_experts_few", &experts_floats_kernel<type>, grid, kBlock, 0, stream, w, choice, x, slots_a_row,
           out);
  });
}

}  // namespace mingsi::engine::cuda
