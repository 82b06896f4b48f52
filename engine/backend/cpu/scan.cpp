// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/scan.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace mingsi::engine::cpu {
namespace {

// Cached rows decoded at a time for few queries.
constexpr std::size_t kRowsAtOnce = 32;
static_assert(kScanBlock % kRowsAtOnce == 0);

constexpr float kNothing = -std::numeric_limits<float>::infinity();

/// Takes the scores of up to kBlockTokens queries from `query` on with some rows; how many of these each sees.
void take_scores(const Kernels& kernels, float* score, std::size_t stride, std::size_t query,
                 std::span<const std::size_t> visible, float scale, const float* values, std::size_t value_stride,
                 const PartialSoftmax& part) {
  const std::size_t width = part.sums.columns;
  for (std::size_t t = 0; t < visible.size(); ++t) {
    if (visible[t] == 0) continue;
    float added = 0;
    float& highest = part.highest[query + t];
    const float top = kernels.softmax_step(score + t * stride, visible[t], scale, highest, &added);
    const float shrink = std::exp(highest - top);
    highest = top;
    part.denominator[query + t] = part.denominator[query + t] * shrink + added;
    if (shrink != 1.0f)
      for (float& sum : part.sums.row_span(query + t))
        sum *= shrink;
  }
  const auto add = [&](std::size_t t, std::size_t tokens, std::size_t first, std::size_t last) {
    kernels.weighted_sum(score + t * stride + first, stride, tokens, values + first * value_stride, value_stride,
                         last - first, part.sums.row(query + t), part.sums.stride, width);
  };
  // They see the same rows, but in the tiles where they end.
  const std::size_t all = *std::ranges::min_element(visible);
  add(0, visible.size(), 0, all);
  for (std::size_t t = 0; t < visible.size(); ++t)
    if (visible[t] > all) add(t, 1, all, visible[t]);
}

}  // namespace

void PartialSoftmax::clear() const {
  std::fill_n(highest, sums.rows, kNothing);
  std::fill_n(denominator, sums.rows, 0.0f);
  for (std::size_t i = 0; i < sums.rows; ++i)
    std::ranges::fill(sums.row_span(i), 0.0f);
}

void PartialSoftmax::finish() const {
  for (std::size_t i = 0; i < sums.rows; ++i) {
    const float inverse = 1.0f / denominator[i];
    for (float& sum : sums.row_span(i))
      sum *= inverse;
  }
}

void PartialSoftmax::add(std::size_t query, const PartialSoftmax& behind, std::size_t query_behind) const {
  const float other = behind.highest[query_behind];
  if (other == kNothing && behind.denominator[query_behind] == 0) return;
  const float top = std::max(highest[query], other);
  const float keep = std::exp(highest[query] - top);
  const float take = std::exp(other - top);
  highest[query] = top;
  denominator[query] = denominator[query] * keep + behind.denominator[query_behind] * take;
  float* const sum = sums.row(query);
  const float* const more = behind.sums.row(query_behind);
  for (std::size_t k = 0; k < sums.columns; ++k)
    sum[k] = sum[k] * keep + more[k] * take;
}

PartialSoftmax BlockSoftmaxes::part(std::size_t block, std::size_t head, std::size_t count) const {
  const std::size_t at = block * heads_ + head;
  float* const highest = memory_ + heads_ * blocks_ * width_;
  return {Matrix(memory_ + at * width_, count, width_), highest + at, highest + heads_ * blocks_ + at};
}

Matrix BlockSoftmaxes::total(std::size_t head) const {
  const auto all = part(0, head, 1);
  for (std::size_t block = 1; block < blocks_; ++block)
    all.add(0, part(block, head, 1), 0);
  all.finish();
  return all.sums;
}

void decode_cached(const Kernels& kernels, LayerCache cache, std::size_t position, std::size_t offset,
                   std::span<float> out) {
  kernels.dequantize(cache.dtype(), cache.row(position) + row_bytes(cache.dtype(), offset), out.data(), out.size());
}

std::size_t scan_scratch(const CachedHead& head) {
  return kRowsAtOnce * (head.key_width + head.value_width) + kRowsAtOnce * kBlockTokens +
         kScanQueries * head.value_width;
}

