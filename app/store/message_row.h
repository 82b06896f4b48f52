// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/store/statement.h"
#include "app/store/types.h"

// Reading and writing of rows of the message table and what hangs on them; used inside the store thread by the
// components that know messages.
namespace mingsi::app {

/// The columns that readMessage() expects, of `m` (message), `t` (reasoning) and `r` (run).
QString messageColumns();
/// "message m … LEFT JOIN …" with those names, without the message table itself.
QString messageJoins();
Message readMessage(const Statement &row);

/// The messages from the root to `leaf`; nothing for 0.
QList<Message> readBranch(QSqlDatabase &database, RowId leaf);

/// The conversation's messages without deleted ones, parents before their children and siblings in order.
QList<Message> readTree(QSqlDatabase &database, RowId conversation);

/// Inserts a message that is there already elsewhere, with its run, reasoning and attachments, as the last of its
/// siblings and at its own time, and indexes it.
void insertWhole(QSqlDatabase &database, Message &message);
/// Inserts a new message as the last of its siblings, fills in what the store knows of it, and makes it the conversation's
/// current one.
void insertMessage(QSqlDatabase &database, Message &message);
void insertRun(QSqlDatabase &database, Run &run);
void updateRun(QSqlDatabase &database, const Run &run);
/// Stores the reasoning, or removes it when there is none.
void storeReasoning(QSqlDatabase &database, RowId message, const std::optional<Reasoning> &reasoning);
/// Puts a message's texts into the search index, in place of what is there.
void indexMessage(QSqlDatabase &database, RowId id, const QString &text, const QString &reasoning);
/// The messages of `parent` (0: the roots), in order, without deleted ones.
QList<RowId> childrenOf(QSqlDatabase &database, RowId conversation, RowId parent);

}  // namespace mingsi::app
