// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include "app/failure.h"

namespace mingsi::app {

/// What an SQL error means, by SQLite's primary result code (https://www.sqlite.org/rescode.html).
Failure toFailure(const QSqlError &error, const QString &file);

/// An SQL error on its way to Database::run(), which rolls back and turns it into a Failure.
struct SqlFailure {
    QSqlError error;
};

/// One statement with its values; throws SqlFailure. For use inside the store thread only.
class Statement
{
public:
    Statement(QSqlDatabase &database, const QString &sql, const QVariantList &values = {}) : m_query(database)
    {
        m_query.setForwardOnly(true);
        if (!m_query.prepare(sql))
            throw SqlFailure{m_query.lastError()};
        for (const QVariant &value : values)
            m_query.addBindValue(value);
        if (!m_query.exec())
            throw SqlFailure{m_query.lastError()};
    }

    bool next() { return m_query.next(); }
    QVariant value(int column) const { return m_query.value(column); }
    qint64 lastId() const { return m_query.lastInsertId().toLongLong(); }
    int changed() const { return m_query.numRowsAffected(); }

private:
    QSqlQuery m_query;
};

/// A text for a NOT NULL column: Qt binds a null QString as NULL.
inline QVariant notNull(const QString &text)
{
    return text.isNull() ? QVariant(QStringLiteral("")) : QVariant(text);
}

/// The same for bytes.
inline QVariant notNull(const QByteArray &bytes)
{
    return bytes.isNull() ? QVariant(QByteArrayLiteral("")) : QVariant(bytes);
}

/// A row id, where 0 stands for NULL.
inline QVariant orNull(qint64 id)
{
    return id == 0 ? QVariant(QMetaType(QMetaType::LongLong)) : QVariant(id);
}

}  // namespace mingsi::app
