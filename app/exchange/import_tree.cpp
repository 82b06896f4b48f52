// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/import_tree.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QSet>
#include <algorithm>
#include <utility>
#include <cmath>

namespace mingsi::app {

QDateTime importedTime(const QJsonValue &value)
{
    constexpr double kLatest = 1e11;  // seconds; what is larger is milliseconds
    if (value.isDouble() && std::isfinite(value.toDouble()) && value.toDouble() > 0) {
        const double seconds = value.toDouble() > kLatest ? value.toDouble() / 1000 : value.toDouble();
        return seconds > kLatest ? QDateTime() : QDateTime::fromMSecsSinceEpoch(std::llround(seconds * 1000));
    }
    // Fractions of any length: Qt reads three digits.
    QString text = value.toString();
    const qsizetype point = text.indexOf(u'.');
    if (point > 0) {
        qsizetype end = point + 1;
        while (end < text.size() && text.at(end).isDigit())
            ++end;
        if (end - point > 4)
            text.remove(point + 4, end - point - 4);
    }
    return QDateTime::fromString(text, Qt::ISODateWithMs).toLocalTime();
}

void walkMapping(const QJsonObject &mapping, const std::function<RowId(const QJsonObject &node, RowId parent)> &visit)
{
    struct Step {
        QString id;
        RowId parent;
    };
    QList<Step> open;
    const auto isChild = [&](const QJsonValue &node) {
        const QString parent = node[QStringLiteral("parent")].toString();
        return !parent.isEmpty() && mapping.contains(parent);
    };
    QHash<QString, QStringList> byParent;  // some programs leave out the children's list, or part of it
    for (auto node = mapping.end(); node != mapping.begin();) {
        --node;
        if (!isChild(node.value()))
            open.append({node.key(), 0});
        else
            byParent[node.value()[QStringLiteral("parent")].toString()].append(node.key());
    }
    QSet<QString> seen;
    while (!open.isEmpty()) {
        const Step step = open.takeLast();
        if (seen.contains(step.id) || !mapping.contains(step.id))
            continue;
        seen.insert(step.id);
        const QJsonObject node = mapping[step.id].toObject();
        const RowId given = visit(node, step.parent);
        const QJsonArray children = node[QStringLiteral("children")].toArray();
        // Taken from the end: what the list names goes first, in its order.
        for (const QString &child : std::as_const(byParent[step.id]))
            open.append({child, given});
        for (qsizetype i = children.size() - 1; i >= 0; --i)
            open.append({children.at(i).toVariant().toString(), given});
    }
}

void appendText(QString &text, const QString &more)
{
    if (!text.isEmpty() && !more.isEmpty())
        text += QStringLiteral("\n\n");
    text += more;
}

RowId addMessage(ConversationRecord &record, Message message, RowId parent)
{
    message.id = record.messages.size() + 1;
    message.parent = parent;
    if (!message.createdAt.isValid())
        message.createdAt = parent > 0 ? record.messages.at(parent - 1).createdAt : record.conversation.createdAt;
    record.messages.append(message);
    return message.id;
}

bool finishRecord(ConversationRecord &record, QString &problem)
{
    if (record.messages.isEmpty()) {
        problem = QCoreApplication::translate("Document", "there are no messages in it");
        return false;
    }
    Conversation &c = record.conversation;
    if (!c.createdAt.isValid())
        c.createdAt = record.messages.constFirst().createdAt;
    if (!c.createdAt.isValid())
        c.createdAt = QDateTime::fromMSecsSinceEpoch(0);
    for (Message &message : record.messages) {
        if (!message.createdAt.isValid())
            message.createdAt = c.createdAt;
    }
    if (!c.usedAt.isValid())
        c.usedAt = record.messages.constLast().createdAt;
    if (c.currentMessage < 1 || c.currentMessage > record.messages.size()) {
        // Where the conversation went on last; of messages of one time the last.
        const auto newest =
            std::max_element(record.messages.cbegin(), record.messages.cend(), [](const Message &a, const Message &b) {
                return std::pair(a.createdAt, a.id) < std::pair(b.createdAt, b.id);
            });
        c.currentMessage = newest->id;
    }
    return true;
}

}  // namespace mingsi::app
