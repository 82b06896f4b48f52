// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/device.cuh"
#include "engine/backend/cuda/device_types.h"
#include "engine/tensor/blocks.h"
#include "engine/tensor/iq_grids.h"

namespace mingsi::engine::cuda {

/// 32 consecutive stored values as integers: value = scale · code (+ offset); scale and offset for each 16.
struct Codes {
  std::uint32_t words[8];  ///< 4 signed codes each
  float scale[2];
  float offset[2];
};

/// The reading of one storage type. Types of integers have kCoded, kLength (values of a block), kBytes, kOffset and
/// decode(block, group of 32, code book, codes); the others value(row, index).
template <DType type>
struct Stored;

namespace detail {

__device__ __forceinline__ std::uint32_t half_word(const std::uint8_t* p) {
  return *reinterpret_cast<const std::uint16_t*>(p);
}
/// Aligned: see device_layout().
__device__ __forceinline__ std::uint32_t word(const std::uint8_t* p) {
  return *reinterpret_cast<const std::uint32_t*>(p);
}
__device__ __forceinline__ float half_at(const std::uint8_t* p) {
  return from_half(static_cast<std::uint16_t>(half_word(p)));
}

/// word − zero, byte by byte; bytes below 128.
__device__ __forceinline__ std::uint32_t minus(std::uint32_t bytes, std::uint32_t zero) {
  return ((bytes | 0x80808080u) - zero * 0x01010101u) ^ 0x80808080u;
}
/// Bit i of four to byte i.
__device__ __forceinline__ std::uint32_t spread(std::uint32_t bits) { return (bits & 15) * 0x00204081u & 0x01010101u; }
__device__ __forceinline__ std::uint32_t even_signs(std::uint32_t seven) {
  seven &= 127;
  return seven | static_cast<std::uint32_t>(__popc(seven) & 1) << 7;
}

template <std::size_t n>
constexpr std::uint64_t packed(const std::int8_t (&values)[n], std::size_t first = 0) {
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < 8 && first + i < n; ++i)
    all |= static_cast<std::uint64_t>(static_cast<std::uint8_t>(values[first + i])) << (8 * i);
  return all;
}
__device__ __forceinline__ int pick(std::uint64_t table, unsigned index) {
  return static_cast<std::int8_t>(table >> (8 * index));
}
__device__ __forceinline__ std::uint32_t byte_of(int value, int place) {
  return static_cast<std::uint32_t>(static_cast<std::uint8_t>(value)) << (8 * place);
}

/// Values of a point of a 2-bit lattice, four from coordinate `from` on, with signs or a shift.
__device__ __forceinline__ std::uint32_t signed_points(std::uint32_t point, int width, int from, std::uint64_t table,
                                                       std::uint32_t signs, int sign_from) {
  std::uint32_t out = 0;
  for (int i = 0; i < 4; ++i) {
    const int value = pick(table, point >> (width * (from + i)) & ((1u << width) - 1));
    out |= byte_of(signs >> (sign_from + i) & 1 ? -value : value, i);
  }
  return out;
}
__device__ __forceinline__ std::uint32_t shifted_points(std::uint32_t point, int from, int shift) {
  std::uint32_t out = 0;
  for (int i = 0; i < 4; ++i)
    out |= byte_of(8 * pick(packed(kIq1Values), point >> (2 * (from + i)) & 3) + shift, i);
  return out;
}
__device__ __forceinline__ std::uint32_t iq4_points(std::uint32_t nibbles) {
  std::uint32_t out = 0;
  for (int i = 0; i < 4; ++i) {
    const std::uint32_t n = nibbles >> (8 * i) & 15;
    out |= byte_of(pick(n < 8 ? packed(kIq4Values) : packed(kIq4Values, 8), n & 7), i);
  }
  return out;
}

__device__ __forceinline__ void one_scale(Codes& c, float scale, float offset = 0) {
  c.scale[0] = c.scale[1] = scale;
  c.offset[0] = c.offset[1] = offset;
}

/// The scales of IQ2_XS and IQ2_S.
__device__ __forceinline__ void iq2_scales(Codes& c, float d, std::uint8_t packed_scales) {
  for (int i = 0; i < 2; ++i) {
    c.scale[i] = d * (0.5f + static_cast<float>(packed_scales >> (4 * i) & 15)) * 0.25f;
    c.offset[i] = 0;
  }
}

/// Sixteen bytes of nibbles: first the low ones, then the high ones.
__device__ __forceinline__ void nibbles(const std::uint8_t* q, Codes& c) {
  for (int i = 0; i < 4; ++i) {
    const std::uint32_t w = word(q + 4 * i);
    c.words[i] = w & 0x0f0f0f0fu;
    c.words[i + 4] = w >> 4 & 0x0f0f0f0fu;
  }
}

struct K4Scales {
  float scale, offset;
};
__device__ __forceinline__ K4Scales k4_scales(const std::uint8_t* block, int group) {
  const auto& packed_scales = *reinterpret_cast<const std::uint8_t(*)[12]>(block + 4);
  const ScaleMin s = scale_min_k4(packed_scales, group);
  return {half_at(block) * static_cast<float>(s.scale), -(half_at(block + 2) * static_cast<float>(s.minimum))};
}

template <std::size_t length, std::size_t bytes, bool offset>
struct Coded {
  static constexpr bool kCoded = true, kOffset = offset;
  static constexpr std::size_t kLength = length, kBytes = bytes, kGroups = length / 32;
};
/// `vector` values have 16 bytes.
template <int vector>
struct Plain {
  static constexpr bool kCoded = false, kOffset = false;
  static constexpr int kVector = vector;
};

}  // namespace detail

