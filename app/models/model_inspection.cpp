// SPDX-License-Identifier: Apache-2.0
#include "app/models/model_inspection.h"

#include "app/background.h"

namespace mingsi::app {

namespace {

Result<ModelInspection> inspect(const ModelReference &model)
{
    ModelInspection inspection;
    const auto failure = guarded([&] {
        inspection.description = engine::Model::open(model.source())->description();
        inspection.machine = engine::describe_machine();
        inspection.bandwidth = engine::measure_memory_bandwidth();
    });
    return failure ? Result<ModelInspection>(*failure) : Result<ModelInspection>(std::move(inspection));
}

}  // namespace

QFuture<Result<ModelInspection>> inspectModel(const ModelReference &model)
{
    return inBackground([model] { return inspect(model); });
}

}  // namespace mingsi::app
