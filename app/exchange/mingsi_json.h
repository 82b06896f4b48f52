// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <optional>

#include "app/store/transfer_db.h"

// Mingsi's own JSON, from which everything comes back to the byte. docs/export.schema.json describes it:
//   {"format": "mingsi", "version": 1, "generator": …, "exported_at": …, "conversations": [ … ]}
namespace mingsi::app {

inline constexpr int kMingsiJsonVersion = 1;

QJsonObject toJson(const ConversationRecord &record);
/// Nothing, with `problem` naming the place, when it is not what docs/export.schema.json calls a conversation.
std::optional<ConversationRecord> recordFromJson(const QJsonObject &object, QString &problem);

}  // namespace mingsi::app
