// SPDX-License-Identifier: Apache-2.0
// Compiled with -mavx2 -mfma -mf16c; entered only where the processor has them.
#include <immintrin.h>

#include "engine/backend/cpu/kernels_simd.h"

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
  static Type load_i8(const std::byte* p) {
    return _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p))));
  }
  static void store_f16(std::byte* p, Type v) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(p), _mm256_cvtps_ph(v, _MM_FROUND_TO_NEAREST_INT));
  }
};

}  // namespace

const Kernels kAvx2Kernels{CpuLevel::Avx2, dequantize<Avx2>, dot_block<Avx2>, axpy<Avx2>, to_f16<Avx2>};

}  // namespace mingsi::engine::cpu
