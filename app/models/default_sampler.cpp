// SPDX-License-Identifier: Apache-2.0
#include "app/models/default_sampler.h"

#include <QRandomGenerator>

namespace mingsi::app {

engine::SamplerParameters defaultSampler(const engine::ModelDescription &model)
{
    engine::SamplerParameters sampler;
    sampler.temperature = model.temperature.value_or(0.6f);
    // A file may say 0 for "off".
    sampler.top_p = model.top_p.value_or(0.95f) > 0 ? model.top_p.value_or(0.95f) : 1.0f;
    sampler.seed = QRandomGenerator::global()->generate64();
    return sampler;
}

}  // namespace mingsi::app
