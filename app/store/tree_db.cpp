// SPDX-License-Identifier: Apache-2.0
#include "app/store/tree_db.h"

#include "app/store/conversation_row.h"
#include "app/store/message_row.h"
#include "app/text/plain_line.h"

namespace mingsi::app {

namespace {

constexpr int kPreviewLength = 80;

const QString kSubtree = QStringLiteral("WITH RECURSIVE below(id) AS (SELECT ? UNION ALL"
                                        " SELECT m.id FROM message m JOIN below ON m.parent = below.id) ");

/// The message below (or at) `message` that was written last. Ids ascend with time.
RowId latestLeaf(QSqlDatabase &database, RowId message)
{
    Statement row(database,
                  QStringLiteral("WITH RECURSIVE below(id) AS (SELECT ? UNION ALL"
                                 " SELECT m.id FROM message m JOIN below ON m.parent = below.id WHERE m.deleted = 0)"
                                 " SELECT max(id) FROM below"),
                  {message});
    return row.next() ? row.value(0).toLongLong() : message;
}

Result<QList<Message>> showLeaf(QSqlDatabase &database, RowId conversation, RowId leaf)
{
    Statement(database, QStringLiteral("UPDATE conversation SET current_message = ? WHERE id = ?"),
              {orNull(leaf), conversation});
    return readBranch(database, leaf);
}

struct Place {
    RowId conversation = 0;
    RowId parent = 0;
};

Place placeOf(QSqlDatabase &database, RowId message)
{
    Statement row(database, QStringLiteral("SELECT conversation, coalesce(parent, 0) FROM message WHERE id = ?"),
                  {message});
    return row.next() ? Place{row.value(0).toLongLong(), row.value(1).toLongLong()} : Place{};
}

/// Copies one message below `parent` of another conversation, with all that hangs on it.
RowId copyMessage(QSqlDatabase &database, const Message &original, RowId conversation, RowId parent)
{
    Message copy = original;
    copy.conversation = conversation;
    copy.parent = parent;
    insertWhole(database, copy);
    Statement(database, QStringLiteral("INSERT INTO trace(message, data) SELECT ?, data FROM trace WHERE message = ?"),
              {copy.id, original.id});
    return copy.id;
}

}  // namespace

QFuture<Result<QList<Message>>> TreeDb::show(RowId message)
{
    return m_database.run<QList<Message>>([message](QSqlDatabase &database) -> Result<QList<Message>> {
        return showLeaf(database, placeOf(database, message).conversation, latestLeaf(database, message));
    });
}

QFuture<Result<QList<TreeNode>>> TreeDb::map(RowId conversation)
{
    return m_database.run<QList<TreeNode>>([conversation](QSqlDatabase &database) -> Result<QList<TreeNode>> {
        // Parents are always older than their children.
        Statement rows(database,
                       QStringLiteral("SELECT m.id, coalesce(m.parent, 0), m.role, m.state, substr(m.text, 1, ?),"
                                      " coalesce(r.model, '') FROM message m LEFT JOIN run r ON r.id = m.run"
                                      " WHERE m.conversation = ? AND m.deleted = 0 ORDER BY m.id"),
                       {kPreviewLength, conversation});
        QList<TreeNode> nodes;
        while (rows.next())
            nodes.append({rows.value(0).toLongLong(), rows.value(1).toLongLong(),
                          static_cast<MessageRole>(rows.value(2).toInt()),
                          static_cast<MessageState>(rows.value(3).toInt()), plainLine(rows.value(4).toString()),
                          rows.value(5).toString()});
        return nodes;
    });
}

QFuture<Result<QList<Message>>> TreeDb::remove(RowId message)
{
    return m_database.run<QList<Message>>([message](QSqlDatabase &database) -> Result<QList<Message>> {
        const Place place = placeOf(database, message);
        const auto siblings = childrenOf(database, place.conversation, place.parent);
        const qsizetype at = siblings.indexOf(message);
        Statement(
            database,
            kSubtree
                + QStringLiteral("UPDATE message SET deleted = ? WHERE deleted = 0 AND id IN (SELECT id FROM below)"),
            {message, message});
        RowId leaf = place.parent;
        if (siblings.size() > 1)
            leaf = latestLeaf(database, siblings.at(at > 0 ? at - 1 : at + 1));
        return showLeaf(database, place.conversation, leaf);
    });
}

QFuture<Result<QList<Message>>> TreeDb::restore(RowId message)
{
    return m_database.run<QList<Message>>([message](QSqlDatabase &database) -> Result<QList<Message>> {
        Statement(database, QStringLiteral("UPDATE message SET deleted = 0 WHERE deleted = ?"), {message});
        return showLeaf(database, placeOf(database, message).conversation, latestLeaf(database, message));
    });
}

QFuture<Result<Conversation>> TreeDb::fork(RowId leaf)
{
    return m_database.run<Conversation>([leaf](QSqlDatabase &database) -> Result<Conversation> {
        const RowId original = placeOf(database, leaf).conversation;
        const RowId copy =
            Statement(database,
                      QStringLiteral("INSERT INTO conversation(title, created_at, used_at, use_order, folder, settings,"
                                     " uid) SELECT title, ?, used_at, (SELECT max(use_order) + 1 FROM conversation),"
                                     " folder, settings, lower(hex(randomblob(16))) FROM conversation WHERE id = ?"),
                      {QDateTime::currentMSecsSinceEpoch(), original})
                .lastId();
        RowId parent = 0;
        for (const Message &message : readBranch(database, leaf))
            parent = copyMessage(database, message, copy, parent);
        Statement(database, QStringLiteral("UPDATE conversation SET current_message = ? WHERE id = ?"),
                  {orNull(parent), copy});
        return readConversation(database, copy);
    });
}

QFuture<Result<Done>> TreeDb::vote(RowId question, RowId choice)
{
    return m_database.run<Done>([question, choice](QSqlDatabase &database) -> Result<Done> {
        Statement(database, QStringLiteral("INSERT OR REPLACE INTO vote(question, choice, voted_at) VALUES (?, ?, ?)"),
                  {question, orNull(choice), QDateTime::currentMSecsSinceEpoch()});
        return Done{};
    });
}

QFuture<Result<std::optional<RowId>>> TreeDb::voteOn(RowId question)
{
    using Vote = std::optional<RowId>;
    return m_database.run<Vote>([question](QSqlDatabase &database) -> Result<Vote> {
        Statement row(database, QStringLiteral("SELECT coalesce(choice, 0) FROM vote WHERE question = ?"), {question});
        return row.next() ? Vote(row.value(0).toLongLong()) : Vote();
    });
}

}  // namespace mingsi::app
