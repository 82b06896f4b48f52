// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCryptographicHash>
#include <QFile>
#include <QObject>
#include <QTimer>

#include "app/models/download/download_options.h"
#include "app/models/download/download_plan.h"
#include "app/models/download/http_get.h"
#include "app/models/download/part_file.h"

class QNetworkAccessManager;

namespace mingsi::app {

/// Fetches one file: goes on with what is there, tries again while bytes keep coming, checks size, beginning and hash.
/// Work on the disk is cut into pieces, so that stop() is heard in between.
class FileFetch : public QObject
{
    Q_OBJECT

public:
    FileFetch(QNetworkAccessManager &network, const DownloadOptions &options, const DownloadFile &file,
              const QString &finalPath, QObject *parent);

    void start();
    /// Keeps what has come; nothing is signalled afterwards.
    void stop();

    qint64 received() const { return m_done ? m_size : m_part.bytes(); }
    qint64 size() const { return m_size; }        ///< -1 until it is known
    qint64 fetched() const { return m_fetched; }  ///< what came through the network since start()

signals:
    void retrying(int attempt, const QString &reason);
    void done();
    void failed(const mingsi::app::DownloadFailure &failure);

private:
    void hashExisting();
    void hashPart();
    void request();
    void onAnswered();
    void onReadable();
    void onEnded();
    void onFailed(const DownloadFailure &failure, bool transient, int pauseSeconds);

    void begin();
    bool continues(qint64 &total) const;
    bool acceptTotal(qint64 total);
    void take(const QByteArray &data);
    void write(const QByteArray &data);
    bool checkBeginning();
    void complete();
    void succeed();
    void retry(const DownloadFailure &failure, int pauseSeconds);
    void fail(const DownloadFailure &failure);
    void refuse(DownloadFailure::Kind kind, const QString &detail = {});
    void dropRequest();

    QNetworkAccessManager &m_network;
    DownloadOptions m_options;
    DownloadFile m_file;
    QString m_finalPath;
    qint64 m_size;  ///< the plan's or, when that has none, what the server says now
    PartFile m_part;
    HttpGet *m_get = nullptr;  ///< null between attempts, and once all is over
    QTimer m_next;             ///< the next piece of work, or the next attempt
    QFile m_existing;
    QCryptographicHash m_existingHash{QCryptographicHash::Sha256};
    QByteArray m_beginning;  ///< held back until it is known to be no web page
    qint64 m_fetched = 0;
    qint64 m_most = 0;  ///< bytes that were there at some time: starting over is no progress
    int m_stuck = 0;    ///< attempts in a row without progress
    bool m_done = false;
};

}  // namespace mingsi::app
