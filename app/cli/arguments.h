// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCommandLineParser>
#include <QString>
#include <QStringList>
#include <stdexcept>

#include "app/failure.h"

namespace mingsi::app::cli {

/// Exit statuses of mingsi-cli.
enum ExitStatus { Success = 0, OtherError = 1, BadUsage = 2, BadInput = 3, OutOfResources = 4 };

/// A mistake in the call; ends the program with BadUsage.
class UsageError : public std::runtime_error
{
public:
    explicit UsageError(const QString &message) : std::runtime_error(message.toStdString()) {}
};

/// A failure on its way to main().
struct CommandFailure {
    Failure failure;
};

/// Parses the arguments of one command (without program and command name); throws UsageError. With --help it prints
/// the help and ends the program.
void parse(QCommandLineParser &parser, const QString &command, const QStringList &arguments);

/// Values of options, checked; a missing option gives `missing`. Throw UsageError naming the option.
double realOption(const QCommandLineParser &parser, const QString &name, double missing, double low, double high);
qulonglong integerOption(const QCommandLineParser &parser, const QString &name, qulonglong missing, qulonglong low,
                         qulonglong high);

}  // namespace mingsi::app::cli
