// SPDX-License-Identifier: Apache-2.0
#include "app/store/endpoint_db.h"

#include "app/store/statement.h"

namespace mingsi::app {

QFuture<Result<QList<Endpoint>>> EndpointDb::list()
{
    return m_database.run<QList<Endpoint>>([](QSqlDatabase &database) -> Result<QList<Endpoint>> {
        QList<Endpoint> endpoints;
        Statement rows(database, QStringLiteral("SELECT id, url, model FROM endpoint ORDER BY id"));
        while (rows.next())
            endpoints.append({rows.value(0).toLongLong(), rows.value(1).toString(), rows.value(2).toString()});
        return endpoints;
    });
}

QFuture<Result<Endpoint>> EndpointDb::put(const QString &url, const QString &model)
{
    return m_database.run<Endpoint>([url, model](QSqlDatabase &database) -> Result<Endpoint> {
        Statement known(database, QStringLiteral("SELECT id FROM endpoint WHERE url = ?"), {url});
        if (known.next()) {
            const RowId id = known.value(0).toLongLong();
            Statement(database, QStringLiteral("UPDATE endpoint SET model = ? WHERE id = ?"), {notNull(model), id});
            return Endpoint{id, url, model};
        }
        Statement added(database, QStringLiteral("INSERT INTO endpoint(name, url, model) VALUES ('', ?, ?)"),
                        {url, notNull(model)});
        return Endpoint{added.lastId(), url, model};
    });
}

QFuture<Result<Done>> EndpointDb::remove(RowId endpoint)
{
    return m_database.run<Done>([endpoint](QSqlDatabase &database) -> Result<Done> {
        Statement(database, QStringLiteral("DELETE FROM endpoint WHERE id = ?"), {endpoint});
        return Done{};
    });
}

}  // namespace mingsi::app