void scan_rows(const Kernels& kernels, const CachedHead& head, LayerCache cache, ConstMatrix queries,
               std::span<const std::size_t> seen, std::size_t from, std::size_t to, float scale,
               const PartialSoftmax& part, float* memory) {
  float* const keys = memory;
  float* const own_values = keys + kRowsAtOnce * head.key_width;
  float* const score = own_values + kRowsAtOnce * head.value_width;
  const bool shared =
      head.value_offset >= head.key_offset && head.value_offset + head.value_width <= head.key_offset + head.key_width;
  const float* const values = shared ? keys + (head.value_offset - head.key_offset) : own_values;
  const std::size_t value_stride = shared ? head.key_width : head.value_width;

  part.clear();
  const std::size_t length = std::min(to, seen.back());
  for (std::size_t start = from; start < length; start += kRowsAtOnce) {
    const std::size_t rows = std::min(kRowsAtOnce, length - start);
    for (std::size_t j = 0; j < rows; ++j) {
      decode_cached(kernels, cache, start + j, head.key_offset, {keys + j * head.key_width, head.key_width});
      if (!shared)
        decode_cached(kernels, cache, start + j, head.value_offset,
                      {own_values + j * head.value_width, head.value_width});
    }
    for (std::size_t i = 0; i < queries.rows; i += kBlockTokens) {
      const std::size_t count = std::min(kBlockTokens, queries.rows - i);
      if (start >= seen[i + count - 1]) continue;
      for (std::size_t j = 0; j < rows; j += kBlockRows)
        kernels.dot_block(keys + j * head.key_width, head.key_width, std::min(kBlockRows, rows - j), queries.row(i),
                          queries.stride, count, head.key_width, score + j, kRowsAtOnce);
      std::array<std::size_t, kBlockTokens> visible;
      for (std::size_t t = 0; t < count; ++t)
        visible[t] = start < seen[i + t] ? std::min(rows, seen[i + t] - start) : 0;
      take_scores(kernels, score, kRowsAtOnce, i, std::span(visible).first(count), scale, values, value_stride, part);
    }
  }
}

void scan_cache(const Kernels& kernels, const CachedHead& head, LayerCache cache, ConstMatrix queries,
                std::span<const std::size_t> seen, float scale, Matrix sums, float* memory) {
  std::array<float, kScanQueries> highest, denominator, part_highest, part_denominator;
  const PartialSoftmax total{sums, highest.data(), denominator.data()};
  const std::size_t work = scan_scratch(head) - kScanQueries * head.value_width;
  const PartialSoftmax part{Matrix(memory + work, queries.rows, head.value_width), part_highest.data(),
                            part_denominator.data()};
  scan_rows(kernels, head, cache, queries, seen, 0, kScanBlock, scale, total, memory);
  for (std::size_t from = kScanBlock; from < seen.back(); from += kScanBlock) {
    scan_rows(kernels, head, cache, queries, seen, from, from + kScanBlock, scale, part, memory);
    for (std::size_t i = 0; i < queries.rows; ++i)
      total.add(i, part, i);
  }
  total.finish();
}

void FloatBlock::set_keys(std::size_t column, ConstMatrix from) const {
  // A few rows at a time: a line of the cache is written whole.
  constexpr std::size_t kLine = 16;
  for (std::size_t i = 0; i < from.rows; i += kLine) {
    const std::size_t some = std::min(kLine, from.rows - i);
    float* out = keys + i / kScanTile * kScanTile * key_width + column * kScanTile + i % kScanTile;
    for (std::size_t k = 0; k < from.columns; ++k, out += kScanTile)
      for (std::size_t j = 0; j < some; ++j)
        out[j] = from.row(i + j)[k];
  }
}

void scan_block(const Kernels& kernels, const FloatBlock& block, std::size_t from, std::size_t rows,
                ConstMatrix queries, std::size_t position, float scale, const PartialSoftmax& part) {
  alignas(64) float score[kBlockTokens * kScanTile];
  for (std::size_t i = 0; i < queries.rows; i += kBlockTokens) {
    const std::size_t count = std::min(kBlockTokens, queries.rows - i);
    // So many rows of the block the last of these queries sees.
    const std::size_t last = position + i + count;
    const std::size_t length = last > from ? std::min(rows, last - from) : 0;
    for (std::size_t start = 0; start < length; start += kScanTile) {
      const std::size_t some = std::min(kScanTile, length - start);
      std::fill_n(score, count * kScanTile, 0.0f);
      kernels.weighted_sum(queries.row(i), queries.stride, count, block.keys + start * block.key_width, kScanTile,
                           block.key_width, score, kScanTile, kScanTile);
      std::array<std::size_t, kBlockTokens> visible;
      for (std::size_t t = 0; t < count; ++t) {
        const std::size_t own = position + i + t + 1, tile = from + start;
        visible[t] = own > tile ? std::min(some, own - tile) : 0;
      }
      take_scores(kernels, score, kScanTile, i, std::span(visible).first(count), scale,
                  block.values + start * block.value_width, block.value_width, part);
    }
  }
}

}  // namespace mingsi::engine::cpu
