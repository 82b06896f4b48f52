// SPDX-License-Identifier: Apache-2.0
#pragma once

// What kernels have in common. They are compiled by nvcc, and as plain C++ over tests/simt.

#include <cstddef>
#include <cstdint>
#include <cuda_runtime.h>

#ifdef __CUDACC__
#include <cuda_fp16.h>
/// The dynamic shared memory of a block.
#define MINGSI_SHARED(name) extern __shared__ __align__(16) std::byte name[]
#else
#include "engine/tensor/convert.h"
#define MINGSI_SHARED(name) std::byte* const name = simt::shared_memory()
#endif

namespace mingsi::engine::cuda {

inline constexpr unsigned kWarp = 32;
inline constexpr unsigned kAllLanes = 0xffffffffu;
inline constexpr float kInfinity = __builtin_huge_valf();

__device__ __forceinline__ float from_half(std::uint16_t bits) {
#ifdef __CUDACC__
  return __half2float(__ushort_as_half(bits));
#else
  return f16_to_f32(bits);
#endif
}

__device__ __forceinline__ std::uint16_t to_half(float value) {
#ifdef __CUDACC__
  return __half_as_ushort(__float2half_rn(value));
#else
  return f32_to_f16(value);
#endif
}

__device__ __forceinline__ float as_float(std::uint32_t bits) {
#ifdef __CUDACC__
  return __uint_as_float(bits);
#else
  return __builtin_bit_cast(float, bits);
#endif
}

__device__ __forceinline__ std::uint32_t as_bits(float value) {
#ifdef __CUDACC__
  return __float_as_uint(value);
#else
  return __builtin_bit_cast(std::uint32_t, value);
#endif
}

__device__ __forceinline__ float from_bfloat(std::uint16_t bits) {
  return as_float(static_cast<std::uint32_t>(bits) << 16);
}

/// Rounded to nearest even; NaN stays NaN.
__device__ __forceinline__ std::uint16_t to_bfloat(float value) {
  const std::uint32_t bits = as_bits(value);
  if ((bits & 0x7fffffffu) > 0x7f800000u) return static_cast<std::uint16_t>(bits >> 16 | 0x40);
  return static_cast<std::uint16_t>((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

/// OCP E4M3.
__device__ __forceinline__ float from_e4m3(std::uint8_t bits) {
  // As a binary16 of the same fraction, whose exponent is 8 too small; both have subnormals.
  const auto half = static_cast<std::uint16_t>((bits & 0x80) << 8 | (bits & 0x7f) << 7);
  return (bits & 0x7f) == 0x7f ? as_float(0x7fc00000u) : from_half(half) * 256.0f;
}

/// Where kernels overlap, they begin while the one before still runs: what that has written may be read only behind
/// this call, which every kernel makes before it reads or writes anything but weights. (Weights are written once, at
/// load. Those of experts in a cache are written between passes; their kernels read nothing before this call.)
__device__ __forceinline__ void wait_for_inputs() {
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 900
  cudaTriggerProgrammaticLaunchCompletion();
  cudaGridDependencySynchronize();
#endif
}

/// Has a row of weights fetched into the cache meanwhile, by one warp.
__device__ __forceinline__ void prefetch_row(const std::uint8_t* row, std::size_t bytes) {
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 900
  constexpr std::size_t kLine = 128;
  for (std::size_t at = threadIdx.x * kLine; at < bytes; at += kWarp * kLine)
    asm volatile("prefetch.global.L2 [%0];" ::"l"(row + at));
#else
  static_cast<void>(row), static_cast<void>(bytes);
#endif
}

__device__ __forceinline__ float warp_sum(float value) {
  for (unsigned mask = kWarp / 2; mask > 0; mask /= 2)
    value += __shfl_xor_sync(kAllLanes, value, mask);
  return value;
}

__device__ __forceinline__ float warp_max(float value) {
  for (unsigned mask = kWarp / 2; mask > 0; mask /= 2)
    value = fmaxf(value, __shfl_xor_sync(kAllLanes, value, mask));
  return value;
}

__device__ __forceinline__ float silu(float x) { return x / (1.0f + expf(-x)); }

}  // namespace mingsi::engine::cuda
