// SPDX-License-Identifier: Apache-2.0
#include "app/models/model_fit.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

namespace mingsi::app {

ModelFit ModelFit::estimate(const engine::ModelDescription &model, const engine::MachineDescription &machine)
{
    ModelFit fit;
    fit.machine = machine;
    fit.contextLength = std::min(model.context_length, engine::SessionOptions::kDefaultContext);
    fit.weightBytes = model.file_bytes;
    fit.cacheBytes = fit.contextLength * model.kv_bytes_per_token;
    if (fit.neededBytes() <= machine.available_memory_bytes)
        fit.verdict = Verdict::Fits;
    else if (fit.neededBytes() <= machine.memory_bytes / 10 * 9)
        fit.verdict = Verdict::Tight;
    else
        fit.verdict = Verdict::Streams;
    return fit;
}

QString ModelFit::verdictName() const
{
    switch (verdict) {
    case Verdict::Fits: return QStringLiteral("fits");
    case Verdict::Tight: return QStringLiteral("tight");
    case Verdict::Streams: return QStringLiteral("streams");
    }
    return {};
}

QString ModelFit::describe() const
{
    const QLocale locale;
    const auto size = [&](std::uint64_t bytes) { return locale.formattedDataSize(static_cast<qint64>(bytes)); };
    const QString needed = size(neededBytes());
    switch (verdict) {
    case Verdict::Fits:
        return QCoreApplication::translate("ModelFit", "fits: %1 needed, %2 of memory available")
            .arg(needed, size(machine.available_memory_bytes));
    case Verdict::Tight:
        return QCoreApplication::translate("ModelFit", "tight: %1 needed, only %2 available now; close other programs")
            .arg(needed, size(machine.available_memory_bytes));
    case Verdict::Streams:
        return QCoreApplication::translate(
                   "ModelFit", "does not fit: %1 needed, the machine has %2; it runs slowly, reading from the disk")
            .arg(needed, size(machine.memory_bytes));
    }
    return {};
}

}  // namespace mingsi::app
