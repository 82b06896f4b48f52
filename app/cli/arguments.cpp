// SPDX-License-Identifier: Apache-2.0
#include "app/cli/arguments.h"

#include <QCoreApplication>
#include <cmath>

namespace mingsi::app::cli {

void parse(QCommandLineParser &parser, const QString &command, const QStringList &arguments)
{
    parser.addOption(
        {{QStringLiteral("h"), QStringLiteral("help")}, QCoreApplication::translate("CommandLine", "Show this help.")});
    if (!parser.parse(QStringList{QStringLiteral("mingsi-cli ") + command} + arguments))
        throw UsageError(parser.errorText());
    if (parser.isSet(QStringLiteral("help"))) {
        // showHelp() would print the program's name without the command.
        QString help = parser.helpText();
        const QString program = QCoreApplication::arguments().value(0);
        help.replace(program + u' ', program + u' ' + command + u' ');
        std::fputs(help.toUtf8().constData(), stdout);
        std::exit(Success);
    }
}

double realOption(const QCommandLineParser &parser, const QString &name, double missing, double low, double high)
{
    if (!parser.isSet(name))
        return missing;
    bool fine = false;
    const double value = parser.value(name).toDouble(&fine);
    if (!fine || !(value >= low && value <= high))
        throw UsageError(QCoreApplication::translate("CommandLine", "--%1 expects a number from %2 to %3.")
                             .arg(name)
                             .arg(low)
                             .arg(high));
    return value;
}

qulonglong integerOption(const QCommandLineParser &parser, const QString &name, qulonglong missing, qulonglong low,
                         qulonglong high)
{
    if (!parser.isSet(name))
        return missing;
    bool fine = false;
    const qulonglong value = parser.value(name).toULongLong(&fine);
    if (!fine || value < low || value > high)
        throw UsageError(QCoreApplication::translate("CommandLine", "--%1 expects a whole number from %2 to %3.")
                             .arg(name)
                             .arg(low)
                             .arg(high));
    return value;
}

}  // namespace mingsi::app::cli
