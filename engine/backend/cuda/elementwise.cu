// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "engine/backend/cuda/launch.cuh"
#include "engine/backend/cuda/stored.cuh"
#include "engine/base/error.h"

namespace mingsi::engine::cuda {
namespace {

constexpr unsigned kThreads = 256;

/// Values of a matrix, one a thread: a row is blockIdx.x.
template <class Body>
__device__ void for_column(std::size_t columns, Body body) {
  wait_for_inputs();
  const std::size_t column = std::size_t{blockIdx.y} * kThreads + threadIdx.x;
  if (column < columns) body(std::size_t{blockIdx.x}, column);
}
dim3 grid_of(std::size_t rows, std::size_t columns) {
  return dim3(static_cast<unsigned>(rows), blocks_for(columns, kThreads));
}

__global__ void lay_out_kernel(const std::byte* blocks, std::size_t count, std::size_t block_bytes, DeviceLayout layout,
                               std::byte* out) {
  wait_for_inputs();
  // Pairs of bytes of the result.
  const std::size_t pairs = layout.pitch / 2;
  const std::size_t i = std::size_t{blockIdx.x} * kThreads + threadIdx.x;
  if (i >= count * pairs) return;
  const std::size_t block = i / pairs, at = i % pairs * 2;
  const bool inside = at >= layout.shift && at - layout.shift < block_bytes;
  reinterpret_cast<std::uint16_t*>(out)[i] =
      inside ? *reinterpret_cast<const std::uint16_t*>(blocks + block * block_bytes + at - layout.shift) : 0;
}

template <DType type>
__global__ void embed_kernel(DeviceWeight table, const std::int32_t* ids, Matrix out) {
  wait_for_inputs();
  const std::size_t token = blockIdx.x;
  const StoredRow row = stored_row(table, static_cast<std::size_t>(ids[token]));
  for (std::size_t group = threadIdx.x; 32 * group < table.columns; group += blockDim.x) {
    float values[32];
    values_at<type>(row, table.columns, group, values);
    for (std::size_t i = 0; i < 32 && 32 * group + i < table.columns; ++i)
      out.data[token * out.stride + 32 * group + i] = values[i];
  }
}

/// The scale of a block of 32 values, a lane each; NaN when one of them is not finite.
__device__ float block_scale(float value) {
  const float largest = warp_max(fabsf(value));
  const float all = warp_sum(value - value);  // NaN as soon as one is
  return all == 0.0f ? largest / 127.0f : as_float(0x7fc00000u);
}
__device__ int block_code(float value, float scale) {
  return scale > 0.0f ? static_cast<int>(rintf(value / scale)) : 0;
}

/// Codes value i of a row, of which a warp has 32 in a row.
__device__ void code_value(float value, std::size_t row, std::size_t columns, std::size_t i, const CodeTarget& out) {
  const float scale = block_scale(value);
  const int code = block_code(value, scale);
  out.codes[row * columns + i] = static_cast<std::int8_t>(code);
  auto sum = static_cast<float>(code);
  for (unsigned mask = 8; mask > 0; mask /= 2)
    sum += __shfl_xor_sync(kAllLanes, sum, mask);
  if (i % 32 == 0) out.scales[row * (columns / 32) + i / 32] = scale;
  if (i % 16 == 0) out.sums[row * (columns / 16) + i / 16] = scale * sum;
}

__global__ void add_rms_norm_kernel(ConstMatrix y, Matrix x, const float* gain, float eps, Matrix out,
                                    CodeTarget coded) {
  wait_for_inputs();
  __shared__ float parts[kThreads / kWarp];
  const std::size_t row = blockIdx.x;
  float* const in = x.data + row * x.stride;
  float squares = 0;
  for (std::size_t i = threadIdx.x; i < x.columns; i += kThreads) {
    if (y.data) in[i] += y.data[row * y.stride + i];
    squares += in[i] * in[i];
  }
  squares = warp_sum(squares);
  if (threadIdx.x % kWarp == 0) parts[threadIdx.x / kWarp] = squares;
  __syncthreads();
  squares = 0;
  for (const float part : parts)
    squares += part;
  const float scale = 1.0f / sqrtf(squares / static_cast<float>(x.columns) + eps);
  for (std::size_t i = threadIdx.x; i < x.columns; i += kThreads) {
    const float value = in[i] * scale * gain[i];
    out.data[row * out.stride + i] = value;
    if (coded.codes) code_value(value, row, x.columns, i, coded);
  }
}

__global__ void add_bias_kernel(const float* bias, Matrix x) {
  for_column(x.columns, [&](std::size_t row, std::size_t i) { x.data[row * x.stride + i] += bias[i]; });
}

__global__ void rope_kernel(Matrix x, std::size_t heads, std::size_t head_stride, RopeTable table) {
  const std::size_t pairs = table.dimensions / 2;
  for_column(heads * pairs, [&](std::size_t row, std::size_t i) {
    const std::size_t head = i / pairs, pair = i % pairs;
    const bool adjacent = table.layout == RopeLayout::Adjacent;
    float* v = x.data + row * x.stride + head * head_stride + (adjacent ? 2 * pair : pair);
    float& second = v[adjacent ? 1 : pairs];
    const float cos = table.cos.data[row * table.cos.stride + pair],
                sin = table.sin.data[row * table.sin.stride + pair];
    const float a = v[0], b = second;
    v[0] = a * cos - b * sin;
    second = a * sin + b * cos;
  });
}

__device__ float joined(ConstMatrix left, ConstMatrix right, std::size_t row, std::size_t i) {
  if (i < left.columns) return left.data[row * left.stride + i];
  i -= left.columns;
  return i < right.columns ? right.data[row * right.stride + i] : 0.0f;
}

__device__ std::byte* cache_row(const LayerCache& cache, std::size_t row_size, const DevicePosition& position,
                                std::size_t row) {
  const auto first = static_cast<std::size_t>(position.at ? *position.at : position.first);
  return cache.data + (first + row) * row_size;
}

__global__ void store_kernel(ConstMatrix left, ConstMatrix right, LayerCache cache, std::size_t row_size,
                             DevicePosition position) {
  for_column(left.columns + right.columns, [&](std::size_t row, std::size_t i) {
    std::byte* to = cache_row(cache, row_size, position, row);
    const float value = joined(left, right, row, i);
    if (cache.type == KvType::F32)
      reinterpret_cast<float*>(to)[i] = value;
    else
      reinterpret_cast<std::uint16_t*>(to)[i] = to_half(value);
  });
}

__global__ void store_q8_kernel(ConstMatrix left, ConstMatrix right, LayerCache cache, std::size_t row_size,
                                DevicePosition position) {
  wait_for_inputs();
  const std::size_t block = std::size_t{blockIdx.y} * (kThreads / kWarp) + threadIdx.x / kWarp, row = blockIdx.x;
  if (32 * block >= cache.width) return;
  const unsigned lane = threadIdx.x % kWarp;
  const float value = joined(left, right, row, 32 * block + lane);
  const float scale = block_scale(value);
  std::byte* to = cache_row(cache, row_size, position, row) + block * sizeof(BlockQ8_0);
  to[2 + lane] = static_cast<std::byte>(block_code(value, scale));
  if (lane == 0) *reinterpret_cast<std::uint16_t*>(to) = to_half(scale);
}

__global__ void code_kernel(ConstMatrix x, CodeTarget out) {
  // Whole warps: columns are multiples of 32.
  for_column(x.columns,
             [&](std::size_t row, std::size_t i) { code_value(x.data[row * x.stride + i], row, x.columns, i, out); });
}

__global__ void round_kernel(ConstMatrix x, std::size_t distance, std::uint16_t* values, std::size_t stride) {
  const std::size_t part = blockIdx.z;
  for_column(stride, [&](std::size_t row, std::size_t i) {
    const float value = i < x.columns ? x.data[part * distance + row * x.stride + i] : 0.0f;
    values[(part * x.rows + row) * stride + i] = to_bfloat(value);
  });
}

__global__ void copy_kernel(ConstMatrix x, Matrix y, Batch batch) {
  const std::size_t part = blockIdx.z;
  for_column(x.columns, [&](std::size_t row, std::size_t i) {
    y.data[part * batch.y + row * y.stride + i] = x.data[part * batch.x + row * x.stride + i];
  });
}

__global__ void swiglu_kernel(ConstMatrix gate, ConstMatrix up, Matrix out) {
  for_column(gate.columns, [&](std::size_t row, std::size_t i) {
    out.data[row * out.stride + i] = silu(gate.data[row * gate.stride + i]) * up.data[row * up.stride + i];
  });
}

__global__ void add_kernel(ConstMatrix y, Matrix x) {
  for_column(x.columns,
             [&](std::size_t row, std::size_t i) { x.data[row * x.stride + i] += y.data[row * y.stride + i]; });
}

__global__ void clear_kernel(Matrix x) {
  for_column(x.columns, [&](std::size_t row, std::size_t i) { x.data[row * x.stride + i] = 0.0f; });
}

__device__ void put(float value, float* out) { *out = value; }
__device__ void put(float value, std::uint16_t* out) { *out = to_half(value); }

template <DType type, class T>
__global__ void decode_kernel(DeviceWeight w, std::size_t first, std::size_t rows, bool transposed, T* out) {
  wait_for_inputs();
  const std::size_t row = blockIdx.x;
  const StoredRow stored = stored_row(w, first + row);
  for (std::size_t group = threadIdx.x; 32 * group < w.columns; group += blockDim.x) {
    float values[32];
    values_at<type>(stored, w.columns, group, values);
    for (std::size_t i = 0; i < 32 && 32 * group + i < w.columns; ++i) {
      const std::size_t column = 32 * group + i;
      put(values[i], out + (transposed ? column * rows + row : row * w.columns + column));
    }
  }
}

}  // namespace

bool can_overlap() {
  cudaFuncAttributes attributes = {};
  if (const auto error = cudaFuncGetAttributes(&attributes, &clear_kernel); error != cudaSuccess)
    throw Error(ErrorCode::DeviceUnavailable,
                std::string("this build has no code for this GPU: ") + cudaGetErrorString(error));
  return attributes.ptxVersion >= 90;
}

void lay_out(const std::byte* blocks, std::size_t count, std::size_t block_bytes, const DeviceLayout& layout,
             std::byte* out, cudaStream_t stream) {
  launch("lay_out", &lay_out_kernel, dim3(blocks_for(count * layout.pitch / 2, kThreads)), dim3(kThreads), 0, stream,
         blocks, count, block_bytes, layout, out);
}

void embed(const DeviceWeight& table, const std::int32_t* ids, Matrix out, cudaStream_t stream) {
  if (out.rows == 0) return;
  with_type(table.type, [&]<DType type>() {
    launch("embed", &embed_kernel<type>, dim3(static_cast<unsigned>(out.rows)), dim3(kThreads), 0, stream, table, ids,
           out);
  });
}

void add_rms_norm(ConstMatrix y, Matrix x, const float* gain, float eps, Matrix out, const CodeTarget& coded,
                  cudaStream_t stream) {
  launch("rms_norm", &add_rms_norm_kernel, dim3(static_cast<unsigned>(x.rows)), dim3(kThreads), 0, stream, y, x, gain,
         eps, out, coded);
}

void add_bias(const float* bias, Matrix x, cudaStream_t stream) {
  launch("add_bias", &add_bias_kernel, grid_of(x.rows, x.columns), dim3(kThreads), 0, stream, bias, x);
}

void rope(Matrix x, std::size_t heads, std::size_t head_stride, const RopeTable& table, cudaStream_t stream) {
  if (table.dimensions == 0) return;
  launch("rope", &rope_kernel, grid_of(x.rows, heads * table.dimensions / 2), dim3(kThreads), 0, stream, x, heads,
         head_stride, table);
}

void store(ConstMatrix left, ConstMatrix right, LayerCache cache, DevicePosition position, cudaStream_t stream) {
  const std::size_t row_size = row_bytes(cache.dtype(), cache.width);
  const auto rows = static_cast<unsigned>(left.rows);
  if (cache.type == KvType::Q8)
    launch("store", &store_q8_kernel, grid_of(rows, cache.width), dim3(kThreads), 0, stream, left, right, cache,
           row_size, position);
  else
    launch("store", &store_kernel, grid_of(rows, left.columns + right.columns), dim3(kThreads), 0, stream, left, right,
           cache, row_size, position);
}

void code(ConstMatrix x, const CodeTarget& out, cudaStream_t stream) {
  launch("code", &code_kernel, grid_of(x.rows, x.columns), dim3(kThreads), 0, stream, x, out);
}

void round(ConstMatrix x, const Batch& batch, std::uint16_t* values, std::size_t stride, cudaStream_t stream) {
  dim3 grid = grid_of(x.rows, stride);
  grid.z = static_cast<unsigned>(batch.count);
  launch("round", &round_kernel, grid, dim3(kThreads), 0, stream, x, batch.x, values, stride);
}

void copy(ConstMatrix x, Matrix y, const Batch& batch, cudaStream_t stream) {
  if (x.columns == 0) return;
  dim3 grid = grid_of(x.rows, x.columns);
  grid.z = static_cast<unsigned>(batch.count);
  launch("copy", &copy_kernel, grid, dim3(kThreads), 0, stream, x, y, batch);
}

void swiglu(ConstMatrix gate, ConstMatrix up, Matrix out, cudaStream_t stream) {
  launch("swiglu", &swiglu_kernel, grid_of(gate.rows, gate.columns), dim3(kThreads), 0, stream, gate, up, out);
}

void add(ConstMatrix y, Matrix x, cudaStream_t stream) {
  launch("add", &add_kernel, grid_of(x.rows, x.columns), dim3(kThreads), 0, stream, y, x);
}

void clear(Matrix x, cudaStream_t stream) {
  launch("clear", &clear_kernel, grid_of(x.rows, x.columns), dim3(kThreads), 0, stream, x);
}

void decode(const DeviceWeight& w, std::size_t first, std::size_t rows, bool transposed, DType to, std::byte* out,
            cudaStream_t stream) {
  const auto run = [&](auto kernel, auto* values) {
    launch("decode", kernel, dim3(static_cast<unsigned>(rows)), dim3(kThreads), 0, stream, w, first, rows, transposed,
           values);
  };
  with_type(w.type, [&]<DType type>() {
    if (to == DType::F32)
      run(&decode_kernel<type, float>, reinterpret_cast<float*>(out));
    else
      run(&decode_kernel<type, std::uint16_t>, reinterpret_cast<std::uint16_t*>(out));
  });
}

}  // namespace mingsi::engine::cuda