template <>
struct Stored<DType::F32> : detail::Plain<4> {
  static __device__ __forceinline__ float value(const std::uint8_t* row, std::size_t i) {
    return reinterpret_cast<const float*>(row)[i];
  }
};
template <>
struct Stored<DType::F16> : detail::Plain<8> {
  static __device__ __forceinline__ float value(const std::uint8_t* row, std::size_t i) {
    return from_half(reinterpret_cast<const std::uint16_t*>(row)[i]);
  }
};
template <>
struct Stored<DType::BF16> : detail::Plain<8> {
  static __device__ __forceinline__ float value(const std::uint8_t* row, std::size_t i) {
    return from_bfloat(reinterpret_cast<const std::uint16_t*>(row)[i]);
  }
};
template <>
struct Stored<DType::F8_E4M3> : detail::Plain<16> {
  static __device__ __forceinline__ float value(const std::uint8_t* row, std::size_t i) { return from_e4m3(row[i]); }
};

template <>
struct Stored<DType::Q4_0> : detail::Coded<32, 18, false> {
  static __device__ __forceinline__ void decode(const std::uint8_t* b, int, const std::uint16_t*, Codes& c) {
    detail::one_scale(c, detail::half_at(b));
    detail::nibbles(b + 2, c);
    for (auto& w : c.words)
      w = detail::minus(w, 8);
  }
};
template <>
struct Stored<DType::Q4_1> : detail::Coded<32, 20, true> {
  static __device__ __forceinline__ void decode(const std::uint8_t* b, int, const std::uint16_t*, Codes& c) {
    detail::one_scale(c, detail::half_at(b), detail::half_at(b + 2));
    detail::nibbles(b + 4, c);
  }
};
template <>
struct Stored<DType::Q5_0> : detail::Coded<32, 22, false> {
  static __device__ __forceinline__ void decode(const std::uint8_t* b, int, const std::uint16_t*, Codes& c) {
    detail::one_scale(c, detail::half_at(b));
    detail::nibbles(b + 6, c);
    const std::uint32_t high = detail::word(b + 2);
    for (int i = 0; i < 8; ++i)
      c.words[i] = detail::minus(c.words[i] | detail::spread(high >> (4 * i)) << 4, 16);
  }
};
template <>
struct Stored<DType::Q5_1> : detail::Coded<32, 24, true> {
  static __device__ __forceinline__ void decode(const std::uint8_t* b, int, const std::uint16_t*, Codes& c) {
    detail::one_scale(c, detail::half_at(b), detail::half_at(b + 2));
    detail::nibbles(b + 8, c);
    const std::uint32_t high = detail::word(b + 4);
    for (int i = 0; i < 8; ++i)
      c.words[i] |= detail::spread(high >> (4 * i)) << 4;
  }
};
template <>
struct Stored<DType::Q8_0> : detail::Coded<32, 34, false> {
  static __device__ __forceinline__ void decode(const std::uint8_t* b, int, const std::uint16_t*, Codes& c) {
    detail::one_scale(c, detail::half_at(b));
    for (int i = 0; i < 8; ++i)
      c.words[i] = detail::word(b + 2 + 4 * i);
  }
};
template <>
struct Stored<DType::Q2_K> : detail::Coded<256, 84, true> {
  static __device__ __forceinline__ void decode(const std::uint8_t* b, int group, const std::uint16_t*, Codes& c) {
    const float d = detail::half_at(b + 80), dmin = detail::half_at(b + 82);
    for (int i = 0; i < 2; ++i) {
      const std::uint8_t scales = b[2 * group + i];
      c.scale[i] = d * static_cast<float>(scales & 15);
      c.offset[i] = -(dmin * static_cast<float>(scales >> 4));
    }
    for (int i = 0; i < 8; ++i)
      c.words[i] = detail::word(b + 16 + group / 4 * 32 + 4 * i) >> (group % 4 * 2) & 0x03030303u;
  }
};
template <>
struct Stored<DType::Q3_K> : detail::Coded<256, 110, false> {
  static __device__ __forceinline__ void decode(const std::uint8_t* b, int group, const std::uint16_t*, Codes& c) {
    const float d = detail::half_at(b + 108);
    const auto& scales = *reinterpret_cast<const std::uint8_t(*)[12]>(b + 96);
    for (int i = 0; i < 2; ++i) {
      c.scale[i] = d * static_cast<float>(scale_q3_k(scales, 2 * group + i));
      c.offset[i] = 0;
    }
    for (int i = 0; i < 8; ++i) {
      const std::uint32_t low = detail::word(b + 32 + group / 4 * 32 + 4 * i) >> (group % 4 * 2) & 0x03030303u;
      c.words[i] = detail::minus(low | (detail::word(b + 4 * i) >> group & 0x01010101u) << 2, 4);
    }
  }
};
template <>
struct Stored<DType::Q4_K> : detail::Coded<256, 144, true> {
  static __device__ __forceinline__ void decode(const std::uint8_t* b, int group, const std::uint16_t*, Codes& c) {
    const auto [scale, offset] = detail::k4_scales(b, group);
    detail::one_scale(c, scale, offset);
    const auto* q = reinterpret_cast<const uint4*>(b + 16 + group / 2 * 32);
    for (int i = 0; i < 2; ++i) {
      const uint4 w = q[i];
      const int shift = group % 2 * 4;
      c.words[4 * i] = w.x >> shift & 0x0f0f0f0fu;
      c.words[4 * i + 1] = w.y >> shift & 0x0f0f0f0fu;
      c.words[4 * i + 2] = w.z >> shift & 0x0f0f0f0fu;
      c.words[4 * i + 3] = w.w >> shift & 0x0f0f0f0fu;
    }
  }
};
template <>
struct Stored<DType::Q5_K> : detail::Coded<256, 176, true> {
  static __device__ __forceinline__ void decode(const std::uint8_t* b, int group, const std::uint16_t*, Codes& c) {
    const auto [scale, offset] = detail::k4_scales(b, group);
    detail::one_scale(c, scale, offset);
    for (int i = 0; i < 8; ++i) {
      const std::uint32_t low = detail::word(b + 48 + group / 2 * 32 + 4 * i) >> (group % 2 * 4) & 0x0f0f0f0fu;
      c.words[i] = low | (detail::word(b + 16 + 4 * i) >> group & 0x01010101u) << 4;
    }
  }
};
template <>
struct Stored<DType::Q6_K> : detail::Coded<256, 210, false> {
  static __device__ __forceinline__ void decode(const std::uint8_t* b, int group, const std::uint16_t*, Codes& c) {
    const float d = detail::half_at(b + 208);
    for (int i = 0; i < 2; ++i) {
      c.scale[i] = d * static_cast<float>(static_cast<std::int8_t>(b[192 + 2 * group + i]));
      c.offset[i] = 0;
    }
    const int half = group / 4, quarter = group % 4;
    for (int i = 0; i < 8; ++i) {
      const std::uint32_t low = detail::word(b + half * 64 + quarter % 2 * 32 + 4 * i) >> (quarter / 2 * 4);
      const std::uint32_t high = detail::word(b + 128 + half * 32 + 4 * i) >> (2 * quarter) & 0x03030303u;
      c.words[i] = detail::minus((low & 0x0f0f0f0fu) | high << 4, 32);
    }
  }
};
template <>
struct Stored<DType::IQ4_NL> : detail::Coded<32, 18, false> {
  static __device__ __forceinline__ void decode(const std::uint8_t* b, int, const std::uint16_t*, Codes& c) {
    detail::one_scale(c, detail::half_at(b));
    detail::nibbles(b + 2, c);
    for (auto& w : c.words)
      w = detail::iq4_points(w);
  }
};
template <>
struct Stored<DType::IQ4_XS> : detail::Coded<256, 136, false> {
  static __device__ __forceinline__ void decode(const std::uint8_t* b, int group, const std::uint16_t*, Codes& c) {
    const std::uint32_t high = detail::half_word(b + 2);
    const int sub = static_cast<int>((b[4 + group / 2] >> (4 * (group % 2)) & 15u) | (high >> (2 * group) & 3) << 4);
    detail::one_scale(c, detail::half_at(b) * static_cast<float>(sub - 32));
    detail::nibbles(b + 8 + 16 * group, c);
    for (auto& w : c.words)
      w = detail::iq4_points(w);
  }
};
template <>
struct Stored<DType::IQ2_XXS> : detail::Coded<256, 66, false> {
  static __device__ __forceinline__ void decode(const std::uint8_t* b, int group, const std::uint16_t* grid, Codes& c) {
    const std::uint8_t* q = b + 2 + 8 * group;
    const std::uint32_t word = detail::word(q + 4);
    detail::one_scale(c, detail::half_at(b) * (0.5f + static_cast<float>(word >> 28)) * 0.25f);
    for (int k = 0; k < 4; ++k)
      for (int i = 0; i < 2; ++i)
        c.words[2 * k + i] = detail::signed_points(grid[q[k]], 2, 4 * i, detail::packed(kIq2Values),
                                                   detail::even_signs(word >> (7 * k)), 4 * i);
  }
};
template <>
struct Stored<DType::IQ2_XS> : detail::Coded<256, 74, false> {
  static __device__ __forceinline__ void decode(const std::uint8_t* b, int group, const std::uint16_t* grid, Codes& c) {
    detail::iq2_scales(c, detail::half_at(b), b[66 + group]);
    for (int k = 0; k < 4; ++k) {
      const std::uint32_t q = detail::half_word(b + 2 + 8 * group + 2 * k);
      for (int i = 0; i < 2; ++i)
        c.words[2 * k + i] = detail::signed_points(grid[q & 511], 2, 4 * i, detail::packed(kIq2Values),
                                                   detail::even_signs(q >> 9), 4 * i);
    }
  }
};
template <>
struct Stored<DType::IQ2_S> : detail::Coded<256, 82, false> {
  static __device__ __forceinline__ void decode(const std::uint8_t* b, int group, const std::uint16_t* grid, Codes& c) {
    detail::iq2_scales(c, detail::half_at(b), b[74 + group]);
    const std::uint32_t high = b[66 + group];
    for (int k = 0; k < 4; ++k) {
      const std::uint32_t point = grid[b[2 + 4 * group + k] | (high >> (2 * k) & 3) << 8];
      for (int i = 0; i < 2; ++i)
        c.words[2 * k + i] =
            detail::signed_points(point, 2, 4 * i, detail::packed(kIq2Values), b[34 + 4 * group + k], 4 * i);
    }
  }
};
template <>
struct Stored<DType::IQ3_XXS> : detail::Coded<256, 98, false> {
  static __device__ __forceinline__ void decode(const std::uint8_t* b, int group, const std::uint16_t* grid, Codes& c) {
    const std::uint32_t word = detail::word(b + 66 + 4 * group);
    detail::one_scale(c, detail::half_at(b) * (0.5f + static_cast<float>(word >> 28)) * 0.5f);
    for (int k = 0; k < 8; ++k)
      c.words[k] = detail::signed_points(grid[b[2 + 8 * group + k]], 4, 0, detail::packed(kIq3xxsValues),
                                         detail::even_signs(word >> (7 * (k / 2))), k % 2 * 4);
  }
};
template <>
struct Stored<DType::IQ3_S> : detail::Coded<256, 110, false> {
  static __device__ __forceinline__ void decode(const std::uint8_t* b, int group, const std::uint16_t* grid, Codes& c) {
    const int scale = b[106 + group / 2] >> (group % 2 * 4) & 15;
    detail::one_scale(c, detail::half_at(b) * static_cast<float>(1 + 2 * scale));
    const std::uint32_t high = b[66 + group];
    for (int k = 0; k < 8; ++k)
      c.words[k] = detail::signed_points(grid[b[2 + 8 * group + k] | (high >> k & 1) << 8], 4, 0,
                                         detail::packed(kIq3sValues), b[74 + 4 * group + k / 2], k % 2 * 4);
  }
};
template <>
struct Stored<DType::IQ1_S> : detail::Coded<256, 50, false> {
  static __device__ __forceinline__ void decode(const std::uint8_t* b, int group, const std::uint16_t* grid, Codes& c) {
    const std::uint32_t high = detail::half_word(b + 34 + 2 * group);
    detail::one_scale(c, detail::half_at(b) * static_cast<float>(2 * (high >> 12 & 7) + 1) * 0.125f);
    const int shift = high & 0x8000 ? -1 : 1;
    for (int k = 0; k < 4; ++k) {
      const std::uint32_t point = grid[b[2 + 4 * group + k] | (high >> (3 * k) & 7) << 8];
      for (int i = 0; i < 2; ++i)
        c.words[2 * k + i] = detail::shifted_points(point, 4 * i, shift);
    }
  }
};
template <>
struct Stored<DType::IQ1_M> : detail::Coded<256, 56, false> {
  static __device__ __forceinline__ void decode(const std::uint8_t* b, int group, const std::uint16_t* grid, Codes& c) {
    std::uint32_t half = 0;
    for (int i = 0; i < 4; ++i)
      half |= (detail::half_word(b + 48 + 2 * i) >> 12) << (4 * i);
    const float d = from_half(static_cast<std::uint16_t>(half));
    for (int i = 0; i < 2; ++i) {
      const int j = 2 * group + i;
      c.scale[i] =
          d * static_cast<float>(2 * (detail::half_word(b + 48 + j / 4 * 2) >> (3 * (j % 4)) & 7) + 1) * 0.125f;
      c.offset[i] = 0;
    }
    for (int k = 0; k < 4; ++k) {
      const int entry = 4 * group + k;
      const std::uint32_t high = b[32 + entry / 2] >> (4 * (entry % 2)) & 15u;
      const std::uint32_t point = grid[b[entry] | (high & 7) << 8];
      for (int i = 0; i < 2; ++i)
        c.words[2 * k + i] = detail::shifted_points(point, 4 * i, high & 8 ? -1 : 1);
    }
  }
};

