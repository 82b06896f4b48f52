// SPDX-License-Identifier: Apache-2.0
// Compiled with -mavx2 -mfma -mf16c; entered only where the processor has them.
#include <immintrin.h>

#include "engine/backend/cpu/few_simd.h"
#include "engine/backend/cpu/kernels_simd.h"
#include "engine/backend/cpu/panel_simd.h"

namespace mingsi::engine::cpu {
namespace {

struct Avx2 {
  using Type = __m256;
  static constexpr std::size_t kWidth = 8;
  static constexpr int kRegisters = 16;

  static Type zero() { return _mm256_setzero_ps(); }
  static Type load(const float* p) { return _mm256_loadu_ps(p); }
  static Type broadcast(float f) { return _mm256_set1_ps(f); }
  static Type fma(Type a, Type b, Type c) { return _mm256_fmadd_ps(a, b, c); }
  static Type mul(Type a, Type b) { return _mm256_mul_ps(a, b); }
  static void store(float* p, Type v) { _mm256_storeu_ps(p, v); }
  static float sum(Type v) {
    __m128 half = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
    half = _mm_add_ps(half, _mm_movehl_ps(half, half));
    return _mm_cvtss_f32(_mm_add_ss(half, _mm_movehdup_ps(half)));
  }
  static float f16(const std::byte* p) {
    std::uint16_t half;
    __builtin_memcpy(&half, p, 2);
    return _cvtsh_ss(half);
  }
  static Type load_f16(const std::byte* p) {
    return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
  }
  static Type load_bf16(const std::byte* p) {
    const auto wide = _mm256_cvtepu16_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
    return _mm256_castsi256_ps(_mm256_slli_epi32(wide, 16));
  }
  static Type load_f8(const std::byte* p) {
    // As float16 with 2⁻⁸ of the value: the exponents' biases are 7 and 15. All seven bits set are NaN.
    const auto code = _mm_cvtepu8_epi16(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p)));
    const auto low = _mm_and_si128(code, _mm_set1_epi16(0x7f));
    auto half = _mm_or_si128(_mm_slli_epi16(low, 7), _mm_slli_epi16(_mm_sub_epi16(code, low), 8));
    const auto nan = _mm_cmpeq_epi16(low, _mm_set1_epi16(0x7f));
    half = _mm_or_si128(half, _mm_and_si128(nan, _mm_set1_epi16(0x7e00)));
    return mul(_mm256_cvtph_ps(half), broadcast(256));
  }
  static Type load_i8(const std::byte* p) {
    return _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p))));
  }
  static void store_f16(std::byte* p, Type v) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(p), _mm256_cvtps_ph(v, _MM_FROUND_TO_NEAREST_INT));
  }
  static Type add(Type a, Type b) { return _mm256_add_ps(a, b); }
  static Type div(Type a, Type b) { return _mm256_div_ps(a, b); }
  static Type min(Type a, Type b) { return _mm256_min_ps(a, b); }
  static Type max(Type a, Type b) { return _mm256_max_ps(a, b); }
  static Type negate(Type v) { return _mm256_xor_ps(v, _mm256_set1_ps(-0.0f)); }
  static Type round(Type v) { return _mm256_round_ps(v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
  static Type scale_by_power_of_two(Type v, Type n) {
    const auto exponent = _mm256_add_epi32(_mm256_cvtps_epi32(n), _mm256_set1_epi32(127));
    return _mm256_mul_ps(v, _mm256_castsi256_ps(_mm256_slli_epi32(exponent, 23)));
  }

  // For panels.
  using Int = __m256i;
  static Int load_i(const void* p) { return _mm256_loadu_si256(static_cast<const __m256i*>(p)); }
  static Int load_u8(const std::byte* p) {
    return _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p)));
  }
  static void store_i(void* p, Int v) { _mm256_storeu_si256(static_cast<__m256i*>(p), v); }
  static Int set32(int i) { return _mm256_set1_epi32(i); }
  static Int set8(int i) { return _mm256_set1_epi8(static_cast<char>(i)); }
  static Int and_(Int a, Int b) { return _mm256_and_si256(a, b); }
  static Int or_(Int a, Int b) { return _mm256_or_si256(a, b); }
  static Int xor_(Int a, Int b) { return _mm256_xor_si256(a, b); }
  static Int add32(Int a, Int b) { return _mm256_add_epi32(a, b); }
  template <int n>
  static Int shl(Int v) {
    return _mm256_slli_epi32(v, n);
  }
  template <int n>
  static Int shr(Int v) {
    return _mm256_srli_epi32(v, n);
  }
  template <int n>
  static Int sar(Int v) {
    return _mm256_srai_epi32(v, n);
  }
  static Type to_float(Int v) { return _mm256_cvtepi32_ps(v); }
  static Type half_low(Int v) {
    const auto low = _mm256_and_si256(v, _mm256_set1_epi32(0xffff));
    const auto packed = _mm256_permute4x64_epi64(_mm256_packus_epi32(low, low), 0x08);
    return _mm256_cvtph_ps(_mm256_castsi256_si128(packed));
  }
  static Type half_high(Int v) { return half_low(shr<16>(v)); }
  static Int lookup(const std::uint8_t* table, Int v) {
    const auto levels = _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(table)));
    return _mm256_shuffle_epi8(levels, v);
  }
  static void slice(const std::byte* first, std::size_t stride, Int (&out)[4]) {
    const auto part = [&](std::size_t r) {
      return _mm_loadu_si128(reinterpret_cast<const __m128i*>(first + r * stride));
    };
    Int quarter[4];  // lane l of quarter j: row 4 l + j
    for (std::size_t j = 0; j < 4; ++j)
      quarter[j] = _mm256_inserti128_si256(_mm256_castsi128_si256(part(j)), part(j + 4), 1);
    const auto a = _mm256_unpacklo_epi32(quarter[0], quarter[1]), b = _mm256_unpackhi_epi32(quarter[0], quarter[1]);
    const auto c = _mm256_unpacklo_epi32(quarter[2], quarter[3]), d = _mm256_unpackhi_epi32(quarter[2], quarter[3]);
    out[0] = _mm256_unpacklo_epi64(a, c);
    out[1] = _mm256_unpackhi_epi64(a, c);
    out[2] = _mm256_unpacklo_epi64(b, d);
    out[3] = _mm256_unpackhi_epi64(b, d);
  }
  // VPMADDUBSW adds two products of bytes in 16 bits. Those of narrow codes are added further as they are. Two of wide
  // codes do not fit: their values, code − 128, are multiplied instead, as magnitudes and signs, so that the sum does
  // not begin at −128 times that of the token's codes.
  template <Range R>
  static Int begin(std::int32_t start) {
    return set32(R == Range::Usual ? start : 0);
  }
  template <Range R>
  static Int dot(Int acc, Int codes, const std::int8_t* token) {
    std::int32_t four;
    __builtin_memcpy(&four, token, 4);
    const auto pairs =
        R == Range::Wide ? products_of_values(codes, set32(four)) : _mm256_maddubs_epi16(codes, set32(four));
    return R == Range::Narrow ? _mm256_add_epi16(acc, pairs) : add32(acc, widen(pairs));
  }
  template <Range R>
  static Int end(Int sum, std::int32_t start) {
    return R == Range::Narrow ? add32(widen(sum), set32(start)) : sum;
  }
  static Int products_of_values(Int codes, Int token) {
    const auto values = xor_(codes, set8(-128));
    return _mm256_maddubs_epi16(_mm256_abs_epi8(values), _mm256_sign_epi8(token, values));
  }
  static Int widen(Int pairs) { return _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)); }
  static float largest16(const float* x) {
    const auto magnitude = _mm256_castsi256_ps(_mm256_set1_epi32(0x7fffffff));
    const auto a = load(x), b = load(x + 8);
    if (_mm256_movemask_ps(_mm256_or_ps(_mm256_cmp_ps(a, a, _CMP_UNORD_Q), _mm256_cmp_ps(b, b, _CMP_UNORD_Q))))
      return __builtin_inff();
    const auto both = _mm256_max_ps(_mm256_and_ps(a, magnitude), _mm256_and_ps(b, magnitude));
    __m128 half = _mm_max_ps(_mm256_castps256_ps128(both), _mm256_extractf128_ps(both, 1));
    half = _mm_max_ps(half, _mm_movehl_ps(half, half));
    return _mm_cvtss_f32(_mm_max_ss(half, _mm_movehdup_ps(half)));
  }
  static std::int32_t code16(const float* x, float inverse, std::int8_t* codes) {
    const auto code = [&](const float* p) {
      const auto v = _mm256_cvtps_epi32(mul(load(p), broadcast(inverse)));
      return _mm256_max_epi32(_mm256_min_epi32(v, set32(127)), set32(-127));
    };
    const auto a = code(x), b = code(x + 8);
    const auto words = _mm256_permute4x64_epi64(_mm256_packs_epi32(a, b), 0xd8);
    const auto bytes = _mm_packs_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(codes), bytes);
    const auto pairs = _mm256_add_epi32(a, b);
    __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(pairs), _mm256_extracti128_si256(pairs, 1));
    sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4e));
    sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0xb1));
    return _mm_cvtsi128_si32(sum);
  }
};

