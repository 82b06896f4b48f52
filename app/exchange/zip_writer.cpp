// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/zip_writer.h"

#include <QDir>
#include <QTemporaryDir>
#include <zip.h>

#include "app/exchange/exporter.h"

namespace mingsi::app {

namespace {

constexpr qint64 kPiece = 1 << 20;

}  // namespace

std::optional<Failure> copyFile(const QString &path, QIODevice &out)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unwritable(file.errorString());
    while (!file.atEnd()) {
        const QByteArray piece = file.read(kPiece);
        if (piece.isEmpty())
            return unwritable(file.errorString());
        if (out.write(piece) != piece.size())
            return unwritable(out.errorString());
    }
    return std::nullopt;
}

void ZipWriter::add(const QByteArray &name, const QByteArray &content, bool stored)
{
    m_entries.append({name, content, {}, 0, -1, stored});
}

void ZipWriter::addFile(const QByteArray &name, const QString &path, qint64 start, qint64 length)
{
    m_entries.append({name, {}, path, start, length, false});
}

std::optional<Failure> ZipWriter::finish(QIODevice &out)
{
    const QTemporaryDir folder;
    if (!folder.isValid())
        return unwritable(folder.errorString());
    const QString path = folder.filePath(QStringLiteral("archive.zip"));
    int error = 0;
    zip_t *archive = zip_open(QFile::encodeName(path).constData(), ZIP_CREATE | ZIP_EXCL, &error);
    if (!archive) {
        zip_error_t reason;
        zip_error_init_with_code(&reason, error);
        const Failure failure = unwritable(QString::fromLocal8Bit(zip_error_strerror(&reason)));
        zip_error_fini(&reason);
        return failure;
    }
    bool fine = true;
    for (const Entry &entry : std::as_const(m_entries)) {
        zip_source_t *source = entry.path.isEmpty()
            ? zip_source_buffer(archive, entry.content.constData(), static_cast<zip_uint64_t>(entry.content.size()), 0)
            : zip_source_file(archive, QFile::encodeName(entry.path).constData(),
                              static_cast<zip_uint64_t>(entry.start), entry.length);
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
        const Failure failure = unwritable(QString::fromLocal8Bit(zip_strerror(archive)));
        zip_discard(archive);
        return failure;
    }
    return copyFile(path, out);
}

}  // namespace mingsi::app
