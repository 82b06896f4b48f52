// SPDX-License-Identifier: Apache-2.0
#include <QJsonArray>
#include <algorithm>

#include "app/exchange/import_formats.h"
#include "app/exchange/import_tree.h"

namespace mingsi::app {

namespace {

std::optional<Message> messageOf(const QJsonObject &source)
{
    Message message;
    const bool user = source[QStringLiteral("sender")].toString() == u"human";
    message.role = user ? MessageRole::User : MessageRole::Assistant;
    message.createdAt = importedTime(source[QStringLiteral("created_at")]);
    QString thought;
    double seconds = 0;
    for (const auto &part : source[QStringLiteral("content")].toArray()) {
        const QString type = part[QStringLiteral("type")].toString();
        if (type == u"text")
            appendText(message.text, part[QStringLiteral("text")].toString());
        else if (type == u"thinking") {
            appendText(thought, part[QStringLiteral("thinking")].toString());
            const QDateTime start = importedTime(part[QStringLiteral("start_timestamp")]);
            const QDateTime stop = importedTime(part[QStringLiteral("stop_timestamp")]);
            if (start.isValid() && stop.isValid())
                seconds += std::max(0.0, static_cast<double>(start.msecsTo(stop)) / 1000);
        }
    }
    if (message.text.isEmpty())
        message.text = source[QStringLiteral("text")].toString();
    for (const auto &file : source[QStringLiteral("attachments")].toArray())
        message.attachments.append({file[QStringLiteral("file_name")].toString(),
                                    file[QStringLiteral("file_type")].toString(),
                                    file[QStringLiteral("extracted_content")].toString().toUtf8()});
    for (const auto &file : source[QStringLiteral("files")].toArray()) {
        if (const QString name = file[QStringLiteral("file_name")].toString(); !name.isEmpty())
            message.attachments.append({name, {}, {}});
    }
    if (message.text.isEmpty() && thought.isEmpty() && message.attachments.isEmpty())
        return std::nullopt;
    if (!thought.isEmpty())
        message.reasoning = Reasoning{thought, 0, seconds, ThoughtEnd::Model};
    if (!user) {
        Run run;
        run.model = QStringLiteral("Claude");
        message.run = run;
    }
    return message;
}

}  // namespace

std::optional<ConversationRecord> fromClaude(const QJsonObject &object, QString &problem)
{
    ConversationRecord record;
    const QString id = object[QStringLiteral("uuid")].toString();
    if (id.isEmpty()) {
        problem = QStringLiteral("uuid");
        return std::nullopt;
    }
    record.uid = QStringLiteral("claude:") + id;
    record.conversation.title = object[QStringLiteral("name")].toString();
    record.conversation.createdAt = importedTime(object[QStringLiteral("created_at")]);
    record.conversation.usedAt = importedTime(object[QStringLiteral("updated_at")]);
    QHash<QString, RowId> ids;
    RowId last = 0;
    for (const auto &value : object[QStringLiteral("chat_messages")].toArray()) {
        const QString parent = value[QStringLiteral("parent_message_uuid")].toString();
        // Exports without parents list one branch.
        const RowId above = parent.isEmpty() ? last : ids.value(parent, 0);
        const auto message = messageOf(value.toObject());
        last = message ? addMessage(record, *message, above) : above;
        ids.insert(value[QStringLiteral("uuid")].toString(), last);
    }
    return finishRecord(record, problem) ? std::optional(record) : std::nullopt;
}

}  // namespace mingsi::app
