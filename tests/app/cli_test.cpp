// SPDX-License-Identifier: Apache-2.0
// The real mingsi-cli as a process.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <sys/resource.h>

#include "app/store/setting_db.h"

namespace {

struct Run {
    int status = -1;
    QByteArray out;
    QByteArray err;
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

Run cli(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(MINGSI_CLI), arguments);
    if (!process.waitForFinished(60000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

}  // namespace

class CliTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString file(const QString &name, const QByteArray &content)
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(content);
        return path;
    }

private slots:
    void chatGivesOneJsonObject()
    {
        const Run run = cli({"chat", "--prompt", "What is 2 + 3?", "--temperature", "0", "--json"});
        QCOMPARE(run.status, 0);
        QCOMPARE(run.out.count('\n'), 1);
        const QJsonObject json = run.json();
        QVERIFY(!json["reasoning"].toString().isEmpty());
        QVERIFY(!json["answer"].toString().isEmpty());
        QCOMPARE(json["finish_reason"].toString(), QString("stop"));
        const QJsonObject usage = json["usage"].toObject();
        QVERIFY(usage["prompt_tokens"].toInt() > 5);
        QVERIFY(usage["reasoning_tokens"].toInt() > 0);
        QVERIFY(usage["completion_tokens"].toInt() > usage["reasoning_tokens"].toInt());
        for (const char *name : {"load_s", "prefill_tokens_per_s", "decode_tokens_per_s", "time_to_first_token_s"})
            QVERIFY2(json["timings"].toObject()[name].toDouble() > 0, name);
    }

    void theSameSeedGivesTheSameText()
    {
        const QStringList call{"chat", "--prompt", "hello", "--temperature", "1.5", "--seed", "9", "--json"};
        const QJsonObject a = cli(call).json();
        const QJsonObject b = cli(call).json();
        QCOMPARE(a["reasoning"], b["reasoning"]);
        QCOMPARE(a["answer"], b["answer"]);
    }

    void theHistoryStandsBeforeTheQuestion()
    {
        const QString past = file("past.json", R"([{"role": "user", "content": "What is 40 + 2?"},
            {"role": "assistant", "content": "40 + 2 = **42**"}])");
        const QStringList call{"chat", "--prompt", "What is 40 + 3?", "--temperature", "0", "--json"};
        const QJsonObject with = cli(call + QStringList{"--history", past}).json();
        const QJsonObject whole = cli({"tokenize", "--model", "starter", "--special", "--json", "--text",
                                       "<｜begin▁of▁sentence｜><｜User｜>What is 40 + 2?<｜Assistant｜>40 + 2 = **42**"
                                       "<｜end▁of▁sentence｜><｜User｜>What is 40 + 3?<｜Assistant｜><think>\n"})
                                      .json();
        QCOMPARE(with["usage"].toObject()["prompt_tokens"].toInt(), static_cast<int>(whole["ids"].toArray().size()));
        const std::pair<const char *, const char *> refused[] = {
            {"[{\"role\": \"user\"", "offset"},
            {"{\"role\": \"user\", \"content\": \"x\"}", "list"},
            {"[{\"role\": \"user\", \"content\": \"x\"}, {\"role\": \"ghost\", \"content\": \"x\"}]", "message 2"},
            {"[{\"role\": \"user\", \"content\": 7}]", "message 1"},
            {"[7]", "message 1"},
        };
        for (const auto &[content, named] : refused) {
            const Run run = cli(call + QStringList{"--history", file("bad.json", content)});
            QCOMPARE(run.status, 3);
            QVERIFY2(run.err.contains("bad.json") && run.err.contains(named), run.err);
        }
        QCOMPARE(cli(call + QStringList{"--history", "/nowhere.json"}).status, 3);
    }

    void maxTokensIsObeyed()
    {
        const QJsonObject json = cli({"chat", "--prompt", "What is 25 × 4?", "--max-tokens", "7", "--json"}).json();
        QCOMPARE(json["finish_reason"].toString(), QString("length"));
        QCOMPARE(json["usage"].toObject()["completion_tokens"].toInt(), 7);
    }

    void inspectDescribesTheStarter()
    {
        const QJsonObject json = cli({"inspect", "starter", "--json"}).json();
        QCOMPARE(json["architecture"].toString(), QString("deepseek2"));
        QCOMPARE(json["shapes"].toObject()["mtp_layers"].toInt(), 1);
        QCOMPARE(json["shapes"].toObject()["gating"].toString(), QString("sigmoid"));
        QCOMPARE(json["fit"].toObject()["verdict"].toString(), QString("fits"));
        QVERIFY(json["total_parameters"].toInteger() > json["active_parameters"].toInteger());
        QVERIFY(json["bytes_per_token"].toInteger() > 0);
        QVERIFY(json["kv_bytes_per_token"].toInteger() > 0);
        QVERIFY(cli({"inspect", "starter"}).out.contains("deepseek2"));
    }

