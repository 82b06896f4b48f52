// SPDX-License-Identifier: Apache-2.0
// Compiled with -mavx512f -mavx512bw -mavx512vl -mavx512dq -mavx512vnni; entered only where the processor has them.
#include <immintrin.h>

#include "engine/backend/cpu/few_simd.h"
#include "engine/backend/cpu/kernels_simd.h"
#include "engine/backend/cpu/panel_simd.h"

namespace mingsi::engine::cpu {
namespace {

struct Avx512 {
  using Type = __m512;
  static constexpr std::size_t kWidth = 16;
  static constexpr int kRegisters = 32;

  static Type zero() { return _mm512_setzero_ps(); }
  static Type load(const float* p) { return _mm512_loadu_ps(p); }
  static Type broadcast(float f) { return _mm512_set1_ps(f); }
  static Type fma(Type a, Type b, Type c) { return _mm512_fmadd_ps(a, b, c); }
  static Type mul(Type a, Type b) { return _mm512_mul_ps(a, b); }
  static void store(float* p, Type v) { _mm512_storeu_ps(p, v); }
  static float sum(Type v) { return _mm512_reduce_add_ps(v); }
  static float f16(const std::byte* p) {
    std::uint16_t half;
    __builtin_memcpy(&half, p, 2);
    return _cvtsh_ss(half);
  }
  static Type load_f16(const std::byte* p) {
    return _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)));
  }
  static Type load_bf16(const std::byte* p) {
    const auto wide = _mm512_cvtepu16_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)));
    return _mm512_castsi512_ps(_mm512_slli_epi32(wide, 16));
  }
  static Type load_f8(const std::byte* p) {
    // As float16 with 2⁻⁸ of the value: the exponents' biases are 7 and 15. All seven bits set are NaN.
    const auto code = _mm256_cvtepu8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
    const auto low = _mm256_and_si256(code, _mm256_set1_epi16(0x7f));
    auto half = _mm256_or_si256(_mm256_slli_epi16(low, 7), _mm256_slli_epi16(_mm256_sub_epi16(code, low), 8));
    const auto nan = _mm256_cmpeq_epi16(low, _mm256_set1_epi16(0x7f));
    half = _mm256_or_si256(half, _mm256_and_si256(nan, _mm256_set1_epi16(0x7e00)));
    return mul(_mm512_cvtph_ps(half), broadcast(256));
  }
  static Type load_i8(const std::byte* p) {
    return _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))));
  }
  static void store_f16(std::byte* p, Type v) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), _mm512_cvtps_ph(v, _MM_FROUND_TO_NEAREST_INT));
  }
  static Type add(Type a, Type b) { return _mm512_add_ps(a, b); }
  static Type div(Type a, Type b) { return _mm512_div_ps(a, b); }
  static Type min(Type a, Type b) { return _mm512_min_ps(a, b); }
  static Type max(Type a, Type b) { return _mm512_max_ps(a, b); }
  static Type negate(Type v) { return _mm512_xor_ps(v, _mm512_set1_ps(-0.0f)); }
  static Type round(Type v) { return _mm512_roundscale_ps(v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
  static Type scale_by_power_of_two(Type v, Type n) { return _mm512_scalef_ps(v, n); }

  // For panels.
  using Int = __m512i;
  static Int load_i(const void* p) { return _mm512_loadu_si512(p); }
  static Int load_u8(const std::byte* p) {
    return _mm512_cvtepu8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
  }
  static void store_i(void* p, Int v) { _mm512_storeu_si512(p, v); }
  static Int set32(int i) { return _mm512_set1_epi32(i); }
  static Int set8(int i) { return _mm512_set1_epi8(static_cast<char>(i)); }
  static Int and_(Int a, Int b) { return _mm512_and_si512(a, b); }
  static Int or_(Int a, Int b) { return _mm512_or_si512(a, b); }
  static Int xor_(Int a, Int b) { return _mm512_xor_si512(a, b); }
  static Int add32(Int a, Int b) { return _mm512_add_epi32(a, b); }
  template <int n>
  static Int shl(Int v) {
    return _mm512_slli_epi32(v, n);
  }
  template <int n>
  static Int shr(Int v) {
    return _mm512_srli_epi32(v, n);
  }
  template <int n>
  static Int sar(Int v) {
    return _mm512_srai_epi32(v, n);
  }
  static Type to_float(Int v) { return _mm512_cvtepi32_ps(v); }
  static Type half_low(Int v) { return _mm512_cvtph_ps(_mm512_cvtepi32_epi16(v)); }
  static Type half_high(Int v) { return half_low(shr<16>(v)); }
  static Int lookup(const std::uint8_t* table, Int v) {
    const auto levels = _mm512_broadcast_i32x4(_mm_loadu_si128(reinterpret_cast<const __m128i*>(table)));
    return _mm512_shuffle_epi8(levels, v);
  }
  static void slice(const std::byte* first, std::size_t stride, Int (&out)[4]) {
    const auto part = [&](std::size_t r) {
      return _mm_loadu_si128(reinterpret_cast<const __m128i*>(first + r * stride));
    };
    for (std::size_t j = 0; j < 4; ++j) {  // lane l of out[j]: row 4 l + j
      out[j] = _mm512_inserti32x4(_mm512_castsi128_si512(part(j)), part(j + 4), 1);
      out[j] = _mm512_inserti32x4(out[j], part(j + 8), 2);
      out[j] = _mm512_inserti32x4(out[j], part(j + 12), 3);
    }
    transpose(out);
  }
  template <Range>
  static Int begin(std::int32_t start) {
    return set32(start);
  }
  template <Range>
  static Int dot(Int acc, Int codes, const std::int8_t* token) {
    std::int32_t four;
    __builtin_memcpy(&four, token, 4);
    return _mm512_dpbusd_epi32(acc, codes, set32(four));
  }
  template <Range>
  static Int end(Int sum, std::int32_t) {
    return sum;
  }
  /// 4 × 4 words of 32 bits within each lane.
  static void transpose(Int (&v)[4]) {
    const auto a = _mm512_unpacklo_epi32(v[0], v[1]), b = _mm512_unpackhi_epi32(v[0], v[1]);
    const auto c = _mm512_unpacklo_epi32(v[2], v[3]), d = _mm512_unpackhi_epi32(v[2], v[3]);
    v[0] = _mm512_unpacklo_epi64(a, c);
    v[1] = _mm512_unpackhi_epi64(a, c);
    v[2] = _mm512_unpacklo_epi64(b, d);
    v[3] = _mm512_unpackhi_epi64(b, d);
  }
  static float largest16(const float* x) {
    const auto v = load(x);
    if (_mm512_cmp_ps_mask(v, v, _CMP_UNORD_Q)) return __builtin_inff();
    return _mm512_reduce_max_ps(_mm512_abs_ps(v));
  }
  static std::int32_t code16(const float* x, float inverse, std::int8_t* codes) {
    auto v = _mm512_cvtps_epi32(mul(load(x), broadcast(inverse)));
    v = _mm512_max_epi32(_mm512_min_epi32(v, set32(127)), set32(-127));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(codes), _mm512_cvtepi32_epi8(v));
    return _mm512_reduce_add_epi32(v);
  }
};