/// The values of 16 bytes of a type that is no integers.
template <DType type>
__device__ __forceinline__ void unpack(uint4 bytes, float (&out)[Stored<type>::kVector]) {
  const std::uint32_t words[4] = {bytes.x, bytes.y, bytes.z, bytes.w};
  for (int i = 0; i < Stored<type>::kVector; ++i) {
    if constexpr (type == DType::F32) {
      out[i] = as_float(words[i]);
    } else if constexpr (type == DType::F8_E4M3) {
      out[i] = from_e4m3(static_cast<std::uint8_t>(words[i / 4] >> (8 * (i % 4))));
    } else {
      const auto half = static_cast<std::uint16_t>(words[i / 2] >> (16 * (i % 2)));
      out[i] = type == DType::F16 ? from_half(half) : from_bfloat(half);
    }
  }
}

/// A matrix row as its kernel reads it.
struct StoredRow {
  const std::uint8_t* data;
  const float* scales;  ///< FP8: of this row, one for each 128 values
  const std::uint16_t* grid;
};

__device__ __forceinline__ StoredRow stored_row(const DeviceWeight& w, std::size_t row) {
  constexpr std::size_t kSide = 128;
  const float* scales = w.scales ? w.scales + (w.first_row + row) / kSide * ((w.columns + kSide - 1) / kSide) : nullptr;
  return {w.data + row * w.row_bytes, scales, w.grid};
}

