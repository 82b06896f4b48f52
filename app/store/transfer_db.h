// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFuture>
#include <QHash>

#include "app/store/database.h"
#include "app/store/types.h"

namespace mingsi::app {

/// A conversation with everything that belongs to it, as it leaves the store or comes in.
struct ConversationRecord {
    Conversation conversation;
    QString uid;     ///< the same wherever it goes, see the schema
    QString folder;  ///< its name; empty: none
    /// The whole tree, parents before their children, siblings in order. Ids only tie them together.
    QList<Message> messages;
    QHash<RowId, QByteArray> traces;  ///< TokenTrace::toBytes() of answers that have one
    QHash<RowId, RowId> votes;        ///< question → the answer that was found the best; 0: none of them
};

/// What came of taking in a conversation.
struct Taken {
    RowId conversation = 0;
    bool created = false;  ///< it was not there before
    int messages = 0;      ///< how many were added
};

/// Whole conversations, out of the store and into it.
class TransferDb
{
public:
    explicit TransferDb(Database &database) : m_database(database) {}

    /// All that are not deleted, the one used last first; of one folder when it is given.
    QFuture<Result<QList<RowId>>> conversations(RowId folder = 0);
    QFuture<Result<ConversationRecord>> read(RowId conversation, bool withTraces);
    /// Adds a conversation, or those of its messages that the one with its uid does not have: a message is known by its
    /// place, its role and its texts. What is there is never changed.
    QFuture<Result<Taken>> take(const ConversationRecord &record);
    /// The same without doing it.
    QFuture<Result<Taken>> preview(const ConversationRecord &record);

private:
    Database &m_database;
};

}  // namespace mingsi::app
