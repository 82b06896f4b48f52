// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFuture>
#include <QHash>

#include "app/store/database.h"

namespace mingsi::app {

/// Small settings that belong to the data folder (the last model chosen, the language, …), as text by key.
class SettingDb
{
public:
    explicit SettingDb(Database &database) : m_database(database) {}

    QFuture<Result<QHash<QString, QString>>> all();
    QFuture<Result<Done>> set(const QString &key, const QString &value);

private:
    Database &m_database;
};

}  // namespace mingsi::app
