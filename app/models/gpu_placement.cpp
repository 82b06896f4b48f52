// SPDX-License-Identifier: Apache-2.0
#include "app/models/gpu_placement.h"

#include <QCoreApplication>
#include <QLocale>

namespace mingsi::app {

namespace {

QString size(std::uint64_t bytes)
{
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1);
}

}  // namespace

QString describePlacement(const engine::Placement &placement, std::size_t layers)
{
    const QString free = size(placement.budget.free_bytes);
    if (!placement.fits)
        return QCoreApplication::translate("GpuPlacement",
                                           "too large for the GPU: it needs at least %1 there, of which %2 are free")
            .arg(size(placement.least_bytes), free);
    const QString used = size(placement.used_bytes());
    const int count = static_cast<int>(placement.whole() ? layers : placement.expert_layers - placement.device_layers);
    if (placement.whole())
        return QCoreApplication::translate("GpuPlacement", "GPU: all %n layer(s), %1 of %2", nullptr, count)
            .arg(used, free);
    if (placement.cached_experts == 0)
        return QCoreApplication::translate("GpuPlacement", "GPU, experts of %n layer(s) in main memory: %1 of %2",
                                           nullptr, count)
            .arg(used, free);
    return QCoreApplication::translate("GpuPlacement",
                                       "GPU, experts of %n layer(s) in main memory but for the %3 busiest of %4 in "
                                       "each: %1 of %2",
                                       nullptr, count)
        .arg(used, free)
        .arg(placement.cached_experts)
        .arg(placement.layer_experts);
}

QString placementName(const engine::Placement &placement)
{
    if (!placement.fits)
        return QStringLiteral("too_small");
    return placement.whole() ? QStringLiteral("whole") : QStringLiteral("experts_on_host");
}

QList<qint64> hostExpertLayers(const engine::Placement &placement, const engine::ModelDescription &model)
{
    // The layers without experts come first in every model there is.
    QList<qint64> layers;
    for (std::size_t i = placement.device_layers; i < placement.expert_layers; ++i)
        layers.append(static_cast<qint64>(model.dense_layers + i));
    return layers;
}

}  // namespace mingsi::app
