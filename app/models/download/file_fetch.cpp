// SPDX-License-Identifier: Apache-2.0
#include "app/models/download/file_fetch.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QStorageInfo>
#include <algorithm>
#include <utility>

namespace mingsi::app {

namespace {

using Kind = DownloadFailure::Kind;

constexpr int kMostAttempts = 5;  // in a row without progress
constexpr qint64 kHashAtOnce = 4 << 20;
constexpr qsizetype kBeginning = 512;

bool looksLikeWebPage(const QByteArray &beginning)
{
    const QByteArray text = beginning.trimmed().left(16).toLower();
    return text.startsWith("<!doctype html") || text.startsWith("<html");
}

/// If-Range takes strong ones alone.
QString strongTag(const QByteArray &etag)
{
    return etag.startsWith('"') ? QString::fromLatin1(etag) : QString();
}

}  // namespace

FileFetch::FileFetch(QNetworkAccessManager &network, const DownloadOptions &options, const DownloadFile &file,
                     const QString &finalPath, QObject *parent)
    : QObject(parent), m_network(network), m_options(options), m_file(file), m_finalPath(finalPath), m_size(file.bytes),
      m_part(finalPath, file.name)
{
    m_next.setSingleShot(true);
}

void FileFetch::start()
{
    if (QFileInfo::exists(m_finalPath)) {
        const QFileInfo existing(m_finalPath);
        const bool isKnown = m_file.bytes >= 0 || !m_file.sha256.isEmpty();
        m_existing.setFileName(m_finalPath);
        if (!existing.isFile() || !isKnown || (m_file.bytes >= 0 && existing.size() != m_file.bytes)
            || !m_existing.open(QIODevice::ReadOnly)) {
            refuse(Kind::FileExists);
            return;
        }
        m_next.callOnTimeout(this, &FileFetch::hashExisting);
    } else {
        if (const auto trouble = m_part.open(m_file)) {
            fail(*trouble);
            return;
        }
        m_most = m_part.bytes();
        m_size = std::max(m_size, m_part.note().size);
        m_next.callOnTimeout(this, &FileFetch::hashPart);
    }
    m_next.start(0);
}

void FileFetch::stop()
{
    disconnect();
    m_next.stop();
    dropRequest();
    m_part.leave();
}

void FileFetch::hashExisting()
{
    if (!m_file.sha256.isEmpty() && !m_existing.atEnd()) {
        const QByteArray piece = m_existing.read(kHashAtOnce);
        m_existingHash.addData(piece);
        if (!piece.isEmpty()) {
            m_next.start(0);
            return;
        }
    }
    if (!m_file.sha256.isEmpty() && QString::fromLatin1(m_existingHash.result().toHex()) != m_file.sha256) {
        refuse(Kind::FileExists);
        return;
    }
    m_size = m_existing.size();
    succeed();
}

void FileFetch::hashPart()
{
    PartFile::Trouble trouble;
    if (m_part.hashMore(trouble)) {
        m_next.start(0);
        return;
    }
    if (trouble) {
        fail(*trouble);
        return;
    }
    // From now on the timer is there for the attempts.
    m_next.disconnect(this);
    m_next.callOnTimeout(this, &FileFetch::request);
    request();
}

void FileFetch::request()
{
    if (m_part.bytes() > 0 && m_part.bytes() == m_part.note().size) {
        complete();
        return;
    }
    if (m_part.bytes() > 0 && !m_part.canContinue()) {
        if (const auto trouble = m_part.startOver()) {
            fail(*trouble);
            return;
        }
    }
    HttpGet::Headers headers;
    if (m_part.bytes() > 0) {
        headers.append({QByteArrayLiteral("Range"), "bytes=" + QByteArray::number(m_part.bytes()) + '-'});
        if (!m_part.note().etag.isEmpty())
            headers.append({QByteArrayLiteral("If-Range"), m_part.note().etag.toLatin1()});
    }
    m_beginning.clear();
    m_get = new HttpGet(m_network, m_options, m_file.name, this);
    connect(m_get, &HttpGet::answered, this, &FileFetch::onAnswered);
    connect(m_get, &HttpGet::readable, this, &FileFetch::onReadable);
    connect(m_get, &HttpGet::ended, this, &FileFetch::onEnded);
    connect(m_get, &HttpGet::failed, this, &FileFetch::onFailed);
    m_get->get(m_file.url, headers);
}

void FileFetch::onAnswered()
{
    if (m_get->status() == 200) {
        begin();
        return;
    }
    if (m_part.bytes() == 0) {
        refuse(Kind::ServerRefused, QStringLiteral("HTTP %1 without a range").arg(m_get->status()));
        return;
    }
    qint64 total = -1;
    if (continues(total)) {
        if (!acceptTotal(total))
            return;
        if (m_get->status() == 416)
            complete();
        return;
    }
    // The file has become another one.
    dropRequest();
    if (const auto trouble = m_part.startOver())
        fail(*trouble);
    else
        request();
}

/// Whether the answer to a range belongs to what is there.
bool FileFetch::continues(qint64 &total) const
{
    static const QRegularExpression expression(QStringLiteral("^bytes (?:([0-9]+)-[0-9]+|\\*)/([0-9]+|\\*)$"));
    const auto range =
        expression.match(QString::fromLatin1(m_get->header(QByteArrayLiteral("Content-Range"))).trimmed());
    bool hasTotal = false;
    total = range.captured(2).toLongLong(&hasTotal);
    if (!hasTotal)
        total = -1;
    if (m_get->status() == 416)
        return total == m_part.bytes();

    const PartNote &note = m_part.note();
    const QString etag = strongTag(m_get->header(QByteArrayLiteral("ETag")));
    const QString hash = m_get->linkedHash();
    bool hasStart = false;
    return range.captured(1).toLongLong(&hasStart) == m_part.bytes() && hasStart
        && (note.etag.isEmpty() || etag.isEmpty() || etag == note.etag)
        && (note.sha256.isEmpty() || hash.isEmpty() || hash == note.sha256)
        && (note.size < 0 || total < 0 || total == note.size);
}

/// All of the file comes, from its beginning.
void FileFetch::begin()
{
    bool hasLength = false;
    const qint64 length = m_get->header(QByteArrayLiteral("Content-Length")).toLongLong(&hasLength);
    const QString hash = m_get->linkedHash();
    m_size = m_file.bytes;
    if (!m_file.sha256.isEmpty() && !hash.isEmpty() && hash != m_file.sha256) {
        m_part.remove();
        refuse(Kind::HashMismatch);
        return;
    }
    if (const auto trouble = m_part.startOver()) {
        fail(*trouble);
        return;
    }
    if (!acceptTotal(hasLength ? length : -1))
        return;
    const auto trouble =
        m_part.setNote({m_file.url.toString(QUrl::FullyEncoded), strongTag(m_get->header(QByteArrayLiteral("ETag"))),
                        m_size, m_file.sha256.isEmpty() ? hash : m_file.sha256});
    if (trouble)
        fail(*trouble);
}

/// Takes the size that the server names; false when it is a wrong one or too much for the disk.
bool FileFetch::acceptTotal(qint64 total)
{
    if (total < 0 || total == m_file.bytes)
        return true;
    if (m_file.bytes >= 0) {
        // A page for people is seldom as long as the file.
        const bool isPage = m_get->header(QByteArrayLiteral("Content-Type")).startsWith("text/html");
        m_part.remove();
        refuse(isPage ? Kind::WebPage : Kind::WrongSize, QStringLiteral("%1, not %2").arg(total).arg(m_file.bytes));
        return false;
    }
    const QStorageInfo disk(QFileInfo(m_finalPath).path());
    if (disk.isValid() && disk.bytesAvailable() - m_options.spareBytes < total - m_part.bytes()) {
        refuse(Kind::DiskFull);
        return false;
    }
    m_size = total;
    return true;
}

void FileFetch::onReadable()
{
    // Anything may end the attempt in between.
    while (m_get) {
        const QByteArray data = m_get->read();
        if (data.isEmpty())
            return;
        take(data);
    }
}

void FileFetch::take(const QByteArray &data)
{
    if (m_part.bytes() > 0) {
        write(data);
        return;
    }
    m_beginning += data;
    if (m_beginning.size() >= kBeginning && checkBeginning())
        write(std::exchange(m_beginning, {}));
}

void FileFetch::write(const QByteArray &data)
{
    if (m_size >= 0 && m_part.bytes() + data.size() > m_size) {
        m_part.remove();
        refuse(Kind::WrongSize);
        return;
    }
    m_fetched += data.size();
    if (const auto trouble = m_part.write(data))
        fail(*trouble);
}

bool FileFetch::checkBeginning()
{
    const bool isGguf = m_file.name.endsWith(QStringLiteral(".gguf"), Qt::CaseInsensitive);
    const bool isPage = looksLikeWebPage(m_beginning);
    if (!isPage && (!isGguf || m_beginning.startsWith("GGUF")))
        return true;
    m_part.remove();
    refuse(isPage ? Kind::WebPage : Kind::NotAModel);
    return false;
}

void FileFetch::onEnded()
{
    if (m_size >= 0 && m_part.bytes() + m_beginning.size() < m_size) {
        retry({Kind::NetworkFailed, m_file.name, m_file.url.host(), QStringLiteral("ended early")}, 0);
        return;
    }
    if (m_part.bytes() == 0) {
        if (!checkBeginning())
            return;
        write(std::exchange(m_beginning, {}));
    }
    if (m_get)
        complete();
}

void FileFetch::onFailed(const DownloadFailure &failure, bool transient, int pauseSeconds)
{
    if (transient)
        retry(failure, pauseSeconds);
    else
        fail(failure);
}

void FileFetch::complete()
{
    dropRequest();
    m_size = m_part.bytes();
    if (const auto trouble = m_part.finish())
        fail(*trouble);
    else
        succeed();
}

void FileFetch::succeed()
{
    m_done = true;
    emit done();
}

void FileFetch::retry(const DownloadFailure &failure, int pauseSeconds)
{
    dropRequest();
    m_stuck = m_part.bytes() > m_most ? 0 : m_stuck + 1;
    m_most = std::max(m_most, m_part.bytes());
    if (m_stuck >= kMostAttempts) {
        fail(failure);
        return;
    }
    auto pause = m_options.firstPause;
    for (int i = 1; i < m_stuck; ++i)
        pause *= 2;
    m_next.start(std::max<std::chrono::milliseconds>(std::min(pause, m_options.longestPause),
                                                     std::chrono::seconds(pauseSeconds)));
    emit retrying(m_stuck + 1, failure.detail);
}

void FileFetch::fail(const DownloadFailure &failure)
{
    m_next.stop();
    dropRequest();
    m_part.leave();
    emit failed(failure);
}

void FileFetch::refuse(Kind kind, const QString &detail)
{
    fail({kind, m_file.name, m_file.url.host(), detail});
}

void FileFetch::dropRequest()
{
    if (!m_get)
        return;
    m_get->stop();
    m_get->deleteLater();
    m_get = nullptr;
}

}  // namespace mingsi::app
