// SPDX-License-Identifier: Apache-2.0
#include "app/models/model_inspection.h"

#include <QPromise>
#include <QThreadPool>
#include <new>

namespace mingsi::app {

namespace {

Result<ModelInspection> inspect(const ModelReference &model)
{
    try {
        ModelInspection inspection;
        inspection.description = engine::Model::open(model.source())->description();
        inspection.fit = ModelFit::estimate(inspection.description, engine::describe_machine(), 0,
                                            engine::measure_memory_bandwidth());
        return inspection;
    } catch (const engine::Error &error) {
        return Failure::fromEngine(error);
    } catch (const std::bad_alloc &) {
        return Failure{Failure::Kind::OutOfMemory, {}, {}, {}, {}};
    } catch (const std::exception &error) {
        return Failure{Failure::Kind::Internal, {}, {}, {}, QString::fromUtf8(error.what())};
    }
}

}  // namespace

QFuture<Result<ModelInspection>> inspectModel(const ModelReference &model)
{
    auto promise = std::make_shared<QPromise<Result<ModelInspection>>>();
    promise->start();
    auto future = promise->future();
    QThreadPool::globalInstance()->start([promise, model] {
        promise->addResult(inspect(model));
        promise->finish();
    });
    return future;
}

}  // namespace mingsi::app
