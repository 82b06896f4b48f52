// SPDX-License-Identifier: Apache-2.0
#include "app/store/conversation_db.h"

#include "app/store/conversation_row.h"

namespace mingsi::app {

namespace {

Result<Done> setDeleted(QSqlDatabase &database, RowId id, bool deleted)
{
    Statement(database, QStringLiteral("UPDATE conversation SET deleted = ? WHERE id = ?"), {deleted ? 1 : 0, id});
    return Done{};
}

}  // namespace

QFuture<Result<QList<Conversation>>> ConversationDb::list()
{
    return m_database.run<QList<Conversation>>([](QSqlDatabase &database) -> Result<QList<Conversation>> {
        return readConversations(database, QStringLiteral("c.deleted = 0"));
    });
}

QFuture<Result<Conversation>> ConversationDb::create(const QString &title)
{
    return m_database.run<Conversation>([title](QSqlDatabase &database) -> Result<Conversation> {
        Conversation conversation;
        conversation.title = title;
        conversation.createdAt = conversation.usedAt = QDateTime::currentDateTime();
        const qint64 now = conversation.createdAt.toMSecsSinceEpoch();
        conversation.id =
            Statement(database,
                      QStringLiteral("INSERT INTO conversation(title, created_at, used_at, use_order, uid)"
                                     " SELECT ?, ?, ?, coalesce(max(use_order), 0) + 1, lower(hex(randomblob(16)))"
                                     " FROM conversation"),
                      {notNull(title), now, now})
                .lastId();
        return conversation;
    });
}

QFuture<Result<Done>> ConversationDb::execute(const QString &sql, const QVariantList &values)
{
    return m_database.run<Done>([sql, values](QSqlDatabase &database) -> Result<Done> {
        Statement(database, sql, values);
        return Done{};
    });
}

QFuture<Result<Done>> ConversationDb::rename(RowId id, const QString &title)
{
    return execute(QStringLiteral("UPDATE conversation SET title = ? WHERE id = ?"), {notNull(title), id});
}

QFuture<Result<Done>> ConversationDb::setPinned(RowId id, bool pinned)
{
    return execute(QStringLiteral("UPDATE conversation SET pinned = ? WHERE id = ?"), {pinned ? 1 : 0, id});
}

QFuture<Result<Done>> ConversationDb::setArchived(RowId id, bool archived)
{
    return execute(QStringLiteral("UPDATE conversation SET archived = ? WHERE id = ?"), {archived ? 1 : 0, id});
}

QFuture<Result<Done>> ConversationDb::setFolder(RowId id, RowId folder)
{
    return execute(QStringLiteral("UPDATE conversation SET folder = ? WHERE id = ?"), {orNull(folder), id});
}

QFuture<Result<Done>> ConversationDb::setTags(RowId id, const QStringList &tags)
{
    return m_database.run<Done>([id, tags](QSqlDatabase &database) -> Result<Done> {
        Statement(database, QStringLiteral("DELETE FROM tag WHERE conversation = ?"), {id});
        for (const QString &tag : tags)
            Statement(database, QStringLiteral("INSERT OR IGNORE INTO tag(conversation, name) VALUES (?, ?)"),
                      {id, tag.simplified()});
        return Done{};
    });
}

QFuture<Result<Done>> ConversationDb::setDraft(RowId id, const QString &draft)
{
    return execute(QStringLiteral("UPDATE conversation SET draft = ? WHERE id = ?"), {notNull(draft), id});
}

QFuture<Result<Done>> ConversationDb::setSettings(RowId id, const QString &settings)
{
    return execute(QStringLiteral("UPDATE conversation SET settings = ? WHERE id = ?"), {notNull(settings), id});
}

QFuture<Result<QList<Folder>>> ConversationDb::folders()
{
    return m_database.run<QList<Folder>>([](QSqlDatabase &database) -> Result<QList<Folder>> {
        Statement rows(database, QStringLiteral("SELECT id, name FROM folder ORDER BY position, id"));
        QList<Folder> folders;
        while (rows.next())
            folders.append({rows.value(0).toLongLong(), rows.value(1).toString()});
        return folders;
    });
}

QFuture<Result<Folder>> ConversationDb::createFolder(const QString &name)
{
    return m_database.run<Folder>([name](QSqlDatabase &database) -> Result<Folder> {
        const RowId id = Statement(database,
                                   QStringLiteral("INSERT INTO folder(name, position)"
                                                  " SELECT ?, coalesce(max(position), -1) + 1 FROM folder"),
                                   {notNull(name)})
                             .lastId();
        return Folder{id, name};
    });
}

QFuture<Result<Done>> ConversationDb::renameFolder(RowId folder, const QString &name)
{
    return execute(QStringLiteral("UPDATE folder SET name = ? WHERE id = ?"), {notNull(name), folder});
}

QFuture<Result<Done>> ConversationDb::removeFolder(RowId folder)
{
    return execute(QStringLiteral("DELETE FROM folder WHERE id = ?"), {folder});
}

QFuture<Result<Done>> ConversationDb::remove(RowId id)
{
    return m_database.run<Done>([id](QSqlDatabase &database) { return setDeleted(database, id, true); });
}

QFuture<Result<Done>> ConversationDb::restore(RowId id)
{
    return m_database.run<Done>([id](QSqlDatabase &database) { return setDeleted(database, id, false); });
}

QFuture<Result<int>> ConversationDb::purgeDeleted()
{
    return m_database.run<int>([](QSqlDatabase &database) -> Result<int> {
        const QString messages =
            QStringLiteral("(SELECT message.id FROM message JOIN conversation ON conversation.id = message.conversation"
                           " WHERE conversation.deleted = 1 OR message.deleted <> 0)");
        // The index and the runs are not reached by the cascade.
        Statement(database, QStringLiteral("DELETE FROM search WHERE rowid / 2 IN ") + messages);
        Statement(database,
                  QStringLiteral("CREATE TEMP TABLE purged AS SELECT run FROM message WHERE id IN ") + messages);
        Statement(database, QStringLiteral("DELETE FROM message WHERE deleted <> 0"));
        const int count = Statement(database, QStringLiteral("DELETE FROM conversation WHERE deleted = 1")).changed();
        Statement(database, QStringLiteral("DELETE FROM run WHERE id IN (SELECT run FROM purged)"));
        Statement(database, QStringLiteral("DROP TABLE purged"));
        return count;
    });
}

}  // namespace mingsi::app
