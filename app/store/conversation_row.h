// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/store/statement.h"
#include "app/store/types.h"

// Reading of rows of the conversation table; used inside the store thread.
namespace mingsi::app {

/// Conversations that meet `condition` (SQL about `c`), last used first.
QList<Conversation> readConversations(QSqlDatabase &database, const QString &condition,
                                      const QVariantList &values = {});
/// One of them; an empty one when it is not there.
Conversation readConversation(QSqlDatabase &database, RowId id);

}  // namespace mingsi::app
