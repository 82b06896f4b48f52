// SPDX-License-Identifier: Apache-2.0
#include "app/models/model_fit.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

#include "app/models/gpu_placement.h"

namespace mingsi::app {

namespace {

// Code, Qt and the allocator's own: what mingsi-cli takes before it opens a model.
constexpr std::uint64_t kProgramBytes = std::uint64_t{28} << 20;

}  // namespace

ModelFit ModelFit::estimate(const engine::ModelDescription &model, const engine::MachineDescription &machine,
                            const engine::SessionOptions &options, double bandwidth)
{
    ModelFit fit;
    fit.machine = machine;
    fit.contextLength =
        std::min(model.context_length,
                 options.context_length != 0 ? options.context_length : engine::SessionOptions::kDefaultContext);
    fit.weightBytes = model.weight_bytes;
    fit.cacheBytes =
        fit.contextLength * (options.small_cache ? model.small_kv_bytes_per_token : model.kv_bytes_per_token);
    fit.scratchBytes = model.scratch_bytes + kProgramBytes;
    fit.layers = model.layers;
    if (const engine::GpuDescription *gpu = machine.gpu())
        fit.gpu = engine::plan_gpu(model, options, gpu->usable_memory_bytes);
    fit.onGpu = options.device == engine::Device::Cuda && fit.gpu && fit.gpu->fits;
    if (fit.hostBytes() <= machine.available_memory_bytes)
        fit.verdict = Verdict::Fits;
    else if (fit.hostBytes() <= machine.memory_bytes / 10 * 9)
        fit.verdict = Verdict::Tight;
    else
        fit.verdict = Verdict::Streams;
    fit.bandwidth = bandwidth;
    // A decoded token reads its weights, and half a context of keys and values on the average.
    const auto perToken = static_cast<double>(model.bytes_per_token) + static_cast<double>(fit.cacheBytes) / 2;
    // What is read from the disk again and again is as fast as the disk, which is not measured; nor is the GPU.
    if (bandwidth > 0 && perToken > 0 && fit.verdict != Verdict::Streams && !fit.onGpu)
        fit.mostTokensPerSecond = bandwidth / perToken;
    return fit;
}

std::size_t ModelFit::roomForCaches() const
{
    if (onGpu) {
        // Others use the GPU too: half of what seems to be left is not counted on.
        const std::uint64_t left = gpu->budget.weight_room() - gpu->device_bytes;
        return cacheBytes == 0 ? 1 : 1 + left / 2 / cacheBytes;
    }
    const std::uint64_t others = weightBytes + scratchBytes;
    if (cacheBytes == 0 || machine.available_memory_bytes <= others)
        return 0;
    return (machine.available_memory_bytes - others) / cacheBytes;
}

bool readWeights(const engine::Model &model, const std::function<bool(double)> &progress)
{
    const bool fits = model.description().weight_bytes < engine::describe_machine().available_memory_bytes;
    return !fits || model.read_weights(progress);
}

QString ModelFit::gpuVerdictName() const
{
    return gpu ? placementName(*gpu) : QStringLiteral("none");
}

QString ModelFit::describeGpu() const
{
    return gpu ? describePlacement(*gpu, layers) : QString();
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
    const QString needed = size(hostBytes());
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
