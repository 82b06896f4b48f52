// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "engine/backend/ops.h"
#include "engine/backend/placement.h"

namespace mingsi::engine::cuda {

/// In which the projections of latent attention are kept on the device.
constexpr DType latent_type(bool exact) { return exact ? DType::F32 : DType::F16; }

/// What the weights that `tell` tells take on a device.
GpuDemand measure_demand(const std::function<void(WeightSink&)>& tell, DType latent_type);

}  // namespace mingsi::engine::cuda
