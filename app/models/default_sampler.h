// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine.h"

namespace mingsi::app {

/// What R1's authors recommend (temperature 0.6, top-p 0.95), with a fresh seed that can be stored and used again.
engine::SamplerParameters defaultSampler();

}  // namespace mingsi::app
