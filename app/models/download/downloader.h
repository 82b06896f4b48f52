// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QList>
#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>

#include "app/models/download/download_failure.h"
#include "app/models/download/download_options.h"
#include "app/models/download/download_plan.h"
#include "app/models/download/download_source.h"

namespace mingsi::app {

class FileFetch;
class ListingFetch;

/// Finds out what a repository has to fetch, and fetches one plan, file after file.
///
/// Lives in a thread with an event loop, best in one of its own: reading, writing, hashing and writing through to the
/// disk happen there, the last without a pause. All members but the constructor are called in that thread; signals may
/// come before the call that causes them returns. It does one thing at a time: look() and start() end what was going
/// on, without a signal.
class Downloader : public QObject
{
    Q_OBJECT

public:
    explicit Downloader(const DownloadOptions &options = {}, QObject *parent = nullptr);
    ~Downloader() override;

public slots:
    /// Counts from the next look() or start() on.
    void setOptions(const mingsi::app::DownloadOptions &options);
    /// Ends with found() or failed().
    void look(const mingsi::app::DownloadSource &source);
    /// Fetches into `modelFolder`/`plan.folder`, going on with parts that are there. Ends with finished() or failed().
    void start(const mingsi::app::DownloadPlan &plan, const QString &modelFolder);
    /// Ends what is going on, without a signal; start() goes on with what has come.
    void pause();
    /// The same for good: with `removeParts`, what the last plan has left unfinished is removed.
    void cancel(bool removeParts);

signals:
    void found(const QList<mingsi::app::DownloadPlan> &plans);
    /// Of all files together, some times a second; `total` is -1 until it is known.
    void progress(qint64 received, qint64 total, double bytesPerSecond);
    /// The connection was cut; attempt `attempt` in a row follows after a pause. `reason` is technical.
    void retrying(int attempt, const QString &reason);
    void finished(const QString &path);  ///< of what opens
    void failed(const mingsi::app::DownloadFailure &failure);

private:
    void nextFile();
    void onFileDone();
    void onFailed(const DownloadFailure &failure);
    bool hasSpace();
    void measure();
    QString pathOf(const DownloadFile &file) const;

    DownloadOptions m_options;
    QNetworkAccessManager m_network;
    ListingFetch *m_listing = nullptr;
    FileFetch *m_fetch = nullptr;
    DownloadPlan m_plan;
    QString m_folder;
    qsizetype m_index = 0;
    qint64 m_doneBytes = 0;  ///< of the files before
    QTimer m_tick;
    QElapsedTimer m_clock;
    qint64 m_measured = 0;  ///< of this file, at the last tick
    double m_rate = 0;
};

}  // namespace mingsi::app
