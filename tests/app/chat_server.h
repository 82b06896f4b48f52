// SPDX-License-Identifier: Apache-2.0
// A server on this machine that speaks OpenAI's chat protocol as it is told to.
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

namespace mingsi::test {

/// What the server answers a request with.
struct Reply {
    QByteArray body;
    int status = 200;
    QList<QByteArray> headers = {};  ///< further lines
    int piece = 0;                   ///< bytes at a time; 0: all at once
    bool keepsOpen = false;          ///< does not end the answer
    bool cut = false;                ///< promises more than it sends
};

/// An event of a streamed answer.
inline QByteArray chunk(const QJsonObject &delta, const QString &finishReason = {})
{
    QJsonObject choice{{"index", 0}, {"delta", delta}};
    choice.insert("finish_reason", finishReason.isEmpty() ? QJsonValue() : QJsonValue(finishReason));
    return "data: " + QJsonDocument(QJsonObject{{"choices", QJsonArray{choice}}}).toJson(QJsonDocument::Compact)
        + "\n\n";
}
inline QByteArray says(const QString &text, const QString &finishReason = {})
{
    return chunk({{"content", text}}, finishReason);
}
inline QByteArray thinks(const QString &text)
{
    return chunk({{"reasoning_content", text}});
}
inline QByteArray usage(int prompt, int completion, int cached = 0)
{
    const QJsonObject told{{"prompt_tokens", prompt},
                           {"completion_tokens", completion},
                           {"prompt_tokens_details", QJsonObject{{"cached_tokens", cached}}}};
    return "data: "
        + QJsonDocument(QJsonObject{{"choices", QJsonArray{}}, {"usage", told}}).toJson(QJsonDocument::Compact)
        + "\n\ndata: [DONE]\n\n";
}

class ChatServer : public QTcpServer
{
public:
    struct Request {
        QByteArray line;
        QByteArray head;
        QJsonObject body;
        QString header(const QByteArray &name) const
        {
            for (const QByteArray &one : head.split('\n')) {
                if (one.toLower().startsWith(name.toLower() + ':'))
                    return QString::fromUtf8(one.mid(name.size() + 1).trimmed());
            }
            return {};
        }
    };

    ChatServer()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection())
                serve(socket);
        });
    }

    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1/v1").arg(serverPort())); }

    QList<Reply> replies;  ///< one a request, in order; the last one again and again
    QList<Request> requests;
    QList<Reply> lists;  ///< the same for GET: which models there are
    QList<Request> listRequests;
    int closed = 0;  ///< connections that the other side has ended

private:
    void serve(QTcpSocket *socket)
    {
        auto received = std::make_shared<QByteArray>();
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            ++closed;
            socket->deleteLater();
        });
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, received] {
            received->append(socket->readAll());
            const qsizetype end = received->indexOf("\r\n\r\n");
            if (end < 0)
                return;
            Request request{received->left(received->indexOf("\r\n")), received->left(end), {}};
            if (received->size() < end + 4 + request.header("Content-Length").toInt())
                return;
            request.body = QJsonDocument::fromJson(received->mid(end + 4)).object();
            received->clear();
            const bool isList = request.line.startsWith("GET ");
            (isList ? listRequests : requests).append(request);
            QList<Reply> &ready = isList ? lists : replies;
            answer(socket, ready.isEmpty() ? Reply{} : ready.size() > 1 ? ready.takeFirst() : ready.first());
        });
    }

    void answer(QTcpSocket *socket, const Reply &reply)
    {
        QByteArray head = "HTTP/1.1 " + QByteArray::number(reply.status) + " X\r\n";
        for (const QByteArray &header : reply.headers)
            head += header + "\r\n";
        if (!reply.keepsOpen)
            head += "Content-Length: " + QByteArray::number(reply.body.size() + (reply.cut ? 100 : 0)) + "\r\n";
        socket->write(head + "Connection: close\r\n\r\n");
        send(socket, reply, reply.body);
    }

    void send(QTcpSocket *socket, const Reply &reply, const QByteArray &rest)
    {
        const qsizetype now = reply.piece > 0 ? std::min<qsizetype>(reply.piece, rest.size()) : rest.size();
        socket->write(rest.left(now));
        socket->flush();
        if (now < rest.size())
            QTimer::singleShot(0, socket, [this, socket, reply, rest, now] { send(socket, reply, rest.mid(now)); });
        else if (!reply.keepsOpen)
            socket->disconnectFromHost();
    }
};

}  // namespace mingsi::test
