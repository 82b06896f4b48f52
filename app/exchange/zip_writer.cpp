// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/zip_writer.h"

#include <QDir>
#include <QTemporaryDir>
#include <zip.h>

namespace mingsi::app {

namespace {

constexpr qint64 kPiece = 1 << 20;

}  // namespace

void ZipWriter::add(const QByteArray &name, const QByteArray &content, bool stored)
{
    m_entries.append({name, content, {}, stored});
}

void ZipWriter::addFile(const QByteArray &name, const QString &path)
{
    m_entries.append({name, {}, path, false});
}

bool ZipWriter::finish(QIODevice &out)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("archive.zip"));
    int error = 0;
    zip_t *archive = zip_open(QFile::encodeName(path).constData(), ZIP_CREATE | ZIP_EXCL, &error);
    if (!archive)
        return false;
    bool fine = true;
    for (const Entry &entry : std::as_const(m_entries)) {
        zip_source_t *source = entry.path.isEmpty()
            ? zip_source_buffer(archive, entry.content.constData(), static_cast<zip_uint64_t>(entry.content.size()), 0)
            : zip_source_file(archive, QFile::encodeName(entry.path).constData(), 0, -1);
        const zip_int64_t index = zip_file_add(archive, entry.name.constData(), source, ZIP_FL_ENC_UTF_8);
        if (index < 0) {
            zip_source_free(source);
            fine = false;
            break;
        }
        if (entry.stored)
            zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
    }
    if (!fine || zip_close(archive) != 0) {
        zip_discard(archive);
        return false;
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    while (!file.atEnd()) {
        const QByteArray piece = file.read(kPiece);
        if (piece.isEmpty() || out.write(piece) != piece.size())
            return false;
    }
    return true;
}

}  // namespace mingsi::app