    void inspectExplainsThePlacement()
    {
        const auto placement = [](const QStringList &options) {
            return cli(QStringList{"inspect", "starter", "--context", "256", "--json"} + options)
                .json()["placement"]
                .toObject();
        };
        const QJsonObject host = placement({});
        QCOMPARE(host["device"].toString(), QString("cpu"));
        QCOMPARE(host["gpu_weight_bytes"].toInteger(-1), 0);
        QVERIFY(host["host_weight_bytes"].toInteger() > 0);

        // A GPU need not be there for that.
        const QJsonObject whole = placement({"--device", "cuda", "--gpu-memory", "1"});
        QCOMPARE(whole["device"].toString(), QString("cuda"));
        QCOMPARE(whole["verdict"].toString(), QString("whole"));
        QCOMPARE(whole["free_bytes"].toInteger(), qint64{1} << 30);
        QCOMPARE(whole["host_weight_bytes"].toInteger(-1), 0);
        QVERIFY(whole["host_expert_layers"].toArray().isEmpty());
        QVERIFY(whole["kv_cache_bytes"].toInteger() > 0 && whole["scratch_bytes"].toInteger() > 0);
        QCOMPARE(whole["used_bytes"].toInteger(),
                 whole["gpu_weight_bytes"].toInteger() + whole["kv_cache_bytes"].toInteger()
                     + whole["scratch_bytes"].toInteger());

        const auto gib = [](double bytes) { return QString::number(bytes / (1 << 30), 'g', 12); };
        const double least = whole["least_bytes"].toDouble(), all = whole["whole_bytes"].toDouble();
        QVERIFY(least > 0 && least < all);
        const QJsonObject part = placement({"--device", "cuda", "--gpu-memory", gib((least + all) / 2)});
        QCOMPARE(part["verdict"].toString(), QString("experts_on_host"));
        QVERIFY(part["host_weight_bytes"].toInteger() > 0);
        const QJsonArray layers = part["host_expert_layers"].toArray();
        QVERIFY(!layers.isEmpty() && layers.size() <= part["expert_layers"].toInteger());
        QVERIFY(part["cached_experts"].toInteger() > 0);
        QVERIFY(part["cached_experts"].toInteger() < part["layer_experts"].toInteger());
        // What is cached lies in both memories.
        QCOMPARE(part["gpu_weight_bytes"].toInteger() + part["host_weight_bytes"].toInteger(),
                 whole["gpu_weight_bytes"].toInteger() + part["expert_cache_bytes"].toInteger());
        QCOMPARE(placement({"--device", "cuda", "--gpu-memory", gib(least / 2)})["verdict"].toString(),
                 QString("too_small"));

        const Run text = cli({"inspect", "starter", "--device", "cuda", "--gpu-memory", "1"});
        QVERIFY2(text.out.contains("Placement: GPU: all ") && text.out.contains("Memory of the GPU: "), text.out);
        QVERIFY(cli({"inspect", "starter"}).out.contains("Computed on: the processor"));
    }

