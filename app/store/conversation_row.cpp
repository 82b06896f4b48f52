// SPDX-License-Identifier: Apache-2.0
#include "app/store/conversation_row.h"

namespace mingsi::app {

QList<Conversation> readConversations(QSqlDatabase &database, const QString &condition, const QVariantList &values)
{
    Statement rows(database,
                   QStringLiteral("SELECT c.id, c.title, c.created_at, c.used_at, coalesce(c.current_message, 0),"
                                  " coalesce((SELECT substr(text, 1, 120) FROM message WHERE conversation = c.id"
                                  "   AND parent IS NULL AND role = 1 ORDER BY position LIMIT 1), ''),"
                                  " coalesce(c.folder, 0), c.pinned, c.archived, c.draft, c.settings,"
                                  " (SELECT group_concat(name, char(10)) FROM (SELECT name FROM tag"
                                  "   WHERE conversation = c.id ORDER BY name))"
                                  " FROM conversation c WHERE ")
                       + condition + QStringLiteral(" ORDER BY c.use_order DESC, c.used_at DESC"),
                   values);
    QList<Conversation> list;
    while (rows.next()) {
        const auto time = [&rows](int column) {
            return QDateTime::fromMSecsSinceEpoch(rows.value(column).toLongLong());
        };
        Conversation conversation;
        conversation.id = rows.value(0).toLongLong();
        conversation.title = rows.value(1).toString();
        conversation.createdAt = time(2);
        conversation.usedAt = time(3);
        conversation.currentMessage = rows.value(4).toLongLong();
        conversation.preview = rows.value(5).toString();
        conversation.folder = rows.value(6).toLongLong();
        conversation.pinned = rows.value(7).toBool();
        conversation.archived = rows.value(8).toBool();
        conversation.draft = rows.value(9).toString();
        conversation.settings = rows.value(10).toString();
        conversation.tags = rows.value(11).toString().split(u'\n', Qt::SkipEmptyParts);
        list.append(conversation);
    }
    return list;
}

Conversation readConversation(QSqlDatabase &database, RowId id)
{
    return readConversations(database, QStringLiteral("c.id = ?"), {id}).value(0);
}

}  // namespace mingsi::app
