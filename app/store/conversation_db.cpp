// SPDX-License-Identifier: Apache-2.0
#include "app/store/conversation_db.h"

#include "app/store/statement.h"

namespace mingsi::app {

namespace {

constexpr int kPreviewLength = 120;

Result<Done> setDeleted(QSqlDatabase &database, RowId id, bool deleted)
{
    Statement(database, QStringLiteral("UPDATE conversation SET deleted = ? WHERE id = ?"), {deleted ? 1 : 0, id});
    return Done{};
}

}  // namespace

QFuture<Result<QList<Conversation>>> ConversationDb::list()
{
    return m_database.run<QList<Conversation>>([](QSqlDatabase &database) -> Result<QList<Conversation>> {
        Statement rows(
            database,
            QStringLiteral("SELECT id, title, created_at, used_at, coalesce(current_message, 0),"
                           " coalesce((SELECT substr(text, 1, ?) FROM message WHERE conversation = conversation.id"
                           "   AND parent IS NULL AND role = 1 ORDER BY position LIMIT 1), '')"
                           " FROM conversation WHERE deleted = 0 ORDER BY use_order DESC"),
            {kPreviewLength});
        QList<Conversation> list;
        while (rows.next()) {
            list.append({rows.value(0).toLongLong(), rows.value(1).toString(), rows.value(5).toString(),
                         QDateTime::fromMSecsSinceEpoch(rows.value(2).toLongLong()),
                         QDateTime::fromMSecsSinceEpoch(rows.value(3).toLongLong()), rows.value(4).toLongLong()});
        }
        return list;
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
                      QStringLiteral("INSERT INTO conversation(title, created_at, used_at, use_order)"
                                     " SELECT ?, ?, ?, coalesce(max(use_order), 0) + 1 FROM conversation"),
                      {notNull(title), now, now})
                .lastId();
        return conversation;
    });
}

QFuture<Result<Done>> ConversationDb::rename(RowId id, const QString &title)
{
    return m_database.run<Done>([id, title](QSqlDatabase &database) -> Result<Done> {
        Statement(database, QStringLiteral("UPDATE conversation SET title = ? WHERE id = ?"), {notNull(title), id});
        return Done{};
    });
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
        const QString messages = QStringLiteral("(SELECT message.id FROM message JOIN conversation"
                                                " ON conversation.id = message.conversation WHERE deleted = 1)");
        // The index and the runs are not reached by the cascade.
        Statement(database, QStringLiteral("DELETE FROM search WHERE rowid / 2 IN ") + messages);
        Statement(database,
                  QStringLiteral("CREATE TEMP TABLE purged AS SELECT run FROM message WHERE id IN ") + messages);
        const int count = Statement(database, QStringLiteral("DELETE FROM conversation WHERE deleted = 1")).changed();
        Statement(database, QStringLiteral("DELETE FROM run WHERE id IN (SELECT run FROM purged)"));
        Statement(database, QStringLiteral("DROP TABLE purged"));
        return count;
    });
}

}  // namespace mingsi::app
