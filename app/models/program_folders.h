// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/models/folder_scan.h"

namespace mingsi::app {

/// Whether a folder has the layout of Ollama: manifests/ and blobs/.
bool isOllamaFolder(const QString &path);
/// Models that the manifests of an Ollama folder name, called as Ollama calls them ("deepseek-r1:7b").
void addOllamaModels(FolderScan &scan, const QString &path, FoundModel::Source source);

/// Whether a folder is a cache of Hugging Face's libraries: models--owner--name.
bool isHuggingFaceCache(const QString &path);
/// The newest snapshot of each model of the cache.
void addHuggingFaceModels(FolderScan &scan, const QString &path, FoundModel::Source source);

}  // namespace mingsi::app
