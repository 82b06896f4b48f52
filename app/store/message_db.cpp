// SPDX-License-Identifier: Apache-2.0
#include "app/store/message_db.h"

#include "app/store/search_db.h"
#include "app/store/statement.h"

namespace mingsi::app {

namespace {

const QString kColumns = QStringLiteral(
    "m.id, m.conversation, coalesce(m.parent, 0), m.position, m.role, m.state, m.text, m.failure, m.created_at,"
    " t.text, t.tokens, t.seconds,"
    " r.id, r.model, r.model_file, r.device, r.parameters, r.finish_reason, r.prompt_tokens, r.completion_tokens,"
    " r.prefill_seconds, r.decode_seconds");

Message readMessage(const Statement &row)
{
    Message message;
    message.id = row.value(0).toLongLong();
    message.conversation = row.value(1).toLongLong();
    message.parent = row.value(2).toLongLong();
    message.position = row.value(3).toInt();
    message.role = static_cast<MessageRole>(row.value(4).toInt());
    message.state = static_cast<MessageState>(row.value(5).toInt());
    message.text = row.value(6).toString();
    message.failure = row.value(7).toString();
    message.createdAt = QDateTime::fromMSecsSinceEpoch(row.value(8).toLongLong());
    if (!row.value(9).isNull())
        message.reasoning = Reasoning{row.value(9).toString(), row.value(10).toInt(), row.value(11).toDouble()};
    if (!row.value(12).isNull()) {
        message.run = Run{row.value(12).toLongLong(), row.value(13).toString(), row.value(14).toString(),
                          row.value(15).toString(),   row.value(16).toString(), row.value(17).toString(),
                          row.value(18).toInt(),      row.value(19).toInt(),    row.value(20).toDouble(),
                          row.value(21).toDouble()};
    }
    return message;
}

/// Inserts a message as the last of its siblings and makes it the conversation's current one.
void insertMessage(QSqlDatabase &database, Message &message)
{
    message.createdAt = QDateTime::currentDateTime();
    const qint64 now = message.createdAt.toMSecsSinceEpoch();
    Statement siblings(database, QStringLiteral("SELECT count(*) FROM message WHERE conversation = ? AND parent IS ?"),
                       {message.conversation, orNull(message.parent)});
    message.position = siblings.next() ? siblings.value(0).toInt() : 0;
    message.id =
        Statement(
            database,
            QStringLiteral("INSERT INTO message(conversation, parent, position, role, state, text, created_at, run)"
                           " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
            {message.conversation, orNull(message.parent), message.position, static_cast<int>(message.role),
             static_cast<int>(message.state), notNull(message.text), now, orNull(message.run ? message.run->id : 0)})
            .lastId();
    Statement(database,
              QStringLiteral("UPDATE conversation SET current_message = ?, used_at = ?,"
                             " use_order = (SELECT max(use_order) + 1 FROM conversation) WHERE id = ?"),
              {message.id, now, message.conversation});
}

void storeReasoning(QSqlDatabase &database, RowId message, const std::optional<Reasoning> &reasoning)
{
    if (!reasoning || reasoning->text.isEmpty()) {
        Statement(database, QStringLiteral("DELETE FROM reasoning WHERE message = ?"), {message});
        return;
    }
    Statement(database,
              QStringLiteral("INSERT INTO reasoning(message, text, tokens, seconds) VALUES (?, ?, ?, ?)"
                             " ON CONFLICT(message) DO UPDATE SET text = excluded.text,"
                             " tokens = excluded.tokens, seconds = excluded.seconds"),
              {message, reasoning->text, reasoning->tokens, reasoning->seconds});
}

/// Puts a message's texts into the search index, in place of what is there.
void indexMessage(QSqlDatabase &database, RowId id, const QString &text, const QString &reasoning)
{
    Statement(database, QStringLiteral("DELETE FROM search WHERE rowid IN (?, ?)"), {2 * id, 2 * id + 1});
    const auto add = [&](qint64 row, const QString &content) {
        if (!content.isEmpty())
            Statement(database, QStringLiteral("INSERT INTO search(rowid, text) VALUES (?, ?)"),
                      {row, toIndexText(content)});
    };
    add(2 * id, text);
    add(2 * id + 1, reasoning);
    Statement(database, QStringLiteral("UPDATE message SET indexed = 1 WHERE id = ?"), {id});
}

void storeRun(QSqlDatabase &database, const Run &run)
{
    Statement(database,
              QStringLiteral("UPDATE run SET device = ?, finish_reason = ?, prompt_tokens = ?, completion_tokens = ?,"
                             " prefill_seconds = ?, decode_seconds = ? WHERE id = ?"),
              {notNull(run.device), notNull(run.finishReason), run.promptTokens, run.completionTokens,
               run.prefillSeconds, run.decodeSeconds, run.id});
}

}  // namespace

QFuture<Result<QList<Message>>> MessageDb::branch(RowId conversation)
{
    return m_database.run<QList<Message>>([conversation](QSqlDatabase &database) -> Result<QList<Message>> {
        Statement rows(
            database,
            QStringLiteral("WITH RECURSIVE branch(id, depth) AS ("
                           "  SELECT current_message, 0 FROM conversation WHERE id = ?"
                           "  UNION ALL"
                           "  SELECT message.parent, depth + 1 FROM branch JOIN message ON message.id = branch.id"
                           "  WHERE message.parent IS NOT NULL)"
                           " SELECT ")
                + kColumns
                + QStringLiteral(" FROM branch JOIN message m ON m.id = branch.id"
                                 " LEFT JOIN reasoning t ON t.message = m.id LEFT JOIN run r ON r.id = m.run"
                                 " ORDER BY branch.depth DESC"),
            {conversation});
        QList<Message> messages;
        while (rows.next())
            messages.append(readMessage(rows));
        return messages;
    });
}

QFuture<Result<Message>> MessageDb::addUserMessage(RowId conversation, RowId parent, const QString &text)
{
    return m_database.run<Message>([=](QSqlDatabase &database) -> Result<Message> {
        Message message;
        message.conversation = conversation;
        message.parent = parent;
        message.role = MessageRole::User;
        message.state = MessageState::Complete;
        message.text = text;
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
        message.run->id =
            Statement(database,
                      QStringLiteral("INSERT INTO run(model, model_file, device, parameters, finish_reason,"
                                     " prompt_tokens, completion_tokens, prefill_seconds, decode_seconds)"
                                     " VALUES (?, ?, ?, ?, '', 0, 0, 0, 0)"),
                      {notNull(run.model), notNull(run.modelFile), notNull(run.device), notNull(run.parameters)})
                .lastId();
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

QFuture<Result<Done>> MessageDb::finishAnswer(const Message &message)
{
    return m_database.run<Done>([message](QSqlDatabase &database) -> Result<Done> {
        Statement(database, QStringLiteral("UPDATE message SET text = ?, state = ?, failure = ? WHERE id = ?"),
                  {notNull(message.text), static_cast<int>(message.state), notNull(message.failure), message.id});
        storeReasoning(database, message.id, message.reasoning);
        if (message.run)
            storeRun(database, *message.run);
        indexMessage(database, message.id, message.text, message.reasoning ? message.reasoning->text : QString());
        return Done{};
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
