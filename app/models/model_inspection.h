// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFuture>

#include "app/failure.h"
#include "app/models/model_fit.h"
#include "app/models/model_reference.h"
#include "app/models/session_settings.h"

namespace mingsi::app {

/// What a model is and what it will take, told before it is loaded.
struct ModelInspection {
    engine::ModelDescription description;
    engine::MachineDescription machine;
    double bandwidth = 0;

    ModelFit fit(const SessionSettings &settings) const
    {
        return ModelFit::estimate(description, machine, settings.options(), bandwidth);
    }
};

/// Reads the header of a model and measures the machine, on a thread of the global pool.
QFuture<Result<ModelInspection>> inspectModel(const ModelReference &model);

}  // namespace mingsi::app
