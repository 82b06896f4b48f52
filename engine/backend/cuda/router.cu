// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/launch.cuh"

namespace mingsi::engine::cuda {
namespace {

/// The greatest of all lanes' candidates, the lowest index among equals; every lane gets it.
struct Candidate {
  float value;
  int index;
};
__device__ Candidate better(Candidate a, Candidate b) {
  return b.value > a.value || (b.value == a.value && b.index < a.index) ? b : a;
}
__device__ Candidate best_of_warp(Candidate mine) {
  for (unsigned mask = kWarp / 2; mask > 0; mask /= 2) {
    const Candidate other{__shfl_xor_sync(kAllLanes, mine.value, mask), __shfl_xor_sync(kAllLanes, mine.index, mask)};
    mine = better(mine, other);
  }
  return mine;
}

/// NaN is chosen last, but chosen.
__device__ float ranked(float value) { return value == value ? value : -3.0e38f; }

/// One warp a token. `memory`: scores and choice values of all experts, and the values of the groups.
__global__ void route_kernel(RouterRule rule, ConstMatrix logits, const float* bias, std::int32_t* expert,
                             float* weight) {
  wait_for_inputs();
  MINGSI_SHARED(memory);
  const auto experts = static_cast<unsigned>(logits.columns), groups = static_cast<unsigned>(rule.groups);
  float* const scores = reinterpret_cast<float*>(memory);
  float* const choice = scores + experts;
  float* const group_values = choice + experts;
  const unsigned lane = threadIdx.x;
  const float* in = logits.data + blockIdx.x * logits.stride;

  if (rule.scoring == RouterRule::Scoring::Sigmoid) {
    for (unsigned e = lane; e < experts; e += kWarp)
      scores[e] = 1.0f / (1.0f + expf(-in[e]));
  } else {
    float top = -kInfinity, sum = 0;
    for (unsigned e = lane; e < experts; e += kWarp)
      top = fmaxf(top, in[e]);
    top = warp_max(top);
    for (unsigned e = lane; e < experts; e += kWarp)
      sum += scores[e] = expf(in[e] - top);
    sum = warp_sum(sum);
    for (unsigned e = lane; e < experts; e += kWarp)
      scores[e] /= sum;
  }
  for (unsigned e = lane; e < experts; e += kWarp)
    choice[e] = ranked(scores[e] + (bias ? bias[e] : 0.0f));
  __syncwarp();

  if (groups > 1) {
    const unsigned size = experts / groups;
    for (unsigned g = lane; g < groups; g += kWarp) {
      float best = -kInfinity, second = -kInfinity;
      for (unsigned e = g * size; e < (g + 1) * size; ++e) {
        const float value = choice[e];
        if (value > best) {
          second = best;
          best = value;
        } else {
          second = fmaxf(second, value);
        }
      }
      group_values[g] = rule.group_score == RouterRule::GroupScore::Maximum ? best : best + second;
    }
    __syncwarp();
    for (unsigned g = lane; g < groups; g += kWarp) {
      unsigned before = 0;
      for (unsigned other = 0; other < groups; ++other)
        before += group_values[other] > group_values[g] || (group_values[other] == group_values[g] && other < g);
      if (before < rule.groups_kept) continue;
      for (unsigned e = g * size; e < (g + 1) * size; ++e)
        choice[e] = -kInfinity;
    }
    __syncwarp();
  }

  const std::size_t first = blockIdx.x * rule.top_k;
  float sum = 0;
  for (unsigned k = 0; k < rule.top_k; ++k) {
    Candidate mine{-kInfinity, static_cast<int>(experts)};
    for (unsigned e = lane; e < experts; e += kWarp)
      mine = better(mine, {choice[e], static_cast<int>(e)});
    const Candidate best = best_of_warp(mine);
    const float score = scores[best.index];
    sum += score;
    if (lane == 0) {
      expert[first + k] = best.index;
      weight[first + k] = score;
    }
    // Below all that can be chosen, also the groups that were dropped.
    if (lane == static_cast<unsigned>(best.index) % kWarp) choice[best.index] = as_float(0x7fc00000u);
    __syncwarp();
  }
  const float factor = rule.normalize ? rule.scaling / (sum + 1e-20f) : rule.scaling;
  if (lane == 0)
    for (unsigned k = 0; k < rule.top_k; ++k)
      weight[first + k] *= factor;
}

__global__ void locate_kernel(DeviceChoice choice, const std::int32_t* places, std::int32_t* out) {
  wait_for_inputs();
  const std::size_t slot = std::size_t{blockIdx.x} * blockDim.x + threadIdx.x;
  if (slot >= choice.slots()) return;
  const std::int32_t expert = choice.expert[slot];
  out[slot] = expert < 0 ? -1 : places[expert];
}

/// A thread an expert, which looks at all slots.
__global__ void order_kernel(DeviceChoice choice, unsigned experts, std::int32_t* starts, std::int32_t* order) {
  wait_for_inputs();
  MINGSI_SHARED(memory);
  auto* const counts = reinterpret_cast<std::int32_t*>(memory);
  const auto slots = static_cast<std::int32_t>(choice.slots());
  const unsigned mine = threadIdx.x;
  std::int32_t count = 0;
  if (mine < experts) {
    for (std::int32_t slot = 0; slot < slots; ++slot)
      count += choice.expert[slot] == static_cast<std::int32_t>(mine);
    counts[mine] = count;
  }
  __syncthreads();
  if (mine >= experts) return;
  std::int32_t at = 0;
  for (unsigned e = 0; e < mine; ++e)
    at += counts[e];
  starts[mine] = at;
  if (mine + 1 == experts) starts[experts] = at + count;
  for (std::int32_t slot = 0; slot < slots; ++slot)
    if (choice.expert[slot] == static_cast<std::int32_t>(mine)) order[at++] = slot;
}

__global__ void combine_kernel(DeviceChoice choice, ConstMatrix results, Matrix out) {
  wait_for_inputs();
  const std::size_t column = std::size_t{blockIdx.y} * blockDim.x + threadIdx.x, token = blockIdx.x;
  if (column >= out.columns) return;
  float sum = 0;
  for (std::size_t k = 0; k < choice.top_k; ++k) {
    const std::size_t slot = token * choice.top_k + k;
    if (choice.expert[slot] < 0) continue;
    sum += choice.weight[slot] * results.data[slot * results.stride + column];
  }
  out.data[token * out.stride + column] += sum;
}

}  // namespace

void route(const RouterRule& rule, ConstMatrix logits, const float* bias, std::int32_t* expert, float* weight,
           cudaStream_t stream) {
  const std::size_t shared = (2 * logits.columns + rule.groups) * sizeof(float);
  launch("route", &route_kernel, dim3(static_cast<unsigned>(logits.rows)), dim3(kWarp), shared, stream, rule, logits,
         bias, expert, weight);
}

void locate(const DeviceChoice& choice, const std::int32_t* places, std::int32_t* out, cudaStream_t stream) {
  constexpr unsigned kThreads = 128;
  launch("locate", &locate_kernel, dim3(blocks_for(choice.slots(), kThreads)), dim3(kThreads), 0, stream, choice,
         places, out);
}

void order_experts(const DeviceChoice& choice, std::size_t experts, std::int32_t* starts, std::int32_t* order,
                   cudaStream_t stream) {
  const unsigned threads = blocks_for(experts, kWarp) * kWarp;
  launch("order_experts", &order_kernel, dim3(1), dim3(threads), experts * sizeof(std::int32_t), stream, choice,
         static_cast<unsigned>(experts), starts, order);
}

void combine(const DeviceChoice& choice, ConstMatrix results, Matrix out, cudaStream_t stream) {
  constexpr unsigned kThreads = 256;
  launch("combine", &combine_kernel, dim3(static_cast<unsigned>(out.rows), blocks_for(out.columns, kThreads)),
         dim3(kThreads), 0, stream, choice, results, out);
}

}  // namespace mingsi::engine::cuda
