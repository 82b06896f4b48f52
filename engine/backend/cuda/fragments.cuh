// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/device.cuh"

namespace mingsi::engine::cuda {

// Products of small matrices by a warp: mma.m16n8k16 of the PTX manual. A lane holds pairs of neighbours: of a, rows
// lane / 4 and 8 below, columns 2 · (lane % 4) and 8 behind; of b, column lane / 4 and the same for its rows; of the
// result, the rows of a and columns 2 · (lane % 4) and the next.

struct Bfloat {
  static __device__ __forceinline__ std::uint32_t pair(float low, float high) {
    return to_bfloat(low) | static_cast<std::uint32_t>(to_bfloat(high)) << 16;
  }
  static __device__ __forceinline__ float value(std::uint32_t bits) {
    return from_bfloat(static_cast<std::uint16_t>(bits));
  }
};
struct Half {
  static __device__ __forceinline__ std::uint32_t pair(float low, float high) {
    return to_half(low) | static_cast<std::uint32_t>(to_half(high)) << 16;
  }
  static __device__ __forceinline__ float value(std::uint32_t bits) {
    return from_half(static_cast<std::uint16_t>(bits));
  }
};

/// d += a · b.
template <class T>
__device__ __forceinline__ void multiply_fragment(float (&d)[4], const std::uint32_t (&a)[4],
                                                  const std::uint32_t (&b)[2]) {
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 800
  if constexpr (__is_same(T, Bfloat))
    asm("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
        : "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
  else
    asm("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
        : "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
#else
  // Without such an instruction: each lane fetches its two rows and two columns from the lanes that hold them.
  const unsigned lane = threadIdx.x % kWarp, row = lane / 4, column = lane % 4 * 2;
  const auto low = [](std::uint32_t word) { return T::value(word & 0xffff); };
  const auto high = [](std::uint32_t word) { return T::value(word >> 16); };
  for (unsigned k = 0; k < 4; ++k)
    for (unsigned half = 0; half < 2; ++half) {
      const std::uint32_t upper = __shfl_sync(kAllLanes, a[2 * half], row * 4 + k);
      const std::uint32_t lower = __shfl_sync(kAllLanes, a[2 * half + 1], row * 4 + k);
      const std::uint32_t left = __shfl_sync(kAllLanes, b[half], column * 4 + k);
      const std::uint32_t right = __shfl_sync(kAllLanes, b[half], (column + 1) * 4 + k);
      d[0] += low(upper) * low(left) + high(upper) * high(left);
      d[1] += low(upper) * low(right) + high(upper) * high(right);
      d[2] += low(lower) * low(left) + high(lower) * high(left);
      d[3] += low(lower) * low(right) + high(lower) * high(right);
    }
#endif
}

/// The fragment of a whose first word is *rows, of rows `pitch` words apart.
__device__ __forceinline__ void load_rows(const std::uint32_t* rows, std::size_t pitch, std::uint32_t (&a)[4]) {
  const unsigned lane = threadIdx.x % kWarp;
  const std::uint32_t* const at = rows + lane / 4 * pitch + lane % 4;
  a[0] = at[0];
  a[1] = at[8 * pitch];
  a[2] = at[4];
  a[3] = at[8 * pitch + 4];
}

/// The fragment of b, whose columns are stored as rows.
__device__ __forceinline__ void load_columns(const std::uint32_t* columns, std::size_t pitch, std::uint32_t (&b)[2]) {
  const unsigned lane = threadIdx.x % kWarp;
  const std::uint32_t* const at = columns + lane / 4 * pitch + lane % 4;
  b[0] = at[0];
  b[1] = at[4];
}

/// The same of a matrix whose rows are stored as such, `pitch` halves apart.
__device__ __forceinline__ void load_columns_across(const std::uint16_t* rows, std::size_t pitch,
                                                    std::uint32_t (&b)[2]) {
  const unsigned lane = threadIdx.x % kWarp;
  const std::uint16_t* const at = rows + lane % 4 * 2 * pitch + lane / 4;
  b[0] = at[0] | static_cast<std::uint32_t>(at[pitch]) << 16;
  b[1] = at[8 * pitch] | static_cast<std::uint32_t>(at[9 * pitch]) << 16;
}

}  // namespace mingsi::engine::cuda
