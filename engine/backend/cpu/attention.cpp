// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "engine/backend/cpu/cpu_backend.h"

namespace mingsi::engine {
namespace {

// Cached rows decoded at a time, and queries that share a decoded tile. Tiles start at position 0 whatever the chunk,
// so that a token's result does not depend on how its prompt was cut.
constexpr std::size_t kTile = 32;
constexpr std::size_t kQueries = 32;
// Rows that have a softmax of their own: threads share a long cache out by these.
constexpr std::size_t kBlock = 512;
static_assert(kBlock % kTile == 0);

constexpr float kNothing = -std::numeric_limits<float>::infinity();

std::size_t decoded_size(const LatentAttention& a) {
  return std::max({a.nope_dim, a.value_dim, a.latent_dim}) * std::max(a.latent_dim, a.nope_dim);
}

}  // namespace

std::size_t CpuBackend::scan_scratch(const CachedHead& head) {
  return kTile * (head.key_width + head.value_width) + kTile * cpu::kBlockTokens + kQueries * head.value_width;
}

void CpuBackend::scan_rows(const CachedHead& head, LayerCache cache, ConstMatrix queries,
                           std::span<const std::size_t> seen, std::size_t from, std::size_t to, float scale,
                           const PartialSoftmax& part, float* memory) const {
  float* const keys = memory;
  float* const own_values = keys + kTile * head.key_width;
  float* const score = own_values + kTile * head.value_width;
  const bool shared =
      head.value_offset >= head.key_offset && head.value_offset + head.value_width <= head.key_offset + head.key_width;
  const float* const values = shared ? keys + (head.value_offset - head.key_offset) : own_values;
  const std::size_t value_stride = shared ? head.key_width : head.value_width;
  const auto decode = [&](std::size_t position, std::size_t offset, std::size_t width, float* out) {
    kernels_.dequantize(cache.dtype(), cache.row(position) + row_bytes(cache.dtype(), offset), out, width);
  };

  // Online softmax over tiles of the cache (Milakov & Gimelshein 2018, arXiv 1805.02867).
  for (std::size_t i = 0; i < queries.rows; ++i) {
    part.highest[i] = kNothing;
    part.denominator[i] = 0;
    std::fill_n(part.sums.row(i), head.value_width, 0.0f);
  }
  const std::size_t length = std::min(to, seen.back());
  for (std::size_t start = from; start < length; start += kTile) {
    const std::size_t rows = std::min(kTile, length - start);
    for (std::size_t j = 0; j < rows; ++j) {
      decode(start + j, head.key_offset, head.key_width, keys + j * head.key_width);
      if (!shared) decode(start + j, head.value_offset, head.value_width, own_values + j * head.value_width);
    }
    for (std::size_t i = 0; i < queries.rows; i += cpu::kBlockTokens) {
      const std::size_t count = std::min(cpu::kBlockTokens, queries.rows - i);
      if (start >= seen[i + count - 1]) continue;
      for (std::size_t j = 0; j < rows; j += cpu::kBlockRows)
        kernels_.dot_block(keys + j * head.key_width, head.key_width, std::min(cpu::kBlockRows, rows - j),
                           queries.row(i), queries.stride, count, head.key_width, score + j, kTile);
      // How many rows of the tile each of the queries sees: the same, but in the tiles where they end.
      std::array<std::size_t, cpu::kBlockTokens> visible;
      for (std::size_t t = 0; t < count; ++t) {
        visible[t] = start < seen[i + t] ? std::min(rows, seen[i + t] - start) : 0;
        if (visible[t] == 0) continue;
        float added = 0;
        float& highest = part.highest[i + t];
        const float top = kernels_.softmax_step(score + t * kTile, visible[t], scale, highest, &added);
        const float shrink = std::exp(highest - top);
        highest = top;
        part.denominator[i + t] = part.denominator[i + t] * shrink + added;
        if (shrink != 1.0f)
          for (std::size_t k = 0; k < head.value_width; ++k)
            part.sums.row(i + t)[k] *= shrink;
      }
      const auto add = [&](std::size_t t, std::size_t tokens, std::size_t first, std::size_t last) {
        kernels_.weighted_sum(score + t * kTile + first, kTile, tokens, values + first * value_stride, value_stride,
                              last - first, part.sums.row(i + t), part.sums.stride, head.value_width);
      };
      const std::size_t all = *std::min_element(visible.begin(), visible.begin() + static_cast<std::ptrdiff_t>(count));
      add(0, count, 0, all);
      for (std::size_t t = 0; t < count; ++t)
        if (visible[t] > all) add(t, 1, all, visible[t]);
    }
  }
}

void CpuBackend::merge(const PartialSoftmax& total, std::size_t row, const PartialSoftmax& part, std::size_t part_row,
                       std::size_t width) {
  const float other = part.highest[part_row];
  if (other == kNothing && part.denominator[part_row] == 0) return;
  const float top = std::max(total.highest[row], other);
  const float keep = std::exp(total.highest[row] - top);
  const float add = std::exp(other - top);
  total.highest[row] = top;
  total.denominator[row] = total.denominator[row] * keep + part.denominator[part_row] * add;
  float* const sum = total.sums.row(row);
  const float* const more = part.sums.row(part_row);
  for (std::size_t k = 0; k < width; ++k)
    sum[k] = sum[k] * keep + more[k] * add;
}

void CpuBackend::scan_cache(const CachedHead& head, LayerCache cache, ConstMatrix queries,
                            std::span<const std::size_t> seen, float scale, Matrix sums, float* memory) const {
  std::array<float, kQueries> highest, denominator, part_highest, part_denominator;
  const PartialSoftmax total{sums, highest.data(), denominator.data()};
  const std::size_t work = scan_scratch(head) - kQueries * head.value_width;
  const PartialSoftmax part{Matrix(memory + work, queries.rows, head.value_width), part_highest.data(),
                            part_denominator.data()};
  scan_rows(head, cache, queries, seen, 0, kBlock, scale, total, memory);
  for (std::size_t from = kBlock; from < seen.back(); from += kBlock) {
    scan_rows(head, cache, queries, seen, from, from + kBlock, scale, part, memory);
    for (std::size_t i = 0; i < queries.rows; ++i)
      merge(total, i, part, i, head.value_width);
  }
  for (std::size_t i = 0; i < queries.rows; ++i) {
    const float inverse = 1.0f / denominator[i];
    for (std::size_t k = 0; k < head.value_width; ++k)
      sums.row(i)[k] *= inverse;
  }
}

void CpuBackend::latent_attention(const LatentAttention& a, ConstMatrix q, LayerCache cache, Position at, Matrix out) {
  const std::size_t first = at.first;
  if (q.rows == 1) return attend_token(a, q, cache, first, out);
  const std::size_t groups = (q.rows + kQueries - 1) / kQueries;
  pool_.parallel_for(a.heads * groups, 1, [&](std::size_t begin, std::size_t end, unsigned thread) {
    for (std::size_t task = begin; task < end; ++task) {
      const std::size_t from = task % groups * kQueries;
      attend_latent(a, task / groups, q, cache, first, from, std::min(from + kQueries, q.rows), out, thread);
    }
  });
}

void CpuBackend::attend_token(const LatentAttention& a, ConstMatrix q, LayerCache cache, std::size_t first,
                              Matrix out) {
  const std::size_t width = cache.width;
  const CachedHead cached{0, width, 0, a.latent_dim};
  const std::size_t length = first + 1;
  const std::size_t blocks = (length + kBlock - 1) / kBlock;
  const std::size_t batches = (a.heads + kQueries - 1) / kQueries;
  token_.resize(std::max(token_.size(), a.heads * (width + blocks * (a.latent_dim + 2))));
  const Matrix queries(token_.data(), a.heads, width);
  float* const sums = token_.data() + a.heads * width;
  float* const highest = sums + blocks * a.heads * a.latent_dim;
  float* const denominator = highest + blocks * a.heads;
  const auto part = [&](std::size_t block, std::size_t head) {
    const std::size_t at = block * a.heads + head;
    return PartialSoftmax{Matrix(sums + at * a.latent_dim, a.heads - head, a.latent_dim), highest + at,
                          denominator + at};
  };

  pool_.parallel_for(a.heads, 1, [&](std::size_t begin, std::size_t end, unsigned thread) {
    for (std::size_t head = begin; head < end; ++head)
      absorb(a, head, q, queries.slice(head, 1), scratch(thread, decoded_size(a)));
  });
  std::array<std::size_t, kQueries> seen;
  seen.fill(length);
  pool_.parallel_for(batches * blocks, 1, [&](std::size_t begin, std::size_t end, unsigned thread) {
    for (std::size_t task = begin; task < end; ++task) {
      const std::size_t head = task % batches * kQueries;
      const std::size_t count = std::min(kQueries, a.heads - head);
      const std::size_t block = task / batches;
      scan_rows(cached, cache, queries.slice(head, count), std::span(seen).first(count), block * kBlock,
                (block + 1) * kBlock, a.scale, part(block, head), scratch(thread, scan_scratch(cached)));
    }
  });
  pool_.parallel_for(a.heads, 1, [&](std::size_t begin, std::size_t end, unsigned thread) {
    for (std::size_t head = begin; head < end; ++head) {
      const PartialSoftmax total = part(0, head);
      for (std::size_t block = 1; block < blocks; ++block)
        merge(total, 0, part(block, head), 0, a.latent_dim);
      const float inverse = 1.0f / total.denominator[0];
      for (std::size_t k = 0; k < a.latent_dim; ++k)
        total.sums.row(0)[k] *= inverse;
      project(a, head, total.sums.slice(0, 1), out, scratch(thread, decoded_size(a)), thread);
    }
  });
}

void CpuBackend::absorb(const LatentAttention& a, std::size_t head, ConstMatrix q, Matrix queries,
                        float* decoded) const {
  // q_nope · W_key, then q_rope beside it.
  const std::size_t rows = a.key_transposed ? a.latent_dim : a.nope_dim;
  for (std::size_t i = 0; i < rows; ++i)
    decode_row(a.key, head * a.key_stride + i, decoded + i * a.key.columns);
  for (std::size_t t = 0; t < q.rows; ++t) {
    const float* source = q.row(t) + head * (a.nope_dim + a.rope_dim);
    float* query = queries.row(t);
    std::fill_n(query, a.latent_dim, 0.0f);
    if (a.key_transposed) {
      for (std::size_t r = 0; r < a.latent_dim; r += cpu::kBlockRows)
        kernels_.dot_block(decoded + r * a.nope_dim, a.nope_dim, std::min(cpu::kBlockRows, a.latent_dim - r), source, 0,
                           1, a.nope_dim, query + r, 0);
    } else {
      for (std::size_t d = 0; d < a.nope_dim; ++d)
        kernels_.axpy(source[d], decoded + d * a.latent_dim, query, a.latent_dim);
    }
    std::copy_n(source + a.nope_dim, a.rope_dim, query + a.latent_dim);
    std::fill(query + a.latent_dim + a.rope_dim, query + queries.columns, 0.0f);
  }
}

void CpuBackend::project(const LatentAttention& a, std::size_t head, ConstMatrix sums, Matrix out, float* decoded,
                         unsigned thread) {
  const std::size_t value_row = a.value_offset + head * a.value_stride;
  if (const auto* traits = coded_traits(a.value.type)) {
    multiply_values(a.value, *traits, value_row, a.value_dim, sums, out.block(head * a.value_dim, a.value_dim), thread);
    return;
  }
  for (std::size_t i = 0; i < a.value_dim; ++i)
    decode_row(a.value, value_row + i, decoded + i * a.value.columns);
  for (std::size_t t = 0; t < sums.rows; ++t) {
    float* result = out.row(t) + head * a.value_dim;
    for (std::size_t r = 0; r < a.value_dim; r += cpu::kBlockRows)
      kernels_.dot_block(decoded + r * a.latent_dim, a.latent_dim, std::min(cpu::kBlockRows, a.value_dim - r),
                         sums.row(t), 0, 1, a.latent_dim, result + r, 0);
  }
}

void CpuBackend::attend_latent(const LatentAttention& a, std::size_t head, ConstMatrix q, LayerCache cache,
                               std::size_t first, std::size_t begin, std::size_t end, Matrix out, unsigned thread) {
  const std::size_t tokens = end - begin;
  const std::size_t width = cache.width;
  const CachedHead cached{0, width, 0, a.latent_dim};
  float* const query_values =
      scratch(thread, kQueries * (width + a.latent_dim) + decoded_size(a) + scan_scratch(cached));
  float* const sum_values = query_values + kQueries * width;
  float* const decoded = sum_values + kQueries * a.latent_dim;
  const Matrix queries(query_values, tokens, width);
  const Matrix sums(sum_values, tokens, a.latent_dim);
  std::array<std::size_t, kQueries> seen;
  for (std::size_t t = 0; t < tokens; ++t)
    seen[t] = first + begin + t + 1;
  absorb(a, head, q.slice(begin, tokens), queries, decoded);
  scan_cache(cached, cache, queries, std::span(seen).first(tokens), a.scale, sums, decoded + decoded_size(a));
  project(a, head, sums, out.slice(begin, tokens), decoded, thread);
}

void CpuBackend::multiply_values(const Weight& w, const CodeTraits& traits, std::size_t row, std::size_t rows,
                                 ConstMatrix x, Matrix y, unsigned thread) {
  auto& buffer = value_codes_[thread];
  const auto coded = buffer.make_room(x.rows, x.columns, traits);
  std::array<std::uint32_t, kQueries> tokens;
  for (std::size_t t = 0; t < x.rows; ++t) {
    tokens[t] = static_cast<std::uint32_t>(t);
    code_row(x, t, traits, buffer);
  }
  float sums[kQueries][cpu::kPanelRows];
  for (std::size_t r = 0; r < rows; r += cpu::kPanelRows) {
    const std::size_t count = std::min(cpu::kPanelRows, rows - r);
    multiply_rows(w, traits, row + r, count, coded, std::span(tokens).first(x.rows), sums, w.row(row + r + count),
                  panels_[thread]);
    for (std::size_t t = 0; t < x.rows; ++t)
      std::copy_n(sums[t], count, y.row(t) + r);
  }
}

void CpuBackend::grouped_attention(const GroupedAttention& a, ConstMatrix q, LayerCache cache, Position at,
                                   Matrix out) {
  const std::size_t first = at.first;
  // The queries of a key-value head, token by token, and within a token head by head.
  const std::size_t group = a.heads / a.kv_heads;
  const std::size_t queries = q.rows * group;
  const std::size_t batches = (queries + kQueries - 1) / kQueries;
  pool_.parallel_for(a.kv_heads * batches, 1, [&](std::size_t begin, std::size_t end, unsigned thread) {
    for (std::size_t task = begin; task < end; ++task) {
      const std::size_t kv_head = task / batches;
      const CachedHead cached{kv_head * a.head_dim, a.head_dim, (a.kv_heads + kv_head) * a.head_dim, a.head_dim};
      float* const values = scratch(thread, 2 * kQueries * a.head_dim + scan_scratch(cached));
      const std::size_t from = task % batches * kQueries;
      const std::size_t count = std::min(kQueries, queries - from);
      const Matrix batch(values, count, a.head_dim);
      const Matrix sums(values + kQueries * a.head_dim, count, a.head_dim);
      std::array<std::size_t, kQueries> seen;
      const auto column = [&](std::size_t i) { return (kv_head * group + (from + i) % group) * a.head_dim; };
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t token = (from + i) / group;
        seen[i] = first + token + 1;
        std::copy_n(q.row(token) + column(i), a.head_dim, batch.row(i));
      }
      scan_cache(cached, cache, batch, std::span(seen).first(count), a.scale, sums,
                 sums.row(0) + kQueries * a.head_dim);
      for (std::size_t i = 0; i < count; ++i)
        std::copy_n(sums.row(i), a.head_dim, out.row((from + i) / group) + column(i));
    }
  });
}

}  // namespace mingsi::engine
