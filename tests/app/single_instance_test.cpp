// SPDX-License-Identifier: Apache-2.0
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <thread>

#include "app/instance/single_instance.h"

using mingsi::app::SingleInstance;

class SingleInstanceTest : public QObject
{
    Q_OBJECT

private slots:
    void theSecondHandsItsFilesOver()
    {
        QTemporaryDir folder;
        SingleInstance first(folder.path());
        QCOMPARE(first.claim({}), SingleInstance::Outcome::First);
        QSignalSpy activated(&first, &SingleInstance::activated);
        SingleInstance::Outcome second = SingleInstance::Outcome::First;
        // On a thread of its own, as another process would be; the first one's event loop runs meanwhile.
        std::thread other([&] { second = SingleInstance(folder.path()).claim({"/tmp/模型 a.gguf"}); });
        QTRY_COMPARE(activated.count(), 1);
        other.join();
        QCOMPARE(second, SingleInstance::Outcome::HandedOver);
        QCOMPARE(activated.at(0).at(0).toStringList(), QStringList{"/tmp/模型 a.gguf"});
    }

    void foldersAreIndependent()
    {
        QTemporaryDir a;
        QTemporaryDir b;
        SingleInstance first(a.path());
        SingleInstance second(b.path());
        QCOMPARE(first.claim({}), SingleInstance::Outcome::First);
        QCOMPARE(second.claim({}), SingleInstance::Outcome::First);
    }

    void theFolderIsFreeAgainAfterwards()
    {
        QTemporaryDir folder;
        {
            SingleInstance first(folder.path());
            QCOMPARE(first.claim({}), SingleInstance::Outcome::First);
        }
        SingleInstance second(folder.path());
        QCOMPARE(second.claim({}), SingleInstance::Outcome::First);
    }

    void aFolderThatCantBeMadeIsUnprotected()
    {
        SingleInstance instance(QStringLiteral("/proc/mingsi-test"));
        QCOMPARE(instance.claim({}), SingleInstance::Outcome::Unprotected);
    }
};

QTEST_GUILESS_MAIN(SingleInstanceTest)
#include "single_instance_test.moc"
