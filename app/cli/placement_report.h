// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QList>
#include <QPair>
#include <QString>

#include "app/models/model_fit.h"

namespace mingsi::app::cli {

/// Where a session puts what, as `fit` was planned with `device`: weights, cache and scratch, on which device.
QJsonObject placementToJson(const engine::ModelDescription &model, const ModelFit &fit, engine::Device device);

/// The same as lines of a label and a text.
QList<QPair<QString, QString>> describePlacementLines(const engine::ModelDescription &model, const ModelFit &fit,
                                                      engine::Device device);

}  // namespace mingsi::app::cli
