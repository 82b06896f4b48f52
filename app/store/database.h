// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QString>
#include <QThread>
#include <functional>
#include <memory>
#include <optional>

#include "app/failure.h"

class QSqlDatabase;

namespace mingsi::app {

/// The SQLite file of a data folder and the one thread that uses it. Everything is asynchronous: work is queued and
/// runs in order, results come as QFuture. The components (ConversationDb, MessageDb, …) hold the SQL.
///
/// WAL with synchronous=FULL (a commit survives power loss), foreign keys on, schema version in user_version. Before a
/// migration the file is backed up beside itself; a file that is too new or damaged is never written.
class Database : public QObject
{
    Q_OBJECT

public:
    /// How a data folder was opened.
    struct Opened {
        QString file;
        int schemaVersion = 0;
        QString backup;  ///< made before a migration; empty when there was none
    };

    Database();
    /// Finishes queued work, then closes.
    ~Database() override;

    /// Opens or creates `folder`/mingsi.db; work queued before fails.
    QFuture<Result<Opened>> open(const QString &folder);
    /// A database in memory, for a session without saving.
    QFuture<Result<Opened>> openInMemory();

    /// Runs `work` in one transaction on the store thread; a Failure or an SQL error rolls back.
    template<class T>
    QFuture<Result<T>> run(std::function<Result<T>(QSqlDatabase &)> work)
    {
        // std::function must be copyable, QPromise is not.
        auto promise = std::make_shared<QPromise<Result<T>>>();
        const auto future = promise->future();
        promise->start();
        enqueue([promise, work = std::move(work)](Connection &connection) {
            Result<T> result;
            const auto failure = transact(connection, [&](QSqlDatabase &database) {
                result = work(database);
                return static_cast<bool>(result);
            });
            promise->addResult(failure ? Result<T>(*failure) : std::move(result));
            promise->finish();
        });
        return future;
    }

    /// Waits until all work queued so far is done. For the end of the program only.
    void flush();

private:
    class Connection;

    void enqueue(std::function<void(Connection &)> task);
    /// Runs `work` between BEGIN and COMMIT, or ROLLBACK when it returns false.
    static std::optional<Failure> transact(Connection &connection, const std::function<bool(QSqlDatabase &)> &work);
    QFuture<Result<Opened>> openWith(std::function<Result<Opened>(Connection &)> open);

    QThread m_thread;
    std::unique_ptr<Connection> m_connection;  ///< lives on m_thread
};

}  // namespace mingsi::app
