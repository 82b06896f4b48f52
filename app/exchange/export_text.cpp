// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/export_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace mingsi::app::exporttext {

namespace {

QString seconds(double value)
{
    return QLocale().toString(value, 'f', 1);
}

}  // namespace

QString titleOf(const Conversation &conversation)
{
    if (!conversation.title.isEmpty())
        return conversation.title.simplified();
    const QString preview = conversation.preview.simplified();
    return preview.isEmpty() ? QCoreApplication::translate("Export", "Conversation") : preview;
}

QString roleOf(const Message &message, const ExportOptions &options)
{
    switch (message.role) {
    case MessageRole::System: return QCoreApplication::translate("Export", "System");
    case MessageRole::User: return QCoreApplication::translate("Export", "User");
    case MessageRole::Assistant: break;
    }
    const QString role = QCoreApplication::translate("Export", "Assistant");
    const QString model = message.run && options.metadata ? message.run->model : QString();
    return model.isEmpty() ? role : role + QStringLiteral(" · ") + model;
}

QString reasoningOf(const Reasoning &reasoning, const ExportOptions &options)
{
    const QString title = QCoreApplication::translate("Export", "Reasoning");
    if (!options.metadata || reasoning.tokens == 0)
        return title;
    return QCoreApplication::translate("Export", "%1 (%2 tokens, %3 s)")
        .arg(title, QLocale().toString(reasoning.tokens), seconds(reasoning.seconds));
}

QString notesOf(const Message &message, const ExportOptions &options)
{
    QStringList notes;
    if (options.metadata) {
        if (message.createdAt.isValid())
            notes.append(QLocale().toString(message.createdAt, QLocale::ShortFormat));
        if (message.run && message.run->completionTokens > 0)
            notes.append(QCoreApplication::translate("Export", "%1 tokens")
                             .arg(QLocale().toString(message.run->completionTokens)));
        if (message.run && message.run->decodeSeconds > 0)
            notes.append(QCoreApplication::translate("Export", "%1 s")
                             .arg(seconds(message.run->prefillSeconds + message.run->decodeSeconds)));
    }
    // That an answer is not whole is no mere detail.
    switch (message.state) {
    case MessageState::Complete: break;
    case MessageState::Stopped: notes.append(QCoreApplication::translate("Export", "stopped")); break;
    case MessageState::Interrupted: notes.append(QCoreApplication::translate("Export", "interrupted")); break;
    case MessageState::Failed:
        notes.append(QCoreApplication::translate("Export", "failed: %1").arg(message.failure));
        break;
    }
    return notes.join(QStringLiteral(" · "));
}

QString timeOf(const QDateTime &time)
{
    return time.toOffsetFromUtc(time.offsetFromUtc()).toString(Qt::ISODate);
}

QString answerOf(const Message &message, const ExportOptions &options)
{
    const bool left = message.role == MessageRole::Assistant && options.content == ExportOptions::Content::Reasoning;
    return left ? QString() : message.text;
}

QList<RichBlock> richTextOf(const Message &message, const ExportOptions &options)
{
    const QString text = answerOf(message, options);
    return message.role == MessageRole::Assistant ? readRichText(text) : plainRichText(text);
}

std::optional<Reasoning> thoughtOf(const Message &message, const ExportOptions &options)
{
    return options.content == ExportOptions::Content::Answers ? std::nullopt : message.reasoning;
}

}  // namespace mingsi::app::exporttext