/// Up to 8 tokens against a panel: 16 rows in the lanes, one accumulator a token.
template <std::size_t T, std::size_t Block, bool Offset>
void multiply_tile(const Panel& panel, const CodedRows& x, const std::uint32_t* tokens, std::size_t first,
                   std::size_t columns, float (*sums)[kPanelRows]) {
  // One token alone would wait for each of its multiply-adds: two accumulators take turns.
  constexpr std::size_t kChains = T <= 2 ? 2 : 1;
  const std::int8_t* codes[T];
  const float* scales[T];
  const float* offsets[T];
  const std::int32_t* starts[T];
  __m512 acc[T], rest[T];
  for (std::size_t t = 0; t < T; ++t) {
    rest[t] = _mm512_setzero_ps();
    const std::size_t block = tokens[t] * x.blocks + first / Block;
    codes[t] = x.codes + tokens[t] * x.columns + first;
    scales[t] = x.scales + block;
    offsets[t] = Offset ? x.sums + block : nullptr;
    starts[t] = Offset ? nullptr : x.starts + block;
    acc[t] = _mm512_loadu_ps(sums[t]);
  }
  for (std::size_t b = 0; b < columns / Block; ++b) {
    __m512i dot[T][kChains];
    for (std::size_t t = 0; t < T; ++t) {
      dot[t][0] = Offset ? _mm512_setzero_si512() : _mm512_set1_epi32(starts[t][b]);
      if (kChains > 1) dot[t][kChains - 1] = _mm512_setzero_si512();
    }
    for (std::size_t g = 0; g < Block / 4; ++g) {
      const auto w = _mm512_load_si512(panel.codes[b * (Block / 4) + g]);
      for (std::size_t t = 0; t < T; ++t) {
        std::int32_t four;
        __builtin_memcpy(&four, codes[t] + b * Block + 4 * g, 4);
        auto& chain = dot[t][g % kChains];
        chain = _mm512_dpbusd_epi32(chain, w, _mm512_set1_epi32(four));
      }
    }
    const auto scale = _mm512_load_ps(panel.scales[b]);
    const auto offset = _mm512_load_ps(panel.offsets[b]);
    for (std::size_t t = 0; t < T; ++t) {
      auto sum = dot[t][0];
      if (kChains > 1) sum = _mm512_add_epi32(sum, dot[t][kChains - 1]);
      acc[t] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(sum), _mm512_mul_ps(scale, _mm512_set1_ps(scales[t][b])), acc[t]);
      if (Offset) rest[t] = _mm512_fmadd_ps(offset, _mm512_set1_ps(offsets[t][b]), rest[t]);
    }
    if (Offset && (b + 1) % (kFoldColumns / Block) == 0) {
      for (std::size_t t = 0; t < T; ++t) {
        acc[t] = _mm512_add_ps(acc[t], rest[t]);
        rest[t] = _mm512_setzero_ps();
      }
    }
  }
  for (std::size_t t = 0; t < T; ++t)
    _mm512_storeu_ps(sums[t], Offset ? _mm512_add_ps(acc[t], rest[t]) : acc[t]);
}

