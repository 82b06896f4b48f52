// SPDX-License-Identifier: Apache-2.0
#include "app/store/message_db.h"

#include "app/store/message_row.h"

namespace mingsi::app {

QFuture<Result<QList<Message>>> MessageDb::branch(RowId conversation)
{
    return m_database.run<QList<Message>>([conversation](QSqlDatabase &database) -> Result<QList<Message>> {
        Statement current(database,
                          QStringLiteral("SELECT coalesce(current_message, 0) FROM conversation WHERE id = ?"),
                          {conversation});
        return readBranch(database, current.next() ? current.value(0).toLongLong() : 0);
    });
}

QFuture<Result<QList<Message>>> MessageDb::branchTo(RowId leaf)
{
    return m_database.run<QList<Message>>(
        [leaf](QSqlDatabase &database) -> Result<QList<Message>> { return readBranch(database, leaf); });
}

QFuture<Result<QList<RowId>>> MessageDb::existing(const QList<RowId> &messages)
{
    return m_database.run<QList<RowId>>([messages](QSqlDatabase &database) -> Result<QList<RowId>> {
        QList<RowId> existing;
        for (const RowId message : messages) {
            Statement row(database,
                          QStringLiteral("SELECT 1 FROM message m JOIN conversation c ON c.id = m.conversation"
                                         " WHERE m.id = ? AND m.deleted = 0 AND c.deleted = 0"),
                          {message});
            if (row.next())
                existing.append(message);
        }
        return existing;
    });
}

QFuture<Result<Message>> MessageDb::addUserMessage(RowId conversation, RowId parent, const QString &text,
                                                   const QList<Attachment> &attachments)
{
    return m_database.run<Message>([=](QSqlDatabase &database) -> Result<Message> {
        Message message;
        message.conversation = conversation;
        message.parent = parent;
        message.role = MessageRole::User;
        message.state = MessageState::Complete;
        message.text = text;
        message.attachments = attachments;
        insertMessage(database, message);
        indexMessage(database, message.id, text, {});
        return message;
    });
}

QFuture<Result<Message>> MessageDb::beginAnswer(RowId conversation, RowId parent, const Run &run)
{
    return m_database.run<Message>([=](QSqlDatabase &database) -> Result<Message> {
        Message message;
        message.conversation = conversation;
        message.parent = parent;
        message.role = MessageRole::Assistant;
        message.state = MessageState::Interrupted;
        message.run = run;
        insertRun(database, *message.run);
        insertMessage(database, message);
        return message;
    });
}

QFuture<Result<Done>> MessageDb::saveProgress(RowId message, const QString &answer, const Reasoning &reasoning)
{
    return m_database.run<Done>([=](QSqlDatabase &database) -> Result<Done> {
        Statement(database, QStringLiteral("UPDATE message SET text = ? WHERE id = ?"), {notNull(answer), message});
        storeReasoning(database, message, reasoning);
        return Done{};
    });
}

QFuture<Result<Done>> MessageDb::finishAnswer(const Message &message, const QByteArray &trace)
{
    return m_database.run<Done>([message, trace](QSqlDatabase &database) -> Result<Done> {
        Statement(database, QStringLiteral("UPDATE message SET text = ?, state = ?, failure = ? WHERE id = ?"),
                  {notNull(message.text), static_cast<int>(message.state), notNull(message.failure), message.id});
        storeReasoning(database, message.id, message.reasoning);
        if (message.run)
            updateRun(database, *message.run);
        if (!trace.isEmpty())
            Statement(database, QStringLiteral("INSERT OR REPLACE INTO trace(message, data) VALUES (?, ?)"),
                      {message.id, trace});
        indexMessage(database, message.id, message.text, message.reasoning ? message.reasoning->text : QString());
        return Done{};
    });
}

QFuture<Result<QByteArray>> MessageDb::trace(RowId message)
{
    return m_database.run<QByteArray>([message](QSqlDatabase &database) -> Result<QByteArray> {
        Statement row(database, QStringLiteral("SELECT data FROM trace WHERE message = ?"), {message});
        return row.next() ? row.value(0).toByteArray() : QByteArray();
    });
}

QFuture<Result<int>> MessageDb::indexInterrupted()
{
    return m_database.run<int>([](QSqlDatabase &database) -> Result<int> {
        struct Row {
            RowId id;
            QString text;
            QString reasoning;
        };
        QList<Row> rows;
        Statement found(database,
                        QStringLiteral("SELECT m.id, m.text, coalesce(t.text, '') FROM message m"
                                       " LEFT JOIN reasoning t ON t.message = m.id WHERE m.indexed = 0"));
        while (found.next())
            rows.append({found.value(0).toLongLong(), found.value(1).toString(), found.value(2).toString()});
        for (const Row &row : rows)
            indexMessage(database, row.id, row.text, row.reasoning);
        return static_cast<int>(rows.size());
    });
}

}  // namespace mingsi::app
