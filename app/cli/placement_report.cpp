// SPDX-License-Identifier: Apache-2.0
#include "app/cli/placement_report.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

#include "app/models/gpu_placement.h"

namespace mingsi::app::cli {

namespace {

qint64 number(std::uint64_t value)
{
    return static_cast<qint64>(value);
}

QString size(std::uint64_t bytes)
{
    return QLocale().formattedDataSize(number(bytes));
}

/// "12 to 26", or the one there is.
QString range(const QList<qint64> &layers)
{
    const QLocale locale;
    return layers.size() == 1 ? locale.toString(layers.constFirst())
                              : QCoreApplication::translate("CommandLine", "%1 to %2")
                                    .arg(locale.toString(layers.constFirst()), locale.toString(layers.constLast()));
}

}  // namespace

QJsonObject placementToJson(const engine::ModelDescription &model, const ModelFit &fit, engine::Device device)
{
    if (device != engine::Device::Cuda || !fit.gpu)
        return {{QStringLiteral("device"), QStringLiteral("cpu")},
                {QStringLiteral("gpu_weight_bytes"), 0},
                {QStringLiteral("host_weight_bytes"), number(fit.weightBytes)},
                {QStringLiteral("host_expert_layers"), QJsonArray()},
                {QStringLiteral("kv_cache_bytes"), number(fit.cacheBytes)},
                {QStringLiteral("scratch_bytes"), number(fit.scratchBytes)}};
    const engine::Placement &plan = *fit.gpu;
    QJsonArray hostLayers;
    for (const qint64 layer : hostExpertLayers(plan, model))
        hostLayers.append(layer);
    const QString name = QString::fromStdString(fit.machine.gpu()->name);
    return {{QStringLiteral("device"), QStringLiteral("cuda")},
            // Null for one that is only supposed.
            {QStringLiteral("gpu"), name.isEmpty() ? QJsonValue() : QJsonValue(name)},
            {QStringLiteral("verdict"), placementName(plan)},
            {QStringLiteral("free_bytes"), number(plan.budget.free_bytes)},
            {QStringLiteral("gpu_weight_bytes"), number(plan.device_bytes)},
            {QStringLiteral("host_weight_bytes"), number(plan.host_bytes)},
            {QStringLiteral("expert_layers"), number(plan.expert_layers)},
            {QStringLiteral("host_expert_layers"), hostLayers},
            {QStringLiteral("layer_experts"), number(plan.layer_experts)},
            {QStringLiteral("cached_experts"), number(plan.cached_experts)},
            {QStringLiteral("expert_cache_bytes"), number(plan.expert_cache_bytes)},
            {QStringLiteral("kv_cache_bytes"), number(plan.budget.cache_bytes)},
            {QStringLiteral("scratch_bytes"), number(plan.budget.scratch_bytes)},
            {QStringLiteral("headroom_bytes"), number(plan.budget.headroom_bytes())},
            {QStringLiteral("used_bytes"), number(plan.used_bytes())},
            {QStringLiteral("least_bytes"), number(plan.least_bytes)},
            {QStringLiteral("whole_bytes"), number(plan.whole_bytes)}};
}

QList<QPair<QString, QString>> describePlacementLines(const engine::ModelDescription &model, const ModelFit &fit,
                                                      engine::Device device)
{
    QList<QPair<QString, QString>> lines;
    const auto line = [&lines](const QString &label, const QString &text) { lines.append({label, text}); };
    const bool onGpu = device == engine::Device::Cuda && fit.gpu;
    if (!onGpu) {
        line(QCoreApplication::translate("CommandLine", "Computed on"),
             QCoreApplication::translate("CommandLine", "the processor"));
        if (fit.gpu)
            line(QCoreApplication::translate("CommandLine", "With --device cuda"), fit.describeGpu());
        return lines;
    }
    const engine::Placement &plan = *fit.gpu;
    const QString name = QString::fromStdString(fit.machine.gpu()->name);
    line(QCoreApplication::translate("CommandLine", "Computed on"),
         QCoreApplication::translate("CommandLine", "%1, taken to have %2 of memory free")
             .arg(name.isEmpty() ? QCoreApplication::translate("CommandLine", "a GPU that is not here") : name,
                  size(plan.budget.free_bytes)));
    line(QCoreApplication::translate("CommandLine", "Placement"), fit.describeGpu());
    line(QCoreApplication::translate("CommandLine", "Memory of the GPU"),
         QCoreApplication::translate("CommandLine",
                                     "weights %1, cache of %2 tokens %3, scratch %4, left to the driver %5")
             .arg(size(plan.device_bytes), QLocale().toString(number(fit.contextLength)), size(plan.budget.cache_bytes),
                  size(plan.budget.scratch_bytes), size(plan.budget.headroom_bytes())));
    if (plan.fits && plan.host_bytes > 0)
        line(QCoreApplication::translate("CommandLine", "In main memory"),
             QCoreApplication::translate("CommandLine", "experts of layers %1: %2; all would need a GPU with %3 free")
                 .arg(range(hostExpertLayers(plan, model)), size(plan.host_bytes), size(plan.whole_bytes)));
    return lines;
}

}  // namespace mingsi::app::cli
