// SPDX-License-Identifier: Apache-2.0
#include "app/cli/store_option.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include "app/models/default_model.h"

namespace mingsi::app::cli {

void addStoreOption(QCommandLineParser &parser)
{
    parser.addOption({QStringLiteral("data-dir"),
                      QCoreApplication::translate("CommandLine", "Folder of conversations and settings."),
                      QStringLiteral("DIR"), defaultDataFolder()});
}

std::unique_ptr<Database> openStore(const QCommandLineParser &parser, bool create)
{
    const QString folder = parser.value(QStringLiteral("data-dir"));
    const QString file = QDir(folder).filePath(QStringLiteral("mingsi.db"));
    if (!create && !QFile::exists(file))
        throw CommandFailure{
            {Failure::Kind::StoreUnreadable, {}, file, {}, QStringLiteral("there are no conversations")}};
    auto database = std::make_unique<Database>();
    waitFor(database->open(folder));
    return database;
}

}  // namespace mingsi::app::cli
