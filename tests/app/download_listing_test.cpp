// SPDX-License-Identifier: Apache-2.0
// What a server lists, and which plans are carried out.

#include "download_desk.h"

using namespace mingsi::app;
using namespace mingsi::test;
using Kind = DownloadFailure::Kind;

class DownloadListingTest : public QObject, DownloadDesk
{
    Q_OBJECT

private slots:
    void init() { open(); }
    void cleanup() { close(); }

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
};

QTEST_GUILESS_MAIN(DownloadListingTest)
#include "download_listing_test.moc"
