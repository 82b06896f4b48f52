// SPDX-License-Identifier: Apache-2.0
#include "app/remote/server_request.h"

#include <algorithm>

#include "app/remote/chat_protocol.h"

namespace mingsi::app {

namespace {

constexpr int kLongestPause = 30;  // seconds

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

}  // namespace

QNetworkRequest serverRequest(const QUrl &server, const QString &path, const QString &key)
{
    QUrl url = server;
    url.setPath(server.path() + u'/' + path);
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setRawHeader(QByteArrayLiteral("User-Agent"), QByteArrayLiteral("Mingsi"));
    request.setRawHeader(QByteArrayLiteral("Accept-Encoding"), QByteArrayLiteral("identity"));
    if (!key.isEmpty())
        request.setRawHeader(QByteArrayLiteral("Authorization"), QByteArrayLiteral("Bearer ") + key.toUtf8());
    return request;
}

Failure serverFailure(const QNetworkReply &reply, const QByteArray &body)
{
    using Kind = Failure::Kind;
    const int status = statusOf(reply);
    Failure failure{Kind::ServerBroke, {}, reply.url().authority(), {}, {}};
    if (status == 0) {
        failure.kind = Kind::ServerUnreachable;
        failure.detail = reply.errorString();
        return failure;
    }
    if (status >= 300)
        failure.detail = QStringLiteral("HTTP %1 %2").arg(status).arg(errorText(body)).trimmed();
    else
        failure.detail = reply.errorString();
    if (status >= 500 || status == 429 || status == 408)
        failure.kind = Kind::ServerBusy;
    else if (status == 401 || status == 403)
        failure.kind = Kind::ServerDenied;
    else if (status == 404 || status == 405)
        failure.kind = Kind::ServerLacksModel;
    else if (status >= 300)
        failure.kind = Kind::ServerRefused;
    return failure;
}

bool isTransient(const QNetworkReply &reply)
{
    switch (statusOf(reply)) {
    case 0:
        return reply.error() == QNetworkReply::RemoteHostClosedError
            || reply.error() == QNetworkReply::TemporaryNetworkFailureError
            || reply.error() == QNetworkReply::NetworkSessionFailedError;
    case 429:
    case 502:
    case 503:
    case 504: return true;
    default: return false;
    }
}

int retryPause(const QNetworkReply &reply)
{
    return std::clamp(reply.rawHeader(QByteArrayLiteral("Retry-After")).toInt(), 1, kLongestPause);
}

}  // namespace mingsi::app
