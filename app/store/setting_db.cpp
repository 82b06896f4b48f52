// SPDX-License-Identifier: Apache-2.0
#include "app/store/setting_db.h"

#include "app/store/statement.h"

namespace mingsi::app {

QFuture<Result<QHash<QString, QString>>> SettingDb::all()
{
    return m_database.run<QHash<QString, QString>>([](QSqlDatabase &database) -> Result<QHash<QString, QString>> {
        QHash<QString, QString> settings;
        Statement rows(database, QStringLiteral("SELECT key, value FROM setting"));
        while (rows.next())
            settings.insert(rows.value(0).toString(), rows.value(1).toString());
        return settings;
    });
}

QFuture<Result<Done>> SettingDb::set(const QString &key, const QString &value)
{
    return m_database.run<Done>([key, value](QSqlDatabase &database) -> Result<Done> {
        Statement(database,
                  QStringLiteral("INSERT INTO setting(key, value) VALUES (?, ?)"
                                 " ON CONFLICT(key) DO UPDATE SET value = excluded.value"),
                  {key, notNull(value)});
        return Done{};
    });
}

}  // namespace mingsi::app
