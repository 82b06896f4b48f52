// SPDX-License-Identifier: Apache-2.0
#include "app/models/default_sampler.h"

#include <QRandomGenerator>

namespace mingsi::app {

engine::SamplerParameters defaultSampler()
{
    engine::SamplerParameters sampler;
    sampler.temperature = 0.6f;
    sampler.top_p = 0.95f;
    sampler.seed = QRandomGenerator::global()->generate64();
    return sampler;
}

}  // namespace mingsi::app
