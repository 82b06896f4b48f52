// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QQmlEngine>

#include "app/chat/chat_service.h"
#include "app/store/message_db.h"
#include "ui/viewmodels/notices.h"
#include "ui/viewmodels/transcript_model.h"

namespace mingsi::ui {

/// The conversation in the middle of the window: its messages, and asking and stopping.
class ChatViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    Q_PROPERTY(mingsi::ui::TranscriptModel *transcript READ transcript CONSTANT)
    Q_PROPERTY(qint64 conversation READ conversation NOTIFY conversationChanged)
    /// An answer of this conversation is being written or waits for its turn.
    Q_PROPERTY(bool answering READ isAnswering NOTIFY answeringChanged)
    Q_PROPERTY(double tokensPerSecond READ tokensPerSecond NOTIFY meterChanged)
    Q_PROPERTY(int contextUsed READ contextUsed NOTIFY meterChanged)
    Q_PROPERTY(int contextLength READ contextLength NOTIFY meterChanged)

public:
    ChatViewModel(app::ChatService &service, app::Database &database, Notices &notices);

    TranscriptModel *transcript() { return &m_transcript; }
    qint64 conversation() const { return m_conversation; }
    bool isAnswering() const { return m_answering != 0; }
    double tokensPerSecond() const { return m_tokensPerSecond; }
    int contextUsed() const { return m_contextUsed; }
    int contextLength() const { return m_contextLength; }

    /// Shows another conversation; 0 shows an empty one.
    void open(app::RowId conversation);
    /// Sends `text`; a conversation is made first when none is shown. Blank text is ignored; false then.
    Q_INVOKABLE bool send(const QString &text);
    Q_INVOKABLE void stop();
    Q_INVOKABLE void copy(const QString &text) const;

signals:
    void conversationChanged();
    void answeringChanged();
    void meterChanged();
    /// There is no conversation yet: one must be made, and the text sent in it.
    void conversationNeeded(const QString &text);
    void asked(qint64 conversation, const QString &text);

private:
    void takeMessage(const app::Message &message);
    void takeProgress(const app::GenerationProgress &progress);
    void takeFinished(const app::Message &message);
    void setAnswering(app::RowId message);
    void showMeterOf(const QList<app::Message> &branch);

    app::ChatService &m_service;
    app::MessageDb m_messages;
    Notices &m_notices;
    TranscriptModel m_transcript;
    app::RowId m_conversation = 0;
    app::RowId m_answering = 0;
    bool m_asking = false;  ///< the question is on its way to the store
    double m_tokensPerSecond = 0;
    int m_contextUsed = 0;
    int m_contextLength = 0;
};

}  // namespace mingsi::ui
