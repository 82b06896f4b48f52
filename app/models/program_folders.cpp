// SPDX-License-Identifier: Apache-2.0
#include "app/models/program_folders.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace mingsi::app {

namespace {

constexpr qint64 kLargestManifest = 1 << 20;

QByteArray readSmall(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.size() <= kLargestManifest ? file.readAll() : QByteArray();
}

/// manifests/registry.ollama.ai/library/name/tag is called "name:tag"; other owners and hosts are kept.
QString ollamaName(const QString &relative)
{
    QStringList steps = relative.split(QChar(u'/'), Qt::SkipEmptyParts);
    if (steps.size() < 2)
        return relative;
    const QString tag = steps.takeLast();
    if (steps.size() > 1 && steps.first() == QStringLiteral("registry.ollama.ai"))
        steps.removeFirst();
    if (steps.size() > 1 && steps.first() == QStringLiteral("library"))
        steps.removeFirst();
    return steps.join(QChar(u'/')) + QChar(u':') + tag;
}

/// The file of a digest; empty when it is none: what a manifest says must not lead out of the folder.
QString blobPath(const QString &folder, const QString &digest)
{
    static const QRegularExpression expression(QStringLiteral("^sha256:[0-9a-f]{64}$"));
    if (!expression.match(digest).hasMatch())
        return {};
    return folder + QStringLiteral("/blobs/sha256-") + digest.mid(7);
}

void addManifest(FolderScan &scan, const QString &folder, const QString &manifest, FoundModel::Source source)
{
    const auto layers = QJsonDocument::fromJson(readSmall(manifest)).object().value(QStringLiteral("layers")).toArray();
    FoundModel model{
        ollamaName(QDir(folder + QStringLiteral("/manifests")).relativeFilePath(manifest)), {}, source, 0, 0, true};
    for (const auto &value : layers) {
        const QJsonObject layer = value.toObject();
        if (layer.value(QStringLiteral("mediaType")).toString() != QStringLiteral("application/vnd.ollama.image.model"))
            continue;
        const QFileInfo blob(blobPath(folder, layer.value(QStringLiteral("digest")).toString()));
        if (blob.filePath().isEmpty())
            return;
        ++model.parts;
        if (model.path.isEmpty())
            model.path = blob.filePath();
        model.bytes += blob.exists() ? static_cast<quint64>(blob.size()) : 0;
        const auto size = layer.value(QStringLiteral("size")).toInteger(-1);
        model.complete = model.complete && blob.isFile() && (size < 0 || size == blob.size());
    }
    if (model.parts > 0)
        scan.add(model);
}

/// The snapshot that main stands for, else the one written last.
QString newestSnapshot(const QString &repository)
{
    const QDir snapshots(repository + QStringLiteral("/snapshots"));
    const QString revision = QString::fromLatin1(readSmall(repository + QStringLiteral("/refs/main"))).trimmed();
    static const QRegularExpression expression(QStringLiteral("^[0-9A-Za-z]+$"));
    if (expression.match(revision).hasMatch() && snapshots.exists(revision))
        return snapshots.filePath(revision);
    const auto all = snapshots.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time);
    return all.isEmpty() ? QString() : snapshots.filePath(all.first());
}

const QString kModelPrefix = QStringLiteral("models--");

QStringList repositoriesOf(const QString &cache)
{
    return QDir(cache).entryList({kModelPrefix + QChar(u'*')}, QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}

}  // namespace

bool isOllamaFolder(const QString &path)
{
    return QFileInfo(path + QStringLiteral("/manifests")).isDir() && QFileInfo(path + QStringLiteral("/blobs")).isDir();
}

void addOllamaModels(FolderScan &scan, const QString &path, FoundModel::Source source)
{
    // Host, owner, name and tag: the iterator follows no links, so it ends.
    QDirIterator manifests(path + QStringLiteral("/manifests"), QDir::Files, QDirIterator::Subdirectories);
    while (manifests.hasNext() && !scan.isCancelled())
        addManifest(scan, path, manifests.next(), source);
}

bool isHuggingFaceCache(const QString &path)
{
    return !repositoriesOf(path).isEmpty();
}

void addHuggingFaceModels(FolderScan &scan, const QString &path, FoundModel::Source source)
{
    for (const QString &repository : repositoriesOf(path)) {
        const QString snapshot = newestSnapshot(path + QChar(u'/') + repository);
        QString name = repository.mid(kModelPrefix.size());
        name.replace(QStringLiteral("--"), QStringLiteral("/"));
        if (!snapshot.isEmpty())
            scan.addTree(snapshot, source, name);
    }
}

}  // namespace mingsi::app
