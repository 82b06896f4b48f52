// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/launch.cuh"

namespace mingsi::engine::cuda {
namespace {

constexpr unsigned kThreads = 1024, kWarps = kThreads / kWarp;
constexpr unsigned kBuckets = 1024;
constexpr float kReach = 32;           // buckets divide so much below the greatest logit
constexpr unsigned kMostFound = 1024;  // more than this are not sorted
constexpr unsigned kCount = BestTokens::kCount;

/// Combines a value of each thread; every thread gets the result.
template <class Combine>
__device__ float over_block(float value, float (&parts)[kWarps], Combine combine) {
  for (unsigned mask = kWarp / 2; mask > 0; mask /= 2)
    value = combine(value, __shfl_xor_sync(kAllLanes, value, mask));
  __syncthreads();
  if (threadIdx.x % kWarp == 0) parts[threadIdx.x / kWarp] = value;
  __syncthreads();
  value = parts[0];
  for (unsigned i = 1; i < kWarps; ++i)
    value = combine(value, parts[i]);
  return value;
}

/// A block a row: finds the bucket of distances from the greatest logit in which the last wanted one lies, and sorts
/// all down to it by counting how many are better.
__global__ void __launch_bounds__(kThreads)
    best_kernel(ConstMatrix logits, const float* temperatures, std::int32_t* ids, float* values, float* weights) {
  wait_for_inputs();
  __shared__ float parts[kWarps];
  __shared__ unsigned counts[kBuckets];
  __shared__ float found[kMostFound];
  __shared__ std::int32_t found_ids[kMostFound];
  __shared__ unsigned last_bucket, number;
  const std::size_t row = blockIdx.x;
  const float* const in = logits.data + row * logits.stride;
  const float temperature = temperatures[row] > 0 ? temperatures[row] : 1.0f;

  float top = -kInfinity;
  for (std::size_t i = threadIdx.x; i < logits.columns; i += kThreads)
    top = fmaxf(top, in[i]);
  top = over_block(top, parts, [](float a, float b) { return fmaxf(a, b); });
  for (unsigned i = threadIdx.x; i < kBuckets; i += kThreads)
    counts[i] = 0;
  if (threadIdx.x == 0) number = 0;
  __syncthreads();

  const auto bucket_of = [top](float logit) {
    const float distance = (top - logit) * (kBuckets / kReach);
    return distance < kBuckets ? static_cast<unsigned>(distance) : kBuckets;  // NaN and −∞ too
  };
  float weight = 0, plain_weight = 0;
  for (std::size_t i = threadIdx.x; i < logits.columns; i += kThreads) {
    const float logit = in[i];
    if (logit == -kInfinity) continue;  // NaN makes the sum NaN, which nobody takes for found
    weight += expf((logit - top) / temperature);
    plain_weight += expf(logit - top);
    if (const unsigned bucket = bucket_of(logit); bucket < kBuckets) atomicAdd(&counts[bucket], 1u);
  }
  const auto plus = [](float a, float b) { return a + b; };
  weight = over_block(weight, parts, plus);
  plain_weight = over_block(plain_weight, parts, plus);
  if (threadIdx.x == 0) {
    unsigned sum = 0, bucket = 0;
    while (bucket + 1 < kBuckets && (sum += counts[bucket]) < kCount)
      ++bucket;
    last_bucket = bucket;
  }
  __syncthreads();

  for (std::size_t i = threadIdx.x; i < logits.columns; i += kThreads)
    if (bucket_of(in[i]) <= last_bucket) {
      const unsigned at = atomicAdd(&number, 1u);
      if (at < kMostFound) {
        found[at] = in[i];
        found_ids[at] = static_cast<std::int32_t>(i);
      }
    }
  __syncthreads();
  const unsigned all = number;
  // Fewer than wanted within reach are all that matter; too many that are alike are the caller's to look at.
  const bool fine = all <= kMostFound && fabsf(top) < kInfinity;
  for (unsigned i = threadIdx.x; i < kCount; i += kThreads)
    if (i >= all) ids[row * kCount + i] = -1;
  for (unsigned i = threadIdx.x; fine && i < all; i += kThreads) {
    unsigned better = 0;
    for (unsigned j = 0; j < all; ++j)
      better += found[j] > found[i] || (found[j] == found[i] && found_ids[j] < found_ids[i]);
    if (better >= kCount) continue;
    ids[row * kCount + better] = found_ids[i];
    values[row * kCount + better] = found[i];
  }
  if (threadIdx.x == 0) {
    weights[2 * row] = fine ? weight : 0.0f;
    weights[2 * row + 1] = plain_weight;
  }
}

}  // namespace

void find_best(ConstMatrix logits, const float* temperatures, std::int32_t* ids, float* values, float* weights,
               cudaStream_t stream) {
  launch("find_best", &best_kernel, dim3(static_cast<unsigned>(logits.rows)), dim3(kThreads), 0, stream, logits,
         temperatures, ids, values, weights);
}

}  // namespace mingsi::engine::cuda
