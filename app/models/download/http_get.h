// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QUrl>
#include <utility>

#include "app/models/download/download_failure.h"
#include "app/models/download/download_options.h"

class QNetworkAccessManager;
class QNetworkReply;

namespace mingsi::app {

/// One attempt to GET an address. Redirects are followed by hand: to safe addresses alone, ten at most, and with the
/// token only where it belongs. Ends with either ended() or failed(), unless it is stopped.
class HttpGet : public QObject
{
    Q_OBJECT

public:
    using Headers = QList<std::pair<QByteArray, QByteArray>>;

    /// `what` is the name that failures get.
    HttpGet(QNetworkAccessManager &network, const DownloadOptions &options, const QString &what, QObject *parent);
    ~HttpGet() override;

    void get(const QUrl &url, const Headers &headers = {});
    /// Nothing is signalled afterwards.
    void stop();

    int status() const;
    QByteArray header(const QByteArray &name) const;
    /// The SHA-256 that the first server named before it sent us on to where the bytes are; empty: none.
    QString linkedHash() const { return m_linkedHash; }
    /// What has come; empty when there is nothing now.
    QByteArray read();

signals:
    void answered();  ///< with 200, 206 or 416; the headers are there
    void readable();
    void ended();
    /// `transient`: another attempt may go better, but not before `pauseSeconds` have passed.
    void failed(const mingsi::app::DownloadFailure &failure, bool transient, int pauseSeconds);

private:
    void send(const QUrl &url);
    void onHeaders();
    void onFinished();
    void follow(const QUrl &target);
    void drop();
    void fail(DownloadFailure::Kind kind, const QString &detail, bool transient, int pauseSeconds = 0);
    void failByStatus();

    QNetworkAccessManager &m_network;
    DownloadOptions m_options;
    QString m_what;
    Headers m_headers;
    QPointer<QNetworkReply> m_reply;
    QTimer m_stall;
    QString m_linkedHash;
    int m_redirects = 0;
    bool m_answered = false;
};

}  // namespace mingsi::app
