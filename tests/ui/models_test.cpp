// SPDX-License-Identifier: Apache-2.0
// The library of models, opening with progress, and a download as the window shows it.
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "download_server.h"
#include "app/models/model_reference.h"
#include "ui/viewmodels/download_view_model.h"
#include "ui/viewmodels/library_view_model.h"
#include "ui/viewmodels/model_view_model.h"

using namespace mingsi;
using State = ui::DownloadViewModel::State;

class ModelsTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_database = std::make_unique<app::Database>();
        m_database->openInMemory().waitForFinished();
    }

    void libraryLooksInside()
    {
        ui::LibraryViewModel library(places(), *m_database, m_notices);
        QAbstractItemModelTester tester(library.models());
        QVERIFY(QDir().mkpath(library.ownFolder()));
        copy("v3.gguf", library.ownFolder() + "/good.gguf");
        copy("v3.gguf", library.ownFolder() + "/half-00001-of-00002.gguf");
        QFile bad(library.ownFolder() + "/bad.gguf");
        QVERIFY(bad.open(QIODevice::WriteOnly));
        bad.write("GGUF?");
        bad.close();
        library.scan();
        library.scan();  // a scan that has begun gives way
        QVERIFY(library.isScanning());
        QTRY_VERIFY(!library.isScanning());
        QTRY_COMPARE(library.models()->count(), 4);
        const auto value = [&](int row, int role) {
            return library.models()->data(library.models()->index(row), role);
        };
        // The starter model comes first.
        QCOMPARE(value(0, ui::LibraryModel::PathRole).toString(), app::ModelReference().toText());
        QTRY_COMPARE(value(0, ui::LibraryModel::VerdictRole).toInt(), int(ui::LibraryModel::Fits));
        QTRY_COMPARE(value(2, ui::LibraryModel::VerdictRole).toInt(), int(ui::LibraryModel::Fits));
        QTRY_COMPARE(value(1, ui::LibraryModel::VerdictRole).toInt(), int(ui::LibraryModel::Unusable));
        QVERIFY(value(1, ui::LibraryModel::FitRole).toString().contains("bad.gguf"));
        QCOMPARE(value(2, ui::LibraryModel::NameRole).toString(), QString("good"));
        QVERIFY(value(2, ui::LibraryModel::SizeRole).toString().contains("F32"));
        QVERIFY(value(2, ui::LibraryModel::ContextRole).toString().contains("256"));
        QVERIFY(value(2, ui::LibraryModel::ParametersRole).toString().contains("active"));
        QCOMPARE(value(3, ui::LibraryModel::VerdictRole).toInt(), int(ui::LibraryModel::Unusable));
        library.scan();
        QTRY_VERIFY(!library.isScanning());
        QCOMPARE(library.models()->count(), 4);
    }

    void addedFoldersStay()
    {
        {
            ui::LibraryViewModel library(places(), *m_database, m_notices);
            library.addFolder(QUrl::fromLocalFile(MINGSI_GOLDEN_DIR));
            library.addFolder(QUrl::fromLocalFile(MINGSI_GOLDEN_DIR));
            QCOMPARE(library.folders().size(), 2);
            QTRY_VERIFY(library.models()->count() > 4);
        }
        auto settings = app::SettingDb(*m_database).all();
        settings.waitForFinished();
        ui::LibraryViewModel again(places(), *m_database, m_notices);
        again.restore(settings.result()->value(ui::LibraryViewModel::settingKey()));
        QCOMPARE(again.folders().size(), 2);
        again.removeFolder(QString::fromUtf8(MINGSI_GOLDEN_DIR));
        QCOMPARE(again.folders().size(), 1);
        again.restore("no json");
        QCOMPARE(again.folders().size(), 1);
    }

    void openingCanBeCancelled()
    {
        app::ChatService service(*m_database);
        ui::ModelViewModel models(service, *m_database, m_notices);
        models.open({});
        QTRY_COMPARE(models.state(), ui::ModelViewModel::Ready);
        const QString starter = models.name();
        QSignalSpy progress(&models, &ui::ModelViewModel::progressChanged);
        // Large enough that it can't be opened before it is cancelled.
        const QString large = m_folder->filePath("large.gguf");
        engine::SynthesisOptions options;
        options.like = "r1-distill-qwen-1.5b";
        options.layers = 1;
        engine::synthesize_model(options, large.toStdString(), {});
        models.chooseText(large);
        models.cancelOpening();
        QTRY_COMPARE(models.state(), ui::ModelViewModel::Ready);
        QCOMPARE(models.name(), starter);
        QVERIFY(models.isStarter());
        models.chooseText(QStringLiteral(MINGSI_GOLDEN_DIR "/v3.gguf"));
        QTRY_COMPARE(models.state(), ui::ModelViewModel::Ready);
        QVERIFY(!models.isStarter());
        QVERIFY(models.progress() > 0);
    }

    void aDownloadIsFoundFetchedAndOpens()
    {
        QFile file(QStringLiteral(MINGSI_GOLDEN_DIR "/v3.gguf"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        test::Server server;
        const QList<QPair<QString, QByteArray>> files{{"m-Q8_0.gguf", content}, {"m-Q4_K_M.gguf", content}};
        server.pages["/api/models/owner/name/tree/main?recursive=true"] = {test::listingOf(files)};
        for (const auto &[name, bytes] : files) {
            test::Page page{bytes};
            page.cuts = {200000};
            server.pages["/owner/name/resolve/main/" + name.toUtf8()] = page;
        }
        app::DownloadOptions options;
        options.endpoint = server.url({});
        options.firstPause = options.longestPause = std::chrono::milliseconds(1);
        ui::DownloadViewModel download(m_folder->path(), *m_database, m_notices, options);
        QSignalSpy fetched(&download, &ui::DownloadViewModel::fetched);
        download.look("owner/name");
        QTRY_COMPARE(download.state(), State::Choosing);
        QCOMPARE(download.plans().size(), 2);
        QVERIFY(!download.plans()[0].toMap()["size"].toString().isEmpty());
        download.fetch(0);
        QTRY_COMPARE(download.state(), State::Finished);
        QCOMPARE(fetched.count(), 1);
        QFile result(fetched[0][0].toString());
        QVERIFY(result.open(QIODevice::ReadOnly));
        QCOMPARE(result.readAll(), content);
        // One that fits the name alone is fetched at once.
        download.leave();
        download.look("owner/name:Q8_0");
        QTRY_COMPARE(download.state(), State::Finished);
    }

    void aDownloadGoesOnAfterARestart()
    {
        const QByteArray content = test::model(3'000'000);
        test::Server server;
        test::Page page{content};
        for (qsizetype at = 100000; at < content.size(); at += 100000)
            page.cuts.append(at);
        server.pages["/m.gguf"] = page;
        app::DownloadOptions options;
        options.firstPause = options.longestPause = std::chrono::milliseconds(50);
        {
            ui::DownloadViewModel download(m_folder->path(), *m_database, m_notices, options);
            download.look(server.url("/m.gguf").toString());
            QTRY_VERIFY(download.state() == State::Fetching && download.progress() > 0);
            download.pause();
            QCOMPARE(download.state(), State::Paused);
        }
        server.pages["/m.gguf"] = {content};
        auto settings = app::SettingDb(*m_database).all();
        settings.waitForFinished();
        ui::DownloadViewModel download(m_folder->path(), *m_database, m_notices, options);
        download.restore(*settings.result());
        QCOMPARE(download.state(), State::Paused);
        QCOMPARE(download.name(), QString("m"));
        download.resume();
        QTRY_COMPARE(download.state(), State::Finished);
        QFile result(m_folder->filePath("m.gguf"));
        QVERIFY(result.open(QIODevice::ReadOnly));
        QVERIFY(result.readAll() == content);
    }

    void aFailureSaysWhy()
    {
        test::Server server;
        ui::DownloadViewModel download(m_folder->path(), *m_database, m_notices);
        download.look("no address at all");
        QCOMPARE(download.state(), State::Failed);
        QVERIFY(!download.status().isEmpty());
        download.look(server.url("/missing.gguf").toString());
        QTRY_COMPARE(download.state(), State::Failed);
        QVERIFY2(download.status().contains("missing.gguf"), qPrintable(download.status()));
        download.cancel();
        QCOMPARE(download.state(), State::Idle);
    }

private:
    app::ModelPlaces places() const
    {
        app::ModelPlaces places;
        places.dataFolder = m_folder->path();
        places.ollamaService.clear();
        return places;
    }
    static void copy(const QString &golden, const QString &to)
    {
        QVERIFY(QFile::copy(QStringLiteral(MINGSI_GOLDEN_DIR "/") + golden, to));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<app::Database> m_database;
    ui::Notices m_notices;
};

QTEST_MAIN(ModelsTest)
#include "models_test.moc"
