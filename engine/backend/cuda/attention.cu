// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/launch.cuh"
#include "engine/backend/cuda/scan_work.cuh"

namespace mingsi::engine::cuda {
namespace {

constexpr std::size_t kMostSplits = 64;
constexpr unsigned kMergeThreads = 128;

__global__ void merge_kernel(ScanWork work, Matrix out) {
  wait_for_inputs();
  const Scan& scan = work.scan;
  const std::size_t row = blockIdx.x, all = scan.rows();
  const std::size_t rows = scan.q.rows * scan.group, kv_head = row / rows, token = row % rows / scan.group;
  const std::size_t head = kv_head * scan.group + row % scan.group;
  // What each part counts, once for all columns.
  __shared__ float factors[kMostSplits];
  __shared__ float whole;
  if (threadIdx.x < kWarp) {
    float top = -kInfinity, denominator = 0;
    for (std::size_t s = threadIdx.x; s < work.splits; s += kWarp)
      top = fmaxf(top, work.highest[s * all + row]);
    top = warp_max(top);
    for (std::size_t s = threadIdx.x; s < work.splits; s += kWarp) {
      const float part = work.highest[s * all + row];
      factors[s] = part == -kInfinity ? 0.0f : expf(part - top);
      denominator += factors[s] == 0.0f ? 0.0f : work.denominator[s * all + row] * factors[s];
    }
    denominator = warp_sum(denominator);
    if (threadIdx.x == 0) whole = denominator;
  }
  __syncthreads();
  for (std::size_t column = threadIdx.x; column < scan.value_width; column += blockDim.x) {
    float sum = 0;
    for (std::size_t s = 0; s < work.splits; ++s)
      if (factors[s] != 0.0f) sum += work.sums[(s * all + row) * scan.value_width + column] * factors[s];
    out.data[token * out.stride + head * scan.value_width + column] = sum / whole;
  }
}

}  // namespace

std::size_t scan_splits(const Scan& scan, int processors) {
  constexpr std::size_t kRows = 16, kBlocksAProcessor = 4;
  const std::size_t blocks = blocks_for(scan.q.rows * scan.group, kRows) * scan.kv_heads;
  const std::size_t wanted = kBlocksAProcessor * static_cast<std::size_t>(processors) / blocks;
  return wanted < 1 ? 1 : wanted > kMostSplits ? kMostSplits : wanted;
}

std::size_t scan_scratch(const Scan& scan, std::size_t splits) { return splits * scan.rows() * (scan.value_width + 2); }

namespace {

ScanWork work_of(const Scan& scan, bool exact) {
  constexpr std::size_t kStep = 16;  // of the fragments that keys are multiplied in
  const bool inside = scan.value_offset >= scan.key_offset && scan.value_step == scan.key_step &&
                      scan.value_offset + scan.value_width <= scan.key_offset + scan.key_width;
  ScanWork work = {};
  work.scan = scan;
  work.row_size = row_bytes(scan.cache.dtype(), scan.cache.width);
  work.loaded = inside ? scan.key_width : scan.key_width + scan.value_width;
  work.value_at = inside  ? scan.value_offset - scan.key_offset
                  : exact ? scan.key_width
                          : (scan.key_width + kStep - 1) / kStep * kStep;
  return work;
}

}  // namespace

bool can_scan(const Scan& scan, bool exact, std::size_t shared_limit) {
  const ScanWork work = work_of(scan, exact);
  return exact ? fits_floats(work, shared_limit) : fits_halves(work, shared_limit);
}

void scan(const Scan& scan, std::size_t splits, bool exact, std::size_t shared_limit, float* scratch, Matrix out,
          cudaStream_t stream) {
  ScanWork work = work_of(scan, exact);
  work.splits = splits;
  work.sums = scratch;
  work.highest = scratch + splits * scan.rows() * scan.value_width;
  work.denominator = work.highest + splits * scan.rows();
  if (exact)
    scan_floats(work, stream);
  else
    scan_halves(work, shared_limit, stream);
  launch("attention", &merge_kernel, dim3(static_cast<unsigned>(scan.rows())), dim3(kMergeThreads), 0, stream, work,
         out);
}

}  // namespace mingsi::engine::cuda
