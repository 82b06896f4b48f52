// SPDX-License-Identifier: Apache-2.0
// Programs that are not ours, by which tests check what was written.
#pragma once

#include <QProcess>
#include <QStandardPaths>

namespace mingsi::test {

inline bool has(const QString &program)
{
    return !QStandardPaths::findExecutable(program).isEmpty();
}

/// What a program prints, run in `folder`; "FAILED: " and its complaint when it ends otherwise than well.
inline QString runIn(const QString &folder, const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    if (!process.waitForFinished(120000) || process.exitCode() != 0)
        return "FAILED: " + process.readAllStandardError();
    return QString::fromUtf8(process.readAllStandardOutput());
}

}  // namespace mingsi::test
