// SPDX-License-Identifier: Apache-2.0
#include "app/cli/history_option.h"

#include <QCoreApplication>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "app/cli/arguments.h"

namespace mingsi::app::cli {

void addHistoryOption(QCommandLineParser &parser)
{
    parser.addOption(
        {QStringLiteral("history"),
         QCoreApplication::translate(
             "CommandLine",
             "JSON file of the messages before the question: [{\"role\": \"user\", \"content\": \"…\"}, …]."),
         QStringLiteral("F")});
}

std::vector<engine::ChatMessage> historyOption(const QCommandLineParser &parser)
{
    static const QHash<QString, engine::Role> roles{{QStringLiteral("system"), engine::Role::System},
                                                    {QStringLiteral("user"), engine::Role::User},
                                                    {QStringLiteral("assistant"), engine::Role::Assistant}};
    std::vector<engine::ChatMessage> messages;
    if (!parser.isSet(QStringLiteral("history")))
        return messages;
    QFile file(parser.value(QStringLiteral("history")));
    const auto refuse = [&](const QString &place, const QString &why) {
        throw CommandFailure{{Failure::Kind::FileUnusable, {}, file.fileName(), place, why}};
    };
    if (!file.open(QIODevice::ReadOnly))
        refuse({}, file.errorString());
    QJsonParseError wrong;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &wrong);
    if (wrong.error != QJsonParseError::NoError)
        refuse(QCoreApplication::translate("CommandLine", "offset %1").arg(wrong.offset), wrong.errorString());
    if (!document.isArray())
        refuse({}, QCoreApplication::translate("CommandLine", "a list of messages is expected"));
    for (const QJsonValue &value : document.array()) {
        const auto role = roles.constFind(value[QStringLiteral("role")].toString());
        const QJsonValue content = value[QStringLiteral("content")];
        if (role == roles.constEnd() || !content.isString())
            refuse(QCoreApplication::translate("CommandLine", "message %1").arg(messages.size() + 1),
                   QCoreApplication::translate(
                       "CommandLine", "a role (system, user or assistant) and a content, both texts, are expected"));
        messages.push_back({*role, content.toString().toStdString()});
    }
    return messages;
}

}  // namespace mingsi::app::cli
