// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/stored.cuh"
#include "engine/tensor/tensor.h"

namespace mingsi::engine::cuda {

// The products of one row with rows [first, first + n) of x, n ≤ tokens, by one warp: each lane sums up its part.

/// With activations of 8 bits, of types of integers.
template <DType type, int tokens>
__device__ __forceinline__ void dot(const StoredRow& row, std::size_t, const CodedActivations& x, std::size_t first,
                                    int n, float (&sums)[tokens]) {
  const std::size_t groups = x.columns / 32;
  for (std::size_t group = threadIdx.x; group < groups; group += kWarp) {
    const Codes c = codes_at<type>(row, group);
    for (int t = 0; t < tokens; ++t) {
      if (t >= n) break;
      const std::size_t token = first + static_cast<std::size_t>(t);
      const auto* codes = reinterpret_cast<const int4*>(x.codes + token * x.columns + 32 * group);
      const int4 a = codes[0], b = codes[1];
      int low = __dp4a(static_cast<int>(c.words[0]), a.x, 0), high = __dp4a(static_cast<int>(c.words[4]), b.x, 0);
      low = __dp4a(static_cast<int>(c.words[1]), a.y, low), high = __dp4a(static_cast<int>(c.words[5]), b.y, high);
      low = __dp4a(static_cast<int>(c.words[2]), a.z, low), high = __dp4a(static_cast<int>(c.words[6]), b.z, high);
      low = __dp4a(static_cast<int>(c.words[3]), a.w, low), high = __dp4a(static_cast<int>(c.words[7]), b.w, high);
      float sum = x.scales[token * groups + group] *
                  (c.scale[0] * static_cast<float>(low) + c.scale[1] * static_cast<float>(high));
      if constexpr (Stored<type>::kOffset) {
        const float* parts = x.sums + 2 * (token * groups + group);
        sum += c.offset[0] * parts[0] + c.offset[1] * parts[1];
      }
      sums[t] += sum;
    }
  }
}

/// In float32. Rows that are whole vectors are read as such, a vector a lane.
template <DType type, int tokens>
__device__ __forceinline__ void dot(const StoredRow& row, std::size_t columns, ConstMatrix x, std::size_t first, int n,
                                    float (&sums)[tokens]) {
  const float* const in = x.data + first * x.stride;
  const auto add = [&](const float* values, std::size_t column, int count) {
    for (int t = 0; t < tokens; ++t) {
      if (t >= n) break;
      const float* const token = in + static_cast<std::size_t>(t) * x.stride + column;
      float sum = 0;
      for (int i = 0; i < count; ++i)
        sum += values[i] * token[i];
      sums[t] += sum;
    }
  };
  if constexpr (!Stored<type>::kCoded) {
    constexpr int kVector = Stored<type>::kVector;
    if (columns % kVector == 0) {
      for (std::size_t i = threadIdx.x; i < columns / kVector; i += kWarp) {
        float values[kVector];
        unpack<type>(reinterpret_cast<const uint4*>(row.data)[i], values);
        if constexpr (type == DType::F8_E4M3) {
          const float scale = row.scales ? row.scales[i * kVector / 128] : 1.0f;
          for (float& value : values)
            value *= scale;
        }
        add(values, i * kVector, kVector);
      }
      return;
    }
  }
  for (std::size_t group = threadIdx.x; 32 * group < columns; group += kWarp) {
    float values[32];
    values_at<type>(row, columns, group, values);
    add(values, 32 * group, columns - 32 * group < 32 ? static_cast<int>(columns - 32 * group) : 32);
  }
}

__device__ __forceinline__ StoredRow expert_row(const DeviceExperts& w, std::int32_t expert, std::size_t row) {
  DeviceWeight one = w.shape;
  one.data = w.data[expert];
  if (w.scales) {
    one.scales = w.scales[expert];
    one.first_row = w.first_rows[expert];
  }
  return stored_row(one, row);
}

}  // namespace mingsi::engine::cuda
