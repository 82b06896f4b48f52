// SPDX-License-Identifier: Apache-2.0
// Compiled with -mavx512f -mavx512bw -mavx512vl -mavx512dq; entered only where the processor has them.
#include <immintrin.h>

#include "engine/backend/cpu/kernels_simd.h"

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
  static Type load_i8(const std::byte* p) {
    return _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))));
  }
  static void store_f16(std::byte* p, Type v) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), _mm512_cvtps_ph(v, _MM_FROUND_TO_NEAREST_INT));
  }
};

}  // namespace

const Kernels kAvx512Kernels{CpuLevel::Avx512, dequantize<Avx512>, dot_block<Avx512>, axpy<Avx512>, to_f16<Avx512>};

}  // namespace mingsi::engine::cpu
