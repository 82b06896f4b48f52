// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <optional>

#include "app/chat/chat_service.h"
#include "app/store/message_db.h"
#include "app/store/tree_db.h"
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
    /// The answer that is being written has not left its thought.
    Q_PROPERTY(bool thinking READ isThinking NOTIFY thinkingChanged)
    Q_PROPERTY(double tokensPerSecond READ tokensPerSecond NOTIFY meterChanged)
    Q_PROPERTY(int contextUsed READ contextUsed NOTIFY meterChanged)
    Q_PROPERTY(int contextLength READ contextLength NOTIFY meterChanged)

public:
    ChatViewModel(app::ChatService &service, app::Database &database, Notices &notices);

    TranscriptModel *transcript() { return &m_transcript; }
    qint64 conversation() const { return m_conversation; }
    bool isAnswering() const { return !m_answering.isEmpty(); }
    bool isThinking() const { return m_thinking; }
    double tokensPerSecond() const { return m_tokensPerSecond; }
    int contextUsed() const { return m_contextUsed; }
    int contextLength() const { return m_contextLength; }

    /// Which conversation is shown first is still being read: what is sent meanwhile goes into that one.
    void expectConversation() { m_loading = true; }
    bool isLoading() const { return m_loading; }
    /// Shows another conversation; 0 shows an empty one.
    void open(app::RowId conversation);
    /// Shows a conversation that has no messages yet.
    void openEmpty(app::RowId conversation);
    /// Shows a branch of the conversation that is shown.
    void showBranch(const QList<app::Message> &branch);
    /// Shows the message, once its conversation is there; `revealed` follows.
    /// `text` is what was found there, to be marked; it may be empty.
    Q_INVOKABLE void reveal(qint64 message, bool inReasoning, const QString &text = {});
    /// Sends `text`, as soon as the branch that it goes on is there; a conversation is made first when none is shown.
    /// Blank text is ignored; false then.
    Q_INVOKABLE bool send(const QString &text) { return send(text, {}); }
    bool send(const QString &text, const QList<app::Attachment> &attachments);
    /// What was sent could not be stored.
    void failSending();
    /// Asks `text` in place of the question `message`: another branch.
    Q_INVOKABLE void editQuestion(qint64 message, const QString &text);
    /// Another answer to the question of `message`.
    Q_INVOKABLE void regenerate(qint64 message);
    /// Another answer that begins with `prefix`.
    void answerFrom(app::RowId message, const app::AnswerPrefix &prefix);
    /// The last question, for editing; 0 when there is none.
    Q_INVOKABLE qint64 lastQuestion() const { return m_transcript.last(app::MessageRole::User); }
    /// The question that a message answers; 0 when it is none that is shown.
    Q_INVOKABLE qint64 questionOf(qint64 answer) const;
    Q_INVOKABLE QString textOf(qint64 message) const { return m_transcript.message(message).text; }
    Q_INVOKABLE QString reasoningOf(qint64 message) const;
    /// How answers of this conversation are made, over what the model has.
    void setSettings(const app::AnswerSettings &settings) { m_settings = settings; }
    app::AnswerRecipe recipe() const;

    Q_INVOKABLE void stop();
    /// Ends the thought that is being written; the model goes on with the answer.
    Q_INVOKABLE void answerNow();
    Q_INVOKABLE void copy(const QString &text) const;

signals:
    void conversationChanged();
    void answeringChanged();
    void thinkingChanged();
    void meterChanged();
    /// The branch that is shown is another one, or has grown.
    void branchChanged();
    /// A message is to be scrolled to.
    void revealed(qint64 message, bool inReasoning, const QString &text);
    /// The question that was sent is stored.
    void sent();
    /// The question that was sent is not stored, and belongs back into the composer.
    void notSent();
    void progressed(const mingsi::app::GenerationProgress &progress);
    void finished(const mingsi::app::Message &message, const mingsi::app::TokenTrace &trace);
    /// There is no conversation yet: one must be made, and the text sent in it.
    void conversationNeeded(const QString &text, const QList<mingsi::app::Attachment> &attachments);
    void asked(qint64 conversation, const QString &text);

private:
    struct Question {
        QString text;
        QList<app::Attachment> attachments;
    };

    void show(app::RowId conversation);
    void setLoaded();
    void takeMessage(const app::Message &message);
    void takeProgress(const app::GenerationProgress &progress);
    void takeFinished(const app::Message &message, const app::TokenTrace &trace);
    void setAnswering(app::RowId message, bool answering);
    void setThinking(bool thinking);
    void forgetAnswers();
    void showMeterOf(const QList<app::Message> &branch);

    app::ChatService &m_service;
    app::MessageDb m_messages;
    app::TreeDb m_tree;
    Notices &m_notices;
    TranscriptModel m_transcript;
    app::RowId m_conversation = 0;
    QList<app::RowId> m_answering;  ///< the one that is being written first
    app::AnswerSettings m_settings;
    app::RowId m_reveal = 0;  ///< to be shown when the branch is there
    bool m_revealReasoning = false;
    QString m_revealText;
    bool m_thinking = false;
    bool m_asking = false;           ///< the question is on its way to the store
    bool m_loading = false;          ///< the branch that a question goes on is not there yet
    std::optional<Question> m_held;  ///< was sent while it was not
    double m_tokensPerSecond = 0;
    int m_contextUsed = 0;
    int m_contextLength = 0;
};

}  // namespace mingsi::ui
