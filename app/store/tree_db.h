// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFuture>

#include "app/store/database.h"
#include "app/store/types.h"

namespace mingsi::app {

/// The tree of a conversation: which branch is shown, its map, and branches that go or become conversations.
class TreeDb
{
public:
    explicit TreeDb(Database &database) : m_database(database) {}

    /// Shows the branch through `message`, down to the leaf that was written last below it. Gives that branch.
    QFuture<Result<QList<Message>>> show(RowId message);

    /// All messages, parents before their children.
    QFuture<Result<QList<TreeNode>>> map(RowId conversation);

    /// Takes `message` and all below it away and shows a neighbour of it, or what stands above. Gives the branch that
    /// is shown then. It can come back until the program ends.
    QFuture<Result<QList<Message>>> remove(RowId message);
    /// Brings back what remove() took, and shows it.
    QFuture<Result<QList<Message>>> restore(RowId message);

    /// A new conversation with copies of the messages from the root to `leaf`, named after the old one.
    QFuture<Result<Conversation>> fork(RowId leaf);

    /// Which answer to `question` was found the best; 0 for none of them.
    QFuture<Result<Done>> vote(RowId question, RowId choice);
    /// The vote on a question: empty when there is none, 0 when it was for none of the answers.
    QFuture<Result<std::optional<RowId>>> voteOn(RowId question);

private:
    Database &m_database;
};

}  // namespace mingsi::app
