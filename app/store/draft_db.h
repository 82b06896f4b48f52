// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFuture>
#include <QHash>

#include "app/store/database.h"
#include "app/store/types.h"

namespace mingsi::app {

/// What is attached to questions that are not sent yet. Their texts are with the conversations.
class DraftDb
{
public:
    using Attachments = QHash<RowId, QList<Attachment>>;  ///< by conversation; 0: the one that is not there yet

    explicit DraftDb(Database &database) : m_database(database) {}

    QFuture<Result<Attachments>> all();
    /// Stores the attachments of a draft in place of those that it has.
    QFuture<Result<Done>> set(RowId conversation, const QList<Attachment> &attachments);

private:
    Database &m_database;
};

}  // namespace mingsi::app
