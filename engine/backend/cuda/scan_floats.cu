// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/launch.cuh"
#include "engine/backend/cuda/scan_work.cuh"

namespace mingsi::engine::cuda {
namespace {

// A block scans its part for 16 queries, 8 rows at a time.
constexpr unsigned kQueries = 16, kKeys = 8, kThreads = kQueries * kKeys;

/// Floats of a row in shared memory: eight rows at once meet in no bank.
constexpr std::size_t padded(std::size_t width) { return (width + 3) / 4 * 4 + 4; }

/// value_columns · 128 ≥ value_width.
template <int value_columns>
__global__ void __launch_bounds__(kThreads) scan_kernel(ScanWork work) {
  wait_for_inputs();
  MINGSI_SHARED(memory);
  const Scan& scan = work.scan;
  const std::size_t query_pitch = padded(scan.key_width), cached_pitch = padded(work.loaded);
  float* const queries = reinterpret_cast<float*>(memory);
  float* const cached = queries + kQueries * query_pitch;
  float* const weights = cached + kKeys * cached_pitch;  // [queries, keys]
  float* const shrink = weights + kQueries * kKeys;      // [queries]
  const std::size_t kv_head = blockIdx.y, split = blockIdx.z;
  const std::size_t rows = scan.q.rows * scan.group, first_row = std::size_t{blockIdx.x} * kQueries;
  for (unsigned row = threadIdx.x / kWarp; row < kQueries; row += kThreads / kWarp) {
    const float* const in = query_row(scan, kv_head, first_row + row);
    for (std::size_t i = threadIdx.x % kWarp; i < scan.key_width; i += kWarp)
      queries[row * query_pitch + i] = in ? in[i] : 0.0f;
  }
  const auto [start, from, to] = scan_range(work, first_row, kQueries, kKeys);

  const unsigned query = threadIdx.x / kKeys, key = threadIdx.x % kKeys;
  const std::size_t my_row = first_row + query;
  const std::size_t seen = my_row < rows ? start + my_row / scan.group + 1 : 0;
  float top = -kInfinity, denominator = 0;
  float sums[kQueries][value_columns] = {};

  for (std::size_t position = from; position < to; position += kKeys) {
    __syncthreads();
    for (std::size_t i = threadIdx.x; i < kKeys * work.loaded; i += kThreads) {
      const std::size_t row = position + i / work.loaded, column = i % work.loaded;
      cached[i / work.loaded * cached_pitch + column] =
          row < to ? wanted_value(scan, scan.cache.data + row * work.row_size, kv_head, column) : 0.0f;
    }
    __syncthreads();

    const float* const q = queries + query * query_pitch;
    const float* const k = cached + key * cached_pitch;
    float score = 0;
    for (std::size_t i = 0; i < scan.key_width; ++i)
      score += q[i] * k[i];
    score = position + key < seen && position + key < to ? score * scan.scale : -kInfinity;
    float highest = score;
    for (unsigned mask = kKeys / 2; mask > 0; mask /= 2)
      highest = fmaxf(highest, __shfl_xor_sync(kAllLanes, highest, mask));
    highest = fmaxf(highest, top);
    // Nothing has been seen yet: 0 · weight, and not exp(−∞ + ∞).
    const float weight = score == -kInfinity ? 0.0f : expf(score - highest);
    const float factor = top == -kInfinity ? 0.0f : expf(top - highest);
    float sum = weight;
    for (unsigned mask = kKeys / 2; mask > 0; mask /= 2)
      sum += __shfl_xor_sync(kAllLanes, sum, mask);
    denominator = denominator * factor + sum;
    top = highest;
    weights[query * kKeys + key] = weight;
    if (key == 0) shrink[query] = factor;
    __syncthreads();

    for (int c = 0; c < value_columns; ++c) {
      const std::size_t column = threadIdx.x + static_cast<std::size_t>(c) * kThreads;
      if (column >= scan.value_width) break;
      float values[kKeys];
      for (unsigned j = 0; j < kKeys; ++j)
        values[j] = cached[j * cached_pitch + work.value_at + column];
      for (unsigned r = 0; r < kQueries; ++r) {
        float total = sums[r][c] * shrink[r];
        for (unsigned j = 0; j < kKeys; ++j)
          total += weights[r * kKeys + j] * values[j];
        sums[r][c] = total;
      }
    }
  }

  const std::size_t all = scan.rows(), base = split * all + kv_head * rows;
  for (unsigned r = 0; r < kQueries && first_row + r < rows; ++r)
    for (int c = 0; c < value_columns; ++c) {
      const std::size_t column = threadIdx.x + static_cast<std::size_t>(c) * kThreads;
      if (column < scan.value_width) work.sums[(base + first_row + r) * scan.value_width + column] = sums[r][c];
    }
  if (key == 0 && my_row < rows) {
    work.highest[base + my_row] = top;
    work.denominator[base + my_row] = denominator;
  }
}

}  // namespace

namespace {
std::size_t shared_bytes(const ScanWork& work) {
  return (kQueries * (padded(work.scan.key_width) + kKeys + 1) + kKeys * padded(work.loaded)) * sizeof(float);
}
}  // namespace

bool fits_floats(const ScanWork& work, std::size_t shared_limit) {
  return work.scan.value_width <= 4 * kThreads && shared_bytes(work) <= shared_limit;
}

void scan_floats(const ScanWork& work, cudaStream_t stream) {
  const Scan& scan = work.scan;
  const std::size_t shared = shared_bytes(work);
  const dim3 grid(blocks_for(scan.q.rows * scan.group, kQueries), static_cast<unsigned>(scan.kv_heads),
                  static_cast<unsigned>(work.splits));
  const auto run = [&](auto kernel) {
    allow_shared(kernel, shared);
    launch("attention", kernel, grid, dim3(kThreads), shared, stream, work);
  };
  if (scan.value_width <= kThreads)
    run(&scan_kernel<1>);
  else if (scan.value_width <= 2 * kThreads)
    run(&scan_kernel<2>);
  else
    run(&scan_kernel<4>);
}

}  // namespace mingsi::engine::cuda
