// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QObject>

#include "app/models/download/download_options.h"
#include "app/models/download/download_plan.h"
#include "app/models/download/http_get.h"

class QNetworkAccessManager;

namespace mingsi::app {

/// Reads the list of a repository's files, page after page, and what can be fetched of it.
class ListingFetch : public QObject
{
    Q_OBJECT

public:
    ListingFetch(QNetworkAccessManager &network, const DownloadOptions &options, const DownloadSource &source,
                 QObject *parent);

    void start();
    /// Nothing is signalled afterwards.
    void stop();

signals:
    void found(const QList<mingsi::app::DownloadPlan> &plans);
    void failed(const mingsi::app::DownloadFailure &failure);

private:
    void onReadable();
    void onEnded();
    void refuse(const QString &detail);

    DownloadSource m_source;
    HttpGet m_get;
    QUrl m_page;
    QByteArray m_json;
    QList<DownloadFile> m_files;
    qint64 m_bytes = 0;
    int m_pages = 0;
};

}  // namespace mingsi::app
