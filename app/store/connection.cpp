// SPDX-License-Identifier: Apache-2.0
#include "app/store/connection.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QUuid>

#include "app/store/schema.h"
#include "app/store/statement.h"

namespace mingsi::app {

namespace {

// A database of up to this size is checked whole at start; of larger ones the schema is read.
constexpr qint64 kQuickCheckLimit = 32 << 20;
constexpr int kBusyTimeout = 2000;  // ms

}  // namespace

QString storable(const QString &text)
{
    QString whole = text;
    for (qsizetype i = 0; i < whole.size(); ++i) {
        const QChar c = whole.at(i);
        const bool pair = c.isHighSurrogate() && i + 1 < whole.size() && whole.at(i + 1).isLowSurrogate();
        if (pair)
            ++i;
        else if (c.isSurrogate() || c.unicode() >= 0xfffe)
            whole[i] = QChar(QChar::ReplacementCharacter);
    }
    return whole;
}

Failure toFailure(const QSqlError &error, const QString &file)
{
    const auto kind = [&] {
        switch (error.nativeErrorCode().toInt() & 0xff) {
        case 5:                                       // SQLITE_BUSY
        case 6: return Failure::Kind::StoreBusy;      // SQLITE_LOCKED
        case 7: return Failure::Kind::OutOfMemory;    // SQLITE_NOMEM
        case 3:                                       // SQLITE_PERM
        case 8: return Failure::Kind::StoreReadOnly;  // SQLITE_READONLY
        case 11:                                      // SQLITE_CORRUPT
        case 26: return Failure::Kind::StoreCorrupt;  // SQLITE_NOTADB
        case 13: return Failure::Kind::StoreFull;     // SQLITE_FULL
        default: return Failure::Kind::StoreUnreadable;
        }
    }();
    return {kind, {}, file, {}, error.databaseText()};
}

Database::Connection::Connection() : m_name(QUuid::createUuid().toString(QUuid::WithoutBraces)) {}

Database::Connection::~Connection()
{
    close();
}

QSqlDatabase Database::Connection::database() const
{
    return QSqlDatabase::database(m_name, false);
}

void Database::Connection::close()
{
    m_open = false;
    if (QSqlDatabase::contains(m_name)) {
        database().close();
        QSqlDatabase::removeDatabase(m_name);
    }
}

Result<Database::Opened> Database::Connection::open(const QString &folder)
{
    const QDir directory(folder);
    m_file = directory.filePath(QStringLiteral("mingsi.db"));
    if (!directory.exists()) {
        if (!QDir().mkpath(folder))
            return Failure{Failure::Kind::StoreReadOnly, {}, m_file, {}, {}};
        // Conversations are nobody else's business.
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    if (!QFileInfo(folder).isDir())
        return Failure{Failure::Kind::StoreUnreadable, {}, m_file, {}, {}};
    if (!QFileInfo(folder).isWritable() || (QFileInfo::exists(m_file) && !QFileInfo(m_file).isWritable()))
        return Failure{Failure::Kind::StoreReadOnly, {}, m_file, {}, {}};
    return openFile(m_file, QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(kBusyTimeout));
}

Result<Database::Opened> Database::Connection::openInMemory()
{
    m_file.clear();
    return openFile(QStringLiteral(":memory:"), {});
}

Result<Database::Opened> Database::Connection::openFile(const QString &file, const QString &options)
{
    close();
    const bool existed = QFileInfo(file).size() > 0;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
        database.setDatabaseName(file);
        database.setConnectOptions(options);
        if (!database.open())
            return toFailure(database.lastError(), file);
    }
    auto opened = [&]() -> Result<Opened> {
        try {
            return prepare(existed);
        } catch (const SqlFailure &failure) {
            return toFailure(failure.error, m_file);
        }
    }();
    m_open = static_cast<bool>(opened);
    if (!m_open)
        close();
    return opened;
}

Result<Database::Opened> Database::Connection::prepare(bool existed)
{
    QSqlDatabase connection = database();
    // Nothing is written before the version is known and the file is found sound.
    int version = 0;
    {
        Statement statement(connection, QStringLiteral("PRAGMA user_version"));
        if (statement.next())
            version = statement.value(0).toInt();
    }
    if (version > kSchemaVersion)
        return Failure{Failure::Kind::StoreTooNew, {}, m_file, {}, {}};
    if (existed)
        check(connection);
    for (const char *pragma : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON",
                               "PRAGMA journal_size_limit=16777216"})
        Statement(connection, QString::fromLatin1(pragma));
    Opened opened{m_file, kSchemaVersion, {}};
    if (version < kSchemaVersion)
        opened.backup = migrate(connection, version);
    return opened;
}

void Database::Connection::check(QSqlDatabase &connection) const
{
    const bool small = QFileInfo(m_file).size() <= kQuickCheckLimit;
    Statement statement(connection,
                        small ? QStringLiteral("PRAGMA quick_check(1)")
                              : QStringLiteral("SELECT 'ok' FROM (SELECT count(*) FROM sqlite_schema)"));
    const QString verdict = statement.next() ? statement.value(0).toString() : QString();
    if (verdict != u"ok")
        throw SqlFailure{QSqlError({}, verdict, QSqlError::StatementError, QStringLiteral("11"))};
}

QString Database::Connection::migrate(QSqlDatabase &connection, int from) const
{
    QString backup;
    if (from > 0 && !m_file.isEmpty()) {
        const QString date = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
        backup = QFileInfo(m_file).dir().filePath(QStringLiteral("mingsi-backup-v%1-%2.db").arg(from).arg(date));
        Statement(connection, QStringLiteral("VACUUM INTO ?"), {backup});
    }
    Statement(connection, QStringLiteral("BEGIN IMMEDIATE"));
    for (int version = from + 1; version <= kSchemaVersion; ++version) {
        for (const QString &sql : migration(version))
            Statement(connection, sql);
    }
    Statement(connection, QStringLiteral("PRAGMA user_version=%1").arg(kSchemaVersion));
    Statement(connection, QStringLiteral("COMMIT"));
    return backup;
}

}  // namespace mingsi::app
