// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QUrl>

#include "app/models/download/download_failure.h"

namespace mingsi::app {

/// What a person pasted, understood but not yet looked up: a file at some address, or (a part of) a repository of
/// Hugging Face or a mirror.
struct DownloadSource {
    QUrl file;  ///< of a file elsewhere; else empty, and the rest counts

    QUrl endpoint;  ///< where repositories are, such as https://huggingface.co
    QString owner;
    QString name;
    QString revision = QStringLiteral("main");
    QString path;          ///< of a folder or file in the repository; empty: all of it
    QString quantization;  ///< empty: any

    bool isRepository() const { return file.isEmpty(); }
    /// owner/name, or the file's name.
    QString title() const;
    /// Where the list of the repository's files is.
    QUrl listing() const;
    /// Where a file of the repository is.
    QUrl fileUrl(const QString &filePath) const;
};

/// Understands https://…/x.gguf or .safetensors, owner/name, owner/name:Q4_K_M, and addresses of a repository, of a
/// folder (…/tree/main/…) and of a file (…/blob/main/…, …/resolve/main/…) in it. Addresses of huggingface.co and
/// hf-mirror.com are looked up at `endpoint`.
DownloadResult<DownloadSource> parseDownload(const QString &text, const QUrl &endpoint);

/// Where repositories are looked up unless the settings name a mirror.
QUrl defaultEndpoint();

}  // namespace mingsi::app
