// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFuture>

#include "app/store/database.h"
#include "app/store/types.h"

namespace mingsi::app {

/// Messages of conversations: a tree by parent, of which a branch is shown.
class MessageDb
{
public:
    explicit MessageDb(Database &database) : m_database(database) {}

    /// The branch from the root to the conversation's current message, with reasoning and run.
    QFuture<Result<QList<Message>>> branch(RowId conversation);
    /// The branch from the root to `leaf`.
    QFuture<Result<QList<Message>>> branchTo(RowId leaf);

    /// Those of these messages that are there: neither they nor their conversations are deleted.
    QFuture<Result<QList<RowId>>> existing(const QList<RowId> &messages);

    /// A user's message below `parent` (0: a root). It becomes the conversation's current message and marks the
    /// conversation as used.
    QFuture<Result<Message>> addUserMessage(RowId conversation, RowId parent, const QString &text,
                                            const QList<Attachment> &attachments = {});

    /// An empty answer below `parent`, Interrupted until it is finished, with what is known of its run.
    QFuture<Result<Message>> beginAnswer(RowId conversation, RowId parent, const Run &run);

    /// Stores the text so far. Cheap enough for twice a second: the search index is left for finishAnswer().
    QFuture<Result<Done>> saveProgress(RowId message, const QString &answer, const Reasoning &reasoning);

    /// Stores the final text, state, run and trace (TokenTrace::toBytes(), empty: none), and indexes it for search.
    QFuture<Result<Done>> finishAnswer(const Message &message, const QByteArray &trace);

    /// The stored trace of an answer; empty when there is none.
    QFuture<Result<QByteArray>> trace(RowId message);

    /// Indexes answers that a killed process left unindexed. Called once at start; gives how many there were.
    QFuture<Result<int>> indexInterrupted();

private:
    Database &m_database;
};

}  // namespace mingsi::app
