// SPDX-License-Identifier: Apache-2.0
// Compiled with AVX-512, AVX512_BF16, AMX-TILE and AMX-BF16; entered only where the processor and the system have them.
#include <immintrin.h>

#include "engine/backend/cpu/tiles.h"

namespace mingsi::engine::cpu {
namespace {

/// What LDTILECFG reads: palette 1, tiles of 16 rows of 64 bytes.
struct alignas(64) TileConfig {
  std::uint8_t palette = 1, start_row = 0, reserved[14] = {};
  std::uint16_t row_bytes[16] = {64, 64, 64, 64, 64, 64, 64, 64};
  std::uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
};
static_assert(sizeof(TileConfig) == 64);
constexpr TileConfig kConfig;

/// The compiler doesn't know that the intrinsics of tiles read memory.
void fence() { asm volatile("" ::: "memory"); }

__m512i bits(__m512bh v) {
  __m512i i;
  __builtin_memcpy(&i, &v, sizeof i);
  return i;
}

/// 32 floats as bfloat16, those of `low` first.
__m512i round_pair(__m512 low, __m512 high) { return bits(_mm512_cvtne2ps_pbh(high, low)); }

/// Puts the first half's values beside the second's.
__m512i interleave(__m512i v) {
  alignas(64) static constexpr std::uint16_t kOrder[32] = {0,  16, 1,  17, 2,  18, 3,  19, 4,  20, 5,
                                                           21, 6,  22, 7,  23, 8,  24, 9,  25, 10, 26,
                                                           11, 27, 12, 28, 13, 29, 14, 30, 15, 31};
  return _mm512_permutexvar_epi16(_mm512_load_si512(kOrder), v);
}

void pack(const float* const* rows, std::size_t count, std::size_t columns, TokenTile* out) {
  for (std::size_t r = 0; r < kTile; ++r) {
    for (std::size_t step = 0; step < columns / kTileColumns; ++step) {
      auto values = _mm512_setzero_si512();
      if (r < count) {
        const float* x = rows[r] + step * kTileColumns;
        values = round_pair(_mm512_loadu_ps(x), _mm512_loadu_ps(x + 16));
      }
      _mm512_store_si512(out[step].values[r], values);
    }
  }
}

template <int j>
__m512 code(__m512i codes) {
  return _mm512_cvtepi32_ps(_mm512_and_si512(_mm512_srli_epi32(codes, 8 * j), _mm512_set1_epi32(255)));
}

void unpack_codes(const Panel& codes, const CodeTraits& traits, std::size_t columns, TilePanel& panel) {
  for (std::size_t b = 0; b < columns / traits.block; ++b) {
    const auto scale = _mm512_load_ps(codes.scales[b]);
    const auto offset = traits.has_offset ? _mm512_load_ps(codes.offsets[b])
                                          : _mm512_mul_ps(scale, _mm512_set1_ps(static_cast<float>(-traits.zero)));
    const auto value = [&](__m512 c) { return _mm512_fmadd_ps(c, scale, offset); };
    for (std::size_t i = b * traits.block / 4; i < (b + 1) * traits.block / 4; ++i) {
      const auto four = _mm512_load_si512(codes.codes[i]);
      const auto first = round_pair(value(code<0>(four)), value(code<1>(four)));
      const auto second = round_pair(value(code<2>(four)), value(code<3>(four)));
      _mm512_store_si512(panel.values[2 * i], interleave(first));
      _mm512_store_si512(panel.values[2 * i + 1], interleave(second));
    }
  }
}

/// Rows of 16 words of 32 bits → columns.
void transpose(__m512i (&v)[16]) {
  __m512i t[16];
  for (int i = 0; i < 16; i += 4) {  // 4 × 4 within each 128 bits
    const auto a = _mm512_unpacklo_epi32(v[i], v[i + 1]), b = _mm512_unpackhi_epi32(v[i], v[i + 1]);
    const auto c = _mm512_unpacklo_epi32(v[i + 2], v[i + 3]), d = _mm512_unpackhi_epi32(v[i + 2], v[i + 3]);
    t[i] = _mm512_unpacklo_epi64(a, c);
    t[i + 1] = _mm512_unpackhi_epi64(a, c);
    t[i + 2] = _mm512_unpacklo_epi64(b, d);
    t[i + 3] = _mm512_unpackhi_epi64(b, d);
  }
  for (int i = 0; i < 4; ++i) {  // the 128 bits of four vectors
    const auto a = _mm512_shuffle_i32x4(t[i], t[i + 4], 0x88), b = _mm512_shuffle_i32x4(t[i], t[i + 4], 0xdd);
    const auto c = _mm512_shuffle_i32x4(t[i + 8], t[i + 12], 0x88), d = _mm512_shuffle_i32x4(t[i + 8], t[i + 12], 0xdd);
    v[i] = _mm512_shuffle_i32x4(a, c, 0x88);
    v[i + 4] = _mm512_shuffle_i32x4(b, d, 0x88);
    v[i + 8] = _mm512_shuffle_i32x4(a, c, 0xdd);
    v[i + 12] = _mm512_shuffle_i32x4(b, d, 0xdd);
  }
}

void unpack_floats(const float* rows, std::size_t stride, std::size_t columns, TilePanel& panel) {
  for (std::size_t c = 0; c < columns; c += kTileColumns) {
    __m512i v[kTile];
    for (std::size_t r = 0; r < kTile; ++r) {
      const float* row = rows + r * stride + c;
      v[r] = round_pair(_mm512_loadu_ps(row), _mm512_loadu_ps(row + 16));
    }
    transpose(v);
    for (std::size_t i = 0; i < kTile; ++i)
      _mm512_store_si512(panel.values[c / 2 + i], v[i]);
  }
}

// Tiles 0 to 3 are sums, 4 and 5 tokens, 6 and 7 weights.
void multiply(const TilePanel (&panels)[2], const TokenTile* x, std::size_t stride, std::size_t count,
              std::size_t steps, bool fresh, TileSums* sums) {
  constexpr std::size_t kRow = 64, kSumRow = sizeof(TileSums::values[0]);
  fence();
  _tile_loadconfig(&kConfig);
  for (std::size_t i = 0; i < count; i += 2) {
    const bool two = i + 1 < count;
    const TokenTile* upper = x + i * stride;
    const TokenTile* lower = two ? upper + stride : upper;
    if (fresh) {
      _tile_zero(0);
      _tile_zero(1);
      _tile_zero(2);
      _tile_zero(3);
    } else {
      const TileSums& other = sums[two ? i + 1 : i];
      _tile_loadd(0, &sums[i].values[0][0], kSumRow);
      _tile_loadd(1, &sums[i].values[0][kTile], kSumRow);
      _tile_loadd(2, &other.values[0][0], kSumRow);
      _tile_loadd(3, &other.values[0][kTile], kSumRow);
    }
    for (std::size_t step = 0; step < steps; ++step) {
      _tile_loadd(4, upper + step, kRow);
      _tile_loadd(6, panels[0].values[step * kTile], kRow);
      _tile_loadd(7, panels[1].values[step * kTile], kRow);
      _tile_dpbf16ps(0, 4, 6);
      _tile_dpbf16ps(1, 4, 7);
      if (!two) continue;
      _tile_loadd(5, lower + step, kRow);
      _tile_dpbf16ps(2, 5, 6);
      _tile_dpbf16ps(3, 5, 7);
    }
    _tile_stored(0, &sums[i].values[0][0], kSumRow);
    _tile_stored(1, &sums[i].values[0][kTile], kSumRow);
    if (!two) continue;
    _tile_stored(2, &sums[i + 1].values[0][0], kSumRow);
    _tile_stored(3, &sums[i + 1].values[0][kTile], kSumRow);
  }
  _tile_release();
  fence();
}

}  // namespace

const TileKernels kAmxTiles{pack, unpack_codes, unpack_floats, multiply};

}  // namespace mingsi::engine::cpu
