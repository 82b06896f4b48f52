// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSet>
#include <functional>

#include "app/models/model_library.h"

namespace mingsi::app {

/// One search through some folders: what was found, and where it has been.
class FolderScan
{
public:
    /// `cancelled` is asked in each folder.
    explicit FolderScan(std::function<bool()> cancelled) : m_cancelled(std::move(cancelled)) {}

    /// GGUF files and Hugging Face folders in `path` and below. `name`, if any, is what a folder of safetensors there is
    /// called.
    void addTree(const QString &path, FoundModel::Source source, const QString &name = {});
    /// A model that was found in another way; left out when its file is known.
    void add(const FoundModel &model);
    bool isCancelled() const { return m_cancelled(); }

    const QList<FoundModel> &models() const { return m_models; }

private:
    void enter(const QString &path, FoundModel::Source source, const QString &name, int depth);

    std::function<bool()> m_cancelled;
    QList<FoundModel> m_models;
    QSet<QString> m_entered;  ///< folders, by their canonical paths
    QSet<QString> m_known;    ///< files, by their canonical paths
};

}  // namespace mingsi::app
