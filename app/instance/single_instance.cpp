// SPDX-License-Identifier: Apache-2.0
#include "app/instance/single_instance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>

namespace mingsi::app {

namespace {

constexpr int kPatience = 1000;              // ms
constexpr qint64 kLongestMessage = 1 << 20;  // bytes; a list of files

/// The socket's name: the folder's path is too long for one.
QString serverName(const QString &folder)
{
    const QString path = QDir(folder).canonicalPath();
    const QByteArray hash = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256);
    return QStringLiteral("mingsi-") + QString::fromLatin1(hash.toHex().first(16));
}

}  // namespace

SingleInstance::SingleInstance(const QString &dataFolder)
    : m_folder(dataFolder), m_lock(QDir(dataFolder).filePath(QStringLiteral("mingsi.lock")))
{
    // The holder's process is looked at, not the lock's age: a session may last for weeks.
    m_lock.setStaleLockTime(0);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::accept);
}

SingleInstance::Outcome SingleInstance::claim(const QStringList &files)
{
    QDir().mkpath(m_folder);
    if (!m_lock.tryLock(0)) {
        if (m_lock.error() != QLockFile::LockFailedError)
            return Outcome::Unprotected;
        return handOver(files) ? Outcome::HandedOver : Outcome::Unreachable;
    }
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    const QString name = serverName(m_folder);
    QLocalServer::removeServer(name);  // left by a killed process; the lock says that nobody listens
    m_server.listen(name);
    return Outcome::First;
}

bool SingleInstance::handOver(const QStringList &files) const
{
    QLocalSocket socket;
    socket.connectToServer(serverName(m_folder));
    if (!socket.waitForConnected(kPatience))
        return false;
    QStringList absolute;
    for (const QString &file : files)
        absolute.append(QDir::current().absoluteFilePath(file));
    socket.write(QJsonDocument(QJsonArray::fromStringList(absolute)).toJson(QJsonDocument::Compact) + '\n');
    return socket.waitForBytesWritten(kPatience);
}

void SingleInstance::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (socket->bytesAvailable() > kLongestMessage) {
                socket->abort();
                return;
            }
            if (!socket->canReadLine())
                return;
            QStringList files;
            const auto message = QJsonDocument::fromJson(socket->readLine()).array();
            for (const auto &file : message)
                files.append(file.toString());
            emit activated(files);
            socket->disconnectFromServer();
        });
    }
}

}  // namespace mingsi::app