template <DType type>
__device__ __forceinline__ Codes codes_at(const StoredRow& row, std::size_t group) {
  using S = Stored<type>;
  Codes c;
  constexpr DeviceLayout layout = device_layout(type, S::kBytes);
  S::decode(row.data + group / S::kGroups * layout.pitch + layout.shift, static_cast<int>(group % S::kGroups), row.grid,
            c);
  return c;
}

/// Values [32 · group, 32 · group + 32) of a row; zeros behind its end.
template <DType type>
__device__ __forceinline__ void values_at(const StoredRow& row, std::size_t columns, std::size_t group,
                                          float (&out)[32]) {
  using S = Stored<type>;
  if constexpr (S::kCoded) {
    const Codes c = codes_at<type>(row, group);
    for (int i = 0; i < 32; ++i) {
      const auto code = static_cast<float>(static_cast<std::int8_t>(c.words[i / 4] >> (8 * (i % 4))));
      out[i] = S::kOffset ? c.scale[i / 16] * code + c.offset[i / 16] : c.scale[i / 16] * code;
    }
  } else {
    const float scale = type == DType::F8_E4M3 && row.scales ? row.scales[group / 4] : 1.0f;
    for (std::size_t i = 0; i < 32; ++i)
      out[i] = 32 * group + i < columns ? S::value(row.data, 32 * group + i) * scale : 0.0f;
  }
}

