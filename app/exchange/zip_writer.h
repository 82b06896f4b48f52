// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QIODevice>
#include <QList>
#include <QString>
#include <optional>

#include "app/failure.h"

namespace mingsi::app {

/// Copies a file that was written beside; why that can't be done, or nothing.
std::optional<Failure> copyFile(const QString &path, QIODevice &out);

/// Makes a zip archive by libzip (https://libzip.org).
class ZipWriter
{
public:
    /// Entries stand in the order in which they are added. `stored`: not compressed.
    void add(const QByteArray &name, const QByteArray &content, bool stored = false);
    /// The content of a file that stays until finish(), or a stretch of it.
    void addFile(const QByteArray &name, const QString &path, qint64 start = 0, qint64 length = -1);
    /// Writes the archive; why that can't be done, or nothing.
    std::optional<Failure> finish(QIODevice &out);

private:
    struct Entry {
        QByteArray name;
        QByteArray content;
        QString path;
        qint64 start = 0;
        qint64 length = -1;
        bool stored = false;
    };
    QList<Entry> m_entries;
};

}  // namespace mingsi::app
