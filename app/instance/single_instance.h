// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QObject>
#include <QStringList>
#include <memory>

namespace mingsi::app {

/// Keeps a data folder to one running program: the first instance holds a lock in the folder and listens on a local
/// socket; a second one hands its files over, has the first window raised, and ends.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    enum class Outcome {
        First,        ///< this instance owns the folder
        HandedOver,   ///< another one does, and has been told
        Unreachable,  ///< another one holds the lock but does not answer
        Unprotected,  ///< the folder can't be written, so no lock was taken
    };

    explicit SingleInstance(const QString &dataFolder);

    /// Tries to become the first; otherwise sends `files` to the one that is. Waits a second at most; called before
    /// there is a window.
    Outcome claim(const QStringList &files);

signals:
    /// Another instance was started on the same folder, with these files.
    void activated(const QStringList &files);

private:
    bool handOver(const QStringList &files) const;
    void accept();

    QString m_folder;
    QLockFile m_lock;
    QLocalServer m_server;
};

}  // namespace mingsi::app
