// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFuture>

#include "app/store/database.h"
#include "app/store/types.h"

namespace mingsi::app {

/// Conversations as a list.
class ConversationDb
{
public:
    explicit ConversationDb(Database &database) : m_database(database) {}

    /// All that are not deleted, last used first (by the order of use, not by the clock).
    QFuture<Result<QList<Conversation>>> list();
    QFuture<Result<Conversation>> create(const QString &title = {});
    QFuture<Result<Done>> rename(RowId id, const QString &title);
    /// Hides the conversation; restore() brings it back whole. Hidden ones are removed by purgeDeleted().
    QFuture<Result<Done>> remove(RowId id);
    QFuture<Result<Done>> restore(RowId id);
    /// Removes for good what was deleted in earlier sessions. Called once at start.
    QFuture<Result<int>> purgeDeleted();

private:
    Database &m_database;
};

}  // namespace mingsi::app
