// SPDX-License-Identifier: Apache-2.0
#include <QJsonArray>
#include <QRegularExpression>

#include "app/exchange/import_formats.h"
#include "app/exchange/import_tree.h"

namespace mingsi::app {

namespace {

QString textOf(const QJsonValue &content)
{
    QString text;
    for (const auto &part : content.toArray()) {
        if (part[QStringLiteral("type")].toString() == u"text")
            text += part[QStringLiteral("text")].toString();
    }
    return text;
}

/// "Thought for 4.2 seconds", "Thought for 1 minute 3 seconds"
double secondsIn(const QString &title)
{
    static const QRegularExpression part(QStringLiteral("([0-9]+(?:\\.[0-9]+)?) (minute|second)"));
    double seconds = 0;
    for (auto match = part.globalMatch(title); match.hasNext();) {
        const auto one = match.next();
        seconds += one.captured(1).toDouble() * (one.captured(2) == u"minute" ? 60 : 1);
    }
    return seconds;
}

/// One version of a message. Fields may be null.
Message messageOf(const QJsonObject &version, const QString &model)
{
    Message message;
    const QString role = version[QStringLiteral("role")].toString();
    message.role = role == u"user" ? MessageRole::User
        : role == u"system"        ? MessageRole::System
                                   : MessageRole::Assistant;
    message.text = textOf(version[QStringLiteral("content")]);
    Run run;
    Reasoning reasoning;
    for (const auto &step : version[QStringLiteral("steps")].toArray()) {
        if (step[QStringLiteral("type")].toString() != u"contentBlock")
            continue;
        const bool thinks = step[QStringLiteral("style")][QStringLiteral("type")].toString() == u"thinking";
        (thinks ? reasoning.text : message.text) += textOf(step[QStringLiteral("content")]);
        if (thinks)
            reasoning.seconds += secondsIn(step[QStringLiteral("style")][QStringLiteral("title")].toString());
        const QJsonValue stats = step[QStringLiteral("genInfo")][QStringLiteral("stats")];
        run.promptTokens = qMax(run.promptTokens, stats[QStringLiteral("promptTokensCount")].toInt());
        run.completionTokens += stats[QStringLiteral("predictedTokensCount")].toInt();
        run.prefillSeconds += stats[QStringLiteral("timeToFirstTokenSec")].toDouble();
        run.decodeSeconds += stats[QStringLiteral("totalTimeSec")].toDouble();
    }
    if (message.role != MessageRole::Assistant)
        return message;
    run.model = version[QStringLiteral("senderInfo")][QStringLiteral("senderName")].toString(model);
    message.run = run;
    if (!reasoning.text.trimmed().isEmpty()) {
        reasoning.text = reasoning.text.trimmed();
        message.reasoning = reasoning;
    }
    return message;
}

}  // namespace

std::optional<ConversationRecord> fromLmStudio(const QJsonObject &object, const QString &id, QString &problem)
{
    ConversationRecord record;
    // Files of several folders, and the items of a list, may have one name: the time is to the millisecond.
    const QJsonValue created = object[QStringLiteral("createdAt")];
    record.uid = QStringLiteral("lmstudio:") + id;
    if (created.isDouble())
        record.uid += u'-' + QString::number(created.toDouble(), 'f', 0);
    record.conversation.title = object[QStringLiteral("name")].toString();
    record.conversation.createdAt = importedTime(object[QStringLiteral("createdAt")]);
    record.conversation.pinned = object[QStringLiteral("pinned")].toBool();
    const QString model =
        object[QStringLiteral("lastUsedModel")][QStringLiteral("identifier")].toString(QStringLiteral("LM Studio"));
    RowId parent = 0;
    if (const QString system = object[QStringLiteral("systemPrompt")].toString(); !system.trimmed().isEmpty()) {
        Message message;
        message.role = MessageRole::System;
        message.text = system;
        parent = addMessage(record, message, 0);
    }
    for (const auto &value : object[QStringLiteral("messages")].toArray()) {
        const QJsonArray versions = value[QStringLiteral("versions")].toArray();
        const int chosen = value[QStringLiteral("currentlySelected")].toInt();
        RowId next = parent;
        for (int i = 0; i < versions.size(); ++i) {
            const Message message = messageOf(versions.at(i).toObject(), model);
            if (message.text.isEmpty() && !message.reasoning)
                continue;
            const RowId added = addMessage(record, message, parent);
            if (i == chosen || next == parent)
                next = added;
        }
        parent = next;
    }
    record.conversation.currentMessage = parent;
    return finishRecord(record, problem) ? std::optional(record) : std::nullopt;
}

}  // namespace mingsi::app
