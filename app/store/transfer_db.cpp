// SPDX-License-Identifier: Apache-2.0
#include "app/store/transfer_db.h"

#include <algorithm>

#include "app/store/conversation_row.h"
#include "app/store/message_row.h"

namespace mingsi::app {

namespace {

RowId folderNamed(QSqlDatabase &database, const QString &name)
{
    if (name.isEmpty())
        return 0;
    Statement known(database, QStringLiteral("SELECT id FROM folder WHERE name = ? LIMIT 1"), {name});
    if (known.next())
        return known.value(0).toLongLong();
    return Statement(database,
                     QStringLiteral("INSERT INTO folder(name, position)"
                                    " SELECT ?, coalesce(max(position), -1) + 1 FROM folder"),
                     {name})
        .lastId();
}

/// The conversation of a record that is there already; `deleted`: but to be undone only.
RowId conversationWith(QSqlDatabase &database, const QString &uid, bool &deleted)
{
    Statement row(database, QStringLiteral("SELECT id, deleted FROM conversation WHERE uid = ?"), {uid});
    if (!row.next())
        return 0;
    deleted = row.value(1).toBool();
    return row.value(0).toLongLong();
}

RowId insertConversation(QSqlDatabase &database, const ConversationRecord &record)
{
    const Conversation &c = record.conversation;
    const qint64 used = c.usedAt.toMSecsSinceEpoch();
    // In the list it stands where its time puts it.
    const RowId id =
        Statement(
            database,
            QStringLiteral("INSERT INTO conversation(title, created_at, used_at, use_order, folder, pinned,"
                           " archived, draft, settings, uid)"
                           " SELECT ?, ?, ?, coalesce((SELECT max(use_order) FROM conversation WHERE used_at <= ?),"
                           " 0), ?, ?, ?, ?, ?, ?"),
            {notNull(c.title), c.createdAt.toMSecsSinceEpoch(), used, used,
             orNull(folderNamed(database, record.folder)), c.pinned ? 1 : 0, c.archived ? 1 : 0, notNull(c.draft),
             notNull(c.settings), record.uid})
            .lastId();
    for (const QString &tag : c.tags)
        Statement(database, QStringLiteral("INSERT OR IGNORE INTO tag(conversation, name) VALUES (?, ?)"), {id, tag});
    return id;
}

QString reasoningOf(const Message &message)
{
    return message.reasoning ? message.reasoning->text : QString();
}

/// Finds the messages of a record among those of a conversation.
class Matcher
{
public:
    explicit Matcher(const QList<Message> &there)
    {
        for (const Message &message : there)
            m_children[message.parent].append(message);
    }

