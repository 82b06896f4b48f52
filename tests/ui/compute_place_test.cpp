// SPDX-License-Identifier: Apache-2.0
// Where models compute: what is chosen, what the machine has, and what is told when it can't be used.
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include "ui/viewmodels/machine_view_model.h"
#include "ui/viewmodels/model_view_model.h"
#include "ui/viewmodels/preferences.h"
#include "view_model_desk.h"

using namespace mingsi;
using mingsi::test::Desk;

class ComputePlaceTest : public QObject
{
    Q_OBJECT

private slots:
    void thePlaceToComputeIsRemembered()
    {
        Desk desk;
        const auto storedOnes = [&] {
            auto settings = app::SettingDb(desk.database).all();
            settings.waitForFinished();
            return settings.result()->value(ui::Preferences::settingKey());
        };
        {
            ui::Preferences preferences(desk.database, desk.notices);
            QCOMPARE(preferences.device(), ui::Preferences::Automatic);
            QCOMPARE(preferences.sessionSettings({}), app::SessionSettings());
            preferences.setGpuMemory("12.5");
            QCOMPARE(preferences.sessionSettings({}).gpuMemory, quint64{0});  // it is not used
            preferences.setDevice(ui::Preferences::Gpu);
            const auto settings = preferences.sessionSettings("/caches");
            QCOMPARE(settings.device, engine::Device::Cuda);
            QCOMPARE(settings.gpuMemory, quint64{25} << 29);
            QCOMPARE(settings.options().device, engine::Device::Cuda);
            QCOMPARE(settings.options().gpu_memory, std::uint64_t{25} << 29);
            QCOMPARE(settings.cacheFolder, QString("/caches"));
        }
        ui::Preferences preferences(desk.database, desk.notices);
        preferences.restore(storedOnes());
        QCOMPARE(preferences.device(), ui::Preferences::Gpu);
        QCOMPARE(preferences.gpuMemory(), QString("12.5"));
        for (const char *nonsense : {"much", "-3", "1e99", "nan"}) {
            preferences.setGpuMemory(nonsense);
            QCOMPARE(preferences.gpuMemory(), QString("12.5"));
        }
        preferences.setGpuMemory(" ");
        QCOMPARE(preferences.gpuMemory(), QString());
        preferences.restore(R"({"device": "abacus", "gpuMemory": "x"})");
        QCOMPARE(preferences.sessionSettings({}), app::SessionSettings());
    }

    void theGpuIsLookedFor()
    {
        engine::MachineDescription described;
        QThread *thread = nullptr;
        ui::MachineViewModel machine([&] {
            thread = QThread::currentThread();
            return described;
        });
        QSignalSpy changed(&machine, &ui::MachineViewModel::changed);
        const auto look = [&] {
            changed.clear();
            machine.look();
            return changed.count() > 0 || changed.wait();
        };
        QVERIFY(!machine.gpuUsable());
        QVERIFY(machine.gpuProblem().contains("Looking"));
        QVERIFY(look());
        QVERIFY(thread != QThread::currentThread());
        QVERIFY(!machine.gpuUsable() && machine.gpu().isEmpty());
        QVERIFY2(machine.gpuProblem().contains("CUDA"), qPrintable(machine.gpuProblem()));
        described.cuda_support = true;
        QVERIFY(look());
        QVERIFY2(machine.gpuProblem().contains("driver"), qPrintable(machine.gpuProblem()));
        described.gpus = {{"Old GPU", {}, std::uint64_t{8} << 30, 0, false}};
        QVERIFY(look());
        QVERIFY(!machine.gpuUsable());
        QVERIFY2(machine.gpuProblem().contains("too old"), qPrintable(machine.gpuProblem()));
        described.gpus.front().usable = true;
        QVERIFY(look());
        QVERIFY(machine.gpuUsable() && machine.gpuProblem().isEmpty());
        QCOMPARE(machine.gpu(), QString("Old GPU, 8.00 GiB"));
    }

    void aGpuThatCannotBeUsedIsTold()
    {
        Desk desk;
        app::SessionSettings settings;
        settings.device = engine::Device::Cuda;
        settings.gpuMemory = 1 << 20;  // too little, if there is a GPU
        desk.service.setSessionSettings(settings);
        desk.models.open({});
        QTRY_COMPARE_WITH_TIMEOUT(desk.models.state(), ui::ModelViewModel::Ready, 60000);
        QVERIFY2(desk.notices.lasting().contains("on the processor instead"), qPrintable(desk.notices.lasting()));
        QCOMPARE(desk.models.place(), QString("processor"));
        QVERIFY2(desk.models.details().contains("cpu ("), qPrintable(desk.models.details()));
        // It works again with the processor, and that is where it is told to be.
        settings.device = engine::Device::Cpu;
        desk.service.setSessionSettings(settings);
        desk.ask("What is 2 + 3?");
        QTRY_VERIFY2(desk.notices.lasting().isEmpty(), qPrintable(desk.notices.lasting()));
    }
};

QTEST_MAIN(ComputePlaceTest)
#include "compute_place_test.moc"
