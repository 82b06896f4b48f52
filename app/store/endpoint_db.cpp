// SPDX-License-Identifier: Apache-2.0
#include "app/store/endpoint_db.h"

#include "app/store/statement.h"

namespace mingsi::app {

QFuture<Result<QList<Endpoint>>> EndpointDb::list()
{
    return m_database.run<QList<Endpoint>>([](QSqlDatabase &database) -> Result<QList<Endpoint>> {
        QList<Endpoint> endpoints;
        Statement rows(database,
                       QStringLiteral("SELECT id, url, model, prompt_price, completion_price, currency"
                                      " FROM endpoint ORDER BY id"));
        while (rows.next())
            endpoints.append({rows.value(0).toLongLong(),
                              rows.value(1).toString(),
                              rows.value(2).toString(),
                              {rows.value(3).toDouble(), rows.value(4).toDouble(), rows.value(5).toString()}});
        return endpoints;
    });
}

QFuture<Result<Endpoint>> EndpointDb::put(const Endpoint &endpoint)
{
    return m_database.run<Endpoint>([endpoint](QSqlDatabase &database) -> Result<Endpoint> {
        const Price &price = endpoint.price;
        const QVariantList values{notNull(endpoint.model), price.prompt, price.completion, notNull(price.currency)};
        Endpoint stored = endpoint;
        Statement known(database, QStringLiteral("SELECT id FROM endpoint WHERE url = ?"), {endpoint.url});
        if (known.next()) {
            stored.id = known.value(0).toLongLong();
            Statement(database,
                      QStringLiteral("UPDATE endpoint SET model = ?, prompt_price = ?, completion_price = ?,"
                                     " currency = ? WHERE id = ?"),
                      values + QVariantList{stored.id});
        } else {
            stored.id = Statement(database,
                                  QStringLiteral("INSERT INTO endpoint(name, model, prompt_price, completion_price,"
                                                 " currency, url) VALUES ('', ?, ?, ?, ?, ?)"),
                                  values + QVariantList{endpoint.url})
                            .lastId();
        }
        return stored;
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
