// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/fragments.cuh"
#include "engine/backend/cuda/launch.cuh"
#include "engine/backend/cuda/stored.cuh"

namespace mingsi::engine::cuda {
namespace {

// A block of four warps computes 64 weight rows × `parts` · 8 tokens, 64 columns at a time; a warp 16 of the rows. The
// more tokens, the less often weights are decoded.
constexpr unsigned kTileRows = 64, kTileColumns = 64, kThreads = 128;
constexpr int kFewParts = 8, kManyParts = 16;
constexpr unsigned kWords = kTileColumns / 2;
constexpr unsigned kStride = kWords + 4;  // words of a row in shared memory: no two rows of a fragment meet in a bank

template <int parts>
struct alignas(16) Tile {
  std::uint32_t w[kTileRows * kStride];
  std::uint32_t x[parts * 8 * kStride];
};

/// The products of rows [row, row + 64) of w with `tokens` ≤ parts · 8 rows of x, of which token t is row source(t).
template <DType type, int parts, class Source>
__device__ void multiply_tile(const DeviceWeight& w, std::size_t row, const std::uint16_t* x, std::size_t x_stride,
                              unsigned tokens, Source source, Tile<parts>& tile, float (&sums)[parts][4]) {
  const unsigned warp = threadIdx.x / kWarp;
  // Each thread fills half a row of weights, and half a row of every 64 tokens.
  constexpr unsigned kFilled = kThreads / 2;
  const unsigned filled = threadIdx.x / 2, half = threadIdx.x % 2;
  const bool has_row = row + filled < w.rows;
  const StoredRow stored = stored_row(w, has_row ? row + filled : 0);
  const std::uint16_t* token[parts * 8 / kFilled];
  for (unsigned i = 0; i < parts * 8 / kFilled; ++i) {
    const unsigned t = filled + i * kFilled;
    token[i] = t < tokens ? x + source(t) * x_stride : nullptr;
  }
  for (std::size_t column = 0; column < w.columns; column += kTileColumns) {
    std::uint32_t* const to_w = tile.w + filled * kStride + half * kWords / 2;
    if (has_row && column + half * 32 < w.columns) {
      float values[32];
      values_at<type>(stored, w.columns, column / 32 + half, values);
      for (int i = 0; i < 16; ++i)
        to_w[i] = Bfloat::pair(values[2 * i], values[2 * i + 1]);
    } else {
      for (int i = 0; i < 16; ++i)
        to_w[i] = 0;
    }
    for (unsigned i = 0; i < parts * 8 / kFilled; ++i) {
      auto* const to_x = reinterpret_cast<uint4*>(tile.x + (filled + i * kFilled) * kStride + half * kWords / 2);
      const auto* const from = reinterpret_cast<const uint4*>((token[i] ? token[i] : x) + column + half * 32);
      for (int v = 0; v < 4; ++v)
        to_x[v] = token[i] ? from[v] : make_uint4(0, 0, 0, 0);
    }
    __syncthreads();
    for (unsigned k = 0; k < kWords; k += 8) {
      std::uint32_t a[4];
      load_rows(tile.w + warp * 16 * kStride + k, kStride, a);
      for (unsigned part = 0; part < parts; ++part) {
        std::uint32_t b[2];
        load_columns(tile.x + part * 8 * kStride + k, kStride, b);
        multiply_fragment<Bfloat>(sums[part], a, b);
      }
    }
    __syncthreads();
  }
}

/// Calls write(token, row, sum) for all sums of a tile that exist.
template <int parts, class Write>
__device__ void write_tile(const float (&sums)[parts][4], std::size_t row, std::size_t rows, unsigned tokens,
                           Write write) {
  const unsigned lane = threadIdx.x % kWarp;
  const std::size_t first = row + threadIdx.x / kWarp * 16 + lane / 4;
  for (unsigned part = 0; part < parts; ++part)
    for (unsigned i = 0; i < 4; ++i) {
      const unsigned token = part * 8 + lane % 4 * 2 + i % 2;
      const std::size_t at = first + i / 2 * 8;
      if (token < tokens && at < rows) write(token, at, sums[part][i]);
    }
}

__device__ unsigned tile_tokens(std::size_t all, std::size_t first, unsigned most) {
  return all - first < most ? static_cast<unsigned>(all - first) : most;
}

template <DType type, int parts>
__global__ void __launch_bounds__(kThreads)
    multiply_many_kernel(DeviceWeight w, RoundedActivations x, Matrix y, Batch batch) {
  wait_for_inputs();
  __shared__ Tile<parts> tile;
  const std::size_t row = std::size_t{blockIdx.x} * kTileRows, first = std::size_t{blockIdx.y} * (parts * 8);
  const std::size_t product = blockIdx.z;
  const unsigned tokens = tile_tokens(y.rows, first, parts * 8);
  float sums[parts][4] = {};
  DeviceWeight one = w;
  one.data += product * batch.rows * w.row_bytes;
  one.first_row += product * batch.rows;
  multiply_tile<type, parts>(
      one, row, x.values + (product * y.rows + first) * x.stride, x.stride, tokens,
      [](unsigned t) { return std::size_t{t}; }, tile, sums);
  float* const out = y.data + product * batch.y + first * y.stride;
  write_tile(sums, row, w.rows, tokens,
             [&](unsigned token, std::size_t at, float sum) { out[token * y.stride + at] = sum; });
}

template <DType type, int parts>
__global__ void __launch_bounds__(kThreads)
    experts_many_kernel(DeviceExperts w, ExpertOrder order, RoundedActivations x, std::size_t slots_a_row, Matrix y) {
  wait_for_inputs();
  __shared__ Tile<parts> tile;
  const std::size_t expert = blockIdx.z, row = std::size_t{blockIdx.x} * kTileRows;
  const auto first = static_cast<std::size_t>(order.starts[expert]) + std::size_t{blockIdx.y} * (parts * 8);
  const auto end = static_cast<std::size_t>(order.starts[expert + 1]);
  if (first >= end) return;
  const unsigned tokens = tile_tokens(end, first, parts * 8);
  const auto slot = [&](unsigned t) { return static_cast<std::size_t>(order.order[first + t]); };
  DeviceWeight one = w.shape;
  one.data = w.data[expert];
  if (w.scales) {
    one.scales = w.scales[expert];
    one.first_row = w.first_rows[expert];
  }
  float sums[parts][4] = {};
  multiply_tile<type, parts>(
      one, row, x.values, x.stride, tokens, [&](unsigned t) { return slot(t) / slots_a_row; }, tile, sums);
  write_tile(sums, row, one.rows, tokens,
             [&](unsigned token, std::size_t at, float sum) { y.data[slot(token) * y.stride + at] = sum; });
}

/// Launches the kernel for tiles of enough tokens.
template <class Few, class Many, class... Arguments>
void launch_tiles(const char* name, Few few, Many many, std::size_t usual_tokens, std::size_t rows,
                  std::size_t most_tokens, std::size_t products, cudaStream_t stream, const Arguments&... arguments) {
  const bool are_few = usual_tokens <= kFewParts * 8;
  const dim3 grid(blocks_for(rows, kTileRows), blocks_for(most_tokens, (are_few ? kFewParts : kManyParts) * 8),
                  static_cast<unsigned>(products));
  launch(name, are_few ? few : many, grid, dim3(kThreads), 0, stream, arguments...);
}

}  // namespace

void multiply_many(const DeviceWeight& w, const RoundedActivations& x, Matrix y, const Batch& batch,
                   cudaStream_t stream) {
  with_type(w.type, [&]<DType type>() {
    launch_tiles("multiply_many", &multiply_many_kernel<type, kFewParts>, &multiply_many_kernel<type, kManyParts>,
                 y.rows, w.rows, y.rows, batch.count, stream, w, x, y, batch);
  });
}

void multiply_experts_many(const DeviceExperts& w, const ExpertOrder& order, std::size_t tokens,
                           const RoundedActivations& x, std::size_t slots_a_row, Matrix y, cudaStream_t stream) {
  // How many tokens an expert has is known on the device only: it may have all.
  with_type(w.shape.type, [&]<DType type>() {
    launch_tiles("multiply_experts_many", &experts_many_kernel<type, kFewParts>, &experts_many_kernel<type, kManyParts>,
                 y.rows / w.count, w.shape.rows, tokens, w.count, stream, w, order, x, slots_a_row, y);
  });
}

}  // namespace mingsi::engine::cuda