template <std::size_t Block, bool Offset>
void multiply_tokens(const Panel& panel, const CodedRows& x, const std::uint32_t* tokens, std::size_t count,
                     std::size_t first, std::size_t columns, float (*sums)[kPanelRows]) {
  static_assert(kPanelTokens == 8);
  switch (count) {
    case 1: return multiply_tile<1, Block, Offset>(panel, x, tokens, first, columns, sums);
    case 2: return multiply_tile<2, Block, Offset>(panel, x, tokens, first, columns, sums);
    case 3: return multiply_tile<3, Block, Offset>(panel, x, tokens, first, columns, sums);
    case 4: return multiply_tile<4, Block, Offset>(panel, x, tokens, first, columns, sums);
    case 5: return multiply_tile<5, Block, Offset>(panel, x, tokens, first, columns, sums);
    case 6: return multiply_tile<6, Block, Offset>(panel, x, tokens, first, columns, sums);
    case 7: return multiply_tile<7, Block, Offset>(panel, x, tokens, first, columns, sums);
    default: return multiply_tile<8, Block, Offset>(panel, x, tokens, first, columns, sums);
  }
}

void multiply_panel(const Panel& panel, const CodeTraits& traits, const CodedRows& x, const std::uint32_t* tokens,
                    std::size_t count, std::size_t first, std::size_t columns, float (*sums)[kPanelRows]) {
  if (traits.block == 32)
    return traits.has_offset ? multiply_tokens<32, true>(panel, x, tokens, count, first, columns, sums)
                             : multiply_tokens<32, false>(panel, x, tokens, count, first, columns, sums);
  return traits.has_offset ? multiply_tokens<16, true>(panel, x, tokens, count, first, columns, sums)
                           : multiply_tokens<16, false>(panel, x, tokens, count, first, columns, sums);
}

}  // namespace

const Kernels kAvx512Kernels{CpuLevel::Avx512, dequantize<Avx512>,   dot_block<Avx512>,    dot_stored<Avx512>,
                             axpy<Avx512>,     softmax_step<Avx512>, weighted_sum<Avx512>, to_f16<Avx512>,
                             swiglu<Avx512>,   code_row<Avx512>,     decode_panel<Avx512>, multiply_few<Avx512>,
                             multiply_panel};

}  // namespace mingsi::engine::cpu
