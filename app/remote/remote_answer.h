// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QHash>
#include <QNetworkAccessManager>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include "app/chat/answer_stream.h"
#include "app/chat/generation.h"
#include "app/chat/repetition_guard.h"
#include "app/remote/chat_protocol.h"
#include "app/remote/event_stream.h"

namespace mingsi::app {

/// One answer of a server, from the request to its end; finished() follows in every case. A request is sent again while
/// nothing of the answer has come; after that, what came is kept.
class RemoteAnswer : public QObject
{
    Q_OBJECT

public:
    RemoteAnswer(QNetworkAccessManager &network, const GenerationJob &job, const QString &key, QObject *parent);
    ~RemoteAnswer() override;

    void start();
    void stop();
    /// Ends the thought: the server is asked to go on with the answer, or to answer anew without thinking where it
    /// can't go on.
    void answerNow();

signals:
    void progressed(const mingsi::app::GenerationProgress &progress);
    void finished(const mingsi::app::GenerationOutcome &outcome);

private:
    void send(const ChatRequest &request);
    void read();
    void replied();
    void take(const ChatPiece &piece);
    void takeReasoning(const QString &text);
    void add(const QString &text, TokenMark::Origin origin);
    void openThought();
    void closeThought();
    /// Gives up the reply that runs and asks for the rest of the answer.
    void goOn(ThoughtEnd why);
    void drop();
    void fail(const Failure &failure);
    void finish(engine::FinishReason reason);
    void end(engine::FinishReason reason, const std::optional<Failure> &failure);
    GenerationProgress snapshot() const;
    /// The answer so far as the server is to read it.
    QString begun() const;
    int tokensLeft() const;

    QNetworkAccessManager &m_network;
    GenerationJob m_job;
    QString m_key;
    QPointer<QNetworkReply> m_reply;
    QTimer m_stall;
    QTimer m_retry;
    QTimer m_frame;
    ChatRequest m_request;
    EventStream m_events;
    AnswerStream m_stream;
    RepetitionGuard m_guard;
    TokenTrace m_trace;
    QHash<QString, engine::TokenId> m_texts;  ///< pieces of text that came, numbered: a server tells no token ids
    QElapsedTimer m_clock;
    engine::GenerationResult m_result;
    ThoughtEnd m_thoughtEnd = ThoughtEnd::Model;
    int m_attempts = 0;
    int m_pieces = 0;            ///< that the request which runs has brought
    int m_completionTokens = 0;  ///< as the server counts; 0: it has not told
    bool m_separate = false;     ///< the server tells thought from answer
    bool m_resumed = false;      ///< the request goes on after a thought that was ended
    bool m_repeated = false;
    bool m_ended = false;  ///< the server has said why it ended
    bool m_done = false;
};

}  // namespace mingsi::app
