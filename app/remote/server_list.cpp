// SPDX-License-Identifier: Apache-2.0
#include "app/remote/server_list.h"

#include "app/remote/server_request.h"

namespace mingsi::app {

namespace {

constexpr int kPatience = 15'000;  // ms
constexpr qint64 kLongestList = 4 << 20;

}  // namespace

void ServerList::ask(const QUrl &server, const QString &key)
{
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->deleteLater();
    }
    m_server = server;
    QNetworkRequest request = serverRequest(server, QStringLiteral("models"), key);
    request.setTransferTimeout(kPatience);
    m_reply = m_network.get(request);
    m_reply->setReadBufferSize(kLongestList);
    connect(m_reply, &QNetworkReply::finished, this, &ServerList::replied);
}

void ServerList::replied()
{
    m_reply->deleteLater();
    const QByteArray body = m_reply->read(kLongestList);
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const auto models = status == 200 ? serverModels(body) : std::nullopt;
    if (models) {
        emit listed(m_server, *models);
        return;
    }
    Failure failure = serverFailure(*m_reply, body);
    if (status == 200 && m_reply->error() == QNetworkReply::NoError)
        failure.detail = QStringLiteral("this is no list of models");
    emit failed(failure);
}

}  // namespace mingsi::app
