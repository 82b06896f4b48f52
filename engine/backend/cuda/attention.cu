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
  constexpr std::size_t kRows = 16, kBlocksAProcessor = 4;
  const std::size_t blocks = blocks_for(scan.q.rows * scan.group, kRows) * scan.kv_heads;
  const std::size_t wanted = kBlocksAProcessor * static_cast<std::size_t>(processors) / blocks;
  return wanted < 1 ? 1 : wanted > kMostSplits ? kMostSplits : wanted;
}

std::size_t scan_scratch(const Scan& scan, std::size_t splits) { return splits * scan.rows() * (scan.value_width + 2); }

void scan(const Scan& scan, std::size_t splits, bool exact, std::size_t shared_limit, float* scratch, Matrix out,
          cudaStream_t stream) {
  const bool inside = scan.value_offset >= scan.key_offset && scan.value_step == scan.key_step &&
                      scan.value_offset + scan.value_width <= scan.key_offset + scan.key_width;
  ScanWork work;
  work.scan = scan;
  work.row_size = row_bytes(scan.cache.dtype(), scan.cache.width);
  work.loaded = inside ? scan.key_width : scan.key_width + scan.value_width;
  work.splits = splits;
  work.sums = scratch;
  work.highest = scratch + splits * scan.rows() * scan.value_width;
  work.denominator = work.highest + splits * scan.rows();
  if (exact) {
    work.value_at = inside ? scan.value_offset - scan.key_offset : scan.key_width;
    scan_floats(work, stream);
  } else {
    constexpr std::size_t kStep = 16;
    work.value_at = inside ? scan.value_offset - scan.key_offset : (scan.key_width + kStep - 1) / kStep * kStep;
    scan_halves(work, shared_limit, stream);
  }
  launch("attention", &merge_kernel, dim3(static_cast<unsigned>(scan.rows())), dim3(kMergeThreads), 0, stream, work,
         out);
}

}  // namespace mingsi::engine::cuda
