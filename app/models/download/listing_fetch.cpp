// SPDX-License-Identifier: Apache-2.0
#include "app/models/download/listing_fetch.h"

#include <QRegularExpression>

#include "app/models/download/safe_address.h"

namespace mingsi::app {

namespace {

using Kind = DownloadFailure::Kind;

constexpr int kMostPages = 20;
constexpr qint64 kMostBytes = 16 << 20;

/// `<https://…>; rel="next"` of a Link header; empty on the last page.
QUrl nextPage(const QByteArray &link)
{
    static const QRegularExpression expression(QStringLiteral("<([^>]*)>[^,]*;\\s*rel=\"?next\\b"));
    return QUrl(expression.match(QString::fromLatin1(link)).captured(1));
}

}  // namespace

ListingFetch::ListingFetch(QNetworkAccessManager &network, const DownloadOptions &options, const DownloadSource &source,
                           QObject *parent)
    : QObject(parent), m_source(source), m_get(network, options, source.title(), this), m_page(source.listing())
{
    connect(&m_get, &HttpGet::readable, this, &ListingFetch::onReadable);
    connect(&m_get, &HttpGet::ended, this, &ListingFetch::onEnded);
    // A person waits: no second attempt.
    connect(&m_get, &HttpGet::failed, this, &ListingFetch::failed);
}

void ListingFetch::start()
{
    m_get.get(m_page);
}

void ListingFetch::stop()
{
    disconnect();
    m_get.stop();
}

void ListingFetch::onReadable()
{
    for (QByteArray data = m_get.read(); !data.isEmpty(); data = m_get.read()) {
        m_json += data;
        m_bytes += data.size();
        if (m_bytes > kMostBytes) {
            refuse(QStringLiteral("more than %1 bytes").arg(kMostBytes));
            return;
        }
    }
}

void ListingFetch::onEnded()
{
    if (m_get.status() != 200 || !readListing(m_json, m_files)) {
        refuse({});
        return;
    }
    m_json.clear();
    const QUrl next = nextPage(m_get.header(QByteArrayLiteral("Link")));
    if (!next.isEmpty()) {
        m_page = m_page.resolved(next);
        if (++m_pages >= kMostPages)
            refuse(QStringLiteral("more than %1 pages").arg(kMostPages));
        else if (!isSameServer(m_page, m_source.endpoint))
            refuse(QStringLiteral("continued at ") + m_page.host());
        else
            m_get.get(m_page);
        return;
    }
    const auto plans = plansFrom(m_source, m_files);
    if (const auto *failure = std::get_if<DownloadFailure>(&plans))
        emit failed(*failure);
    else
        emit found(std::get<QList<DownloadPlan>>(plans));
}

void ListingFetch::refuse(const QString &detail)
{
    m_get.stop();
    emit failed({Kind::BadListing, m_source.title(), m_source.endpoint.host(), detail});
}

}  // namespace mingsi::app
