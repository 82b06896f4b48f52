// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFuture>

#include "app/store/database.h"
#include "app/store/types.h"

namespace mingsi::app {

/// The servers that were asked for models, and the model chosen last on each.
class EndpointDb
{
public:
    explicit EndpointDb(Database &database) : m_database(database) {}

    QFuture<Result<QList<Endpoint>>> list();
    /// Adds a server, or stores another model and price of the one with its address.
    QFuture<Result<Endpoint>> put(const Endpoint &endpoint);
    QFuture<Result<Done>> remove(RowId endpoint);

private:
    Database &m_database;
};

}  // namespace mingsi::app
