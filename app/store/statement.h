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

/// A text as SQLite keeps it: half of a surrogate pair and the noncharacters U+FFFE and U+FFFF, which no UTF-8 holds,
/// become U+FFFD.
QString storable(const QString &text);

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
            m_query.addBindValue(value.typeId() == QMetaType::QString ? bindable(value.toString()) : value);
        if (!m_query.exec())
            throw SqlFailure{m_query.lastError()};
    }

    bool next() { return m_query.next(); }
    QVariant value(int column) const { return m_query.value(column); }
    qint64 lastId() const { return m_query.lastInsertId().toLongLong(); }
    int changed() const { return m_query.numRowsAffected(); }

private:
    /// Qt hands texts over as UTF-16, and SQLite takes a first U+FEFF for a mark of their byte order: it gets one.
    static QVariant bindable(const QString &text)
    {
        if (text.isNull())
            return QVariant(text);
        const QString whole = storable(text);
        return whole.startsWith(QChar(0xfeff)) ? QVariant(QChar(0xfeff) + whole) : QVariant(whole);
    }

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
