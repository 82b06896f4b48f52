// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>
#include <optional>

#include "app/models/download/download_failure.h"
#include "app/models/download/download_source.h"

class QJsonObject;

namespace mingsi::app {

/// A file to fetch and what is known about it beforehand.
struct DownloadFile {
    QUrl url;
    QString name;       ///< where it goes, below the plan's folder; may lie in folders of its own
    qint64 bytes = -1;  ///< -1: not known
    QString sha256;     ///< in small hexadecimal digits; empty: not known

    bool operator==(const DownloadFile &) const = default;
};

/// The files of one model.
struct DownloadPlan {
    QString name;          ///< for people
    QString quantization;  ///< "Q4_K_M" when the file's name tells it
    QString folder;        ///< below the folder of models: "owner/name", or empty
    QString opens;         ///< what is opened afterwards, below the folder of models: a file or a folder
    QList<DownloadFile> files;

    qint64 bytes() const;  ///< of all files; -1 when one is not known
    QJsonObject toJson() const;
    /// Nothing when a name in it would lead out of the folder of models.
    static std::optional<DownloadPlan> fromJson(const QJsonObject &object);
    bool operator==(const DownloadPlan &) const = default;
};

/// "Q4_K_M" out of "DeepSeek-R1-Distill-Qwen-7B-Q4_K_M"; empty when there is none.
QString quantizationIn(const QString &name);

/// Appends the files of a page of a repository's list (a JSON array) as `name` relative to the repository, with sizes
/// and hashes; false when it is no such list.
bool readListing(const QByteArray &json, QList<DownloadFile> &files);

/// The models among the files of a repository that `source` asks for: GGUF files (a split one as one model, incomplete
/// sets left out) and folders of safetensors with their configuration and tokenizer.
DownloadResult<QList<DownloadPlan>> plansFrom(const DownloadSource &source, const QList<DownloadFile> &listing);

/// The plan for a source that is one file at an address of its own.
DownloadPlan planOf(const DownloadSource &source);

}  // namespace mingsi::app
