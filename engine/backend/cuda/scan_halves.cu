// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/fragments.cuh"
#include "engine/backend/cuda/launch.cuh"
#include "engine/backend/cuda/scan_work.cuh"

namespace mingsi::engine::cuda {
namespace {

// A block scans its part for one or two groups of 16 queries, 32 rows at a time. Four warps have a group: each computes
// the scores of 8 rows, and then a quarter of the columns of the values' sum, with which they begin when all scores are
// known. Queries, keys, weights and values are float16, all sums float32.
constexpr unsigned kQueries = 16, kKeys = 32, kWarps = 4, kGroupThreads = kWarps * kWarp;
constexpr std::size_t kMostValues = 512;
constexpr unsigned kScorePitch = kKeys + 1, kWeightPitch = kKeys + 8;

constexpr std::size_t rounded(std::size_t width, std::size_t to) { return (width + to - 1) / to * to; }

/// Halves of a row in shared memory; the eight behind it keep fragments of rows of whole 64 apart from each other's
/// banks.
struct Pitches {
  std::size_t key_steps, query, cached;
};
constexpr Pitches pitches(const ScanWork& work) {
  const std::size_t keys = rounded(work.scan.key_width, 16),
                    values = work.value_at + rounded(work.scan.value_width, 32);
  return {keys / 16, keys + 8, rounded(keys > values ? keys : values, 16) + 8};
}

// Below, a warp has a row and 32-bit indices: divisions would take longer than what they are for.

/// Rows [position, position + 32) of the cache as float16; zeros behind `to` and behind what is wanted.
__device__ void load_tile(const ScanWork& work, std::size_t kv_head, std::size_t position, std::size_t to,
                          std::uint16_t* tile, std::size_t pitch) {
  const Scan& scan = work.scan;
  const unsigned lane = threadIdx.x % kWarp, warps = blockDim.x / kWarp;
  const auto key_width = static_cast<unsigned>(scan.key_width), value_width = static_cast<unsigned>(scan.value_width);
  const auto value_at = static_cast<unsigned>(work.value_at), end = static_cast<unsigned>(pitch);
  const std::size_t key_first = scan.key_offset + kv_head * scan.key_step;
  const std::size_t value_first = scan.value_offset + kv_head * scan.value_step;
  // Whole vectors, whose place behind each other in the tile is that of the keys' and the values' steps.
  const bool vectors = scan.cache.type == KvType::F16 && (key_width | value_width | value_at) % 8 == 0 &&
                       (key_first | value_first | work.row_size / 2) % 8 == 0;
  for (unsigned row = threadIdx.x / kWarp; row < kKeys; row += warps) {
    std::uint16_t* const out = tile + row * pitch;
    const bool exists = position + row < to;
    const std::byte* const stored = scan.cache.data + (position + row) * work.row_size;
    if (vectors) {
      const auto* const keys = reinterpret_cast<const uint4*>(stored + 2 * key_first);
      const auto* const values = reinterpret_cast<const uint4*>(stored + 2 * value_first);
      for (unsigned i = lane; 8 * i < end; i += kWarp) {
        const bool in_key = 8 * i < key_width, in_value = 8 * i >= value_at && 8 * i - value_at < value_width;
        uint4 vector = make_uint4(0, 0, 0, 0);
        if (exists && in_key)
          vector = keys[i];
        else if (exists && in_value)
          vector = values[i - value_at / 8];
        reinterpret_cast<uint4*>(out)[i] = vector;
      }
      continue;
    }
    for (unsigned i = lane; i < end; i += kWarp) {
      const bool in_key = i < key_width, in_value = i >= value_at && i - value_at < value_width;
      float value = 0;
      if (exists && in_key)
        value = cached_value(scan.cache, stored, key_first + i);
      else if (exists && in_value)
        value = cached_value(scan.cache, stored, value_first + i - value_at);
      out[i] = to_half(value);
    }
  }
}

/// The block's queries as float16, scaled, with zeros behind the last; what float16 can't hold becomes its greatest.
__device__ void load_queries(const Scan& scan, std::size_t kv_head, std::size_t first_row, unsigned rows,
                             std::uint16_t* queries, std::size_t pitch) {
  constexpr float kGreatest = 65504;
  for (unsigned row = threadIdx.x / kWarp; row < rows; row += blockDim.x / kWarp) {
    const float* const query = query_row(scan, kv_head, first_row + row);
    for (unsigned i = threadIdx.x % kWarp; i < pitch; i += kWarp) {
      const float value = query && i < scan.key_width ? scan.scale * query[i] : 0.0f;
      queries[row * pitch + i] = to_half(value > kGreatest ? kGreatest : value < -kGreatest ? -kGreatest : value);
    }
  }
}

/// value_tiles · 32 ≥ value_width: a warp has so many fragments of 8 columns.
template <int groups, int value_tiles>
__global__ void __launch_bounds__(groups* kGroupThreads) scan_kernel(ScanWork work) {
  wait_for_inputs();
  MINGSI_SHARED(memory);
  constexpr unsigned kRows = groups * kQueries;
  const Scan& scan = work.scan;
  const Pitches pitch = pitches(work);
  auto* const queries = reinterpret_cast<std::uint16_t*>(memory);
  std::uint16_t* const tile = queries + kRows * pitch.query;
  std::uint16_t* const weights = tile + kKeys * pitch.cached;                     // [kRows, kWeightPitch]
  auto* const scores = reinterpret_cast<float*>(weights + kRows * kWeightPitch);  // [kRows, kScorePitch]
  float* const shrink = scores + kRows * kScorePitch;                             // [kRows]
  const std::size_t kv_head = blockIdx.y, rows = scan.q.rows * scan.group;
  const std::size_t first_row = std::size_t{blockIdx.x} * kRows;
  load_queries(scan, kv_head, first_row, kRows, queries, pitch.query);
  const auto [start, from, to] = scan_range(work, first_row, kRows, kKeys);

  const unsigned lane = threadIdx.x % kWarp, group = threadIdx.x / kGroupThreads, warp = threadIdx.x / kWarp % kWarps;
  const auto* const my_queries = reinterpret_cast<const std::uint32_t*>(queries + group * kQueries * pitch.query);
  const auto* const my_keys = reinterpret_cast<const std::uint32_t*>(tile + warp * 8 * pitch.cached);
  const auto* const my_weights = reinterpret_cast<const std::uint32_t*>(weights + group * kQueries * kWeightPitch);
  // In the softmax, eight lanes have a row of the group's sixteen, and four keys each.
  const unsigned row = group * kQueries + warp * 4 + lane / 8, key = lane % 8 * 4;
  const std::size_t seen = first_row + row < rows ? start + (first_row + row) / scan.group + 1 : 0;
  const unsigned upper = group * kQueries + lane / 4, column = warp * value_tiles * 8 + lane % 4 * 2;
  float top = -kInfinity, denominator = 0;
  float sums[value_tiles][4] = {};

  for (std::size_t position = from; position < to; position += kKeys) {
    __syncthreads();
    load_tile(work, kv_head, position, to, tile, pitch.cached);
    __syncthreads();

    float found[4] = {};
    for (std::size_t step = 0; step < pitch.key_steps; ++step) {
      std::uint32_t a[4], b[2];
      load_rows(my_queries + 8 * step, pitch.query / 2, a);
      load_columns(my_keys + 8 * step, pitch.cached / 2, b);
      multiply_fragment<Half>(found, a, b);
    }
    for (unsigned i = 0; i < 4; ++i)
      scores[(upper + i / 2 * 8) * kScorePitch + warp * 8 + lane % 4 * 2 + i % 2] = found[i];
    __syncthreads();

    float mine[4], highest = -kInfinity;
    for (unsigned i = 0; i < 4; ++i) {
      const bool visible = position + key + i < seen && position + key + i < to;
      mine[i] = visible ? scores[row * kScorePitch + key + i] : -kInfinity;
      highest = fmaxf(highest, mine[i]);
    }
    for (unsigned mask = 4; mask > 0; mask /= 2)
      highest = fmaxf(highest, __shfl_xor_sync(kAllLanes, highest, mask));
    highest = fmaxf(highest, top);
    // Nothing has been seen yet: 0 · weight, and not exp(−∞ + ∞).
    const float factor = top == -kInfinity ? 0.0f : expf(top - highest);
    float sum = 0;
    for (float& value : mine)
      sum += value = value == -kInfinity ? 0.0f : expf(value - highest);
    for (unsigned mask = 4; mask > 0; mask /= 2)
      sum += __shfl_xor_sync(kAllLanes, sum, mask);
    denominator = denominator * factor + sum;
    top = highest;
    auto* const out = reinterpret_cast<std::uint32_t*>(weights + row * kWeightPitch + key);
    out[0] = Half::pair(mine[0], mine[1]);
    out[1] = Half::pair(mine[2], mine[3]);
    if (lane % 8 == 0) shrink[row] = factor;
    __syncthreads();

    const float upper_factor = shrink[upper], lower_factor = shrink[upper + 8];
    for (auto& part : sums) {
      part[0] *= upper_factor;
      part[1] *= upper_factor;
      part[2] *= lower_factor;
      part[3] *= lower_factor;
    }
    for (unsigned step = 0; step < kKeys / 16; ++step) {
      std::uint32_t a[4];
      load_rows(my_weights + 8 * step, kWeightPitch / 2, a);
      const std::uint16_t* const values = tile + step * 16 * pitch.cached + work.value_at + warp * value_tiles * 8;
      for (int part = 0; part < value_tiles; ++part) {
        std::uint32_t b[2];
        load_columns_across(values + part * 8, pitch.cached, b);
        multiply_fragment<Half>(sums[part], a, b);
      }
    }
  }

  const std::size_t base = blockIdx.z * scan.rows() + kv_head * rows + first_row;
  for (int part = 0; part < value_tiles; ++part)
    for (unsigned i = 0; i < 4; ++i) {
      const unsigned at = upper + i / 2 * 8, to_column = column + static_cast<unsigned>(part) * 8 + i % 2;
      if (first_row + at < rows && to_column < scan.value_width)
        work.sums[(base + at) * scan.value_width + to_column] = sums[part][i];
    }
  if (lane % 8 == 0 && first_row + row < rows) {
    work.highest[base + row] = top;
    work.denominator[base + row] = denominator;
  }
}

template <int groups>
std::size_t shared_bytes(const ScanWork& work) {
  constexpr std::size_t kRows = groups * kQueries;
  const Pitches pitch = pitches(work);
  return (kRows * (pitch.query + kWeightPitch) + kKeys * pitch.cached) * sizeof(std::uint16_t) +
         kRows * (kScorePitch + 1) * sizeof(float);
}

template <int groups>
void scan_groups(const ScanWork& work, cudaStream_t stream) {
  const Scan& scan = work.scan;
  const std::size_t shared = shared_bytes<groups>(work);
  const dim3 grid(blocks_for(scan.q.rows * scan.group, groups * kQueries), static_cast<unsigned>(scan.kv_heads),
                  static_cast<unsigned>(work.splits));
  const auto run = [&](auto kernel) {
    allow_shared(kernel, shared);
    launch("attention", kernel, grid, dim3(groups * kGroupThreads), shared, stream, work);
  };
  if (scan.value_width <= 64)
    run(&scan_kernel<groups, 2>);
  else if (scan.value_width <= 128)
    run(&scan_kernel<groups, 4>);
  else if (scan.value_width <= 256)
    run(&scan_kernel<groups, 8>);
  else
    run(&scan_kernel<groups, 16>);
}

}  // namespace

bool fits_halves(const ScanWork& work, std::size_t shared_limit) {
  return work.scan.value_width <= kMostValues && shared_bytes<1>(work) <= shared_limit;
}

void scan_halves(const ScanWork& work, std::size_t shared_limit, cudaStream_t stream) {
  if (work.scan.q.rows * work.scan.group > kQueries && shared_bytes<2>(work) <= shared_limit)
    scan_groups<2>(work, stream);
  else
    scan_groups<1>(work, stream);
}

}  // namespace mingsi::engine::cuda
