// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QIODevice>
#include <QList>
#include <QString>

namespace mingsi::app {

/// Makes a zip archive by libzip (https://libzip.org).
class ZipWriter
{
public:
    /// Entries stand in the order in which they are added. `stored`: not compressed.
    void add(const QByteArray &name, const QByteArray &content, bool stored = false);
    /// The content of a file that stays until finish().
    void addFile(const QByteArray &name, const QString &path);
    /// Writes the archive; false when the disk does not take it.
    bool finish(QIODevice &out);

private:
    struct Entry {
        QByteArray name;
        QByteArray content;
        QString path;
        bool stored = false;
    };
    QList<Entry> m_entries;
};

}  // namespace mingsi::app
