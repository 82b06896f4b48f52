// SPDX-License-Identifier: Apache-2.0
#include "app/models/download/part_file.h"
#include "app/whole_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace mingsi::app {

namespace {

using Kind = DownloadFailure::Kind;

constexpr qint64 kHashAtOnce = 4 << 20;

/// Names in a folder survive a power cut only when the folder is written through too.
void syncFolder(const QString &path)
{
    const int folder = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return;
    ::fsync(folder);
    ::close(folder);
}

}  // namespace

PartFile::PartFile(const QString &finalPath, const QString &name) : m_finalPath(finalPath), m_name(name) {}

PartFile::~PartFile()
{
    close();
}

PartFile::Trouble PartFile::open(const DownloadFile &wanted)
{
    if (!QDir().mkpath(QFileInfo(m_finalPath).path()))
        return failure(Kind::FileUnwritable);
    if (auto trouble = lock())
        return trouble;
    struct stat status;
    if (::fstat(m_file, &status) != 0)
        return systemFailure();
    m_bytes = status.st_size;
    readNote(wanted);
    const bool belongs = m_note.url == wanted.url.toString(QUrl::FullyEncoded) && canContinue()
        && (m_note.size < 0 || m_bytes <= m_note.size);
    if (!belongs)
        return startOver();
    m_hash.reset();
    // Without a hash to compare with, reading gigabytes again would be in vain.
    m_hashed = m_note.sha256.isEmpty() ? m_bytes : 0;
    return {};
}

void PartFile::leave()
{
    if (m_file >= 0 && m_bytes == 0)
        remove();
    close();
}

void PartFile::close()
{
    if (m_file >= 0)
        ::close(m_file);
    m_file = -1;
}

bool PartFile::hashMore(Trouble &trouble)
{
    if (m_hashed >= m_bytes)
        return false;
    QByteArray piece(std::min(kHashAtOnce, m_bytes - m_hashed), Qt::Uninitialized);
    const auto count = ::pread(m_file, piece.data(), static_cast<size_t>(piece.size()), m_hashed);
    if (count <= 0) {
        trouble = count < 0 ? systemFailure() : failure(Kind::FileUnwritable);
        return false;
    }
    m_hash.addData(QByteArrayView(piece).first(count));
    m_hashed += count;
    return m_hashed < m_bytes;
}

PartFile::Trouble PartFile::setNote(const PartNote &note)
{
    m_note = note;
    const QJsonObject object{{QStringLiteral("url"), note.url},
                             {QStringLiteral("etag"), note.etag},
                             {QStringLiteral("size"), note.size},
                             {QStringLiteral("sha256"), note.sha256}};
    QSaveFile file(notePath());
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(object).toJson()) < 0 || !commitWhole(file))
        return failure(file.error() == QFileDevice::ResourceError ? Kind::DiskFull : Kind::FileUnwritable,
                       file.errorString());
    return {};
}

PartFile::Trouble PartFile::startOver()
{
    // The file first: a note without bytes is harmless.
    if (::ftruncate(m_file, 0) != 0)
        return systemFailure();
    m_bytes = 0;
    m_hashed = 0;
    m_hash.reset();
    m_note = {};
    return {};
}

PartFile::Trouble PartFile::write(const QByteArray &data)
{
    for (qsizetype done = 0; done < data.size();) {
        const auto count = ::pwrite(m_file, data.constData() + done, static_cast<size_t>(data.size() - done), m_bytes);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return systemFailure();
        m_hash.addData(QByteArrayView(data).sliced(done, count));
        m_bytes += count;
        m_hashed += count;
        done += count;
    }
    return {};
}

PartFile::Trouble PartFile::finish()
{
    if (!m_note.sha256.isEmpty() && QString::fromLatin1(m_hash.result().toHex()) != m_note.sha256) {
        remove();
        return failure(Kind::HashMismatch);
    }
    if (::fsync(m_file) != 0)
        return systemFailure();
    if (QFileInfo::exists(m_finalPath))
        return failure(Kind::FileExists);
    if (::rename(QFile::encodeName(partPath()).constData(), QFile::encodeName(m_finalPath).constData()) != 0)
        return systemFailure();
    QFile::remove(notePath());
    syncFolder(QFileInfo(m_finalPath).path());
    close();
    return {};
}

void PartFile::remove()
{
    // Without the lock it is somebody else's.
    if (m_file < 0)
        return;
    // In this order, and the lock goes last: nobody finds a note of another part.
    QFile::remove(notePath());
    QFile::remove(partPath());
    close();
}

void PartFile::removeParts(const QString &finalPath)
{
    PartFile part(finalPath, {});
    if (QFileInfo::exists(part.partPath()) && !part.lock())
        part.remove();
}

DownloadFailure PartFile::failure(Kind kind, const QString &detail) const
{
    return {kind, m_name, {}, detail};
}

DownloadFailure PartFile::systemFailure() const
{
    const int code = errno;
    const bool full = code == ENOSPC || code == EDQUOT;
    return failure(full ? Kind::DiskFull : Kind::FileUnwritable, qt_error_string(code));
}

PartFile::Trouble PartFile::lock()
{
    const QByteArray path = QFile::encodeName(partPath());
    m_file = ::open(path.constData(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (m_file < 0)
        return systemFailure();
    // Some file systems of networks can't lock; then nothing is guarded.
    if (::flock(m_file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        close();
        return failure(Kind::Busy);
    }
    // Another download may have given it its final name between opening and locking.
    struct stat mine;
    struct stat named;
    if (::fstat(m_file, &mine) != 0 || ::stat(path.constData(), &named) != 0 || mine.st_ino != named.st_ino) {
        close();
        return failure(Kind::Busy);
    }
    return {};
}

/// What was noted, made to fit what is wanted; nothing when they contradict each other.
void PartFile::readNote(const DownloadFile &wanted)
{
    m_note = {};
    QFile file(notePath());
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QJsonObject object = QJsonDocument::fromJson(file.read(64 << 10)).object();
    PartNote note{object.value(QStringLiteral("url")).toString(), object.value(QStringLiteral("etag")).toString(),
                  object.value(QStringLiteral("size")).toInteger(-1),
                  object.value(QStringLiteral("sha256")).toString()};
    if ((wanted.bytes >= 0 && note.size >= 0 && wanted.bytes != note.size)
        || (!wanted.sha256.isEmpty() && !note.sha256.isEmpty() && wanted.sha256 != note.sha256))
        return;
    // The same bytes from a mirror: its ETags are others, the hash tells.
    const QString url = wanted.url.toString(QUrl::FullyEncoded);
    if (note.url != url && !wanted.sha256.isEmpty() && wanted.sha256 == note.sha256) {
        note.url = url;
        note.etag.clear();
    }
    if (note.size < 0)
        note.size = wanted.bytes;
    if (note.sha256.isEmpty())
        note.sha256 = wanted.sha256;
    m_note = note;
}

}  // namespace mingsi::app
