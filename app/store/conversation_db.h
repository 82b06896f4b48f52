// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFuture>
#include <QVariant>

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
    QFuture<Result<Done>> setPinned(RowId id, bool pinned);
    QFuture<Result<Done>> setArchived(RowId id, bool archived);
    /// Puts it into a folder; 0 takes it out.
    QFuture<Result<Done>> setFolder(RowId id, RowId folder);
    /// The tags in place of those that it has.
    QFuture<Result<Done>> setTags(RowId id, const QStringList &tags);
    /// What stands in the composer, so that it is there after a restart.
    QFuture<Result<Done>> setDraft(RowId id, const QString &draft);
    /// AnswerSettings as JSON.
    QFuture<Result<Done>> setSettings(RowId id, const QString &settings);

    QFuture<Result<QList<Folder>>> folders();
    QFuture<Result<Folder>> createFolder(const QString &name);
    QFuture<Result<Done>> renameFolder(RowId folder, const QString &name);
    /// Its conversations stay, without a folder.
    QFuture<Result<Done>> removeFolder(RowId folder);

    /// Hides the conversation; restore() brings it back whole. Hidden ones are removed by purgeDeleted().
    QFuture<Result<Done>> remove(RowId id);
    QFuture<Result<Done>> restore(RowId id);
    /// Removes for good what was deleted in earlier sessions, branches too; gives the number of conversations. Called once at start.
    QFuture<Result<int>> purgeDeleted();

private:
    QFuture<Result<Done>> execute(const QString &sql, const QVariantList &values);

    Database &m_database;
};

}  // namespace mingsi::app
