// SPDX-License-Identifier: Apache-2.0
#include "engine/generation/gpu_budget.h"

#include <algorithm>

namespace mingsi::engine {

std::size_t context_of(const ModelDescription& model, const SessionOptions& options) {
  const auto wanted = options.context_length != 0 ? options.context_length : SessionOptions::kDefaultContext;
  return std::min(wanted, model.context_length);
}

GpuBudget gpu_budget(const ModelDescription& model, const SessionOptions& options) {
  std::uint64_t token = options.small_cache ? model.small_kv_bytes_per_token : model.kv_bytes_per_token;
  // In float32, where it can't be small.
  if (options.exact && token == model.kv_bytes_per_token) token *= 2;
  // The prediction layer has a cache too; more than one of them is never used.
  if (options.speculation && model.mtp_layers > 0) token = token / model.layers * (model.layers + 1);
  GpuBudget budget;
  if (options.gpu_memory > 0) budget.free_bytes = options.gpu_memory;
  budget.cache_bytes = token * context_of(model, options) * options.sequences;
  // The activations, and about three times as much for attention and experts.
  budget.scratch_bytes = 4 * model.activation_bytes * std::max<std::size_t>(1, options.prefill_chunk);
  return budget;
}

Placement plan_gpu(const ModelDescription& model, const SessionOptions& options, std::uint64_t free_bytes) {
  GpuBudget budget = gpu_budget(model, options);
  budget.free_bytes = std::min(budget.free_bytes, free_bytes);
  return plan_placement(model.gpu_demand, budget);
}

}  // namespace mingsi::engine
