// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/backend/cpu/cpu_backend.h"

namespace mingsi::engine {
namespace {

// Cached rows decoded at a time, and tokens that share a decoded tile. Tiles start at position 0 whatever the chunk,
// so that a token's result does not depend on how its prompt was cut.
constexpr std::size_t kTile = 32;
constexpr std::size_t kTokens = 8;

}  // namespace

void CpuBackend::latent_attention(const LatentAttention& a, ConstMatrix q, LatentCache cache, std::size_t first,
                                  Matrix out) {
  const std::size_t groups = (q.rows + kTokens - 1) / kTokens;
  pool_.parallel_for(a.heads * groups, 1, [&](std::size_t begin, std::size_t end, unsigned thread) {
    for (std::size_t task = begin; task < end; ++task) {
      const std::size_t from = task % groups * kTokens;
      attend(a, task / groups, q, cache, first, from, std::min(from + kTokens, q.rows), out, thread);
    }
  });
}

void CpuBackend::attend(const LatentAttention& a, std::size_t head, ConstMatrix q, LatentCache cache, std::size_t first,
                        std::size_t begin, std::size_t end, Matrix out, unsigned thread) {
  const std::size_t tokens = end - begin;
  const std::size_t width = a.latent_dim + a.rope_dim;
  const std::size_t decoded_rows = std::max(a.nope_dim, std::max(a.value_dim, a.latent_dim));
  const std::size_t decoded_columns = std::max(a.latent_dim, a.nope_dim);

  float* queries = scratch(thread, kTokens * width + kTokens * a.latent_dim + kTile * width + kTokens * kTile +
                                       decoded_rows * decoded_columns);
  float* sums = queries + kTokens * width;
  float* tile = sums + kTokens * a.latent_dim;
  float* scores = tile + kTile * width;
  float* decoded = scores + kTokens * kTile;
  const auto decode = [&](const Weight& w, std::size_t row, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i)
      kernels_.dequantize(w.type, w.row(row + i), decoded + i * w.columns, w.columns);
  };

  // Absorb the key projection into the query: q_nope · W_key, then q_rope beside it.
  decode(a.key, head * a.key_stride, a.key_transposed ? a.latent_dim : a.nope_dim);
  for (std::size_t t = 0; t < tokens; ++t) {
    const float* source = q.row(begin + t) + head * (a.nope_dim + a.rope_dim);
    float* query = queries + t * width;
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
  }

  // Online softmax over tiles of the cache (Milakov & Gimelshein 2018, arXiv 1805.02867).
  float highest[kTokens];
  float denominator[kTokens];
  std::fill_n(highest, kTokens, -std::numeric_limits<float>::infinity());
  std::fill_n(denominator, kTokens, 0.0f);
  std::fill_n(sums, tokens * a.latent_dim, 0.0f);
  const std::size_t length = first + end;  // what the last token sees
  for (std::size_t start = 0; start < length; start += kTile) {
    const std::size_t rows = std::min(kTile, length - start);
    for (std::size_t j = 0; j < rows; ++j)
      kernels_.dequantize(cache.dtype(), cache.row(start + j), tile + j * width, width);
    for (std::size_t t = 0; t < tokens; ++t) {
      const std::size_t seen = first + begin + t + 1;
      if (start >= seen) continue;
      const std::size_t visible = std::min(rows, seen - start);
      float* score = scores + t * kTile;
      for (std::size_t j = 0; j < visible; j += cpu::kBlockRows)
        kernels_.dot_block(tile + j * width, width, std::min(cpu::kBlockRows, visible - j), queries + t * width, 0, 1,
                           width, score + j, 0);
      float top = highest[t];
      for (std::size_t j = 0; j < visible; ++j)
        top = std::max(top, score[j] *= a.scale);
      float* sum = sums + t * a.latent_dim;
      const float shrink = std::exp(highest[t] - top);
      highest[t] = top;
      denominator[t] *= shrink;
      if (shrink != 1.0f)
        for (std::size_t i = 0; i < a.latent_dim; ++i)
          sum[i] *= shrink;
      for (std::size_t j = 0; j < visible; ++j) {
        const float p = std::exp(score[j] - top);
        denominator[t] += p;
        kernels_.axpy(p, tile + j * width, sum, a.latent_dim);
      }
    }
  }

  decode(a.value, a.value_offset + head * a.value_stride, a.value_dim);
  for (std::size_t t = 0; t < tokens; ++t) {
    float* sum = sums + t * a.latent_dim;
    const float inverse = 1.0f / denominator[t];
    for (std::size_t i = 0; i < a.latent_dim; ++i)
      sum[i] *= inverse;
    float* result = out.row(begin + t) + head * a.value_dim;
    for (std::size_t r = 0; r < a.value_dim; r += cpu::kBlockRows)
      kernels_.dot_block(decoded + r * a.latent_dim, a.latent_dim, std::min(cpu::kBlockRows, a.value_dim - r), sum, 0,
                         1, a.latent_dim, result + r, 0);
  }
}

}  // namespace mingsi::engine
