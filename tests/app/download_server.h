// SPDX-License-Identifier: Apache-2.0
// A web server on this machine that has what a test gives it, and misbehaves as it is told.
#pragma once

#include <QCryptographicHash>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>
#include <algorithm>
#include <functional>

#include "app/models/download/downloader.h"

namespace mingsi::test {

using namespace mingsi::app;
using Kind = DownloadFailure::Kind;
using Plans = QList<DownloadPlan>;

inline QByteArray hexHash(const QByteArray &data)
{
    return QCryptographicHash::hash(data, QCryptographicHash::Sha256).toHex();
}

/// Different each time; begins as a GGUF file does.
inline QByteArray model(qsizetype size)
{
    QByteArray data(size, Qt::Uninitialized);
    for (char &c : data)
        c = static_cast<char>(QRandomGenerator::global()->generate());
    return data.replace(0, 4, "GGUF");
}

inline QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline bool writeFile(const QString &path, const QByteArray &data)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(data) == data.size();
}

/// What the server has at a path, and how it misbehaves there.
struct Page {
    QByteArray body;
    QByteArray etag = "\"one\"";
    int status = 200;
    QList<QByteArray> headers = {};  ///< further lines
    bool ranges = true;
    bool length = true;          ///< whether it names the length
    QList<qsizetype> cuts = {};  ///< an answer to what is asked from before one of these on ends there
    int answersCut = 1000;       ///< how often
    qsizetype stallsAt = -1;     ///< the next answer stops there, the connection stays
    QList<int> troubles = {};    ///< the status of the next answers
    std::function<void(Page &)> afterwards = {};
};

struct Request {
    QByteArray path;
    QHash<QByteArray, QByteArray> headers;
};

/// As much of HTTP as the tests need, one request a connection. When a connection is cut, Qt may by itself send the
/// same request once more, which must not make a difference.
class Server : public QTcpServer
{
public:
    QHash<QByteArray, Page> pages;
    QList<Request> requests;

    Server()
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection())
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        });
        listen(QHostAddress::LocalHost);
    }

    QUrl url(const QString &path) const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(serverPort()) + path); }

    /// Those that were asked for, repetitions left out.
    QList<QByteArray> ranges() const
    {
        QList<QByteArray> all;
        for (const Request &request : requests) {
            const QByteArray range = request.headers.value("range", "");
            if (all.isEmpty() || all.last() != range)
                all.append(range);
        }
        return all;
    }

private:
    void read(QTcpSocket *socket)
    {
        const QByteArray text = socket->peek(1 << 16);
        if (!text.contains("\r\n\r\n"))
            return;
        socket->readAll();
        const auto lines = text.split('\n');
        Request request{lines.first().split(' ').value(1), {}};
        for (const QByteArray &line : lines.mid(1)) {
            const auto colon = line.indexOf(':');
            request.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
        }
        requests.append(request);
        answer(socket, request);
    }

    void answer(QTcpSocket *socket, const Request &request)
    {
        Page none;
        none.status = 404;
        Page &page = pages.contains(request.path) ? pages[request.path] : none;
        int status = page.troubles.isEmpty() ? page.status : page.troubles.takeFirst();
        const QByteArray range = request.headers.value("range");
        const auto asked = range.isEmpty() ? 0 : range.mid(6).chopped(1).toLongLong();
        const QByteArray condition = request.headers.value("if-range", page.etag);
        qsizetype from = 0;
        QByteArray head;
        if (status == 200 && page.ranges && range.startsWith("bytes=") && condition == page.etag) {
            from = asked;
            const auto size = QByteArray::number(page.body.size());
            status = from < page.body.size() ? 206 : 416;
            head = status == 416 ? "Content-Range: bytes */" + size + "\r\n"
                                 : "Content-Range: bytes " + QByteArray::number(from) + '-'
                    + QByteArray::number(page.body.size() - 1) + '/' + size + "\r\n";
        }
        QByteArray body = status == 416 ? QByteArray() : page.body.mid(from);
        head = "HTTP/1.1 " + QByteArray::number(status) + " Some\r\n" + head;
        if (page.length)
            head += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
        if (!page.etag.isEmpty())
            head += "ETag: " + page.etag + "\r\n";
        for (const QByteArray &line : page.headers)
            head += line + "\r\n";
        head += "Connection: close\r\n\r\n";
        const auto end = std::upper_bound(page.cuts.cbegin(), page.cuts.cend(), asked);
        const bool cut = end != page.cuts.cend() && page.answersCut-- > 0;
        if (cut)
            body.truncate(*end - from);
        const bool stalls = page.stallsAt >= 0;
        if (stalls)
            body.truncate(std::exchange(page.stallsAt, -1));
        socket->write(head + body);
        if (cut || (!stalls && !page.length))
            socket->disconnectFromHost();
        if (page.afterwards)
            page.afterwards(page);
    }
};

inline DownloadFailure failureOf(const QSignalSpy &spy)
{
    return spy.isEmpty() ? DownloadFailure{} : spy.first().first().value<DownloadFailure>();
}

inline QByteArray listingOf(const QList<QPair<QString, QByteArray>> &files)
{
    QJsonArray array;
    for (const auto &[name, data] : files)
        array.append(QJsonObject{{"type", "file"},
                                 {"path", name},
                                 {"size", data.size()},
                                 {"lfs", QJsonObject{{"size", data.size()}, {"oid", QString(hexHash(data))}}}});
    return QJsonDocument(array).toJson();
}

}  // namespace mingsi::test
