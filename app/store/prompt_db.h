// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFuture>

#include "app/prompts/prompt_library.h"
#include "app/store/database.h"
#include "app/store/types.h"

namespace mingsi::app {

/// A person's own prompts.
class PromptDb
{
public:
    explicit PromptDb(Database &database) : m_database(database) {}

    /// By name.
    QFuture<Result<QList<Prompt>>> list();
    /// Stores prompts; one of the same id, or else of the same name, is replaced. Gives the list.
    QFuture<Result<QList<Prompt>>> put(const QList<Prompt> &prompts);
    QFuture<Result<QList<Prompt>>> remove(RowId id);

private:
    Database &m_database;
};

}  // namespace mingsi::app
