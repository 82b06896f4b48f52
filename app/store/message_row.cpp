// SPDX-License-Identifier: Apache-2.0
#include "app/store/message_row.h"

#include <QCryptographicHash>
#include <QHash>

#include "app/store/search_text.h"

namespace mingsi::app {

QString messageColumns()
{
    return QStringLiteral(
        "m.id, m.conversation, coalesce(m.parent, 0), m.role, m.state, m.text, m.failure, m.created_at,"
        " (SELECT group_concat(id) FROM (SELECT s.id FROM message s WHERE s.conversation = m.conversation"
        "   AND s.parent IS m.parent AND s.deleted = 0 ORDER BY s.position)),"
        " t.text, t.tokens, t.seconds, t.ended_by,"
        " r.id, r.model, r.model_file, r.device, r.parameters, r.model_hash, r.quantization, r.template_hash,"
        " r.engine_version, r.finish_reason, r.prompt_tokens, r.completion_tokens, r.prefill_seconds,"
        " r.decode_seconds, r.cost, r.currency");
}

QString messageJoins()
{
    return QStringLiteral(" LEFT JOIN reasoning t ON t.message = m.id LEFT JOIN run r ON r.id = m.run");
}

Message readMessage(const Statement &row)
{
    Message message;
    message.id = row.value(0).toLongLong();
    message.conversation = row.value(1).toLongLong();
    message.parent = row.value(2).toLongLong();
    message.role = static_cast<MessageRole>(row.value(3).toInt());
    message.state = static_cast<MessageState>(row.value(4).toInt());
    message.text = row.value(5).toString();
    message.failure = row.value(6).toString();
    message.createdAt = QDateTime::fromMSecsSinceEpoch(row.value(7).toLongLong());
    for (const QString &id : row.value(8).toString().split(u',', Qt::SkipEmptyParts))
        message.siblings.append(id.toLongLong());
    if (!row.value(9).isNull())
        message.reasoning = Reasoning{row.value(9).toString(), row.value(10).toInt(), row.value(11).toDouble(),
                                      static_cast<ThoughtEnd>(row.value(12).toInt())};
    if (!row.value(13).isNull()) {
        const auto text = [&row](int column) { return row.value(column).toString(); };
        message.run = Run{row.value(13).toLongLong(),
                          text(14),
                          text(15),
                          text(16),
                          text(17),
                          text(18),
                          text(19),
                          text(20),
                          text(21),
                          text(22),
                          row.value(23).toInt(),
                          row.value(24).toInt(),
                          row.value(25).toDouble(),
                          row.value(26).toDouble(),
                          row.value(27).toDouble(),
                          text(28)};
    }
    return message;
}

namespace {

/// Gives the messages of one conversation what is attached to them.
void readAttachments(QSqlDatabase &database, QList<Message> &messages)
{
    QHash<RowId, qsizetype> places;
    for (qsizetype i = 0; i < messages.size(); ++i)
        places.insert(messages.at(i).id, i);
    Statement rows(database,
                   QStringLiteral("SELECT a.message, a.name, a.media_type, d.content, a.excerpt FROM attachment a"
                                  " JOIN message m ON m.id = a.message JOIN document d ON d.sha256 = a.sha256 WHERE "
                                  "m.conversation = ? ORDER BY a.id"),
                   {messages.constFirst().conversation});
    while (rows.next()) {
        const auto place = places.constFind(rows.value(0).toLongLong());
        if (place != places.constEnd())
            messages[*place].attachments.append({rows.value(1).toString(), rows.value(2).toString(),
                                                 rows.value(3).toByteArray(), rows.value(4).toString()});
    }
}

}  // namespace

QList<Message> readBranch(QSqlDatabase &database, RowId leaf)
{
    Statement rows(database,
                   QStringLiteral("WITH RECURSIVE branch(id, depth) AS ("
                                  "  SELECT id, 0 FROM message WHERE id = ?"
                                  "  UNION ALL"
                                  "  SELECT message.parent, depth + 1 FROM branch JOIN message"
                                  "  ON message.id = branch.id WHERE message.parent IS NOT NULL)"
                                  " SELECT ")
                       + messageColumns() + QStringLiteral(" FROM branch JOIN message m ON m.id = branch.id")
                       + messageJoins() + QStringLiteral(" ORDER BY branch.depth DESC"),
                   {leaf});
    QList<Message> messages;
    while (rows.next())
        messages.append(readMessage(rows));
    if (!messages.isEmpty())
        readAttachments(database, messages);
    return messages;
}

QList<Message> readTree(QSqlDatabase &database, RowId conversation)
{
    // A parent is always older than its children.
    Statement rows(database,
                   QStringLiteral("SELECT ") + messageColumns() + QStringLiteral(" FROM message m") + messageJoins()
                       + QStringLiteral(" WHERE m.conversation = ? AND m.deleted = 0 ORDER BY m.id"),
                   {conversation});
    QList<Message> messages;
    while (rows.next())
        messages.append(readMessage(rows));
    if (!messages.isEmpty())
        readAttachments(database, messages);
    return messages;
}

namespace {

void storeAttachments(QSqlDatabase &database, const Message &message)
{
    for (const Attachment &attachment : message.attachments) {
        const auto hash =
            QString::fromLatin1(QCryptographicHash::hash(attachment.content, QCryptographicHash::Sha256).toHex());
        Statement(database, QStringLiteral("INSERT OR IGNORE INTO document(sha256, content) VALUES (?, ?)"),
                  {hash, notNull(attachment.content)});
        Statement(
            database,
            QStringLiteral("INSERT INTO attachment(message, name, media_type, sha256, excerpt)"
                           " VALUES (?, ?, ?, ?, ?)"),
            {message.id, notNull(attachment.name), notNull(attachment.mediaType), hash, notNull(attachment.excerpt)});
    }
}

/// The row itself, as the last of its siblings, and what is attached.
void insertRow(QSqlDatabase &database, Message &message)
{
    message.id = Statement(database,
                           QStringLiteral("INSERT INTO message(conversation, parent, position, role, state, text,"
                                          " failure, created_at, run)"
                                          " SELECT ?, ?, (SELECT coalesce(max(position), -1) + 1 FROM message"
                                          "   WHERE conversation = ? AND parent IS ?), ?, ?, ?, ?, ?, ?"),
                           {message.conversation, orNull(message.parent), message.conversation, orNull(message.parent),
                            static_cast<int>(message.role), static_cast<int>(message.state), notNull(message.text),
                            notNull(message.failure), message.createdAt.toMSecsSinceEpoch(),
                            orNull(message.run ? message.run->id : 0)})
                     .lastId();
    storeAttachments(database, message);
}

}  // namespace

void insertWhole(QSqlDatabase &database, Message &message)
{
    if (message.run)
        insertRun(database, *message.run);
    insertRow(database, message);
    storeReasoning(database, message.id, message.reasoning);
    indexMessage(database, message.id, message.text, message.reasoning ? message.reasoning->text : QString());
}

void insertMessage(QSqlDatabase &database, Message &message)
{
    message.createdAt = QDateTime::currentDateTime();
    const qint64 now = message.createdAt.toMSecsSinceEpoch();
    insertRow(database, message);
    Statement(database,
              QStringLiteral("UPDATE conversation SET current_message = ?, used_at = ?,"
                             " use_order = (SELECT max(use_order) + 1 FROM conversation) WHERE id = ?"),
              {message.id, now, message.conversation});
    message.siblings = childrenOf(database, message.conversation, message.parent);
}

void insertRun(QSqlDatabase &database, Run &run)
{
    run.id = Statement(database,
                       QStringLiteral("INSERT INTO run(model, model_file, device, parameters, model_hash,"
                                      " quantization, template_hash, engine_version, finish_reason, prompt_tokens,"
                                      " completion_tokens, prefill_seconds, decode_seconds, cost, currency)"
                                      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                       {notNull(run.model), notNull(run.modelFile), notNull(run.device), notNull(run.parameters),
                        notNull(run.modelHash), notNull(run.quantization), notNull(run.templateHash),
                        notNull(run.engineVersion), notNull(run.finishReason), run.promptTokens, run.completionTokens,
                        run.prefillSeconds, run.decodeSeconds, run.cost, notNull(run.currency)})
                 .lastId();
}

void updateRun(QSqlDatabase &database, const Run &run)
{
    Statement(database,
              QStringLiteral("UPDATE run SET model = ?, model_file = ?, device = ?, parameters = ?, model_hash = ?,"
                             " quantization = ?, template_hash = ?, engine_version = ?, finish_reason = ?,"
                             " prompt_tokens = ?, completion_tokens = ?, prefill_seconds = ?, decode_seconds = ?,"
                             " cost = ?, currency = ? WHERE id = ?"),
              {notNull(run.model), notNull(run.modelFile), notNull(run.device), notNull(run.parameters),
               notNull(run.modelHash), notNull(run.quantization), notNull(run.templateHash), notNull(run.engineVersion),
               notNull(run.finishReason), run.promptTokens, run.completionTokens, run.prefillSeconds, run.decodeSeconds,
               run.cost, notNull(run.currency), run.id});
}

QList<RowId> childrenOf(QSqlDatabase &database, RowId conversation, RowId parent)
{
    Statement rows(database,
                   QStringLiteral("SELECT id FROM message WHERE conversation = ? AND parent IS ? AND deleted = 0"
                                  " ORDER BY position"),
                   {conversation, orNull(parent)});
    QList<RowId> children;
    while (rows.next())
        children.append(rows.value(0).toLongLong());
    return children;
}

void storeReasoning(QSqlDatabase &database, RowId message, const std::optional<Reasoning> &reasoning)
{
    if (!reasoning || reasoning->text.isEmpty()) {
        Statement(database, QStringLiteral("DELETE FROM reasoning WHERE message = ?"), {message});
        return;
    }
    Statement(database,
              QStringLiteral("INSERT INTO reasoning(message, text, tokens, seconds, ended_by) VALUES (?, ?, ?, ?, ?)"
                             " ON CONFLICT(message) DO UPDATE SET text = excluded.text,"
                             " tokens = excluded.tokens, seconds = excluded.seconds, ended_by = excluded.ended_by"),
              {message, reasoning->text, reasoning->tokens, reasoning->seconds, static_cast<int>(reasoning->end)});
}

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

}  // namespace mingsi::app
