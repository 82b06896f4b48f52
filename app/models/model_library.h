// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFuture>
#include <QList>
#include <QString>

#include "app/models/model_folders.h"

namespace mingsi::app {

/// A model on the disk, told from names and sizes alone; inspectModel() says what it is.
struct FoundModel {
    using Source = ModelFolder::Source;

    QString name;  ///< for people: the file's without its ending, the folder's, or what its program calls it
    QString path;  ///< what ModelReference::fromText() takes: a file, the first part of a split one, or a folder
    Source source = Source::Added;
    quint64 bytes = 0;     ///< of all files of weights that are there
    int parts = 1;         ///< files of weights that the model consists of
    bool complete = true;  ///< whether all parts are there

    bool operator==(const FoundModel &) const = default;
};

/// Looks for models on a thread of the global pool: GGUF files (a split one once), folders with config.json and
/// *.safetensors, Ollama's manifests and the newest snapshots of the Hugging Face cache. Descends six levels, enters no
/// folder twice, names no file twice, and leaves out projectors of images (mmproj). Sorted by name. Cancelling the
/// future ends the search soon.
QFuture<QList<FoundModel>> scanModels(const QList<ModelFolder> &folders);

}  // namespace mingsi::app
