// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/device.cuh"
#include "engine/backend/cuda/kernels.h"
#include "engine/tensor/blocks.h"

namespace mingsi::engine::cuda {

/// What a block needs of a Scan. The context is scanned in parts beside each other, which are merged afterwards as in
/// FlashDecoding; each with the online softmax of arXiv 1805.02867.
struct ScanWork {
  Scan scan;
  std::size_t row_size;  ///< of the cache
  std::size_t value_at;  ///< of a value in a row of shared memory: behind the key, or inside it
  std::size_t loaded;    ///< values of a cached row that are wanted
  std::size_t splits;
  float* sums;         ///< [splits, rows, value_width]
  float* highest;      ///< [splits, rows]
  float* denominator;  ///< [splits, rows]
};

/// Launches of the kernels that fill in sums, highest and denominator: in float32 throughout, and with float16 factors.
void scan_floats(const ScanWork& work, cudaStream_t stream);
void scan_halves(const ScanWork& work, std::size_t shared_limit, cudaStream_t stream);
/// Whether a block of the device has room for what they need.
bool fits_floats(const ScanWork& work, std::size_t shared_limit);
bool fits_halves(const ScanWork& work, std::size_t shared_limit);

__device__ __forceinline__ float cached_value(const LayerCache& cache, const std::byte* row, std::size_t i) {
  if (cache.type == KvType::F32) return reinterpret_cast<const float*>(row)[i];
  if (cache.type == KvType::F16) return from_half(reinterpret_cast<const std::uint16_t*>(row)[i]);
  const std::byte* block = row + i / 32 * sizeof(BlockQ8_0);
  return from_half(*reinterpret_cast<const std::uint16_t*>(block)) *
         static_cast<float>(static_cast<std::int8_t>(block[2 + i % 32]));
}

/// Value `column` of what is wanted of a cached row.
__device__ __forceinline__ float wanted_value(const Scan& scan, const std::byte* row, std::size_t kv_head,
                                              std::size_t column) {
  const std::size_t at = column < scan.key_width
                             ? scan.key_offset + kv_head * scan.key_step + column
                             : scan.value_offset + kv_head * scan.value_step + column - scan.key_width;
  return cached_value(scan.cache, row, at);
}

/// The query of row `row` of a key-value head; null behind the last.
__device__ __forceinline__ const float* query_row(const Scan& scan, std::size_t kv_head, std::size_t row) {
  if (row >= scan.q.rows * scan.group) return nullptr;
  const std::size_t head = kv_head * scan.group + row % scan.group;
  return scan.q.data + row / scan.group * scan.q.stride + head * scan.key_width;
}

/// Positions [from, to) of the cache are this block's, which has query rows [first_row, first_row + rows).
struct ScanRange {
  std::size_t start, from, to;  ///< the first token stands at `start`
};
__device__ __forceinline__ ScanRange scan_range(const ScanWork& work, std::size_t first_row, std::size_t rows,
                                                std::size_t tile) {
  const Scan& scan = work.scan;
  const auto start = static_cast<std::size_t>(scan.position.at ? *scan.position.at : scan.position.first);
  const std::size_t all = scan.q.rows * scan.group;
  const std::size_t last_row = first_row + rows < all ? first_row + rows - 1 : all - 1;
  const std::size_t length = start + last_row / scan.group + 1;
  // The same parts for all blocks of a pass: whole tiles of what its last token sees.
  const std::size_t tiles = (start + scan.q.rows + tile - 1) / tile;
  const std::size_t share = (tiles + work.splits - 1) / work.splits * tile, from = blockIdx.z * share;
  return {start, from, from + share < length ? from + share : length};
}

}  // namespace mingsi::engine::cuda
