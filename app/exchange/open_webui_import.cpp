// SPDX-License-Identifier: Apache-2.0
#include <QJsonArray>
#include <QRegularExpression>

#include "app/exchange/import_formats.h"
#include "app/exchange/import_tree.h"
#include "app/text/code_fence.h"

namespace mingsi::app {

namespace {

/// What stands in quoted lines, "> " taken off.
QString unquoted(const QString &text)
{
    QStringList lines = text.trimmed().split(u'\n');
    for (QString &line : lines) {
        if (line.startsWith(u"> "))
            line.remove(0, 2);
        else if (line.startsWith(u'>'))
            line.remove(0, 1);
    }
    return lines.join(u'\n');
}

/// Newer versions escape the reasoning as HTML; then every ">" of its quotes is written "&gt;".
QString unescaped(const QString &text)
{
    if (!text.trimmed().startsWith(u"&gt;"))
        return text;
    QString plain = text;
    for (const auto &[entity, letter] : {std::pair{"&lt;", "<"}, std::pair{"&gt;", ">"}, std::pair{"&quot;", "\""},
                                         std::pair{"&#x27;", "'"}, std::pair{"&#39;", "'"}, std::pair{"&amp;", "&"}})
        plain.replace(QLatin1String(entity), QLatin1String(letter));
    return plain;
}

/// Where the reasoning ends whose block begins before `from`: at the closing tag's line, or of a block that was not
/// finished with the text; -1 when there is no end.
qsizetype endOf(const QString &text, qsizetype from, bool finished)
{
    static const QRegularExpression close(QStringLiteral("^</details>"), QRegularExpression::MultilineOption);
    if (const auto line = close.match(text, from); line.hasMatch())
        return line.capturedStart();
    const qsizetype inLine = finished ? text.indexOf(u"</details>", from) : -1;
    return inLine >= 0 || finished ? inLine : text.size();
}

bool isInFence(const QString &text, qsizetype at)
{
    bool open = false;
    for (const QStringView line : QStringView(text).first(at).split(u'\n'))
        open = isFence(line.toString()) ? !open : open;
    return open;
}

/// Takes the reasoning out of a text.
void splitReasoning(Message &message)
{
    static const QRegularExpression details(
        QStringLiteral("^<details\\b([^>]*\\btype=\"reasoning\"[^>]*)>\\s*(?:<summary>[^<]*</summary>)?"),
        QRegularExpression::MultilineOption);
    static const QRegularExpression duration(QStringLiteral("duration=\"(\\d+)\""));
    Reasoning reasoning;
    QString answer;
    qsizetype at = 0;
    for (auto match = details.match(message.text); match.hasMatch();
         match = details.match(message.text, match.capturedEnd())) {
        const bool finished = !match.captured(1).contains(u"done=\"false\"");
        const qsizetype end = endOf(message.text, match.capturedEnd(), finished);
        // One that is shown as code is no reasoning.
        if (match.capturedStart() < at || end < 0 || isInFence(message.text, match.capturedStart()))
            continue;
        const QString thought = message.text.mid(match.capturedEnd(), end - match.capturedEnd());
        appendText(reasoning.text, unquoted(unescaped(thought)));
        reasoning.seconds += duration.match(match.captured(1)).captured(1).toDouble();
        answer += QStringView(message.text).mid(at, match.capturedStart() - at);
        at = qMin(message.text.size(), end + QStringLiteral("</details>").size());
        while (at < message.text.size() && message.text.at(at).isSpace())
            ++at;
    }
    if (reasoning.text.isEmpty())
        return;
    message.text = answer + message.text.mid(at);
    message.reasoning = reasoning;
}

Message messageOf(const QJsonObject &source)
{
    Message message;
    const QString role = source[QStringLiteral("role")].toString();
    message.role = role == u"user" ? MessageRole::User
        : role == u"system"        ? MessageRole::System
                                   : MessageRole::Assistant;
    message.text = source[QStringLiteral("content")].toString();
    message.createdAt = importedTime(source[QStringLiteral("timestamp")]);
    for (const auto &file : source[QStringLiteral("files")].toArray()) {
        if (const QString name = file[QStringLiteral("name")].toString(); !name.isEmpty())
            message.attachments.append({name, {}, {}});
    }
    if (message.role != MessageRole::Assistant)
        return message;
    splitReasoning(message);
    Run run;
    run.model = source[QStringLiteral("model")].toString(QStringLiteral("Open WebUI"));
    message.run = run;
    if (source.contains(QStringLiteral("done")) && !source[QStringLiteral("done")].toBool())
        message.state = MessageState::Interrupted;
    return message;
}

}  // namespace

std::optional<ConversationRecord> fromOpenWebUi(const QJsonObject &object, QString &problem)
{
    ConversationRecord record;
    const QJsonObject chat = object[QStringLiteral("chat")].toObject();
    const QJsonObject history = chat[QStringLiteral("history")].toObject();
    const QString id = object[QStringLiteral("id")].toString();
    if (id.isEmpty()) {
        problem = QStringLiteral("id");
        return std::nullopt;
    }
    record.uid = QStringLiteral("openwebui:") + id;
    record.conversation.title = object[QStringLiteral("title")].toString(chat[QStringLiteral("title")].toString());
    record.conversation.createdAt = importedTime(object[QStringLiteral("created_at")]);
    record.conversation.usedAt = importedTime(object[QStringLiteral("updated_at")]);
    record.conversation.pinned = object[QStringLiteral("pinned")].toBool();
    record.conversation.archived = object[QStringLiteral("archived")].toBool();
    // The same tree under other names.
    QJsonObject mapping;
    const QJsonObject messages = history[QStringLiteral("messages")].toObject();
    for (auto message = messages.begin(); message != messages.end(); ++message)
        mapping.insert(message.key(),
                       QJsonObject{{QStringLiteral("parent"), message.value()[QStringLiteral("parentId")]},
                                   {QStringLiteral("children"), message.value()[QStringLiteral("childrenIds")]},
                                   {QStringLiteral("id"), message.key()}});
    QHash<QString, RowId> ids;
    walkMapping(mapping, [&](const QJsonObject &node, RowId parent) {
        const QString name = node[QStringLiteral("id")].toString();
        const RowId added = addMessage(record, messageOf(messages[name].toObject()), parent);
        ids.insert(name, added);
        return added;
    });
    record.conversation.currentMessage = ids.value(history[QStringLiteral("currentId")].toString());
    return finishRecord(record, problem) ? std::optional(record) : std::nullopt;
}

}  // namespace mingsi::app
