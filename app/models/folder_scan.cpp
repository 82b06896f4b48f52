// SPDX-License-Identifier: Apache-2.0
#include "app/models/folder_scan.h"

#include <QDir>
#include <QFileInfo>
#include <QMap>

#include "app/models/split_name.h"

namespace mingsi::app {

namespace {

constexpr int kDeepest = 6;
constexpr qsizetype kMostFolders = 50'000;  // somebody may add the root of a disk

/// The files of one set, by their part's number.
using Parts = QMap<int, QFileInfo>;

quint64 bytesOf(const Parts &parts)
{
    quint64 bytes = 0;
    for (const QFileInfo &file : parts)
        bytes += static_cast<quint64>(file.size());
    return bytes;
}

QMap<QString, Parts> setsOf(const QFileInfoList &files, const QString &ending)
{
    QMap<QString, Parts> sets;
    for (const QFileInfo &file : files) {
        const auto name = SplitName::of(file.fileName());
        if (name.ending == ending && !name.isProjector())
            sets[name.set()].insert(name.part, file);
    }
    return sets;
}

/// A file of its own, or a split one: named by its first part, or the first that is there.
FoundModel ggufModel(const Parts &parts, FoundModel::Source source)
{
    const auto name = SplitName::of(parts.first().fileName());
    FoundModel model;
    model.name = name.stem;
    model.path = parts.first().filePath();
    model.source = source;
    model.bytes = bytesOf(parts);
    model.parts = name.parts;
    model.complete = parts.size() == name.parts;
    return model;
}

/// The folder as one model; no parts when there are no safetensors in it.
FoundModel folderModel(const QFileInfo &folder, const QFileInfoList &files, FoundModel::Source source)
{
    FoundModel model{folder.fileName(), folder.filePath(), source, 0, 0, true};
    for (const Parts &parts : setsOf(files, QStringLiteral(".safetensors"))) {
        const int expected = SplitName::of(parts.first().fileName()).parts;
        model.bytes += bytesOf(parts);
        model.parts += expected;
        model.complete = model.complete && parts.size() == expected;
    }
    return model;
}

}  // namespace

void FolderScan::addTree(const QString &path, FoundModel::Source source, const QString &name)
{
    enter(QDir::cleanPath(path), source, name, 0);
}

void FolderScan::add(const FoundModel &model)
{
    const QString canonical = QFileInfo(model.path).canonicalFilePath();
    const QString identity = canonical.isEmpty() ? model.path : canonical;
    if (m_known.contains(identity))
        return;
    m_known.insert(identity);
    m_models.append(model);
}

void FolderScan::enter(const QString &path, FoundModel::Source source, const QString &name, int depth)
{
    // By its canonical path, a folder that a link leads back to is known already.
    const QString canonical = QFileInfo(path).canonicalFilePath();
    if (canonical.isEmpty() || m_entered.contains(canonical) || m_entered.size() >= kMostFolders || isCancelled())
        return;
    m_entered.insert(canonical);

    // Links to nothing are no files here: half a download of the Hugging Face cache counts as missing.
    const QDir folder(path);
    const auto files = folder.entryInfoList(QDir::Files, QDir::Name);
    if (folder.exists(QStringLiteral("config.json"))) {
        auto model = folderModel(QFileInfo(path), files, source);
        if (!name.isEmpty())
            model.name = name;
        if (model.parts > 0)
            add(model);
    }
    for (const Parts &parts : setsOf(files, QStringLiteral(".gguf")))
        add(ggufModel(parts, source));
    if (depth == kDeepest)
        return;
    for (const QFileInfo &below : folder.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        enter(below.filePath(), source, name.isEmpty() ? name : name + QChar(u'/') + below.fileName(), depth + 1);
}

}  // namespace mingsi::app
