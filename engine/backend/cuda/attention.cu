// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/launch.cuh"
#include "engine/tensor/blocks.h"

namespace mingsi::engine::cuda {
namespace {

// A block scans a part of the cache for 16 queries that share it, 8 rows at a time, with the online softmax of arXiv
// 1805.02867; the parts are merged afterwards, as in FlashDecoding. Everything is float32.
constexpr unsigned kQueries = 16, kKeys = 8, kThreads = kQueries * kKeys;
constexpr unsigned kPad = 4;  // floats between rows in shared memory: eight rows at once meet in no bank
constexpr std::size_t kMostSplits = 64;

std::size_t padded(std::size_t width) { return (width + 3) / 4 * 4 + kPad; }

/// What a block needs of a Scan.
struct Work {
  Scan scan;
  std::size_t row_size;     ///< of the cache
  std::size_t query_pitch;  ///< in shared memory
  std::size_t cached_pitch;
  std::size_t value_at;  ///< of a value in a row of shared memory: behind the key, or inside it
  std::size_t loaded;    ///< values of a cached row that are wanted
  std::size_t splits;
  float* sums;         ///< [splits, rows, value_width]
  float* highest;      ///< [splits, rows]
  float* denominator;  ///< [splits, rows]
};

__device__ float cached_value(const LayerCache& cache, const std::byte* row, std::size_t i) {
  if (cache.type == KvType::F32) return reinterpret_cast<const float*>(row)[i];
  if (cache.type == KvType::F16) return from_half(reinterpret_cast<const std::uint16_t*>(row)[i]);
  const std::byte* block = row + i / 32 * sizeof(BlockQ8_0);
  return from_half(*reinterpret_cast<const std::uint16_t*>(block)) *
         static_cast<float>(static_cast<std::int8_t>(block[2 + i % 32]));
}

/// value_columns · 128 ≥ value_width.
template <int value_columns>
__global__ void __launch_bounds__(kThreads) scan_kernel(Work work) {
  wait_for_inputs();
  MINGSI_SHARED(memory);
  const Scan& scan = work.scan;
  float* const queries = reinterpret_cast<float*>(memory);
  float* const cached = queries + kQueries * work.query_pitch;
  float* const weights = cached + kKeys * work.cached_pitch;  // [queries, keys]
  float* const shrink = weights + kQueries * kKeys;           // [queries]
  const std::size_t kv_head = blockIdx.y, split = blockIdx.z;
  const std::size_t rows = scan.q.rows * scan.group, first_row = std::size_t{blockIdx.x} * kQueries;
  const auto start = static_cast<std::size_t>(scan.position.at ? *scan.position.at : scan.position.first);

  for (std::size_t i = threadIdx.x; i < kQueries * scan.key_width; i += kThreads) {
    const std::size_t query = i / scan.key_width, column = i % scan.key_width, row = first_row + query;
    const std::size_t head = kv_head * scan.group + row % scan.group;
    queries[query * work.query_pitch + column] =
        row < rows ? scan.q.data[row / scan.group * scan.q.stride + head * scan.key_width + column] : 0.0f;
  }

  const std::size_t last_row = first_row + kQueries < rows ? first_row + kQueries - 1 : rows - 1;
  const std::size_t length = start + last_row / scan.group + 1;
  // The same parts for all blocks of a pass: whole tiles of what its last token sees.
  const std::size_t whole = start + scan.q.rows, tiles = (whole + kKeys - 1) / kKeys;
  const std::size_t share = (tiles + work.splits - 1) / work.splits * kKeys;
  const std::size_t from = split * share, to = from + share < length ? from + share : length;

  const unsigned query = threadIdx.x / kKeys, key = threadIdx.x % kKeys;
  const std::size_t my_row = first_row + query;
  const std::size_t seen = my_row < rows ? start + my_row / scan.group + 1 : 0;
  float top = -kInfinity, denominator = 0;
  float sums[kQueries][value_columns] = {};

  for (std::size_t position = from; position < to; position += kKeys) {
    __syncthreads();
    const std::size_t loaded = work.loaded;
    for (std::size_t i = threadIdx.x; i < kKeys * loaded; i += kThreads) {
      const std::size_t row = i / loaded, column = i % loaded;
      const std::byte* stored = scan.cache.data + (position + row) * work.row_size;
      const std::size_t at = column < scan.key_width
                                 ? scan.key_offset + kv_head * scan.key_step + column
                                 : scan.value_offset + kv_head * scan.value_step + column - scan.key_width;
      cached[row * work.cached_pitch + column] = position + row < to ? cached_value(scan.cache, stored, at) : 0.0f;
    }
    __syncthreads();

    const float* const q = queries + query * work.query_pitch;
    const float* const k = cached + key * work.cached_pitch;
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
        values[j] = cached[j * work.cached_pitch + work.value_at + column];
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

__global__ void merge_kernel(Work work, Matrix out) {
  wait_for_inputs();
  const Scan& scan = work.scan;
  const std::size_t row = blockIdx.x, all = scan.rows();
  const std::size_t rows = scan.q.rows * scan.group, kv_head = row / rows, token = row % rows / scan.group;
  const std::size_t head = kv_head * scan.group + row % scan.group;
  float top = -kInfinity;
  for (std::size_t s = 0; s < work.splits; ++s)
    top = fmaxf(top, work.highest[s * all + row]);
  float denominator = 0;
  for (std::size_t s = 0; s < work.splits; ++s) {
    const float part = work.highest[s * all + row];
    if (part != -kInfinity) denominator += work.denominator[s * all + row] * expf(part - top);
  }
  for (std::size_t column = threadIdx.x; column < scan.value_width; column += blockDim.x) {
    float sum = 0;
    for (std::size_t s = 0; s < work.splits; ++s) {
      const float part = work.highest[s * all + row];
      if (part != -kInfinity) sum += work.sums[(s * all + row) * scan.value_width + column] * expf(part - top);
    }
    out.data[token * out.stride + head * scan.value_width + column] = sum / denominator;
  }
}

}  // namespace

std::size_t scan_splits(const Scan& scan, int processors) {
  const std::size_t blocks = blocks_for(scan.q.rows * scan.group, kQueries) * scan.kv_heads;
  const std::size_t wanted = 4 * static_cast<std::size_t>(processors) / blocks;
  return wanted < 1 ? 1 : wanted > kMostSplits ? kMostSplits : wanted;
}

std::size_t scan_scratch(const Scan& scan, std::size_t splits) { return splits * scan.rows() * (scan.value_width + 2); }

void scan(const Scan& scan, std::size_t splits, float* scratch, Matrix out, cudaStream_t stream) {
  const bool inside = scan.value_offset >= scan.key_offset && scan.value_step == scan.key_step &&
                      scan.value_offset + scan.value_width <= scan.key_offset + scan.key_width;
  Work work;
  work.scan = scan;
  work.row_size = row_bytes(scan.cache.dtype(), scan.cache.width);
  work.query_pitch = padded(scan.key_width);
  work.loaded = inside ? scan.key_width : scan.key_width + scan.value_width;
  work.cached_pitch = padded(work.loaded);
  work.value_at = inside ? scan.value_offset - scan.key_offset : scan.key_width;
  work.splits = splits;
  work.sums = scratch;
  work.highest = scratch + splits * scan.rows() * scan.value_width;
  work.denominator = work.highest + splits * scan.rows();
  const std::size_t shared = (kQueries * (work.query_pitch + kKeys + 1) + kKeys * work.cached_pitch) * sizeof(float);
  const auto run = [&](auto kernel) {
    constexpr std::size_t kAlwaysAllowed = 48 << 10;
    if (shared > kAlwaysAllowed)
      check(cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, static_cast<int>(shared)),
            "attention");
    const dim3 grid(blocks_for(scan.q.rows * scan.group, kQueries), static_cast<unsigned>(scan.kv_heads),
                    static_cast<unsigned>(splits));
    launch("attention", kernel, grid, dim3(kThreads), shared, stream, work);
  };
  if (scan.value_width <= kThreads)
    run(&scan_kernel<1>);
  else if (scan.value_width <= 2 * kThreads)
    run(&scan_kernel<2>);
  else
    run(&scan_kernel<4>);
  launch("attention", &merge_kernel, dim3(static_cast<unsigned>(scan.rows())), dim3(kThreads), 0, stream, work, out);
}

}  // namespace mingsi::engine::cuda
