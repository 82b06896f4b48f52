// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>
#include <optional>

#include "app/store/transfer_db.h"

// Conversations of other programs. Each function reads one; nothing, with `problem` saying what is missing,
// when it is none. What a program keeps and Mingsi has no place for is left out. The uid is made of the source's own
// id, so that the same conversation is known again.
namespace mingsi::app {

enum class ImportSource { Mingsi, DeepSeek, ChatGpt, Claude, OpenWebUi, LmStudio };

/// Name for people.
QString nameOf(ImportSource source);
/// Whose conversation this is, by its keys; nothing when it is nobody's.
std::optional<ImportSource> sourceOf(const QJsonObject &conversation);

/// DeepSeek's `conversations.json`: a mapping of nodes whose messages hold fragments (REQUEST, THINK, RESPONSE), or in
/// older exports `content` and `reasoning_content`.
std::optional<ConversationRecord> fromDeepSeek(const QJsonObject &object, QString &problem);
/// ChatGPT's `conversations.json` and its shards: a mapping of nodes; thoughts (`thoughts`, `reasoning_recap`), code and
/// its output belong to the answer that follows them.
std::optional<ConversationRecord> fromChatGpt(const QJsonObject &object, QString &problem);
/// Claude's `conversations.json`: a list of messages with parts (text, thinking).
std::optional<ConversationRecord> fromClaude(const QJsonObject &object, QString &problem);
/// Open WebUI's export: a history of messages; reasoning stands in `<details type="reasoning">` within the text.
std::optional<ConversationRecord> fromOpenWebUi(const QJsonObject &object, QString &problem);
/// LM Studio's `….conversation.json`, whose name is its id: messages with versions, of steps.
std::optional<ConversationRecord> fromLmStudio(const QJsonObject &object, const QString &id, QString &problem);

}  // namespace mingsi::app
