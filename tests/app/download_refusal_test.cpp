// SPDX-License-Identifier: Apache-2.0
// What is not fetched, or not kept.
#include <QFileInfo>
#include <csignal>
#include <sys/file.h>
#include <sys/resource.h>

#include "download_desk.h"

using namespace mingsi::app;
using namespace mingsi::test;
using Kind = DownloadFailure::Kind;

class DownloadRefusalTest : public QObject, DownloadDesk
{
    Q_OBJECT

private slots:
    void init() { open(); }
    void cleanup() { close(); }

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
};

QTEST_GUILESS_MAIN(DownloadRefusalTest)
#include "download_refusal_test.moc"
