// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QUrl>
#include <atomic>
#include <memory>

#include "app/exchange/import_run.h"
#include "app/store/database.h"

namespace mingsi::ui {

/// Takes in conversations of other programs: looks first, then does it when that is wanted.
class ImportViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    Q_PROPERTY(State state READ state NOTIFY changed)
    /// The share of the file that is read.
    Q_PROPERTY(double progress READ progress NOTIFY changed)
    /// What would come in, what has come in, or what is wrong.
    Q_PROPERTY(QString status READ status NOTIFY changed)
    Q_PROPERTY(QString file READ file NOTIFY changed)

public:
    enum State { Idle, Looking, Looked, Importing, Done, Cancelled, Failed };
    Q_ENUM(State)

    explicit ImportViewModel(app::Database &database);
    /// Ends what runs; what has come in stays.
    ~ImportViewModel() override;

    State state() const { return m_state; }
    double progress() const { return m_progress; }
    QString status() const { return m_status; }
    QString file() const { return m_file; }

    /// Looks into a file and tells what would come in.
    Q_INVOKABLE void look(const QUrl &file);
    /// Takes in what was looked at.
    Q_INVOKABLE void start();
    /// Ends what runs, with the conversation that is being read.
    Q_INVOKABLE void cancel() { *m_goesOn = false; }

signals:
    void changed();
    /// Conversations have come in.
    void imported();

private:
    void run(State state);
    void end(const app::Result<app::ImportReport> &report);

    app::Database &m_database;
    std::shared_ptr<std::atomic<bool>> m_goesOn = std::make_shared<std::atomic<bool>>(true);
    QFuture<app::Result<app::ImportReport>> m_run;
    State m_state = Idle;
    double m_progress = 0;
    QString m_file;
    QString m_status;
};

}  // namespace mingsi::ui