/// T tokens against a panel. VPMADDUBSW adds two products of bytes in 16 bits; `Sums` of those fit, as the weights'
/// codes are small, before they are widened. Two products of wide codes (over 129) do not: their values are
/// multiplied, as in Avx2::dot().
template <std::size_t T, std::size_t Block, bool Offset, std::size_t Sums, bool Wide>
void multiply_tile(const Panel& panel, const CodedRows& x, const std::uint32_t* tokens, std::size_t first,
                   std::size_t columns, float (*sums)[kPanelRows]) {
  const auto ones = _mm256_set1_epi16(1);
  const std::int8_t* codes[T];
  std::size_t blocks[T];
  for (std::size_t t = 0; t < T; ++t) {
    codes[t] = x.codes + tokens[t] * x.columns + first;
    blocks[t] = tokens[t] * x.blocks + first / Block;
  }
  for (std::size_t half = 0; half < kPanelRows; half += 8) {
    __m256 acc[T], rest[T];
    for (std::size_t t = 0; t < T; ++t) {
      acc[t] = _mm256_loadu_ps(sums[t] + half);
      rest[t] = _mm256_setzero_ps();
    }
    for (std::size_t b = 0; b < columns / Block; ++b) {
      __m256i dot[T];
      for (std::size_t t = 0; t < T; ++t)
        dot[t] = Offset || Wide ? _mm256_setzero_si256() : _mm256_set1_epi32(x.starts[blocks[t] + b]);
      for (std::size_t g = 0; g < Block / 4; g += Sums) {
        __m256i pairs[T];
        for (std::size_t s = 0; s < Sums; ++s) {
          const auto w =
              _mm256_load_si256(reinterpret_cast<const __m256i*>(panel.codes[b * (Block / 4) + g + s][half]));
          for (std::size_t t = 0; t < T; ++t) {
            std::int32_t four;
            __builtin_memcpy(&four, codes[t] + b * Block + 4 * (g + s), 4);
            const auto token = _mm256_set1_epi32(four);
            const auto products = Wide ? Avx2::products_of_values(w, token) : _mm256_maddubs_epi16(w, token);
            pairs[t] = s == 0 ? products : _mm256_add_epi16(pairs[t], products);
          }
        }
        for (std::size_t t = 0; t < T; ++t)
          dot[t] = _mm256_add_epi32(dot[t], _mm256_madd_epi16(pairs[t], ones));
      }
      const auto scale = _mm256_load_ps(panel.scales[b] + half);
      const auto offset = _mm256_load_ps(panel.offsets[b] + half);
      for (std::size_t t = 0; t < T; ++t) {
        const auto factor = _mm256_mul_ps(scale, _mm256_set1_ps(x.scales[blocks[t] + b]));
        acc[t] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(dot[t]), factor, acc[t]);
        if (Offset) rest[t] = _mm256_fmadd_ps(offset, _mm256_set1_ps(x.sums[blocks[t] + b]), rest[t]);
      }
      if (Offset && (b + 1) % (kFoldColumns / Block) == 0) {
        for (std::size_t t = 0; t < T; ++t) {
          acc[t] = _mm256_add_ps(acc[t], rest[t]);
          rest[t] = _mm256_setzero_ps();
        }
      }
    }
    for (std::size_t t = 0; t < T; ++t)
      _mm256_storeu_ps(sums[t] + half, Offset ? _mm256_add_ps(acc[t], rest[t]) : acc[t]);
  }
}