    /// The message that is this one, below `parent`; 0 when there is none. Each is found once: an answer that was
    /// given twice in the same words is two.
    RowId find(RowId parent, const Message &message)
    {
        QList<Message> &children = m_children[parent];
        const auto same = [&](const Message &one) {
            return one.role == message.role && one.text == message.text && reasoningOf(one) == reasoningOf(message);
        };
        const auto found = std::find_if(children.begin(), children.end(), same);
        if (found == children.end())
            return 0;
        const RowId id = found->id;
        children.erase(found);
        return id;
    }

private:
    QHash<RowId, QList<Message>> m_children;
};

RowId insertMessageOf(QSqlDatabase &database, const ConversationRecord &record, const Message &source,
                      RowId conversation, RowId parent)
{
    Message message = source;
    message.conversation = conversation;
    message.parent = parent;
    insertWhole(database, message);
    const QByteArray trace = record.traces.value(source.id);
    if (!trace.isEmpty())
        Statement(database, QStringLiteral("INSERT INTO trace(message, data) VALUES (?, ?)"), {message.id, trace});
    return message.id;
}

/// A record whose texts are as the store will give them back: so what is there already is found.
ConversationRecord storable(ConversationRecord record)
{
    for (Message &message : record.messages) {
        message.text = app::storable(message.text);
        if (message.reasoning)
            message.reasoning->text = app::storable(message.reasoning->text);
    }
    return record;
}

Result<Taken> takeRecord(QSqlDatabase &database, const ConversationRecord &given, bool reallyDo)
{
    const ConversationRecord record = storable(given);
    Taken taken;
    bool deleted = false;
    taken.conversation = conversationWith(database, record.uid, deleted);
    const bool isNew = taken.conversation == 0;
    taken.created = isNew || deleted;
    Matcher matcher(isNew ? QList<Message>() : readTree(database, taken.conversation));
    if (isNew && reallyDo)
        taken.conversation = insertConversation(database, record);
    // Who takes it in again wants it back.
    if (deleted && reallyDo)
        Statement(database, QStringLiteral("UPDATE conversation SET deleted = 0 WHERE id = ?"), {taken.conversation});
    QHash<RowId, RowId> ids{{0, 0}};
    for (const Message &message : record.messages) {
        // What hangs on a message that was not there is not there either.
        const bool parentKnown = ids.contains(message.parent);
        RowId id = parentKnown ? matcher.find(ids.value(message.parent), message) : 0;
        if (id == 0) {
            ++taken.messages;
            if (!reallyDo)
                continue;
            id = insertMessageOf(database, record, message, taken.conversation, ids.value(message.parent));
        }
        ids.insert(message.id, id);
    }
    if (!reallyDo)
        return taken;
    if (isNew)
        Statement(database, QStringLiteral("UPDATE conversation SET current_message = ? WHERE id = ?"),
                  {orNull(ids.value(record.conversation.currentMessage)), taken.conversation});
    for (auto vote = record.votes.cbegin(); vote != record.votes.cend(); ++vote)
        Statement(database, QStringLiteral("INSERT OR IGNORE INTO vote(question, choice, voted_at) VALUES (?, ?, ?)"),
                  {ids.value(vote.key()), orNull(ids.value(vote.value())), QDateTime::currentMSecsSinceEpoch()});
    return taken;
}

}  // namespace

QFuture<Result<QList<RowId>>> TransferDb::conversations(RowId folder)
{
    return m_database.run<QList<RowId>>([folder](QSqlDatabase &database) -> Result<QList<RowId>> {
        QList<RowId> ids;
        Statement rows(database,
                       QStringLiteral("SELECT id FROM conversation WHERE deleted = 0 AND (? = 0 OR folder = ?)"
                                      " ORDER BY use_order DESC, used_at DESC"),
                       {folder, folder});
        while (rows.next())
            ids.append(rows.value(0).toLongLong());
        return ids;
    });
}

QFuture<Result<ConversationRecord>> TransferDb::read(RowId conversation, bool withTraces)
{
    return m_database.run<ConversationRecord>(
        [conversation, withTraces](QSqlDatabase &database) -> Result<ConversationRecord> {
            ConversationRecord record;
            record.conversation = readConversation(database, conversation);
            Statement more(database,
                           QStringLiteral("SELECT c.uid, coalesce(f.name, '') FROM conversation c"
                                          " LEFT JOIN folder f ON f.id = c.folder WHERE c.id = ?"),
                           {conversation});
            if (!more.next())
                return Failure{Failure::Kind::Internal,
                               {},
                               {},
                               QStringLiteral("conversation %1").arg(conversation),
                               QStringLiteral("it is not there")};
            record.uid = more.value(0).toString();
            record.folder = more.value(1).toString();
            record.messages = readTree(database, conversation);
            Statement votes(database,
                            QStringLiteral("SELECT v.question, coalesce(v.choice, 0) FROM vote v"
                                           " JOIN message m ON m.id = v.question WHERE m.conversation = ?"),
                            {conversation});
            while (votes.next())
                record.votes.insert(votes.value(0).toLongLong(), votes.value(1).toLongLong());
            if (!withTraces)
                return record;
            Statement traces(database,
                             QStringLiteral("SELECT t.message, t.data FROM trace t JOIN message m ON m.id = t.message"
                                            " WHERE m.conversation = ?"),
                             {conversation});
            while (traces.next())
                record.traces.insert(traces.value(0).toLongLong(), traces.value(1).toByteArray());
            return record;
        });
}

QFuture<Result<Taken>> TransferDb::take(const ConversationRecord &record)
{
    return m_database.run<Taken>([record](QSqlDatabase &database) { return takeRecord(database, record, true); });
}

QFuture<Result<Taken>> TransferDb::preview(const ConversationRecord &record)
{
    return m_database.run<Taken>([record](QSqlDatabase &database) { return takeRecord(database, record, false); });
}

}  // namespace mingsi::app
