// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

namespace mingsi::app {

/// A place where models lie, and whose layout it has.
struct ModelFolder {
    enum class Source {
        BuiltIn,      ///< no folder: the starter model, which is part of the program
        Mingsi,       ///< Mingsi's own, where downloads go
        LmStudio,     ///< LM Studio's: owner/name/file.gguf
        Ollama,       ///< Ollama's: manifests that name blobs
        HuggingFace,  ///< the cache of Hugging Face's libraries: snapshots that link to blobs
        Added,        ///< named by the person; its layout is recognised
    };
    Source source = Source::Added;
    QString path;

    bool operator==(const ModelFolder &) const = default;
};

/// Where to look: all that the known places depend on.
struct ModelPlaces {
    QString dataFolder;  ///< Mingsi's
    QString home;        ///< empty when there is none
    QProcessEnvironment environment;
    QStringList added;  ///< by the person
    /// Where Ollama keeps models when it runs as a service.
    QString ollamaService = QStringLiteral("/usr/share/ollama/.ollama/models");
};

/// Where Mingsi puts its own models: `dataFolder`/models.
QString ownModelFolder(const QString &dataFolder);

/// Mingsi's own folder first, then those of other programs that exist, then the added ones whether they exist or not;
/// each once, however many names lead to it.
QList<ModelFolder> modelFolders(const ModelPlaces &places);

}  // namespace mingsi::app