template <std::size_t Block, bool Offset, std::size_t Sums, bool Wide = false>
void multiply_tokens(const Panel& panel, const CodedRows& x, const std::uint32_t* tokens, std::size_t count,
                     std::size_t first, std::size_t columns, float (*sums)[kPanelRows]) {
  std::size_t t = 0;
  for (; t + 4 <= count; t += 4)
    multiply_tile<4, Block, Offset, Sums, Wide>(panel, x, tokens + t, first, columns, sums + t);
  for (; t < count; ++t)
    multiply_tile<1, Block, Offset, Sums, Wide>(panel, x, tokens + t, first, columns, sums + t);
}

void multiply_panel(const Panel& panel, const CodeTraits& traits, const CodedRows& x, const std::uint32_t* tokens,
                    std::size_t count, std::size_t first, std::size_t columns, float (*sums)[kPanelRows]) {
  const auto run = [&](auto multiply) { multiply(panel, x, tokens, count, first, columns, sums); };
  // 2 · 127 · largest · Sums stays below 32768.
  if (traits.block == 32 && traits.has_offset)
    return traits.largest <= 15 ? run(multiply_tokens<32, true, 8>) : run(multiply_tokens<32, true, 4>);
  if (traits.block == 32) {
    if (traits.largest <= 15) return run(multiply_tokens<32, false, 8>);
    if (traits.largest <= 31) return run(multiply_tokens<32, false, 4>);
    return traits.largest <= 129 ? run(multiply_tokens<32, false, 1>) : run(multiply_tokens<32, false, 1, true>);
  }
  if (traits.has_offset) return run(multiply_tokens<16, true, 4>);
  if (traits.largest <= 15) return run(multiply_tokens<16, false, 4>);
  return traits.largest <= 63 ? run(multiply_tokens<16, false, 2>) : run(multiply_tokens<16, false, 1>);
}

}  // namespace

const Kernels kAvx2Kernels{CpuLevel::Avx2,     dequantize<Avx2>,   dot_block<Avx2>, dot_stored<Avx2>, axpy<Avx2>,
                           softmax_step<Avx2>, weighted_sum<Avx2>, to_f16<Avx2>,    swiglu<Avx2>,     code_row<Avx2>,
                           decode_panel<Avx2>, multiply_few<Avx2>, multiply_panel};

}  // namespace mingsi::engine::cpu
