// SPDX-License-Identifier: Apache-2.0
#include "app/store/database.h"

#include "app/store/connection.h"
#include "app/store/statement.h"

namespace mingsi::app {

Database::Database() : m_connection(std::make_unique<Connection>())
{
    m_thread.setObjectName(QStringLiteral("store"));
    m_connection->moveToThread(&m_thread);
    m_thread.start();
}

Database::~Database()
{
    enqueue([](Connection &connection) { connection.close(); });
    flush();
    m_thread.quit();
    m_thread.wait();
}

void Database::enqueue(std::function<void(Connection &)> task)
{
    QMetaObject::invokeMethod(m_connection.get(),
                              [connection = m_connection.get(), task = std::move(task)] { task(*connection); });
}

void Database::flush()
{
    QMetaObject::invokeMethod(
        m_connection.get(), [] {}, Qt::BlockingQueuedConnection);
}

QFuture<Result<Database::Opened>> Database::openWith(std::function<Result<Opened>(Connection &)> open)
{
    auto promise = std::make_shared<QPromise<Result<Opened>>>();
    const auto future = promise->future();
    promise->start();
    enqueue([promise, open = std::move(open)](Connection &connection) {
        promise->addResult(open(connection));
        promise->finish();
    });
    return future;
}

QFuture<Result<Database::Opened>> Database::open(const QString &folder)
{
    return openWith([folder](Connection &connection) { return connection.open(folder); });
}

QFuture<Result<Database::Opened>> Database::openInMemory()
{
    return openWith([](Connection &connection) { return connection.openInMemory(); });
}

std::optional<Failure> Database::transact(Connection &connection, const std::function<bool(QSqlDatabase &)> &work)
{
    if (!connection.isOpen())
        return Failure{Failure::Kind::StoreUnreadable, {}, connection.file(), {}, {}};
    QSqlDatabase database = connection.database();
    try {
        Statement(database, QStringLiteral("BEGIN IMMEDIATE"));
        const bool commit = work(database);
        Statement(database, commit ? QStringLiteral("COMMIT") : QStringLiteral("ROLLBACK"));
        return std::nullopt;
    } catch (const SqlFailure &failure) {
        database.exec(QStringLiteral("ROLLBACK"));  // may fail: some errors have rolled back already
        return toFailure(failure.error, connection.file());
    }
}

}  // namespace mingsi::app
