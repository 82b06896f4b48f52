// SPDX-License-Identifier: Apache-2.0
#include "app/models/download/http_get.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QRegularExpression>
#include <algorithm>

#include "app/models/download/safe_address.h"

namespace mingsi::app {

namespace {

using Kind = DownloadFailure::Kind;

constexpr int kMostRedirects = 10;
constexpr int kLongestAskedPause = 120;  // seconds
constexpr qint64 kReadBuffer = 1 << 20;
constexpr qint64 kReadAtOnce = 256 << 10;

/// A line break in a token would begin a header of its own.
bool isPlainToken(const QString &token)
{
    return !token.isEmpty()
        && std::all_of(token.cbegin(), token.cend(), [](QChar c) { return c > u' ' && c.unicode() < 0x7f; });
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

}  // namespace

HttpGet::HttpGet(QNetworkAccessManager &network, const DownloadOptions &options, const QString &what, QObject *parent)
    : QObject(parent), m_network(network), m_options(options), m_what(what)
{
    m_stall.setSingleShot(true);
    m_stall.setInterval(options.stall);
    connect(&m_stall, &QTimer::timeout, this, [this] {
        fail(Kind::NetworkFailed, QStringLiteral("no data for %1 ms").arg(m_options.stall.count()), true);
    });
}

HttpGet::~HttpGet()
{
    drop();
}

void HttpGet::get(const QUrl &url, const Headers &headers)
{
    drop();
    m_headers = headers;
    m_redirects = 0;
    m_linkedHash.clear();
    if (isSafeAddress(url))
        send(url);
    else
        emit failed({Kind::InsecureAddress, m_what, url.host(), {}}, false, 0);
}

void HttpGet::stop()
{
    disconnect();
    drop();
}

int HttpGet::status() const
{
    return m_reply ? m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() : 0;
}

QByteArray HttpGet::header(const QByteArray &name) const
{
    return m_reply ? m_reply->rawHeader(name) : QByteArray();
}

QByteArray HttpGet::read()
{
    return m_reply && m_answered ? m_reply->read(kReadAtOnce) : QByteArray();
}

void HttpGet::send(const QUrl &url)
{
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    // Qt's HTTP/2 goes on receiving when the read buffer is full.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setRawHeader(QByteArrayLiteral("User-Agent"), QByteArrayLiteral("Mingsi"));
    // Ranges and sizes count the file's own bytes.
    request.setRawHeader(QByteArrayLiteral("Accept-Encoding"), QByteArrayLiteral("identity"));
    for (const auto &[name, value] : std::as_const(m_headers))
        request.setRawHeader(name, value);
    if (isSameServer(url, m_options.endpoint) && isPlainToken(m_options.token))
        request.setRawHeader(QByteArrayLiteral("Authorization"),
                             QByteArrayLiteral("Bearer ") + m_options.token.toLatin1());

    m_answered = false;
    m_reply = m_network.get(request);
    m_reply->setReadBufferSize(kReadBuffer);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpGet::onHeaders);
    connect(m_reply, &QNetworkReply::readyRead, this, [this] {
        m_stall.start();
        if (m_answered)
            emit readable();
    });
    connect(m_reply, &QNetworkReply::finished, this, &HttpGet::onFinished);
    m_stall.start();
}

void HttpGet::onHeaders()
{
    if (status() < 200)
        return;
    if (m_answered) {
        // When a connection is cut early, Qt may send the request again by itself: the body would begin anew amid ours.
        fail(Kind::NetworkFailed, QStringLiteral("answered twice"), true);
        return;
    }
    m_stall.start();
    static const QRegularExpression hash(QStringLiteral("^\"?([0-9a-f]{64})\"?$"),
                                         QRegularExpression::CaseInsensitiveOption);
    // Of the server that was asked: where it sends us on to may be anybody's.
    if (m_redirects == 0 || isSameServer(m_reply->url(), m_options.endpoint)) {
        const auto match = hash.match(QString::fromLatin1(header(QByteArrayLiteral("X-Linked-ETag"))));
        if (match.hasMatch())
            m_linkedHash = match.captured(1).toLower();
    }

    const int code = status();
    if (isRedirect(code) && m_reply->hasRawHeader(QByteArrayLiteral("Location"))) {
        const QUrl location = QUrl::fromEncoded(header(QByteArrayLiteral("Location")));
        follow(m_reply->url().resolved(location));
        return;
    }
    if (code != 200 && code != 206 && code != 416) {
        failByStatus();
        return;
    }
    const QByteArray encoding = header(QByteArrayLiteral("Content-Encoding")).toLower();
    if (!encoding.isEmpty() && encoding != QByteArrayLiteral("identity")) {
        fail(Kind::ServerRefused, QStringLiteral("Content-Encoding: ") + QString::fromLatin1(encoding), false);
        return;
    }
    m_answered = true;
    emit answered();
}

void HttpGet::onFinished()
{
    if (!m_answered && status() >= 200)
        onHeaders();
    if (!m_reply || !m_reply->isFinished())
        return;
    // What came before the end, or before the cut, counts.
    if (m_answered && m_reply->bytesAvailable() > 0)
        emit readable();
    if (!m_reply)
        return;
    if (m_answered && (m_reply->error() == QNetworkReply::NoError || status() == 416)) {
        m_stall.stop();
        emit ended();
        return;
    }
    fail(Kind::NetworkFailed, m_reply->errorString(), true);
}

void HttpGet::follow(const QUrl &target)
{
    // The bytes come over the weakest of the connections: from https nothing leads back to http, not even on this
    // machine, whose programs must not be asked by strangers.
    const bool weaker =
        m_reply->url().scheme() == QStringLiteral("https") && target.scheme() != QStringLiteral("https");
    if (weaker || !isSafeAddress(target) || !target.userInfo().isEmpty()) {
        m_stall.stop();
        drop();
        emit failed({Kind::InsecureAddress, m_what, target.host(), {}}, false, 0);
        return;
    }
    if (++m_redirects > kMostRedirects) {
        fail(Kind::TooManyRedirects, {}, false);
        return;
    }
    drop();
    send(target);
}

void HttpGet::drop()
{
    m_stall.stop();
    if (!m_reply)
        return;
    QNetworkReply *reply = m_reply;
    m_reply.clear();
    reply->disconnect(this);
    // That ends the connection too; abort() within one of its signals confuses the reply.
    reply->deleteLater();
}

void HttpGet::fail(Kind kind, const QString &detail, bool transient, int pauseSeconds)
{
    const QString host = m_reply ? m_reply->url().host() : QString();
    drop();
    emit failed({kind, m_what, host, detail}, transient, pauseSeconds);
}

void HttpGet::failByStatus()
{
    const int code = status();
    const QString detail = QStringLiteral("HTTP %1").arg(code);
    switch (code) {
    case 401:
    case 403: fail(Kind::AccessDenied, detail, false); return;
    case 404:
    case 410: fail(Kind::NotFound, detail, false); return;
    case 408:
    case 425:
    case 429:
    case 500:
    case 502:
    case 503:
    case 504: {
        const int asked = header(QByteArrayLiteral("Retry-After")).toInt();
        fail(Kind::ServerRefused, detail, true, std::clamp(asked, 0, kLongestAskedPause));
        return;
    }
    default: fail(Kind::ServerRefused, detail, false); return;
    }
}

}  // namespace mingsi::app