/// Calls body.operator()<type>().
template <class Body>
void with_type(DType type, const Body& body) {
  switch (type) {
    case DType::F32: return body.template operator()<DType::F32>();
    case DType::F16: return body.template operator()<DType::F16>();
    case DType::BF16: return body.template operator()<DType::BF16>();
    case DType::F8_E4M3: return body.template operator()<DType::F8_E4M3>();
    case DType::Q4_0: return body.template operator()<DType::Q4_0>();
    case DType::Q4_1: return body.template operator()<DType::Q4_1>();
    case DType::Q5_0: return body.template operator()<DType::Q5_0>();
    case DType::Q5_1: return body.template operator()<DType::Q5_1>();
    case DType::Q8_0: return body.template operator()<DType::Q8_0>();
    case DType::Q2_K: return body.template operator()<DType::Q2_K>();
    case DType::Q3_K: return body.template operator()<DType::Q3_K>();
    case DType::Q4_K: return body.template operator()<DType::Q4_K>();
    case DType::Q5_K: return body.template operator()<DType::Q5_K>();
    case DType::Q6_K: return body.template operator()<DType::Q6_K>();
    case DType::IQ2_XXS: return body.template operator()<DType::IQ2_XXS>();
    case DType::IQ2_XS: return body.template operator()<DType::IQ2_XS>();
    case DType::IQ2_S: return body.template operator()<DType::IQ2_S>();
    case DType::IQ3_XXS: return body.template operator()<DType::IQ3_XXS>();
    case DType::IQ3_S: return body.template operator()<DType::IQ3_S>();
    case DType::IQ1_S: return body.template operator()<DType::IQ1_S>();
    case DType::IQ1_M: return body.template operator()<DType::IQ1_M>();
    case DType::IQ4_NL: return body.template operator()<DType::IQ4_NL>();
    case DType::IQ4_XS: return body.template operator()<DType::IQ4_XS>();
  }
}

}  // namespace mingsi::engine::cuda
