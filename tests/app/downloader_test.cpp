// SPDX-License-Identifier: Apache-2.0
// Fetching, and going on after what can go wrong.
#include <QFileInfo>
#include <QThread>

#include "download_desk.h"

using namespace mingsi::app;
using namespace mingsi::test;
using Kind = DownloadFailure::Kind;

class DownloaderTest : public QObject, DownloadDesk
{
    Q_OBJECT

private slots:
    void init() { open(); }
    void cleanup() { close(); }

    void fetches()
    {
        const QByteArray data = model(5 << 20);
        m_server->pages["/m.gguf"] = {data};
        QSignalSpy progress(m_downloader.get(), &Downloader::progress);
        QVERIFY(fetch(plan()));
        QCOMPARE(m_finished->first().first().toString(), path("m.gguf"));
        QVERIFY(bytesOf(path("m.gguf")) == data);
        QCOMPARE(names(), QStringList{"m.gguf"});
        QCOMPARE(progress.last().at(0).toLongLong(), data.size());
        QCOMPARE(progress.last().at(1).toLongLong(), data.size());
        QCOMPARE(m_server->requests.first().headers.value("accept-encoding"), "identity");

        // Known now, and there: nothing is asked.
        DownloadPlan known = plan();
        known.files.first().bytes = data.size();
        known.files.first().sha256 = hexHash(data);
        m_server->requests.clear();
        QVERIFY(fetch(known));
        QVERIFY(m_server->requests.isEmpty());
    }

    void fetchesWithoutLength()
    {
        Page page{model(100000)};
        page.length = false;
        m_server->pages["/m.gguf"] = page;
        QVERIFY(fetch(plan()));
        QVERIFY(bytesOf(path("m.gguf")) == page.body);
    }

    void fetchesTinyAndEmptyFiles()
    {
        m_server->pages["/a.json"] = {"{}"};
        m_server->pages["/b.txt"] = {""};
        DownloadPlan wanted = plan("a.json");
        wanted.files.append(plan("b.txt").files);
        QVERIFY(fetch(wanted));
        QCOMPARE(bytesOf(path("a.json")), "{}");
        QVERIFY(QFile::exists(path("b.txt")));
    }

    void fetchesSplitModel()
    {
        QList<QPair<QString, QByteArray>> files;
        for (int i = 1; i <= 3; ++i) {
            files.append({QStringLiteral("sub/M-Q8_0-0000%1-of-00003.gguf").arg(i), model(70000 * i)});
            m_server->pages["/owner/name/resolve/main/" + files.last().first.toLatin1()] = {files.last().second};
        }
        m_server->pages["/api/models/owner/name/tree/main?recursive=true"] = {listingOf(files)};
        m_downloader->look(repository());
        QVERIFY(m_found->wait());
        const auto plans = m_found->first().first().value<Plans>();
        QCOMPARE(plans.size(), 1);
        QVERIFY(fetch(plans.first()));
        QCOMPARE(m_finished->first().first().toString(), path("owner/name/sub/M-Q8_0-00001-of-00003.gguf"));
        for (const auto &[name, data] : files)
            QVERIFY(bytesOf(path("owner/name/" + name)) == data);
    }

    void goesOnAfterCuts()
    {
        Page page{model(300000)};
        page.cuts = {100000, 150000, 150010};
        m_server->pages["/m.gguf"] = page;
        QVERIFY(fetch(plan()));
        QVERIFY(bytesOf(path("m.gguf")) == page.body);
        QCOMPARE(m_server->ranges(), (QList<QByteArray>{"", "bytes=100000-", "bytes=150000-", "bytes=150010-"}));
        QCOMPARE(m_server->requests.last().headers.value("if-range"), page.etag);
        QCOMPARE(m_retrying->count(), 3);
        QCOMPARE(m_retrying->last().first().toInt(), 1);
    }

    void goesOnAsLongAsBytesCome()
    {
        Page page{model(100000)};
        for (int i = 1; i <= 20; ++i)
            page.cuts.append(1000 * i);
        m_server->pages["/m.gguf"] = page;
        QVERIFY(fetch(plan()));
        QVERIFY(bytesOf(path("m.gguf")) == page.body);
    }

