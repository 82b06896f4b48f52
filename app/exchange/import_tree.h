// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QHash>
#include <QJsonObject>
#include <QStringList>
#include <functional>

#include "app/store/transfer_db.h"

// What importers share.
namespace mingsi::app {

/// Seconds since 1970, or ISO 8601; invalid when it is neither.
QDateTime importedTime(const QJsonValue &value);

/// Visits the nodes of a mapping {id: {parent, children, …}} from its roots on, parents first and children in order;
/// `visit` gets the node and what it gave for its parent (0 for roots), and gives what its children get. Links that
/// lead in a circle or nowhere are passed over.
void walkMapping(const QJsonObject &mapping, const std::function<RowId(const QJsonObject &node, RowId parent)> &visit);

/// Appends a paragraph.
void appendText(QString &text, const QString &more);

/// Adds a message below `parent` (ids count from 1) and gives its id. Without a time it has its parent's, or that of the
/// conversation.
RowId addMessage(ConversationRecord &record, Message message, RowId parent);

/// Completes a record: times from the messages where they are missing, the current message when it is not known.
/// False, with `problem`, when there is nothing in it.
bool finishRecord(ConversationRecord &record, QString &problem);

}  // namespace mingsi::app
