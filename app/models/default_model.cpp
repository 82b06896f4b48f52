// SPDX-License-Identifier: Apache-2.0
#include "app/models/default_model.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

#include "app/store/setting_db.h"

namespace mingsi::app {

QString defaultDataFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/mingsi");
}

QString modelSettingKey()
{
    return QStringLiteral("model");
}

ModelReference defaultModel(const QString &dataFolder)
{
    // Asking must not create anything.
    if (!QFile::exists(QDir(dataFolder).filePath(QStringLiteral("mingsi.db"))))
        return {};
    Database database;
    database.open(dataFolder).waitForFinished();
    auto settings = SettingDb(database).all();
    settings.waitForFinished();
    return settings.result() ? ModelReference::fromText(settings.result()->value(modelSettingKey())) : ModelReference();
}

}  // namespace mingsi::app