    void goesOnAfterStall()
    {
        DownloadOptions impatient = options();
        impatient.stall = std::chrono::milliseconds(100);
        m_downloader->setOptions(impatient);
        Page page{model(300000)};
        page.stallsAt = 100000;
        m_server->pages["/m.gguf"] = page;
        QVERIFY(fetch(plan()));
        QVERIFY(bytesOf(path("m.gguf")) == page.body);
        QCOMPARE(m_server->ranges(), (QList<QByteArray>{"", "bytes=100000-"}));
    }

    void goesOnAfterServerTrouble()
    {
        Page page{model(3000)};
        page.troubles = {503, 500, 429};
        m_server->pages["/m.gguf"] = page;
        QVERIFY(fetch(plan()));
        QCOMPARE(m_retrying->last().first().toInt(), 4);
    }

    void givesUp()
    {
        Page page{model(3000)};
        page.cuts = {1};
        m_server->pages["/m.gguf"] = page;
        QCOMPARE(refusal(plan()), static_cast<int>(Kind::NetworkFailed));
        QCOMPARE(m_retrying->count(), 4);
        QVERIFY(names().isEmpty());
    }

    void givesUpStartingOver()
    {
        // Each time the same bytes are no progress.
        Page page{model(3000)};
        page.etag.clear();
        page.cuts = {2000};
        m_server->pages["/m.gguf"] = page;
        QCOMPARE(refusal(plan()), static_cast<int>(Kind::NetworkFailed));
        QCOMPARE(m_retrying->count(), 5);
    }

    void startsOverWithoutRanges()
    {
        Page page{model(300000)};
        page.ranges = false;
        page.cuts = {100000};
        m_server->pages["/m.gguf"] = page;
        QVERIFY(fetch(plan()));
        QVERIFY(bytesOf(path("m.gguf")) == page.body);
        QCOMPARE(m_server->ranges(), (QList<QByteArray>{"", "bytes=100000-"}));
    }

    void startsOverWhenTheFileChanged()
    {
        const QByteArray other = model(250000);
        Page page{model(300000)};
        page.cuts = {100000};
        page.answersCut = 1;
        page.afterwards = [other](Page &now) {
            now.body = other;
            now.etag = "\"two\"";
        };
        m_server->pages["/m.gguf"] = page;
        QVERIFY(fetch(plan()));
        QVERIFY(bytesOf(path("m.gguf")) == other);
    }

    void startsOverWithAWeakTag()
    {
        Page page{model(300000)};
        page.etag = "W/\"one\"";
        page.cuts = {100000};
        page.answersCut = 1;
        m_server->pages["/m.gguf"] = page;
        QVERIFY(fetch(plan()));
        QVERIFY(bytesOf(path("m.gguf")) == page.body);
        QCOMPARE(m_retrying->count(), 1);
        QCOMPARE(m_server->ranges(), QList<QByteArray>{""});
    }

    void continuesLater_data()
    {
        QTest::addColumn<bool>("anew");
        QTest::addColumn<bool>("hash");
        QTest::newRow("same object") << false << false;
        QTest::newRow("another object") << true << false;
        QTest::newRow("another object, with a hash") << true << true;
    }

    void continuesLater()
    {
        QFETCH(bool, anew);
        QFETCH(bool, hash);
        Page page{model(9 << 20)};
        page.stallsAt = 8500000;
        m_server->pages["/m.gguf"] = page;
        DownloadPlan wanted = plan();
        if (hash)
            wanted.files.first().sha256 = hexHash(page.body);
        m_downloader->start(wanted, m_folder->path());
        QTRY_COMPARE(QFileInfo(path("m.gguf.part")).size(), 8500000);
        if (anew)
            m_downloader.reset();
        else
            m_downloader->cancel(false);
        QCOMPARE(names(), (QStringList{"m.gguf.part", "m.gguf.part.json"}));
        QCOMPARE(m_finished->count() + m_failed->count(), 0);

        if (anew)
            makeDownloader();
        QVERIFY(fetch(wanted));
        QVERIFY(bytesOf(path("m.gguf")) == page.body);
        QCOMPARE(m_server->ranges(), (QList<QByteArray>{"", "bytes=8500000-"}));
        QCOMPARE(names(), QStringList{"m.gguf"});
    }

