// SPDX-License-Identifier: Apache-2.0
#include "app/models/model_library.h"

#include <QCollator>
#include <QPromise>
#include <QThreadPool>
#include <algorithm>

#include "app/models/folder_scan.h"
#include "app/models/program_folders.h"

namespace mingsi::app {

namespace {

void addFolder(FolderScan &scan, const ModelFolder &folder)
{
    using Source = ModelFolder::Source;
    // An added folder may be another program's that lies elsewhere.
    if (folder.source == Source::Ollama || (folder.source == Source::Added && isOllamaFolder(folder.path)))
        addOllamaModels(scan, folder.path, folder.source);
    else if (folder.source == Source::HuggingFace
             || (folder.source == Source::Added && isHuggingFaceCache(folder.path)))
        addHuggingFaceModels(scan, folder.path, folder.source);
    else
        scan.addTree(folder.path, folder.source);
}

QList<FoundModel> sorted(QList<FoundModel> models)
{
    QCollator collator;
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    std::stable_sort(models.begin(), models.end(),
                     [&](const FoundModel &a, const FoundModel &b) { return collator.compare(a.name, b.name) < 0; });
    return models;
}

}  // namespace

QFuture<QList<FoundModel>> scanModels(const QList<ModelFolder> &folders)
{
    auto promise = std::make_shared<QPromise<QList<FoundModel>>>();
    promise->start();
    auto future = promise->future();
    QThreadPool::globalInstance()->start([promise, folders] {
        FolderScan scan([promise] { return promise->isCanceled(); });
        for (const ModelFolder &folder : folders)
            addFolder(scan, folder);
        if (!promise->isCanceled())
            promise->addResult(sorted(scan.models()));
        promise->finish();
    });
    return future;
}

}  // namespace mingsi::app
