// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QString>

#include "app/store/database.h"

namespace mingsi::app {

/// The SQLite connection of a Database; made, used and removed on the store thread.
class Database::Connection : public QObject
{
public:
    Connection();
    ~Connection() override;

    Result<Opened> open(const QString &folder);
    Result<Opened> openInMemory();
    void close();

    bool isOpen() const { return m_open; }
    const QString &file() const { return m_file; }
    QSqlDatabase database() const;

private:
    Result<Opened> openFile(const QString &file, const QString &options);
    Result<Opened> prepare(bool existed);
    void check(QSqlDatabase &database) const;
    QString migrate(QSqlDatabase &database, int from) const;

    QString m_name;  ///< of the connection in Qt's registry
    QString m_file;
    bool m_open = false;
};

}  // namespace mingsi::app