    void removesParts()
    {
        Page page{model(300000)};
        page.stallsAt = 100000;
        m_server->pages["/m.gguf"] = page;
        DownloadPlan wanted = plan();
        wanted.folder = "owner/name";
        m_downloader->start(wanted, m_folder->path());
        QTRY_COMPARE(QFileInfo(path("owner/name/m.gguf.part")).size(), 100000);
        m_downloader->pause();
        QVERIFY(QFile::exists(path("owner/name/m.gguf.part")));
        m_downloader->cancel(true);
        QVERIFY(names().isEmpty());
    }

    void mayBeEndedFromItsSignals()
    {
        Page page{model(300000)};
        page.cuts = {100000};
        m_server->pages["/m.gguf"] = page;
        connect(m_downloader.get(), &Downloader::retrying, this, [this] { m_downloader->cancel(true); });
        m_downloader->start(plan(), m_folder->path());
        QVERIFY(m_retrying->wait());
        QVERIFY(names().isEmpty());
        QTest::qWait(20);
        QCOMPARE(m_finished->count() + m_failed->count(), 0);
    }

    void takesACompletePart()
    {
        Page page{model(3000)};
        m_server->pages["/m.gguf"] = page;
        QVERIFY(writeFile(path("m.gguf.part"), page.body));
        QVERIFY(writeFile(
            path("m.gguf.part.json"),
            QJsonDocument(QJsonObject{{"url", m_server->url("/m.gguf").toString()}, {"etag", "\"one\""}}).toJson()));
        QVERIFY(fetch(plan()));
        QVERIFY(bytesOf(path("m.gguf")) == page.body);
        QCOMPARE(m_server->ranges(), QList<QByteArray>{"bytes=3000-"});
    }

    void ignoresAPartItDoesNotKnow_data()
    {
        QTest::addColumn<QByteArray>("note");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("garbage") << QByteArray("{\"url\":");
        QTest::newRow("of another address")
            << QByteArray("{\"url\":\"https://example.com/m.gguf\",\"etag\":\"\\\"one\\\"\"}");
    }

    void ignoresAPartItDoesNotKnow()
    {
        QFETCH(QByteArray, note);
        const QByteArray data = model(3000);
        m_server->pages["/m.gguf"] = {data};
        QVERIFY(writeFile(path("m.gguf.part"), model(1000)));
        if (!note.isEmpty())
            QVERIFY(writeFile(path("m.gguf.part.json"), note));
        QVERIFY(fetch(plan()));
        QVERIFY(bytesOf(path("m.gguf")) == data);
    }

    void goesOnFromAMirror()
    {
        const QByteArray data = model(3000);
        m_server->pages["/m.gguf"] = {data};
        DownloadPlan wanted = plan();
        wanted.files.first().sha256 = hexHash(data);
        QVERIFY(writeFile(path("m.gguf.part"), data.first(1000)));
        QVERIFY(writeFile(path("m.gguf.part.json"),
                          QJsonDocument(QJsonObject{{"url", "https://example.com/m.gguf"},
                                                    {"etag", "\"other\""},
                                                    {"sha256", wanted.files.first().sha256}})
                              .toJson()));
        QVERIFY(fetch(wanted));
        QVERIFY(bytesOf(path("m.gguf")) == data);
        QCOMPARE(m_server->ranges(), QList<QByteArray>{"bytes=1000-"});
    }

    void worksInAThreadOfItsOwn()
    {
        const QByteArray data = model(1 << 20);
        m_server->pages["/m.gguf"] = {data};
        QThread thread;
        auto *downloader = new Downloader(options());
        downloader->moveToThread(&thread);
        connect(&thread, &QThread::finished, downloader, &QObject::deleteLater);
        QSignalSpy finished(downloader, &Downloader::finished);
        thread.start();
        QMetaObject::invokeMethod(downloader, [=, this] { downloader->start(plan(), m_folder->path()); });
        QVERIFY(QTest::qWaitFor([&] { return finished.count() > 0; }));
        thread.quit();
        QVERIFY(thread.wait());
        QVERIFY(bytesOf(path("m.gguf")) == data);
    }
};

QTEST_GUILESS_MAIN(DownloaderTest)
#include "downloader_test.moc"
