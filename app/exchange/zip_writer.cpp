// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/zip_writer.h"

#include <QFile>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <minizip/zip.h>
#include <zlib.h>

#include "app/exchange/exporter.h"

namespace mingsi::app {

namespace {

constexpr qint64 kPiece = 1 << 20;
constexpr qint64 kLongEntry = 0xfffffffe;         // longer ones need the larger header
constexpr uLong kDate = (1u << 21) | (1u << 16);  // 1 January 1980: the same content gives the same file
constexpr uLong kUtf8Names = 1u << 11;
constexpr uLong kMadeBy = 20;

}  // namespace

std::optional<Failure> copyFile(const QString &path, QIODevice &out, const std::function<bool()> &goesOn)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unwritable(file.errorString());
    while (!file.atEnd() && goesOn()) {
        const QByteArray piece = file.read(kPiece);
        if (piece.isEmpty())
            return unwritable(file.errorString());
        if (out.write(piece) != piece.size())
            return unwritable(out.errorString());
    }
    return std::nullopt;
}

ZipWriter::ZipWriter()
{
    if (!m_folder.isValid()) {
        fail(m_folder.errorString());
        return;
    }
    m_archive = zipOpen64(QFile::encodeName(path()).constData(), APPEND_STATUS_CREATE);
    if (!m_archive)
        fail(QString::fromLocal8Bit(std::strerror(errno)));
}

ZipWriter::~ZipWriter()
{
    if (m_archive)
        zipClose(m_archive, nullptr);
}

void ZipWriter::add(const QByteArray &name, const QByteArray &content, bool stored)
{
    if (!begin(name, stored, content.size()))
        return;
    write(content);
    end();
}

void ZipWriter::addFile(const QByteArray &name, const QString &path, qint64 start, qint64 length)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || !file.seek(start)) {
        fail(file.errorString());
        return;
    }
    qint64 left = length < 0 ? file.size() - start : length;
    if (!begin(name, false, left))
        return;
    while (left > 0 && !m_failure) {
        const QByteArray piece = file.read(std::min(left, kPiece));
        if (piece.isEmpty())
            fail(file.errorString());
        write(piece);
        left -= piece.size();
    }
    end();
}

std::optional<Failure> ZipWriter::finish(QIODevice &out, const std::function<bool()> &goesOn)
{
    if (m_archive && zipClose(std::exchange(m_archive, nullptr), nullptr) != ZIP_OK)
        fail(QString::fromLocal8Bit(std::strerror(errno)));
    return m_failure ? m_failure : copyFile(path(), out, goesOn);
}

bool ZipWriter::begin(const QByteArray &name, bool stored, qint64 length)
{
    if (m_failure)
        return false;
    zip_fileinfo info{};
    info.dosDate = kDate;
    const int status =
        zipOpenNewFileInZip4_64(m_archive, name.constData(), &info, nullptr, 0, nullptr, 0, nullptr,
                                stored ? 0 : Z_DEFLATED, Z_DEFAULT_COMPRESSION, 0, -MAX_WBITS, DEF_MEM_LEVEL,
                                Z_DEFAULT_STRATEGY, nullptr, 0, kMadeBy, kUtf8Names, length > kLongEntry ? 1 : 0);
    if (status != ZIP_OK)
        fail(QString::fromLocal8Bit(std::strerror(errno)));
    return !m_failure;
}

void ZipWriter::write(const QByteArray &piece)
{
    if (!m_failure && zipWriteInFileInZip(m_archive, piece.constData(), static_cast<unsigned>(piece.size())) != ZIP_OK)
        fail(QString::fromLocal8Bit(std::strerror(errno)));
}

void ZipWriter::end()
{
    if (zipCloseFileInZip(m_archive) != ZIP_OK)
        fail(QString::fromLocal8Bit(std::strerror(errno)));
}

void ZipWriter::fail(const QString &reason)
{
    if (!m_failure)
        m_failure = unwritable(reason);
}

}  // namespace mingsi::app
