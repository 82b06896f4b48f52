// SPDX-License-Identifier: Apache-2.0
#include "app/models/model_folders.h"

#include <QDir>
#include <QFileInfo>
#include <algorithm>

namespace mingsi::app {

namespace {

using Source = ModelFolder::Source;

/// The place of the Hugging Face cache, by the rules of Hugging Face's own libraries.
QString huggingFaceCache(const ModelPlaces &places)
{
    const auto variable = [&](const QString &name) { return places.environment.value(name); };
    for (const QString &name : {QStringLiteral("HF_HUB_CACHE"), QStringLiteral("HUGGINGFACE_HUB_CACHE")}) {
        if (!variable(name).isEmpty())
            return variable(name);
    }
    if (const QString home = variable(QStringLiteral("HF_HOME")); !home.isEmpty())
        return home + QStringLiteral("/hub");
    if (const QString cache = variable(QStringLiteral("XDG_CACHE_HOME")); !cache.isEmpty())
        return cache + QStringLiteral("/huggingface/hub");
    return places.home.isEmpty() ? QString() : places.home + QStringLiteral("/.cache/huggingface/hub");
}

QList<ModelFolder> foldersOfOtherPrograms(const ModelPlaces &places)
{
    QList<ModelFolder> folders;
    if (!places.home.isEmpty()) {
        folders.append({Source::LmStudio, places.home + QStringLiteral("/.lmstudio/models")});
        folders.append({Source::LmStudio, places.home + QStringLiteral("/.cache/lm-studio/models")});
    }
    folders.append({Source::Ollama, places.environment.value(QStringLiteral("OLLAMA_MODELS"))});
    if (!places.home.isEmpty())
        folders.append({Source::Ollama, places.home + QStringLiteral("/.ollama/models")});
    folders.append({Source::Ollama, places.ollamaService});
    folders.append({Source::HuggingFace, huggingFaceCache(places)});
    return folders;
}

/// The same for all names of a folder.
QString identityOf(const QString &path)
{
    const QString canonical = QFileInfo(path).canonicalFilePath();
    return canonical.isEmpty() ? QDir::cleanPath(path) : canonical;
}

}  // namespace

QString ownModelFolder(const QString &dataFolder)
{
    return QDir(dataFolder).filePath(QStringLiteral("models"));
}

QList<ModelFolder> modelFolders(const ModelPlaces &places)
{
    QList<ModelFolder> folders{{Source::Mingsi, ownModelFolder(places.dataFolder)}};
    const auto add = [&](ModelFolder folder) {
        folder.path = QDir::cleanPath(folder.path);
        const QString identity = identityOf(folder.path);
        const bool known = std::any_of(folders.cbegin(), folders.cend(),
                                       [&](const ModelFolder &other) { return identityOf(other.path) == identity; });
        if (!known)
            folders.append(folder);
    };
    for (const ModelFolder &folder : foldersOfOtherPrograms(places)) {
        if (!folder.path.isEmpty() && QFileInfo(folder.path).isDir())
            add(folder);
    }
    for (const QString &path : places.added) {
        if (!path.isEmpty())
            add({Source::Added, path});
    }
    return folders;
}

}  // namespace mingsi::app
