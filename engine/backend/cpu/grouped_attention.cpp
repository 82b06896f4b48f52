// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "engine/backend/cpu/cpu_backend.h"
#include "engine/backend/cpu/scan.h"

namespace mingsi::engine {
namespace {

/// One key-value head in a row [keys | values] of all of them.
cpu::CachedHead cached_head(const GroupedAttention& a, std::size_t kv_head) {
  return {kv_head * a.head_dim, a.head_dim, (a.kv_heads + kv_head) * a.head_dim, a.head_dim};
}

}  // namespace

void CpuBackend::grouped_attention(const GroupedAttention& a, ConstMatrix q, LayerCache cache, Position at,
                                   Matrix out) {
  if (q.rows == 1)
    grouped_attention_of_token(a, q, cache, at.first, out);
  else if (large(q.rows))
    grouped_attention_of_many(a, q, cache, at.first, out);
  else
    grouped_attention_of_few(a, q, cache, at.first, out);
}

void CpuBackend::grouped_attention_of_token(const GroupedAttention& a, ConstMatrix q, LayerCache cache,
                                            std::size_t first, Matrix out) {
  const std::size_t group = a.heads / a.kv_heads, length = first + 1, blocks = cpu::scan_blocks(length);
  const cpu::BlockSoftmaxes softmaxes(a.heads, a.head_dim, blocks,
                                      at_least(token_, cpu::BlockSoftmaxes::floats(a.heads, a.head_dim, blocks)));
  std::array<std::size_t, cpu::kScanQueries> seen;
  seen.fill(length);
  pool_.parallel_for(a.kv_heads * blocks, 1, [&](std::size_t begin, std::size_t end, unsigned thread) {
    for (std::size_t task = begin; task < end; ++task) {
      const std::size_t kv_head = task / blocks, block = task % blocks;
      const auto cached = cached_head(a, kv_head);
      for (std::size_t from = 0; from < group; from += cpu::kScanQueries) {
        const std::size_t head = kv_head * group + from, count = std::min(cpu::kScanQueries, group - from);
        scan_rows(kernels_, cached, cache, ConstMatrix(q.row(0) + head * a.head_dim, count, a.head_dim),
                  std::span(seen).first(count), block * cpu::kScanBlock, (block + 1) * cpu::kScanBlock, a.scale,
                  softmaxes.part(block, head, count), attention_scratch(thread, scan_scratch(cached)));
      }
    }
  });
  for (std::size_t head = 0; head < a.heads; ++head)
    std::copy_n(softmaxes.total(head).row(0), a.head_dim, out.row(0) + head * a.head_dim);
}

void CpuBackend::grouped_attention_of_few(const GroupedAttention& a, ConstMatrix q, LayerCache cache, std::size_t first,
                                          Matrix out) {
  // The queries of a key-value head, token by token, and within a token head by head.
  const std::size_t group = a.heads / a.kv_heads;
  const std::size_t queries = q.rows * group;
  const std::size_t batches = (queries + cpu::kScanQueries - 1) / cpu::kScanQueries;
  pool_.parallel_for(a.kv_heads * batches, 1, [&](std::size_t begin, std::size_t end, unsigned thread) {
    for (std::size_t task = begin; task < end; ++task) {
      const std::size_t kv_head = task / batches;
      const auto cached = cached_head(a, kv_head);
      float* const values = attention_scratch(thread, 2 * cpu::kScanQueries * a.head_dim + scan_scratch(cached));
      const std::size_t from = task % batches * cpu::kScanQueries;
      const std::size_t count = std::min(cpu::kScanQueries, queries - from);
      const Matrix batch(values, count, a.head_dim);
      const Matrix sums(values + cpu::kScanQueries * a.head_dim, count, a.head_dim);
      std::array<std::size_t, cpu::kScanQueries> seen;
      const auto column = [&](std::size_t i) { return (kv_head * group + (from + i) % group) * a.head_dim; };
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t token = (from + i) / group;
        seen[i] = first + token + 1;
        std::copy_n(q.row(token) + column(i), a.head_dim, batch.row(i));
      }
      scan_cache(kernels_, cached, cache, batch, std::span(seen).first(count), a.scale, sums,
                 sums.row(0) + cpu::kScanQueries * a.head_dim);
      for (std::size_t i = 0; i < count; ++i)
        std::copy_n(sums.row(i), a.head_dim, out.row((from + i) / group) + column(i));
    }
  });
}

void CpuBackend::grouped_attention_of_many(const GroupedAttention& a, ConstMatrix q, LayerCache cache,
                                           std::size_t first, Matrix out) {
  const std::size_t group = a.heads / a.kv_heads;
  for_query_parts(a.kv_heads, q.rows, [&](std::size_t kv_head, std::size_t begin, std::size_t end, unsigned thread) {
    const auto cached = cached_head(a, kv_head);
    const std::size_t tokens = end - begin, dim = a.head_dim;
    float* const memory =
        attention_scratch(thread, cpu::FloatBlock::floats(dim, dim) + cpu::kScanBlock * dim + 2 * group * tokens);
    const cpu::FloatBlock block(dim, dim, memory);
    const Matrix keys(memory + cpu::FloatBlock::floats(dim, dim), cpu::kScanBlock, dim);
    float* const softmax = keys.row(cpu::kScanBlock);
    const auto part = [&](std::size_t head) {
      const Matrix sums = out.slice(begin, tokens).block((kv_head * group + head) * dim, dim);
      return cpu::PartialSoftmax{sums, softmax + 2 * head * tokens, softmax + (2 * head + 1) * tokens};
    };
    for (std::size_t head = 0; head < group; ++head)
      part(head).clear();
    for (std::size_t from = 0; from < first + end; from += cpu::kScanBlock) {
      const std::size_t rows = std::min(cpu::kScanBlock, first + end - from);
      for (std::size_t j = 0; j < rows; ++j) {
        decode_cached(kernels_, cache, from + j, cached.key_offset, keys.row_span(j));
        decode_cached(kernels_, cache, from + j, cached.value_offset, {block.values + j * dim, dim});
      }
      block.set_keys(0, keys.top(rows));
      for (std::size_t head = 0; head < group; ++head)
        scan_block(kernels_, block, from, rows, q.slice(begin, tokens).block((kv_head * group + head) * dim, dim),
                   first + begin, a.scale, part(head));
    }
    for (std::size_t head = 0; head < group; ++head)
      part(head).finish();
  });
}

}  // namespace mingsi::engine
