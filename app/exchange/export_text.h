// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QString>

#include "app/exchange/export_options.h"
#include "app/text/rich_text.h"

// The words that exports of all formats share, in the language of the interface.
namespace mingsi::app::exporttext {

QString titleOf(const Conversation &conversation);
/// "User", or "Assistant · model".
QString roleOf(const Message &message, const ExportOptions &options);
/// "Reasoning", with tokens and seconds where they are wanted and known.
QString reasoningOf(const Reasoning &reasoning, const ExportOptions &options);
/// One line about how an answer came about; empty when there is nothing to say or it is not wanted.
QString notesOf(const Message &message, const ExportOptions &options);
/// ISO 8601 with the offset.
QString timeOf(const QDateTime &time);
/// What of a message is to be written.
QString answerOf(const Message &message, const ExportOptions &options);
/// What of a message is to be written, as rich text: answers are Markdown, what a person wrote is as it is.
QList<RichBlock> richTextOf(const Message &message, const ExportOptions &options);
std::optional<Reasoning> thoughtOf(const Message &message, const ExportOptions &options);

}  // namespace mingsi::app::exporttext
