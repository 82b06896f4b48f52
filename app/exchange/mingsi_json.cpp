// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/mingsi_json.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>
#include <utility>

#include "app/exchange/json_schema.h"

namespace mingsi::app {

namespace {

const QStringList kRoles{QStringLiteral("system"), QStringLiteral("user"), QStringLiteral("assistant")};
const QStringList kStates{QStringLiteral("complete"), QStringLiteral("stopped"), QStringLiteral("interrupted"),
                          QStringLiteral("failed")};
const QStringList kEnds{QStringLiteral("model"), QStringLiteral("person"), QStringLiteral("budget"),
                        QStringLiteral("repetition")};

/// UTC to the millisecond.
QJsonValue time(const QDateTime &value)
{
    return value.toUTC().toString(Qt::ISODateWithMs);
}

QJsonObject runToJson(const Run &run)
{
    QJsonObject object{{QStringLiteral("model"), run.model},
                       {QStringLiteral("model_file"), run.modelFile},
                       {QStringLiteral("model_hash"), run.modelHash},
                       {QStringLiteral("quantization"), run.quantization},
                       {QStringLiteral("template_hash"), run.templateHash},
                       {QStringLiteral("engine_version"), run.engineVersion},
                       {QStringLiteral("device"), run.device},
                       {QStringLiteral("parameters"), run.parameters},
                       {QStringLiteral("finish_reason"), run.finishReason},
                       {QStringLiteral("prompt_tokens"), run.promptTokens},
                       {QStringLiteral("completion_tokens"), run.completionTokens},
                       {QStringLiteral("prefill_seconds"), run.prefillSeconds},
                       {QStringLiteral("decode_seconds"), run.decodeSeconds}};
    if (!run.currency.isEmpty()) {
        object.insert(QStringLiteral("cost"), run.cost);
        object.insert(QStringLiteral("currency"), run.currency);
    }
    return object;
}

Run runFromJson(const QJsonObject &object)
{
    const auto text = [&](const char *key) { return object[QLatin1String(key)].toString(); };
    Run run;
    run.model = text("model");
    run.modelFile = text("model_file");
    run.modelHash = text("model_hash");
    run.quantization = text("quantization");
    run.templateHash = text("template_hash");
    run.engineVersion = text("engine_version");
    run.device = text("device");
    run.parameters = text("parameters");
    run.finishReason = text("finish_reason");
    run.promptTokens = object[QStringLiteral("prompt_tokens")].toInt();
    run.completionTokens = object[QStringLiteral("completion_tokens")].toInt();
    run.prefillSeconds = object[QStringLiteral("prefill_seconds")].toDouble();
    run.decodeSeconds = object[QStringLiteral("decode_seconds")].toDouble();
    run.cost = object[QStringLiteral("cost")].toDouble();
    run.currency = text("currency");
    return run;
}

QJsonObject messageToJson(const ConversationRecord &record, const Message &message, const QHash<RowId, int> &numbers)
{
    QJsonObject object{{QStringLiteral("role"), kRoles.at(static_cast<int>(message.role))},
                       {QStringLiteral("state"), kStates.at(static_cast<int>(message.state))},
                       {QStringLiteral("created_at"), time(message.createdAt)},
                       {QStringLiteral("text"), message.text}};
    object.insert(QStringLiteral("parent"),
                  numbers.contains(message.parent) ? QJsonValue(numbers.value(message.parent)) : QJsonValue());
    if (!message.failure.isEmpty())
        object.insert(QStringLiteral("failure"), message.failure);
    if (message.reasoning) {
        object.insert(QStringLiteral("reasoning"),
                      QJsonObject{{QStringLiteral("text"), message.reasoning->text},
                                  {QStringLiteral("tokens"), message.reasoning->tokens},
                                  {QStringLiteral("seconds"), message.reasoning->seconds},
                                  {QStringLiteral("ended_by"), kEnds.at(static_cast<int>(message.reasoning->end))}});
    }
    if (message.run)
        object.insert(QStringLiteral("run"), runToJson(*message.run));
    QJsonArray attachments;
    for (const Attachment &attachment : message.attachments) {
        QJsonObject one{{QStringLiteral("name"), attachment.name},
                        {QStringLiteral("media_type"), attachment.mediaType},
                        {QStringLiteral("base64"), QString::fromLatin1(attachment.content.toBase64())}};
        if (!attachment.excerpt.isEmpty())
            one.insert(QStringLiteral("excerpt"), attachment.excerpt);
        attachments.append(one);
    }
    if (!attachments.isEmpty())
        object.insert(QStringLiteral("attachments"), attachments);
    if (record.traces.contains(message.id))
        object.insert(QStringLiteral("trace"), QString::fromLatin1(record.traces.value(message.id).toBase64()));
    // None of the answers, or one that is written as well.
    if (const auto vote = record.votes.constFind(message.id);
        vote != record.votes.cend() && (*vote == 0 || numbers.contains(*vote)))
        object.insert(QStringLiteral("vote"), *vote == 0 ? QJsonValue() : QJsonValue(numbers.value(*vote)));
    return object;
}

}  // namespace

QJsonObject toJson(const ConversationRecord &record)
{
    const Conversation &c = record.conversation;
    // Messages are named by their number in the list.
    QHash<RowId, int> numbers;
    for (qsizetype i = 0; i < record.messages.size(); ++i)
        numbers.insert(record.messages.at(i).id, static_cast<int>(i));
    QJsonArray messages;
    for (const Message &message : record.messages)
        messages.append(messageToJson(record, message, numbers));
    QJsonObject object{{QStringLiteral("id"), record.uid},
                       {QStringLiteral("title"), c.title},
                       {QStringLiteral("created_at"), time(c.createdAt)},
                       {QStringLiteral("used_at"), time(c.usedAt)},
                       {QStringLiteral("folder"), record.folder},
                       {QStringLiteral("pinned"), c.pinned},
                       {QStringLiteral("archived"), c.archived},
                       {QStringLiteral("tags"), QJsonArray::fromStringList(c.tags)},
                       {QStringLiteral("draft"), c.draft},
                       {QStringLiteral("settings"), c.settings},
                       {QStringLiteral("messages"), messages}};
    object.insert(QStringLiteral("current"),
                  numbers.contains(c.currentMessage) ? QJsonValue(numbers.value(c.currentMessage)) : QJsonValue());
    return object;
}

namespace {

QDateTime timeFrom(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs).toLocalTime();
}

std::optional<QByteArray> bytesFrom(const QJsonValue &value)
{
    const auto bytes =
        QByteArray::fromBase64Encoding(value.toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    return bytes ? std::optional(*bytes) : std::nullopt;
}

QString unusable(const QString &place)
{
    return QCoreApplication::translate("Document", "\"%1\" is not what the format asks for").arg(place);
}

/// Why an object is no conversation as docs/export.schema.json has them; empty when it is one.
QString breachIn(const QJsonObject &object)
{
    static const QJsonObject schema = [] {
        QFile file(QStringLiteral(":/exchange/export.schema.json"));
        file.open(QIODevice::ReadOnly);
        return QJsonDocument::fromJson(file.readAll()).object();
    }();
    const auto breach = breachOf(schema, QStringLiteral("conversation"), object);
    if (!breach)
        return {};
    return breach->missing ? QCoreApplication::translate("Document", "\"%1\" is missing").arg(breach->place)
                           : unusable(breach->place);
}

/// The message of an object that follows the schema; ids are numbers in the list, counted from 1. Nothing, with
/// `place` naming the member, when what no schema can say is wrong.
std::optional<Message> messageFromJson(const QJsonObject &object, RowId id, ConversationRecord &record, QString &place)
{
    const auto refuse = [&](const char *key) {
        place = QLatin1String(key);
        return std::nullopt;
    };
    Message message;
    message.id = id;
    message.role = static_cast<MessageRole>(kRoles.indexOf(object[QStringLiteral("role")].toString()));
    message.state = static_cast<MessageState>(kStates.indexOf(object[QStringLiteral("state")].toString()));
    message.text = object[QStringLiteral("text")].toString();
    if (const QJsonValue parent = object[QStringLiteral("parent")]; parent.isDouble()) {
        const int number = parent.toInt(-1);
        if (number < 0 || number >= id - 1)  // parents come first: no circles
            return refuse("parent");
        message.parent = number + 1;
    }
    message.createdAt = timeFrom(object[QStringLiteral("created_at")]);
    if (!message.createdAt.isValid())
        return refuse("created_at");
    message.failure = object[QStringLiteral("failure")].toString();
    if (object.contains(QStringLiteral("reasoning"))) {
        const QJsonObject thought = object[QStringLiteral("reasoning")].toObject();
        const auto end = kEnds.indexOf(thought[QStringLiteral("ended_by")].toString(kEnds.first()));
        message.reasoning =
            Reasoning{thought[QStringLiteral("text")].toString(), thought[QStringLiteral("tokens")].toInt(),
                      thought[QStringLiteral("seconds")].toDouble(), static_cast<ThoughtEnd>(end)};
    }
    if (object.contains(QStringLiteral("run")))
        message.run = runFromJson(object[QStringLiteral("run")].toObject());
    for (const auto &value : object[QStringLiteral("attachments")].toArray()) {
        const auto content = bytesFrom(value[QStringLiteral("base64")]);
        if (!content)
            return refuse("attachments");
        message.attachments.append({value[QStringLiteral("name")].toString(),
                                    value[QStringLiteral("media_type")].toString(), *content,
                                    value[QStringLiteral("excerpt")].toString()});
    }
    if (object.contains(QStringLiteral("trace"))) {
        const auto trace = bytesFrom(object[QStringLiteral("trace")]);
        if (!trace)
            return refuse("trace");
        record.traces.insert(id, *trace);
    }
    return message;
}

}  // namespace

std::optional<ConversationRecord> recordFromJson(const QJsonObject &object, QString &problem)
{
    problem = breachIn(object);
    if (!problem.isEmpty())
        return std::nullopt;
    ConversationRecord record;
    Conversation &c = record.conversation;
    record.uid = object[QStringLiteral("id")].toString();
    for (auto [key, time] : {std::pair{"created_at", &c.createdAt}, std::pair{"used_at", &c.usedAt}}) {
        *time = timeFrom(object[QLatin1String(key)]);
        if (!time->isValid()) {
            problem = unusable(QLatin1String(key));
            return std::nullopt;
        }
    }
    c.title = object[QStringLiteral("title")].toString();
    record.folder = object[QStringLiteral("folder")].toString();
    c.pinned = object[QStringLiteral("pinned")].toBool();
    c.archived = object[QStringLiteral("archived")].toBool();
    for (const auto &tag : object[QStringLiteral("tags")].toArray())
        c.tags.append(tag.toString());
    c.draft = object[QStringLiteral("draft")].toString();
    c.settings = object[QStringLiteral("settings")].toString();
    const QJsonArray messages = object[QStringLiteral("messages")].toArray();
    for (const auto &value : messages) {
        QString place;
        const auto message = messageFromJson(value.toObject(), record.messages.size() + 1, record, place);
        if (!message) {
            problem = unusable(QStringLiteral("messages/%1/%2").arg(record.messages.size()).arg(place));
            return std::nullopt;
        }
        record.messages.append(*message);
        if (const QJsonValue vote = value[QStringLiteral("vote")]; !vote.isUndefined())
            record.votes.insert(message->id, vote.isDouble() ? vote.toInt(-1) + 1 : 0);
    }
    const QJsonValue current = object[QStringLiteral("current")];
    c.currentMessage = current.isDouble() ? current.toInt(-1) + 1 : 0;
    // The schema lets it out: then the last message ends the branch that is shown.
    if (c.currentMessage < 1 || c.currentMessage > record.messages.size())
        c.currentMessage = record.messages.size();
    return record;
}

}  // namespace mingsi::app
