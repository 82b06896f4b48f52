// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QCryptographicHash>
#include <QString>
#include <optional>

#include "app/models/download/download_failure.h"
#include "app/models/download/download_plan.h"

namespace mingsi::app {

/// What must stay the same for a part to be continued; kept beside it as `<name>.part.json`.
struct PartNote {
    QString url;
    QString etag;  ///< a strong one; empty: none
    qint64 size = -1;
    QString sha256;
};

/// A file that is being fetched: `<name>.part` beside its final name, locked against other downloads, hashed as it
/// grows. The part stays when the object goes. Functions return the failure, or nothing.
class PartFile
{
public:
    using Trouble = std::optional<DownloadFailure>;

    /// `name` is what failures call it.
    PartFile(const QString &finalPath, const QString &name);
    ~PartFile();
    PartFile(const PartFile &) = delete;
    PartFile &operator=(const PartFile &) = delete;

    /// Opens and locks the part, making its folder; what is there is thrown away unless it belongs to `wanted`.
    Trouble open(const DownloadFile &wanted);
    /// Lets the part go, to be continued another time; an empty one is removed.
    void leave();

    qint64 bytes() const { return m_bytes; }
    const PartNote &note() const { return m_note; }
    /// Whether a further piece can be told to belong to what is there.
    bool canContinue() const { return m_bytes > 0 && (!m_note.etag.isEmpty() || !m_note.sha256.isEmpty()); }

    /// Takes up the next few MiB of what was there when it was opened; false when there is no more to hash.
    bool hashMore(Trouble &trouble);
    Trouble setNote(const PartNote &note);
    Trouble startOver();
    Trouble write(const QByteArray &data);
    /// Compares the hash, writes through to the disk and gives the final name. A damaged part is removed.
    Trouble finish();
    void remove();

    /// Removes what a stopped download left, unless another one is at it.
    static void removeParts(const QString &finalPath);

private:
    DownloadFailure failure(DownloadFailure::Kind kind, const QString &detail = {}) const;
    DownloadFailure systemFailure() const;
    Trouble lock();
    void close();
    void readNote(const DownloadFile &wanted);
    QString partPath() const { return m_finalPath + QStringLiteral(".part"); }
    QString notePath() const { return m_finalPath + QStringLiteral(".part.json"); }

    QString m_finalPath;
    QString m_name;
    int m_file = -1;
    qint64 m_bytes = 0;
    qint64 m_hashed = 0;
    PartNote m_note;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

}  // namespace mingsi::app
