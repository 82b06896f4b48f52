// SPDX-License-Identifier: Apache-2.0
// What a person pasted, and what is made of a repository's list of files.
#include <QTest>

#include "download_server.h"

using namespace mingsi::app;
using namespace mingsi::test;
using Kind = DownloadFailure::Kind;

class DownloadPlanTest : public QObject
{
    Q_OBJECT

private slots:
    void understands_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("revision");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("quantization");
        const QString none;
        QTest::newRow("name") << "owner/name"
                              << "owner/name"
                              << "main" << none << none;
        QTest::newRow("spaces") << "  owner/na.me-7B \n"
                                << "owner/na.me-7B"
                                << "main" << none << none;
        QTest::newRow("quantization") << "owner/name:Q4_K_M"
                                      << "owner/name"
                                      << "main" << none << "Q4_K_M";
        QTest::newRow("hf.co") << "hf.co/owner/name:Q8_0"
                               << "owner/name"
                               << "main" << none << "Q8_0";
        QTest::newRow("page") << "https://huggingface.co/owner/name"
                              << "owner/name"
                              << "main" << none << none;
        QTest::newRow("mirror") << "https://hf-mirror.com/owner/name/"
                                << "owner/name"
                                << "main" << none << none;
        QTest::newRow("tree") << "https://huggingface.co/owner/name/tree/main/Q4"
                              << "owner/name"
                              << "main"
                              << "Q4" << none;
        QTest::newRow("blob") << "https://huggingface.co/o/n/blob/v1/a/b.gguf"
                              << "o/n"
                              << "v1"
                              << "a/b.gguf" << none;
        QTest::newRow("resolve") << "https://hf-mirror.com/o/n/resolve/main/b%20c.gguf?download=true"
                                 << "o/n"
                                 << "main"
                                 << "b c.gguf" << none;
    }

    void understands()
    {
        QFETCH(QString, text);
        const auto result = parseDownload(text, defaultEndpoint());
        QVERIFY(std::holds_alternative<DownloadSource>(result));
        const auto source = std::get<DownloadSource>(result);
        QVERIFY(source.isRepository());
        QCOMPARE(source.endpoint, defaultEndpoint());
        QTEST(source.title(), "title");
        QTEST(source.revision, "revision");
        QTEST(source.path, "path");
        QTEST(source.quantization, "quantization");
    }

    void refusesText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, const QString &text, Kind kind) {
            QTest::newRow(name) << text << static_cast<int>(kind);
        };
        row("nothing", " ", Kind::NotUnderstood);
        row("word", "deepseek", Kind::NotUnderstood);
        row("sentence", "please download a/b", Kind::NotUnderstood);
        row("up", "../x", Kind::NotUnderstood);
        row("no quantization", "owner/name:", Kind::NotUnderstood);
        row("long", QString(5000, u'a'), Kind::NotUnderstood);
        row("page elsewhere", "https://example.com/a/b", Kind::NotUnderstood);
        row("password", "https://me:secret@example.com/a.gguf", Kind::NotUnderstood);
        row("other scheme", "file:///etc/x.gguf", Kind::NotUnderstood);
        row("other scheme with a host", "ftp://example.com/x.gguf", Kind::InsecureAddress);
        row("http", "http://example.com/x.gguf", Kind::InsecureAddress);
        row("encoded path up", "https://huggingface.co/o/n/resolve/main/..%2Fx.gguf", Kind::BadName);
        row("hidden", "https://huggingface.co/o/n/resolve/main/.x.gguf", Kind::BadName);
        row("turned around", u"https://example.com/a\u202Efugg.gguf"_qs, Kind::BadName);
    }

    void refusesText()
    {
        QFETCH(QString, text);
        const auto result = parseDownload(text, defaultEndpoint());
        QVERIFY(std::holds_alternative<DownloadFailure>(result));
        const auto failure = std::get<DownloadFailure>(result);
        QTEST(static_cast<int>(failure.kind), "kind");
        QVERIFY(!describe(failure).isEmpty());
    }

    void understandsFileElsewhere()
    {
        const auto source =
            std::get<DownloadSource>(parseDownload("https://example.com/x/M-Q8_0.gguf", defaultEndpoint()));
        QVERIFY(!source.isRepository());
        const auto plan = planOf(source);
        QCOMPARE(plan.opens, QStringLiteral("M-Q8_0.gguf"));
        QCOMPARE(plan.quantization, QStringLiteral("Q8_0"));
        QCOMPARE(plan.bytes(), -1);
    }

    void plans_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("opens");
        const QStringList all{"o/n/M-Q4_K_M.gguf", "o/n/M-Q8_0.gguf", "o/n/big/M-F16-00001-of-00002.gguf", "o/n"};
        QTest::newRow("all") << "o/n" << all;
        QTest::newRow("quantization") << "o/n:q8_0" << QStringList{"o/n/M-Q8_0.gguf"};
        QTest::newRow("split") << "o/n:F16" << QStringList{"o/n/big/M-F16-00001-of-00002.gguf"};
        QTest::newRow("another part") << "https://huggingface.co/o/n/blob/main/big/M-F16-00002-of-00002.gguf"
                                      << QStringList{"o/n/big/M-F16-00001-of-00002.gguf"};
        QTest::newRow("folder") << "https://huggingface.co/o/n/tree/main/big"
                                << QStringList{"o/n/big/M-F16-00001-of-00002.gguf"};
        QTest::newRow("file") << "https://huggingface.co/o/n/resolve/main/M-Q8_0.gguf"
                              << QStringList{"o/n/M-Q8_0.gguf"};
        QTest::newRow("not there") << "o/n:Q2_K" << QStringList();
    }

    void plans()
    {
        QFETCH(QString, text);
        const QByteArray list = listingOf({{"M-Q4_K_M.gguf", "a"},
                                           {"M-Q8_0.gguf", "bb"},
                                           {"mmproj-M.gguf", "x"},
                                           {"half-00001-of-00002.gguf", "x"},
                                           {"big/M-F16-00001-of-00002.gguf", "ccc"},
                                           {"big/M-F16-00002-of-00002.gguf", "dddd"},
                                           {"config.json", "{}"},
                                           {"tokenizer.json", "{}"},
                                           {"README.md", "x"},
                                           {"model.safetensors", "eeeee"}});
        QList<DownloadFile> files;
        QVERIFY(readListing(list, files));
        const auto source = std::get<DownloadSource>(parseDownload(text, defaultEndpoint()));
        const auto result = plansFrom(source, files);
        QStringList opens;
        if (const auto *found = std::get_if<Plans>(&result)) {
            for (const DownloadPlan &plan : *found) {
                opens.append(plan.opens);
                QVERIFY(plan.bytes() > 0);
                QCOMPARE(DownloadPlan::fromJson(plan.toJson()), std::optional(plan));
            }
        } else {
            QCOMPARE(std::get<DownloadFailure>(result).kind, Kind::NothingToFetch);
        }
        QTEST(opens, "opens");
    }
};

QTEST_GUILESS_MAIN(DownloadPlanTest)
#include "download_plan_test.moc"
