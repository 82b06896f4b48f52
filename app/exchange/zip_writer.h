// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QIODevice>
#include <QString>
#include <QTemporaryDir>
#include <functional>
#include <optional>

#include "app/failure.h"

namespace mingsi::app {

/// Copies a file that was written beside; why that can't be done, or nothing. When `goesOn` says no, a part is copied.
std::optional<Failure> copyFile(const QString &path, QIODevice &out, const std::function<bool()> &goesOn);

/// Makes a zip archive by minizip (https://github.com/madler/zlib), which writes each entry at once and keeps no more
/// than its line of the directory.
class ZipWriter
{
public:
    ZipWriter();
    ~ZipWriter();
    ZipWriter(const ZipWriter &) = delete;
    ZipWriter &operator=(const ZipWriter &) = delete;

    /// Entries stand in the order in which they are added. `stored`: not compressed.
    void add(const QByteArray &name, const QByteArray &content, bool stored = false);
    /// The content of a file, or a stretch of it.
    void addFile(const QByteArray &name, const QString &path, qint64 start = 0, qint64 length = -1);
    /// Writes the archive; why that can't be done, or nothing.
    std::optional<Failure> finish(QIODevice &out, const std::function<bool()> &goesOn);

private:
    bool begin(const QByteArray &name, bool stored, qint64 length);
    void write(const QByteArray &piece);
    void end();
    void fail(const QString &reason);
    QString path() const { return m_folder.filePath(QStringLiteral("archive.zip")); }

    QTemporaryDir m_folder;
    void *m_archive = nullptr;
    std::optional<Failure> m_failure;  ///< the first one
};

}  // namespace mingsi::app
