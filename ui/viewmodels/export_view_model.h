// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QUrl>
#include <atomic>
#include <memory>

#include "app/exchange/export_run.h"
#include "ui/viewmodels/conversations_view_model.h"
#include "ui/viewmodels/thought_view_model.h"

namespace mingsi::ui {

/// Writes conversations into files, in the background.
class ExportViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    Q_PROPERTY(bool running READ isRunning NOTIFY changed)
    /// The share that is done.
    Q_PROPERTY(double progress READ progress NOTIFY changed)
    /// What came of it, or what went wrong; empty at first.
    Q_PROPERTY(QString status READ status NOTIFY changed)
    Q_PROPERTY(bool failed READ isFailed NOTIFY changed)

    /// The message that scope Answer means; 0: the answer whose thought is shown.
    Q_PROPERTY(qint64 message READ message WRITE setMessage NOTIFY changed)

public:
    /// What is exported, as the dialog lists it.
    enum Scope { Answer, Branch, Conversation, Folder, Everything };
    Q_ENUM(Scope)

    ExportViewModel(app::Database &database, ChatViewModel &chat, ThoughtViewModel &thought,
                    ConversationsViewModel &conversations);
    /// Ends what runs; its file does not appear.
    ~ExportViewModel() override;

    bool isRunning() const { return m_running; }
    double progress() const { return m_progress; }
    QString status() const { return m_status; }
    bool isFailed() const { return m_failed; }

    /// Whether there is something of this scope now.
    qint64 message() const { return m_message; }
    void setMessage(qint64 message);

    Q_INVOKABLE bool offers(int scope) const;
    /// A name for the file, with its ending.
    Q_INVOKABLE QString fileName(int scope, const QString &ending) const;
    /// `options`: {content: 0 everything, 1 answers, 2 reasoning; metadata: bool; letter: bool, paper that is not A4}.
    Q_INVOKABLE void start(int scope, const QString &ending, const QVariantMap &options, const QUrl &file);
    /// Whether paper is Letter here.
    Q_INVOKABLE bool usesLetter() const { return app::usualPaper() == app::ExportOptions::Paper::Letter; }
    Q_INVOKABLE void cancel() { *m_goesOn = false; }
    /// Forgets what came of the last one.
    Q_INVOKABLE void reset();

signals:
    void changed();

private:
    app::ExportScope scopeOf(int scope) const;
    void end(const app::Result<int> &written, const QString &file);

    app::Database &m_database;
    ChatViewModel &m_chat;
    ThoughtViewModel &m_thought;
    ConversationsViewModel &m_conversations;
    std::shared_ptr<std::atomic<bool>> m_goesOn = std::make_shared<std::atomic<bool>>(true);
    QFuture<app::Result<int>> m_run;
    app::RowId m_message = 0;
    bool m_running = false;
    bool m_failed = false;
    double m_progress = 0;
    QString m_status;
};

}  // namespace mingsi::ui
