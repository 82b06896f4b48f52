// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine.h"

namespace mingsi::engine {

/// What a session takes of a GPU beside weights, and the most that it may take.
GpuBudget gpu_budget(const ModelDescription& model, const SessionOptions& options);

/// Tokens that each cache of a session holds.
std::size_t context_of(const ModelDescription& model, const SessionOptions& options);

}  // namespace mingsi::engine
