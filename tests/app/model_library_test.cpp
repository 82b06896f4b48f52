// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QFile>
#include <QFutureWatcher>
#include <QTemporaryDir>
#include <QTest>

#include "app/models/model_library.h"
#include "app/models/model_reference.h"
#include "app/models/model_inspection.h"

using namespace mingsi::app;
using Source = ModelFolder::Source;

/// Folders as LM Studio, Ollama and Hugging Face's libraries lay them out.
class ModelLibraryTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void knowsThePlacesOfOthers()
    {
        ModelPlaces places;
        places.dataFolder = path("data");
        places.home = path("home");
        places.ollamaService = path("usr/share/ollama/.ollama/models");
        QCOMPARE(modelFolders(places).size(), 1);  // its own alone: the others do not exist
        for (const char *folder : {"home/.lmstudio/models", "home/.ollama/models", "home/.cache/huggingface/hub",
                                   "usr/share/ollama/.ollama/models"})
            QVERIFY(QDir().mkpath(path(folder)));
        places.added = {path("elsewhere"), path("home/../home/.lmstudio/models")};
        const auto folders = modelFolders(places);
        QCOMPARE(folders.size(), 6);
        QCOMPARE(folders.first(), (ModelFolder{Source::Mingsi, path("data/models")}));
        QCOMPARE(folders.last(), (ModelFolder{Source::Added, path("elsewhere")}));

        // The variables by which those programs are moved.
        places.environment.insert("HF_HOME", path("hf"));
        places.environment.insert("OLLAMA_MODELS", path("ollama"));
        QVERIFY(QDir().mkpath(path("hf/hub")) && QDir().mkpath(path("ollama")));
        const auto moved = modelFolders(places);
        QVERIFY(moved.contains(ModelFolder{Source::HuggingFace, path("hf/hub")}));
        QVERIFY(moved.contains(ModelFolder{Source::Ollama, path("ollama")}));
    }

    void findsFilesAndSplitFiles()
    {
        write("m/owner/name/small-Q4_K_M.gguf", 100);
        write("m/owner/name/mmproj-small.gguf", 10);
        write("m/owner/big/big-00001-of-00002.gguf", 40);
        write("m/owner/big/big-00002-of-00002.gguf", 50);
        write("m/half-00002-of-00003.gguf", 7);
        write("m/notes.txt", 5);
        const auto models = scan({{Source::LmStudio, path("m")}});
        QCOMPARE(models.size(), 3);
        QCOMPARE(models[0].name, QString("big"));
        QCOMPARE(models[0].bytes, 90u);
        QCOMPARE(models[0].parts, 2);
        QVERIFY(models[0].complete);
        QVERIFY(models[0].path.endsWith("big-00001-of-00002.gguf"));
        QCOMPARE(models[1].name, QString("half"));
        QVERIFY(!models[1].complete);
        QCOMPARE(models[2].name, QString("small-Q4_K_M"));
        QCOMPARE(models[2].source, Source::LmStudio);
    }

    void findsOllamasModels()
    {
        const QString digest(64, 'a');
        write("o/blobs/sha256-" + digest, 120);
        manifest("o/manifests/registry.ollama.ai/library/deepseek-r1/7b", "sha256:" + digest, 120);
        manifest("o/manifests/registry.ollama.ai/someone/other/latest", "sha256:" + QString(64, 'b'), 99);
        manifest("o/manifests/registry.ollama.ai/library/evil/latest", "sha256:../../../etc/passwd", 1);
        for (const Source source : {Source::Ollama, Source::Added}) {  // an added folder is recognised
            const auto models = scan({{source, path("o")}});
            QCOMPARE(models.size(), 2);
            QCOMPARE(models[0].name, QString("deepseek-r1:7b"));
            QCOMPARE(models[0].bytes, 120u);
            QVERIFY(models[0].complete);
            QCOMPARE(models[1].name, QString("someone/other:latest"));
            QVERIFY(!models[1].complete);
        }
    }

    void findsTheCacheOfHuggingFace()
    {
        const QString model = "hub/models--deepseek-ai--DeepSeek-V2-Lite/";
        write(model + "blobs/one", 60);
        write(model + "blobs/config", 2);
        for (const char *revision : {"aaaa", "bbbb"}) {
            QVERIFY(QDir().mkpath(path(model + "snapshots/" + revision)));
            QVERIFY(QFile::link("../../blobs/config", path(model + "snapshots/" + revision + "/config.json")));
            QVERIFY(QFile::link("../../blobs/one", path(model + "snapshots/" + revision + "/model.safetensors")));
        }
        QVERIFY(QDir().mkpath(path(model + "refs")));
        QFile main(path(model + "refs/main"));
        QVERIFY(main.open(QIODevice::WriteOnly));
        main.write("bbbb");
        main.close();
        const auto models = scan({{Source::HuggingFace, path("hub")}});
        QCOMPARE(models.size(), 1);
        QCOMPARE(models[0].name, QString("deepseek-ai/DeepSeek-V2-Lite"));
        QVERIFY(models[0].path.endsWith("snapshots/bbbb"));
        QCOMPARE(models[0].bytes, 60u);
    }

    void endsInFoldersThatLeadRound()
    {
        write("m/a/x.gguf", 3);
        QVERIFY(QFile::link(path("m"), path("m/a/again")));
        QVERIFY(QFile::link(path("m/a/x.gguf"), path("m/y.gguf")));
        QCOMPARE(scan({{Source::Added, path("m")}, {Source::Added, path("m/a")}}).size(), 1);
        QVERIFY(scan({{Source::Added, path("missing")}}).isEmpty());
    }

    void whatIsFoundOpens()
    {
        const auto models = scan({{Source::Added, QStringLiteral(MINGSI_GOLDEN_DIR)}});
        const auto found = std::find_if(models.begin(), models.end(), [](const auto &m) { return m.name == "v3"; });
        QVERIFY(found != models.end());
        auto inspection = inspectModel(ModelReference::fromText(found->path));
        inspection.waitForFinished();
        QVERIFY(inspection.result());
        QCOMPARE(inspection.result()->description.architecture, std::string("deepseek2"));
    }

private:
    QString path(const QString &relative) const { return QDir::cleanPath(m_folder->filePath(relative)); }

    void write(const QString &relative, int bytes)
    {
        QVERIFY(QDir().mkpath(QFileInfo(path(relative)).path()));
        QFile file(path(relative));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(bytes, 'x'));
    }

    void manifest(const QString &relative, const QString &digest, int size)
    {
        QVERIFY(QDir().mkpath(QFileInfo(path(relative)).path()));
        QFile file(path(relative));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            QString("{\"layers\":[{\"mediaType\":\"application/vnd.ollama.image.template\",\"digest\":\"sha256:0\"},"
                    "{\"mediaType\":\"application/vnd.ollama.image.model\",\"digest\":\"%1\",\"size\":%2}]}")
                .arg(digest)
                .arg(size)
                .toUtf8());
    }

    static QList<FoundModel> scan(const QList<ModelFolder> &folders)
    {
        auto future = scanModels(folders);
        future.waitForFinished();
        return future.result();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(ModelLibraryTest)
#include "model_library_test.moc"
