// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine.h"

namespace mingsi::app {

/// What the model's publisher recommends, else what R1's authors do (temperature 0.6, top-p 0.95), with a fresh seed
/// that can be stored and used again.
engine::SamplerParameters defaultSampler(const engine::ModelDescription &model);

}  // namespace mingsi::app