    void badInputHasStatusThreeAndNamesTheFile_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("missing") << m_folder.filePath("missing.gguf");
        QTest::newRow("empty") << file("empty.gguf", "");
        QTest::newRow("text") << file("text.gguf", "This is a text.\n");
        QTest::newRow("html") << file("page.gguf", "<!DOCTYPE html><html></html>");
        QFile golden(QStringLiteral(MINGSI_GOLDEN_DIR "/v3.gguf"));
        QVERIFY(golden.open(QIODevice::ReadOnly));
        const QByteArray whole = golden.readAll();
        QTest::newRow("cut in the header") << file("cut1.gguf", whole.left(1000));
        QTest::newRow("cut in the data") << file("cut2.gguf", whole.left(whole.size() - 5000));
        QByteArray other = whole;
        other.replace("deepseek2", "strangest");
        QTest::newRow("another architecture") << file("other.gguf", other);
    }

    void badInputHasStatusThreeAndNamesTheFile()
    {
        QFETCH(QString, path);
        for (const QStringList &call :
             {QStringList{"chat", "--model", path, "--prompt", "x"}, QStringList{"inspect", path}}) {
            const Run run = cli(call);
            QCOMPARE(run.status, 3);
            QVERIFY2(run.err.contains(path.toUtf8()), run.err);
            QVERIFY(run.out.isEmpty());
        }
    }

    void badUsageHasStatusTwo_data()
    {
        QTest::addColumn<QStringList>("call");
        QTest::newRow("nothing") << QStringList{};
        QTest::newRow("unknown command") << QStringList{"dance"};
        QTest::newRow("unknown option") << QStringList{"chat", "--colour", "red"};
        QTest::newRow("bad number") << QStringList{"chat", "--prompt", "x", "--temperature", "hot"};
        QTest::newRow("nan") << QStringList{"chat", "--prompt", "x", "--temperature", "nan"};
        QTest::newRow("bad device") << QStringList{"chat", "--prompt", "x", "--device", "abacus"};
        QTest::newRow("no file") << QStringList{"inspect"};
        QTest::newRow("json without prompt") << QStringList{"chat", "--json"};
    }

    void badUsageHasStatusTwo()
    {
        QFETCH(QStringList, call);
        const Run run = cli(call);
        QCOMPARE(run.status, 2);
        QVERIFY(!run.err.isEmpty());
    }

    void theModelChosenLastIsTheDefault()
    {
        const QString data = m_folder.filePath("data");
        mingsi::app::Database database;
        database.open(data).waitForFinished();
        mingsi::app::SettingDb(database).set("model", m_folder.filePath("chosen.gguf")).waitForFinished();
        const Run chosen = cli({"chat", "--data-dir", data, "--prompt", "x"});
        QCOMPARE(chosen.status, 3);
        QVERIFY2(chosen.err.contains("chosen.gguf"), chosen.err);
        QCOMPARE(cli({"chat", "--data-dir", data, "--model", "starter", "--prompt", "x"}).status, 0);
        // A folder that is not there is not made by asking.
        QCOMPARE(cli({"chat", "--data-dir", m_folder.filePath("none"), "--prompt", "x"}).status, 0);
        QVERIFY(!QFile::exists(m_folder.filePath("none")));
    }

    void tokensGoThereAndBack()
    {
        const Run there = cli({"tokenize", "--model", "starter", "--text", "What is 2 + 3? 你好 <think>", "--json"});
        QCOMPARE(there.status, 0);
        QStringList ids;
        for (const auto &id : there.json()["ids"].toArray())
            ids.append(QString::number(id.toInt()));
        QVERIFY(ids.size() > 5);
        const Run back = cli({"detokenize", "--model", "starter", "--ids", ids.join(','), "--json"});
        QCOMPARE(back.json()["text"].toString(), QString("What is 2 + 3? 你好 <think>"));
        // What is spelt like a special token is one only when asked for.
        QVERIFY(cli({"tokenize", "--model", "starter", "--text", "<think>", "--json"}).json()["ids"].toArray().size()
                > 1);
        QCOMPARE(cli({"tokenize", "--model", "starter", "--text", "<think>", "--special", "--json"})
                     .json()["ids"]
                     .toArray()
                     .size(),
                 1);
        const QString texts = file("texts", QByteArray("a\0b c\0", 6));
        QCOMPARE(cli({"tokenize", "--model", "starter", "--file", texts, "--null", "--json"}).out.count('\n'), 2);
        QCOMPARE(cli({"detokenize", "--model", "starter", "--ids", "999999"}).status, 2);
        QCOMPARE(cli({"tokenize", "--model", "starter"}).status, 2);
        QCOMPARE(cli({"tokenize", "--model", "starter", "--file", "/nowhere/x"}).status, 3);
    }

    void logitsAreANumpyFile()
    {
        const QString out = m_folder.filePath("l.npy");
        QCOMPARE(cli({"logits", "--model", "starter", "--ids", "0,5,6", "--out", out}).status, 0);
        QFile npy(out);
        QVERIFY(npy.open(QIODevice::ReadOnly));
        const QByteArray header = npy.read(128);
        QVERIFY(header.startsWith("\x93NUMPY\x01"));
        QVERIFY2(header.contains("'descr': '<f4'") && header.contains("'shape': (3, 2560)"), header);
        QCOMPARE(npy.size(), qint64{128 + 3 * 2560 * 4});
        QCOMPARE(cli({"logits", "--model", "starter", "--ids", "0", "--out", "/nowhere/l.npy"}).status, 4);
        QCOMPARE(cli({"logits", "--model", "starter", "--ids", "0,x", "--out", out}).status, 2);
    }

    void aQuantizedStarterStillAnswers()
    {
        const QString out = m_folder.filePath("q4.gguf");
        QCOMPARE(cli({"quantize", "starter", out, "--type", "q4_k"}).status, 0);
        const Run run = cli({"chat", "--model", out, "--prompt", "What is 2 + 3?", "--temperature", "0", "--json"});
        QVERIFY2(run.json()["answer"].toString().contains("5"), run.out);
        QCOMPARE(cli({"quantize", "starter", out, "--type", "iq1_s"}).status, 2);
        QCOMPARE(cli({"quantize", "starter", out, "--type", "none"}).status, 2);
        QCOMPARE(cli({"synthesize", "--like", "nothing", "--out", out}).status, 2);
    }

    void perplexityTellsTextFromNoise()
    {
        const auto of = [](const QString &text) {
            return cli({"perplexity", "--model", "starter", "--text", text, "--window", "64", "--json"})
                .json()["perplexity"]
                .toDouble();
        };
        const QString known = QString("What is 12 + 30? 12 + 30: 2+0=2, 1+3=4, so 12 + 30 = 42\n").repeated(4);
        const QString noise = QString("zq;Xv 9@@ kkJ} ~w Ü# pF\\ 0oo[ ]").repeated(8);
        QVERIFY(of(known) > 1);
        QVERIFY2(of(known) * 3 < of(noise), qPrintable(QString("%1, %2").arg(of(known)).arg(of(noise))));
    }

    void thinkingCanBeSwitchedOff()
    {
        const QStringList ask{"chat", "--prompt", "What is 2 + 3?", "--temperature", "0", "--json", "--think"};
        QVERIFY(!cli(ask + QStringList{"on"}).json()["reasoning"].toString().isEmpty());
        QVERIFY(cli(ask + QStringList{"off"}).json()["reasoning"].toString().isEmpty());
        QCOMPARE(cli(ask + QStringList{"maybe"}).status, 2);
    }

    void benchTellsWhatItMeasured()
    {
        const Run run = cli({"bench", "--prompt-tokens", "32", "--gen-tokens", "8", "--repeat", "1", "--json"});
        QCOMPARE(run.status, 0);
        QCOMPARE(run.out.count('\n'), 1);
        const QJsonObject json = run.json();
        for (const char *field : {"prefill_tokens_per_s", "decode_tokens_per_s", "bytes_per_token",
                                  "memory_bandwidth_gb_s", "roofline_fraction", "peak_rss_bytes"})
            QVERIFY2(json[field].toDouble() > 0, field);
        QCOMPARE(cli({"bench", "--prompt-tokens", "1000000"}).status, 2);
    }

    void theEstimateIsWhatIsUsed()
    {
        const QString model = m_folder.filePath("estimate.gguf");
        QCOMPARE(cli({"synthesize", "--like", "r1-distill-qwen-1.5b", "--layers", "1", "--out", model}).status, 0);
        const Run run = cli({"inspect", model, "--context", "512", "--json"});
        const double estimate = run.json()["fit"].toObject()["needed_bytes"].toDouble();
        QVERIFY(estimate > 0);
        // The most that a child has used; other children of this test are far smaller. Not a number when it failed.
        const auto used = [&](const QStringList &more) {
            const QString prompt = QString("word ").repeated(60);
            const QStringList asking{"chat", "--model", model, "--context", "512", "--max-tokens", "8", "--json"};
            const int status = cli(asking + QStringList{"--prompt", prompt} + more).status;
            rusage children;
            getrusage(RUSAGE_CHILDREN, &children);
            return status == 0 ? static_cast<double>(children.ru_maxrss) * 1024 : qQNaN();
        };
        const double stored = used({"--no-repack"});
        QVERIFY2(std::abs(estimate / stored - 1) < 0.1, qPrintable(QString("%1 of %2").arg(estimate).arg(stored)));
        // While a matrix is copied, its pages of the file are there as well; the largest is the head, in Q4_K.
        const QJsonObject shapes = run.json()["shapes"].toObject();
        const double head = shapes["vocab"].toDouble() * shapes["hidden"].toDouble() * 144 / 256;
        const double copied = used({});
        QVERIFY2(copied < 1.1 * estimate + head, qPrintable(QString("%1 of %2").arg(estimate).arg(copied)));
    }

    void aConversationOnTheTerminal()
    {
        QProcess process;
        process.start(QStringLiteral(MINGSI_CLI), {"chat", "--temperature", "0"});
        process.write("What is 2 + 3?\n\n");
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitCode(), 0);
        const QByteArray out = process.readAllStandardOutput();
        QVERIFY2(out.contains("Thinking") && out.contains("Answer"), out);
    }
};

QTEST_GUILESS_MAIN(CliTest)
#include "cli_test.moc"
