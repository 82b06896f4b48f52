// SPDX-License-Identifier: Apache-2.0
// What a model takes of a machine, with and without a GPU.
#include <QTest>

#include "app/models/gpu_placement.h"
#include "app/models/model_fit.h"

using namespace mingsi;
using Verdict = app::ModelFit::Verdict;

namespace {

constexpr std::uint64_t kGiB = std::uint64_t{1} << 30;

/// As DeepSeek-V2-Lite: a layer without experts and 26 with 64 of them, half a GiB together.
engine::ModelDescription model()
{
    engine::ModelDescription d;
    d.layers = 27;
    d.dense_layers = 1;
    d.context_length = 16384;
    d.kv_bytes_per_token = kGiB / 16384;
    d.weight_bytes = 15 * kGiB;
    d.bytes_per_token = kGiB;
    d.gpu_demand = {2 * kGiB, std::vector<engine::GpuDemand::ExpertLayer>(26, {kGiB / 2, kGiB / 128}), 64};
    return d;
}

engine::MachineDescription machine(std::uint64_t memory, std::uint64_t gpu)
{
    engine::MachineDescription machine;
    machine.memory_bytes = machine.available_memory_bytes = memory;
    if (gpu > 0)
        machine.gpus.push_back({"GPU", "GPU", gpu, gpu, true});
    return machine;
}

app::ModelFit fit(const engine::MachineDescription &machine, engine::Device device)
{
    engine::SessionOptions options;
    options.device = device;
    return app::ModelFit::estimate(model(), machine, options, 1e10);
}

}  // namespace

class ModelFitTest : public QObject
{
    Q_OBJECT

private slots:
    void withoutAGpu()
    {
        const auto enough = fit(machine(32 * kGiB, 0), engine::Device::Auto);
        QCOMPARE(enough.verdict, Verdict::Fits);
        QVERIFY(!enough.gpu && !enough.onGpu);
        QCOMPARE(enough.gpuVerdictName(), QString("none"));
        QVERIFY(enough.describeGpu().isEmpty());
        QVERIFY(enough.mostTokensPerSecond > 0);
        QCOMPARE(fit(machine(8 * kGiB, 0), engine::Device::Auto).verdict, Verdict::Streams);
        // What is asked for is not there.
        QVERIFY(!fit(machine(32 * kGiB, 0), engine::Device::Cuda).onGpu);
    }

    void theGpuTakesTheLoadOffMainMemory()
    {
        const auto there = fit(machine(8 * kGiB, 24 * kGiB), engine::Device::Cuda);
        QVERIFY(there.onGpu);
        QCOMPARE(there.verdict, Verdict::Fits);
        QCOMPARE(there.gpuVerdictName(), QString("whole"));
        QCOMPARE(there.describeGpu(), QString("GPU: all 27 layer(s), 16.0 GiB of 24.0 GiB"));
        QVERIFY(there.roomForCaches() > 1);
        QCOMPARE(there.mostTokensPerSecond, 0.0);  // that is the processor's
        // Where it is not chosen, it is told of and not counted on.
        const auto beside = fit(machine(8 * kGiB, 24 * kGiB), engine::Device::Auto);
        QVERIFY(beside.gpu && !beside.onGpu);
        QCOMPARE(beside.verdict, Verdict::Streams);
    }

    void expertsStayInMainMemory()
    {
        const auto part = fit(machine(16 * kGiB, 8 * kGiB), engine::Device::Cuda);
        QVERIFY(part.onGpu);
        QCOMPARE(part.gpuVerdictName(), QString("experts_on_host"));
        QCOMPARE(part.describeGpu(),
                 QString("GPU, experts of 26 layer(s) in main memory but for the 22 busiest of 64 in each: 7.5 GiB "
                         "of 8.0 GiB"));
        const QList<qint64> layers = app::hostExpertLayers(*part.gpu, model());
        QCOMPARE(layers.size(), 26);
        QCOMPARE(layers.constFirst(), 1);
        QCOMPARE(layers.constLast(), 26);
        QCOMPARE(part.verdict, Verdict::Fits);
        QCOMPARE(part.roomForCaches(), std::size_t{1});
        QCOMPARE(fit(machine(8 * kGiB, 8 * kGiB), engine::Device::Cuda).verdict, Verdict::Streams);
    }

    void tooSmallAGpuIsNotUsed()
    {
        const auto small = fit(machine(32 * kGiB, 2 * kGiB), engine::Device::Cuda);
        QVERIFY(small.gpu && !small.onGpu);
        QCOMPARE(small.gpuVerdictName(), QString("too_small"));
        QVERIFY(small.describeGpu().contains("2.0 GiB"));
        QCOMPARE(small.verdict, Verdict::Fits);
    }
};

QTEST_GUILESS_MAIN(ModelFitTest)
#include "model_fit_test.moc"
