// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QNetworkAccessManager>
#include <QPointer>
#include <QUrl>

#include "app/failure.h"
#include "app/remote/chat_protocol.h"

namespace mingsi::app {

/// Asks a server which models it has.
class ServerList : public QObject
{
    Q_OBJECT

public:
    /// The models below `server`, as ModelReference::server() has it; listed() or failed() follows, unless another
    /// question is put first.
    void ask(const QUrl &server, const QString &key);

signals:
    void listed(const QUrl &server, const QList<mingsi::app::ServerModel> &models);
    void failed(const mingsi::app::Failure &failure);

private:
    void replied();

    QNetworkAccessManager m_network;
    QPointer<QNetworkReply> m_reply;
    QUrl m_server;
};

}  // namespace mingsi::app
