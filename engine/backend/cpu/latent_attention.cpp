// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <utility>

#include "engine/backend/cpu/cpu_backend.h"
#include "engine/backend/cpu/scan.h"

namespace mingsi::engine {
namespace {

/// All heads see the cached row as their key, and its latent part as their value.
cpu::CachedHead absorbed_head(const LatentAttention& a, LayerCache cache) { return {0, cache.width, 0, a.latent_dim}; }

/// The rows of a head's key projection.
Weight key_projection(const LatentAttention& a, std::size_t head) {
  return a.key.slice(head * a.key_stride, a.key_transposed ? a.latent_dim : a.nope_dim);
}

Weight value_projection(const LatentAttention& a, std::size_t head) {
  return a.value.slice(a.value_offset + head * a.value_stride, a.value_dim);
}

}  // namespace

void CpuBackend::latent_attention(const LatentAttention& a, ConstMatrix q, LayerCache cache, Position at, Matrix out) {
  if (q.rows == 1) return attend_token(a, q, cache, at.first, out);
  if (expands(a, q.rows)) return attend_expanded(a, q, cache, at.first, out);
  const std::size_t groups = (q.rows + cpu::kScanQueries - 1) / cpu::kScanQueries;
  pool_.parallel_for(a.heads * groups, 1, [&](std::size_t begin, std::size_t end, unsigned thread) {
    for (std::size_t task = begin; task < end; ++task) {
      const std::size_t from = task % groups * cpu::kScanQueries;
      attend_absorbed(a, task / groups, q, cache, at.first, from, std::min(from + cpu::kScanQueries, q.rows), out,
                      thread);
    }
  });
}

bool CpuBackend::expands(const LatentAttention& a, std::size_t tokens) const {
  const auto fast = [this](const Weight& w) { return coded_traits(w.type) || tiled(w); };
  const bool floats = a.key_transposed || !fast(a.key) || !fast(a.value);
  return large(tokens) && (!floats || tokens >= cpu::kLargePassOfFloats);
}

std::size_t CpuBackend::heads_at_once(std::size_t heads, std::size_t blocks) const {
  // A thread's last block may be a short one, or none: with so many for each that matters little.
  constexpr std::size_t kBlocksForThread = 8;
  std::size_t batch = std::min(heads, cpu::kScanQueries);
  const auto tasks = [&] { return (heads + batch - 1) / batch * blocks; };
  const auto even = [&] { return (heads / batch) % pool_.size() == 0; };
  while (!even() && tasks() < kBlocksForThread * pool_.size() && batch % (2 * cpu::kBlockTokens) == 0)
    batch /= 2;
  return batch;
}

void CpuBackend::attend_token(const LatentAttention& a, ConstMatrix q, LayerCache cache, std::size_t first,
                              Matrix out) {
  const std::size_t width = cache.width;
  const auto cached = absorbed_head(a, cache);
  const std::size_t length = first + 1;
  const std::size_t blocks = cpu::scan_blocks(length);
  const std::size_t batch = heads_at_once(a.heads, blocks);
  const std::size_t batches = (a.heads + batch - 1) / batch;
  float* const memory = at_least(token_, a.heads * width + cpu::BlockSoftmaxes::floats(a.heads, a.latent_dim, blocks));
  const Matrix queries(memory, a.heads, width);
  const cpu::BlockSoftmaxes softmaxes(a.heads, a.latent_dim, blocks, memory + a.heads * width);

  pool_.parallel_for(a.heads, 1, [&](std::size_t begin, std::size_t end, unsigned thread) {
    for (std::size_t head = begin; head < end; ++head)
      absorb(a, head, q, queries.slice(head, 1), thread);
  });
  std::array<std::size_t, cpu::kScanQueries> seen;
  seen.fill(length);
  pool_.parallel_for(batches * blocks, 1, [&](std::size_t begin, std::size_t end, unsigned thread) {
    for (std::size_t task = begin; task < end; ++task) {
      const std::size_t head = task / blocks * batch, block = task % blocks;
      const std::size_t count = std::min(batch, a.heads - head);
      scan_rows(kernels_, cached, cache, queries.slice(head, count), std::span(seen).first(count),
                block * cpu::kScanBlock, (block + 1) * cpu::kScanBlock, a.scale, softmaxes.part(block, head, count),
                attention_scratch(thread, scan_scratch(cached)));
    }
  });
  pool_.parallel_for(a.heads, 1, [&](std::size_t begin, std::size_t end, unsigned thread) {
    for (std::size_t head = begin; head < end; ++head)
      multiply_here(value_projection(a, head), softmaxes.total(head), out.block(head * a.value_dim, a.value_dim), false,
                    thread);
  });
}

void CpuBackend::absorb(const LatentAttention& a, std::size_t head, ConstMatrix q, Matrix queries, unsigned thread) {
  // q_nope · W_key, then q_rope beside it.
  const Weight key = key_projection(a, head);
  auto& decoded = workers_[thread].projection;
  decoded.resize(std::max(decoded.size(), key.rows * key.columns));
  for (std::size_t i = 0; i < key.rows; ++i)
    decode_row(key, i, &decoded[i * key.columns]);
  for (std::size_t t = 0; t < q.rows; ++t) {
    const float* source = q.row(t) + head * (a.nope_dim + a.rope_dim);
    float* query = queries.row(t);
    std::fill_n(query, a.latent_dim, 0.0f);
    if (a.key_transposed) {
      for (std::size_t r = 0; r < a.latent_dim; r += cpu::kBlockRows)
        kernels_.dot_block(&decoded[r * a.nope_dim], a.nope_dim, std::min(cpu::kBlockRows, a.latent_dim - r), source, 0,
                           1, a.nope_dim, query + r, 0);
    } else {
      for (std::size_t d = 0; d < a.nope_dim; ++d)
        kernels_.axpy(source[d], &decoded[d * a.latent_dim], query, a.latent_dim);
    }
    std::copy_n(source + a.nope_dim, a.rope_dim, query + a.latent_dim);
    std::fill(query + a.latent_dim + a.rope_dim, query + queries.columns, 0.0f);
  }
}

void CpuBackend::attend_absorbed(const LatentAttention& a, std::size_t head, ConstMatrix q, LayerCache cache,
                                 std::size_t first, std::size_t begin, std::size_t end, Matrix out, unsigned thread) {
  const std::size_t tokens = end - begin;
  const std::size_t width = cache.width;
  const auto cached = absorbed_head(a, cache);
  float* const memory = attention_scratch(thread, cpu::kScanQueries * (width + a.latent_dim) + scan_scratch(cached));
  const Matrix queries(memory, tokens, width);
  const Matrix sums(memory + cpu::kScanQueries * width, tokens, a.latent_dim);
  std::array<std::size_t, cpu::kScanQueries> seen;
  for (std::size_t t = 0; t < tokens; ++t)
    seen[t] = first + begin + t + 1;
  absorb(a, head, q.slice(begin, tokens), queries, thread);
  scan_cache(kernels_, cached, cache, queries, std::span(seen).first(tokens), a.scale, sums,
             sums.row(0) + cpu::kScanQueries * a.latent_dim);
  multiply_here(value_projection(a, head), sums, out.slice(begin, tokens).block(head * a.value_dim, a.value_dim), false,
                thread);
}

void CpuBackend::attend_expanded(const LatentAttention& a, ConstMatrix q, LayerCache cache, std::size_t first,
                                 Matrix out) {
  const std::size_t key_dim = a.nope_dim + a.rope_dim;
  for_query_parts(a.heads, q.rows, [&](std::size_t head, std::size_t begin, std::size_t end, unsigned thread) {
    const std::size_t tokens = end - begin;
    const Weight key = upright_key(a, head, thread), value = value_projection(a, head);
    float* memory = attention_scratch(thread, cpu::FloatBlock::floats(key_dim, a.value_dim) +
                                                  cpu::kScanBlock * (cache.width + a.nope_dim) + 2 * tokens);
    const auto take = [&memory](std::size_t floats) { return std::exchange(memory, memory + floats); };
    const cpu::FloatBlock block(key_dim, a.value_dim, take(cpu::FloatBlock::floats(key_dim, a.value_dim)));
    const Matrix latents(take(cpu::kScanBlock * cache.width), cpu::kScanBlock, cache.width);
    const Matrix keys(take(cpu::kScanBlock * a.nope_dim), cpu::kScanBlock, a.nope_dim);
    const cpu::PartialSoftmax softmax{out.slice(begin, tokens).block(head * a.value_dim, a.value_dim), take(tokens),
                                      take(tokens)};
    softmax.clear();
    for (std::size_t from = 0; from < first + end; from += cpu::kScanBlock) {
      const std::size_t rows = std::min(cpu::kScanBlock, first + end - from);
      for (std::size_t j = 0; j < rows; ++j)
        decode_cached(kernels_, cache, from + j, 0, latents.row_span(j));
      const ConstMatrix compressed = latents.top(rows).block(0, a.latent_dim);
      multiply_here(key, compressed, keys.top(rows), true, thread);
      multiply_here(value, compressed, Matrix(block.values, rows, a.value_dim), true, thread);
      block.set_keys(0, keys.top(rows));
      block.set_keys(a.nope_dim, latents.top(rows).block(a.latent_dim, a.rope_dim));
      scan_block(kernels_, block, from, rows, q.slice(begin, tokens).block(head * key_dim, key_dim), first + begin,
                 a.scale, softmax);
    }
    softmax.finish();
  });
}

Weight CpuBackend::upright_key(const LatentAttention& a, std::size_t head, unsigned thread) {
  const Weight key = key_projection(a, head);
  if (!a.key_transposed) return key;
  auto& upright = workers_[thread].projection;
  upright.resize(std::max(upright.size(), a.nope_dim * a.latent_dim + a.nope_dim));
  float* const row = &upright[a.nope_dim * a.latent_dim];
  for (std::size_t i = 0; i < a.latent_dim; ++i) {
    decode_row(key, i, row);
    for (std::size_t d = 0; d < a.nope_dim; ++d)
      upright[d * a.latent_dim + i] = row[d];
  }
  return {DType::F32, a.nope_dim, a.latent_dim, reinterpret_cast<const std::byte*>(upright.data()), nullptr, 0};
}

}  // namespace mingsi::engine
