// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

#include "engine/engine.h"

namespace mingsi::app {

/// What lies where on a GPU, in one translated sentence: "GPU: all 27 layers, 9.1 GiB of 24.0 GiB". `layers`: of the
/// model.
QString describePlacement(const engine::Placement &placement, std::size_t layers);

/// "whole", "experts_on_host" or "too_small".
QString placementName(const engine::Placement &placement);

/// The layers, by their numbers in the file, whose experts stay in main memory.
QList<qint64> hostExpertLayers(const engine::Placement &placement, const engine::ModelDescription &model);

}  // namespace mingsi::app
