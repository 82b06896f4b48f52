// SPDX-License-Identifier: Apache-2.0
#include <QJsonArray>

#include "app/exchange/import_formats.h"
#include "app/exchange/import_tree.h"

namespace mingsi::app {

namespace {

/// A node's message; nothing when it has no text.
std::optional<Message> messageOf(const QJsonObject &source)
{
    Message message;
    message.createdAt = importedTime(source[QStringLiteral("inserted_at")]);
    QString thought;
    double seconds = 0;
    bool user = source[QStringLiteral("role")].toString().toLower() == u"user";
    for (const auto &value : source[QStringLiteral("fragments")].toArray()) {
        const QString type = value[QStringLiteral("type")].toString().toUpper();
        const QString content = value[QStringLiteral("content")].toString();
        if (type == u"THINK") {
            appendText(thought, content);
            seconds += value[QStringLiteral("elapsed_secs")].toDouble();
        } else if (type == u"REQUEST" || type == u"RESPONSE") {
            user = type == u"REQUEST";
            appendText(message.text, content);
        }
    }
    if (message.text.isEmpty())
        message.text = source[QStringLiteral("content")].toString();
    if (thought.isEmpty())
        thought = source[QStringLiteral("reasoning_content")].toString();
    for (const auto &file : source[QStringLiteral("files")].toArray()) {
        const QString name = file[QStringLiteral("file_name")].toString(file[QStringLiteral("name")].toString());
        if (!name.isEmpty())
            message.attachments.append({name, {}, {}});
    }
    if (message.text.isEmpty() && thought.isEmpty() && message.attachments.isEmpty())
        return std::nullopt;
    message.role = user ? MessageRole::User : MessageRole::Assistant;
    if (!thought.isEmpty())
        message.reasoning = Reasoning{thought, 0, seconds, ThoughtEnd::Model};
    if (!user) {
        Run run;
        run.model = source[QStringLiteral("model")].toString(QStringLiteral("DeepSeek"));
        message.run = run;
    }
    return message;
}

}  // namespace

std::optional<ConversationRecord> fromDeepSeek(const QJsonObject &object, QString &problem)
{
    ConversationRecord record;
    const QString id = object[QStringLiteral("id")].toString();
    record.conversation.title = object[QStringLiteral("title")].toString();
    record.conversation.createdAt = importedTime(object[QStringLiteral("inserted_at")]);
    record.conversation.usedAt = importedTime(object[QStringLiteral("updated_at")]);
    // Some exports have no id; title and time tell a conversation as well.
    record.uid = QStringLiteral("deepseek:")
        + (id.isEmpty() ? object[QStringLiteral("inserted_at")].toString() + record.conversation.title : id);
    walkMapping(object[QStringLiteral("mapping")].toObject(), [&](const QJsonObject &node, RowId parent) {
        const auto message = messageOf(node[QStringLiteral("message")].toObject());
        return message ? addMessage(record, *message, parent) : parent;
    });
    return finishRecord(record, problem) ? std::optional(record) : std::nullopt;
}

}  // namespace mingsi::app
