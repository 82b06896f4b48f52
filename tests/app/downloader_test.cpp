// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QEventLoop>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QThread>
#include <csignal>
#include <sys/file.h>
#include <sys/resource.h>

#include "app/models/download/safe_address.h"
#include "download_server.h"

using namespace mingsi::app;
using namespace mingsi::test;
using Kind = DownloadFailure::Kind;

class DownloaderTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<Downloader> m_downloader;
    std::unique_ptr<QSignalSpy> m_found;
    std::unique_ptr<QSignalSpy> m_finished;
    std::unique_ptr<QSignalSpy> m_failed;
    std::unique_ptr<QSignalSpy> m_retrying;

    QString path(const QString &name) const { return m_folder->filePath(name); }

    DownloadOptions options() const
    {
        DownloadOptions options;
        options.endpoint = m_server->url({});
        options.firstPause = options.longestPause = std::chrono::milliseconds(1);
        options.spareBytes = 0;
        return options;
    }

    DownloadPlan plan(const QString &name = "m.gguf") const
    {
        return {"m", {}, {}, name, {{m_server->url('/' + name), name, -1, {}}}};
    }

    DownloadSource repository() const { return source("owner/name"); }

    DownloadSource source(const QString &text) const
    {
        return std::get<DownloadSource>(parseDownload(text, m_server->url({})));
    }

    /// Not qWaitFor(), which sleeps between looking.
    bool ends()
    {
        QEventLoop loop;
        connect(m_downloader.get(), &Downloader::finished, &loop, &QEventLoop::quit);
        connect(m_downloader.get(), &Downloader::failed, &loop, &QEventLoop::quit);
        QTimer::singleShot(30000, &loop, &QEventLoop::quit);
        if (m_finished->isEmpty() && m_failed->isEmpty())
            loop.exec();
        return !m_finished->isEmpty() || !m_failed->isEmpty();
    }

    bool fetch(const DownloadPlan &wanted)
    {
        m_finished->clear();
        m_failed->clear();
        m_downloader->start(wanted, m_folder->path());
        return ends() && m_failed->isEmpty();
    }

    /// The kind of failure, or -1.
    int refusal(const DownloadPlan &wanted)
    {
        return fetch(wanted) || m_failed->isEmpty() ? -1 : static_cast<int>(failureOf(*m_failed).kind);
    }

    int refusalToLook()
    {
        m_failed->clear();
        m_downloader->look(repository());
        return ends() && !m_failed->isEmpty() ? static_cast<int>(failureOf(*m_failed).kind) : -1;
    }

    void makeDownloader()
    {
        m_downloader = std::make_unique<Downloader>(options());
        m_found = std::make_unique<QSignalSpy>(m_downloader.get(), &Downloader::found);
        m_finished = std::make_unique<QSignalSpy>(m_downloader.get(), &Downloader::finished);
        m_failed = std::make_unique<QSignalSpy>(m_downloader.get(), &Downloader::failed);
        m_retrying = std::make_unique<QSignalSpy>(m_downloader.get(), &Downloader::retrying);
    }

    QStringList names() const { return QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot); }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<Server>();
        makeDownloader();
    }

    void cleanup() { m_downloader.reset(); }

    void refusesHostileListing_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("up") << "../x.gguf";
        QTest::newRow("up inside") << "a/../../x.gguf";
        QTest::newRow("absolute") << "/tmp/x.gguf";
        QTest::newRow("hidden") << ".config/x.gguf";
        QTest::newRow("backslash") << "a\\x.gguf";
        QTest::newRow("line break") << "a\nx.gguf";
    }

    void refusesHostileListing()
    {
        QFETCH(QString, name);
        m_server->pages["/api/models/owner/name/tree/main?recursive=true"] = {listingOf({{name, "x"}})};
        QCOMPARE(refusalToLook(), static_cast<int>(Kind::BadName));
    }

    void refusesHostilePlan_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("opens");
        QTest::addColumn<QString>("name");
        QTest::newRow("file up") << ""
                                 << "m.gguf"
                                 << "../x.gguf";
        QTest::newRow("file absolute") << ""
                                       << "m.gguf"
                                       << "/tmp/x.gguf";
        QTest::newRow("folder up") << "../a"
                                   << "m.gguf"
                                   << "m.gguf";
        QTest::newRow("folder absolute") << "/tmp"
                                         << "m.gguf"
                                         << "m.gguf";
        QTest::newRow("opens up") << ""
                                  << "../m.gguf"
                                  << "m.gguf";
        QTest::newRow("another's part") << ""
                                        << "m.gguf"
                                        << "m.gguf.part";
        QTest::newRow("another's note") << ""
                                        << "m.gguf"
                                        << "m.gguf.part.json";
    }

    void refusesHostilePlan()
    {
        QFETCH(QString, folder);
        QFETCH(QString, opens);
        QFETCH(QString, name);
        const DownloadPlan hostile{"m", {}, folder, opens, {{m_server->url("/x"), name, 1, {}}}};
        QCOMPARE(refusal(hostile), static_cast<int>(Kind::BadName));
        m_downloader->cancel(true);
        QVERIFY(m_server->requests.isEmpty());
        QVERIFY(names().isEmpty());
        QCOMPARE(DownloadPlan::fromJson(hostile.toJson()).has_value(), name.endsWith("part") || name.endsWith("json"));
    }

    // Listings.

    void readsListing()
    {
        const QByteArray first = model(10), second = model(20);
        Page page{listingOf({{"A-Q4_0.gguf", first}})};
        page.headers = {"Link: <" + m_server->url("/more?cursor=a%3D").toEncoded() + ">; rel=\"next\""};
        m_server->pages["/api/models/owner/name/tree/main?recursive=true"] = page;
        m_server->pages["/more?cursor=a%3D"] = {listingOf({{"B-Q8_0.gguf", second}})};
        m_downloader->look(repository());
        QVERIFY(m_found->wait());
        const auto plans = m_found->first().first().value<Plans>();
        QCOMPARE(plans.size(), 2);
        QCOMPARE(plans[1].opens, QStringLiteral("owner/name/B-Q8_0.gguf"));
        QCOMPARE(plans[1].files.first().bytes, 20);
        QCOMPARE(plans[1].files.first().sha256.toLatin1(), hexHash(second));
        QCOMPARE(plans[1].files.first().url, m_server->url("/owner/name/resolve/main/B-Q8_0.gguf"));
    }

    void refusesListing_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, const QByteArray &body, const QByteArray &header, int status, Kind kind) {
            QTest::newRow(name) << body << header << status << static_cast<int>(kind);
        };
        row("page", "<!doctype html>", "", 200, Kind::BadListing);
        row("object", "{}", "", 200, Kind::BadListing);
        row("empty", "[]", "", 200, Kind::NothingToFetch);
        row("endless", "[]", "Link: <?recursive=true>; rel=\"next\"", 200, Kind::BadListing);
        row("elsewhere", "[]", "Link: <https://example.com/>; rel=\"next\"", 200, Kind::BadListing);
        row("huge", QByteArray(17 << 20, ' '), "", 200, Kind::BadListing);
        row("unknown", "", "", 404, Kind::NotFound);
        row("private", "", "", 401, Kind::AccessDenied);
        row("gated", "", "", 403, Kind::AccessDenied);
        row("broken", "", "", 500, Kind::ServerRefused);
    }

    void refusesListing()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, header);
        QFETCH(int, status);
        Page page{body};
        page.status = status;
        if (!header.isEmpty())
            page.headers = {header};
        m_server->pages["/api/models/owner/name/tree/main?recursive=true"] = page;
        QTEST(refusalToLook(), "kind");
        QVERIFY(m_server->requests.size() <= 20);
    }

    // Files.

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

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, const QByteArray &body, int status, qint64 bytes, Kind kind) {
            QTest::newRow(name) << body << status << bytes << static_cast<int>(kind);
        };
        row("missing", "no", 404, -1, Kind::NotFound);
        row("needs a token", "no", 401, -1, Kind::AccessDenied);
        row("forbidden", "no", 403, -1, Kind::AccessDenied);
        row("odd status", "no", 418, -1, Kind::ServerRefused);
        row("a range nobody asked for", model(3000), 206, -1, Kind::ServerRefused);
        row("page", "\n<!DOCTYPE html><title>Log in</title>", 200, -1, Kind::WebPage);
        row("long page", "<html>" + QByteArray(100000, 'x'), 200, -1, Kind::WebPage);
        row("something else", QByteArray(100000, 'x'), 200, -1, Kind::NotAModel);
        row("nothing", "", 200, -1, Kind::NotAModel);
        row("too short", model(3000), 200, 3001, Kind::WrongSize);
        row("too long", model(3000), 200, 2999, Kind::WrongSize);
    }

    void refuses()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(qint64, bytes);
        Page page{body};
        page.status = status;
        m_server->pages["/m.gguf"] = page;
        DownloadPlan wanted = plan();
        wanted.files.first().bytes = bytes;
        QTEST(refusal(wanted), "kind");
        QCOMPARE(failureOf(*m_failed).file, QStringLiteral("m.gguf"));
        QCOMPARE(m_server->requests.size(), 1);
        QVERIFY(names().isEmpty());
    }

    void refusesTooMuchWithoutLength()
    {
        Page page{model(300000)};
        page.length = false;
        m_server->pages["/m.gguf"] = page;
        DownloadPlan wanted = plan();
        wanted.files.first().bytes = 200000;
        QCOMPARE(refusal(wanted), static_cast<int>(Kind::WrongSize));
        QVERIFY(names().isEmpty());
    }

    void refusesAWrongHash()
    {
        const QByteArray data = model(300000);
        m_server->pages["/m.gguf"] = {data};
        DownloadPlan wanted = plan();
        wanted.files.first().sha256 = hexHash("other");
        QCOMPARE(refusal(wanted), static_cast<int>(Kind::HashMismatch));
        QVERIFY(names().isEmpty());
    }

    void refusesADamagedPart()
    {
        const QByteArray data = model(300000);
        m_server->pages["/m.gguf"] = {data};
        DownloadPlan wanted = plan();
        wanted.files.first().sha256 = hexHash(data);
        QVERIFY(writeFile(path("m.gguf.part"), QByteArray(1000, 'x')));
        QVERIFY(writeFile(
            path("m.gguf.part.json"),
            QJsonDocument(QJsonObject{{"url", m_server->url("/m.gguf").toString()}, {"etag", "\"one\""}}).toJson()));
        QCOMPARE(refusal(wanted), static_cast<int>(Kind::HashMismatch));
        QVERIFY(names().isEmpty());
    }

    void refusesAnExistingFile_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<QString>("hash");
        QTest::newRow("nothing known") << qint64(-1) << QString();
        QTest::newRow("another size") << qint64(6) << QString();
        QTest::newRow("another hash") << qint64(5) << QString(hexHash("other"));
    }

    void refusesAnExistingFile()
    {
        QFETCH(qint64, bytes);
        QFETCH(QString, hash);
        QVERIFY(writeFile(path("m.gguf"), "mine!"));
        DownloadPlan wanted = plan();
        wanted.files.first().bytes = bytes;
        wanted.files.first().sha256 = hash;
        QCOMPARE(refusal(wanted), static_cast<int>(Kind::FileExists));
        QCOMPARE(bytesOf(path("m.gguf")), "mine!");
        QVERIFY(m_server->requests.isEmpty());
    }

    void refusesAPartInUse()
    {
        QFile part(path("m.gguf.part"));
        QVERIFY(part.open(QIODevice::ReadWrite));
        QCOMPARE(::flock(part.handle(), LOCK_EX), 0);
        QCOMPARE(refusal(plan()), static_cast<int>(Kind::Busy));
        m_downloader->cancel(true);
        QVERIFY(part.exists());
    }

    void refusesWithoutSpace()
    {
        DownloadOptions demanding = options();
        demanding.spareBytes = std::numeric_limits<qint64>::max() / 2;
        m_downloader->setOptions(demanding);
        m_server->pages["/m.gguf"] = {model(3000)};
        QCOMPARE(refusal(plan()), static_cast<int>(Kind::DiskFull));
        QCOMPARE(m_server->requests.size(), 1);
        DownloadPlan known = plan();
        known.files.first().bytes = 3000;
        QCOMPARE(refusal(known), static_cast<int>(Kind::DiskFull));
        QCOMPARE(m_server->requests.size(), 1);
    }

    void keepsThePartWhenWritingFails()
    {
        Page page{model(3 << 20)};
        m_server->pages["/m.gguf"] = page;
        rlimit before;
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        const auto handler = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{1 << 20, before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
        const int kind = refusal(plan());
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
        std::signal(SIGXFSZ, handler);
        QCOMPARE(kind, static_cast<int>(Kind::FileUnwritable));
        QVERIFY(bytesOf(path("m.gguf.part")) == page.body.first(1 << 20));
        QVERIFY(fetch(plan()));
        QVERIFY(bytesOf(path("m.gguf")) == page.body);
        QCOMPARE(m_server->ranges().last(), "bytes=1048576-");
    }

    void refusesAFolderThatIsAFile()
    {
        QVERIFY(writeFile(path("owner"), "x"));
        DownloadPlan wanted = plan();
        wanted.folder = "owner/name";
        QCOMPARE(refusal(wanted), static_cast<int>(Kind::FileUnwritable));
    }

    // Redirects and tokens.

    void followsRedirects()
    {
        // Another port is another server.
        Server other;
        const QByteArray data = model(3000);
        other.pages["/there?sig=a%2Fb"] = {data};
        Page first, second;
        first.status = 307;
        first.headers = {"Location: /renamed"};
        second.status = 302;
        second.headers = {"Location: " + other.url("/there?sig=a%2Fb").toEncoded(),
                          "X-Linked-ETag: \"" + hexHash(data) + '"'};
        m_server->pages["/m.gguf"] = first;
        m_server->pages["/renamed"] = second;
        DownloadOptions secret = options();
        secret.token = "hf_secret";
        m_downloader->setOptions(secret);
        QVERIFY(fetch(plan()));
        QVERIFY(bytesOf(path("m.gguf")) == data);
        QCOMPARE(m_server->requests.at(0).headers.value("authorization"), "Bearer hf_secret");
        QCOMPARE(m_server->requests.at(1).headers.value("authorization"), "Bearer hf_secret");
        QVERIFY(!other.requests.at(0).headers.contains("authorization"));
    }

    void comparesTheLinkedHash()
    {
        Server other;
        other.pages["/there"] = {model(3000)};
        Page page;
        page.status = 302;
        page.headers = {"Location: " + other.url("/there").toEncoded(), "X-Linked-ETag: \"" + hexHash("other") + '"'};
        m_server->pages["/m.gguf"] = page;
        QCOMPARE(refusal(plan()), static_cast<int>(Kind::HashMismatch));
        QVERIFY(names().isEmpty());
    }

    void sendsNoTokenWithALineBreak()
    {
        m_server->pages["/m.gguf"] = {model(3000)};
        DownloadOptions odd = options();
        odd.token = "a\r\nX-Other: b";
        m_downloader->setOptions(odd);
        QVERIFY(fetch(plan()));
        QVERIFY(!m_server->requests.first().headers.contains("authorization"));
        QVERIFY(!m_server->requests.first().headers.contains("x-other"));
    }

    void refusesRedirects_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<int>("kind");
        QTest::newRow("round") << QByteArray("/m.gguf") << static_cast<int>(Kind::TooManyRedirects);
        QTest::newRow("http") << QByteArray("http://example.com/m.gguf") << static_cast<int>(Kind::InsecureAddress);
        QTest::newRow("file") << QByteArray("file:///etc/passwd") << static_cast<int>(Kind::InsecureAddress);
        QTest::newRow("password") << QByteArray("https://a:b@example.com/m") << static_cast<int>(Kind::InsecureAddress);
    }

    void refusesRedirects()
    {
        QFETCH(QByteArray, location);
        Page page;
        page.status = 302;
        page.headers = {"Location: " + location};
        m_server->pages["/m.gguf"] = page;
        QTEST(refusal(plan()), "kind");
        QVERIFY(m_server->requests.size() <= 11);
        QVERIFY(names().isEmpty());
    }

    void refusesAnInsecureAddress()
    {
        DownloadPlan wanted = plan();
        wanted.files.first().url = QUrl("http://example.com/m.gguf");
        QCOMPARE(refusal(wanted), static_cast<int>(Kind::InsecureAddress));
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
