// SPDX-License-Identifier: Apache-2.0
#include "app/remote/server_keys.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>

#include "app/background.h"
#include "app/whole_file.h"

namespace mingsi::app {

QString ServerKeys::defaultFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + QStringLiteral("/mingsi/keys.json");
}

QString ServerKeys::originOf(const QUrl &server)
{
    const int usual = server.scheme() == QStringLiteral("https") ? 443 : 80;
    return QStringLiteral("%1://%2:%3").arg(server.scheme(), server.host()).arg(server.port(usual));
}

QFuture<ServerKeys::Keys> ServerKeys::read(const QString &file)
{
    return inBackground([file] {
        Keys keys;
        QFile in(file);
        if (!in.open(QIODevice::ReadOnly))
            return keys;
        const QJsonObject object = QJsonDocument::fromJson(in.readAll()).object();
        for (auto key = object.begin(); key != object.end(); ++key)
            keys.insert(key.key(), key.value().toString());
        return keys;
    });
}

QFuture<bool> ServerKeys::write(const QString &file) const
{
    return inBackground([file, keys = m_keys] {
        QJsonObject object;
        for (auto key = keys.cbegin(); key != keys.cend(); ++key)
            object.insert(key.key(), key.value());
        QDir().mkpath(QFileInfo(file).path());
        QSaveFile out(file);
        if (!out.open(QIODevice::WriteOnly))
            return false;
        // Before the first byte is in it.
        out.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        out.write(QJsonDocument(object).toJson());
        return commitWhole(out);
    });
}

void ServerKeys::set(const QUrl &server, const QString &key)
{
    if (key.isEmpty())
        m_keys.remove(originOf(server));
    else
        m_keys.insert(originOf(server), key);
}

}  // namespace mingsi::app
