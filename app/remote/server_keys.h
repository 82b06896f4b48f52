// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFuture>
#include <QHash>
#include <QString>
#include <QUrl>

namespace mingsi::app {

/// The keys of servers, in a file that only its owner can read, apart from the conversations: those are copied, backed
/// up and exported. A key belongs to scheme, host and port, and is sent nowhere else.
class ServerKeys
{
public:
    using Keys = QHash<QString, QString>;

    /// $XDG_CONFIG_HOME/mingsi/keys.json
    static QString defaultFile();
    /// Reads a file of keys in the background; one that is missing or damaged holds none.
    static QFuture<Keys> read(const QString &file);
    /// Writes it in the background; false when it can't be.
    QFuture<bool> write(const QString &file) const;

    void reset(const Keys &keys) { m_keys = keys; }
    QString of(const QUrl &server) const { return m_keys.value(originOf(server)); }
    /// An empty key removes the one that is there.
    void set(const QUrl &server, const QString &key);

private:
    static QString originOf(const QUrl &server);

    Keys m_keys;  ///< by origin
};

}  // namespace mingsi::app
