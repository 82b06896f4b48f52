// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QVariantMap>

#include "app/chat/fork.h"
#include "ui/viewmodels/chat_view_model.h"
#include "ui/viewmodels/thought_steps_model.h"

namespace mingsi::ui {

/// The page beside the transcript: the thought of one answer by steps, its tokens, and going on from any of them.
class ThoughtViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    Q_PROPERTY(mingsi::ui::ThoughtStepsModel *steps READ steps CONSTANT)
    /// The answer whose thought is shown; 0 for none.
    Q_PROPERTY(qint64 message READ message NOTIFY messageChanged)
    Q_PROPERTY(bool thinking READ isThinking NOTIFY changed)
    Q_PROPERTY(double seconds READ seconds NOTIFY changed)
    Q_PROPERTY(int tokens READ tokens NOTIFY changed)
    /// Why the thought ended, when it was not the model that ended it; translated.
    Q_PROPERTY(QString ending READ ending NOTIFY changed)
    /// The tokens of the answer are known.
    Q_PROPERTY(bool hasTokens READ hasTokens NOTIFY changed)
    /// They were computed by experts.
    Q_PROPERTY(bool hasExperts READ hasExperts NOTIFY changed)
    /// Tokens are shown in place of text, the answer's too.
    Q_PROPERTY(bool inspecting READ isInspecting WRITE setInspecting NOTIFY inspectingChanged)
    Q_PROPERTY(bool tinted READ isTinted WRITE setTinted NOTIFY inspectingChanged)
    Q_PROPERTY(QColor ink READ ink WRITE setInk NOTIFY inspectingChanged)

public:
    ThoughtViewModel(ChatViewModel &chat, app::ChatService &service, app::Database &database, Notices &notices);

    ThoughtStepsModel *steps() { return &m_steps; }
    qint64 message() const { return m_message.id; }
    bool isThinking() const { return m_thinking; }
    double seconds() const { return m_message.reasoning ? m_message.reasoning->seconds : 0; }
    int tokens() const { return m_message.reasoning ? m_message.reasoning->tokens : 0; }
    QString ending() const;
    bool hasTokens() const { return !m_trace.isEmpty(); }
    bool hasExperts() const { return m_trace.expertsPerToken() > 0; }
    bool isInspecting() const { return m_inspecting; }
    void setInspecting(bool inspecting);
    bool isTinted() const { return m_tinted; }
    void setTinted(bool tinted);
    QColor ink() const { return m_ink; }
    void setInk(const QColor &ink);

    /// Shows the thought of an answer of the branch that is shown.
    Q_INVOKABLE void show(qint64 message);

    /// The step that settles what a passage of the answer says; -1 when none does. `passageFound` tells where.
    Q_INVOKABLE int settle(const QString &passage);
    /// Where the answer takes up a passage of the thought; takenUp follows when it does.
    Q_INVOKABLE bool takeUp(const QString &passage);

    /// Looks for a text in the thought; `passageFound` tells where it is.
    Q_INVOKABLE void find(const QString &text);
    /// The next place of a text in the reasoning, or the one before, round and round; passageFound follows. Tells which
    /// one of how many it is ("2 of 7"), or that there is none.
    Q_INVOKABLE QString findNext(const QString &text, bool backwards = false);

    /// The first token of a step; -1 when there is none.
    Q_INVOKABLE int firstToken(int row) const;
    /// The next token in a direction (1 or -1) that the model doubted: whose probability was below one half, round and
    /// round; -1 when there is none at all.
    Q_INVOKABLE int doubtedToken(int from, int direction) const;
    /// {row, start, end, text, probability, drawn, received, alternatives: [{id, text, probability}], layers: [[experts of a
    /// layer]]}; start and end are UTF-16 offsets within the row's text
    Q_INVOKABLE QVariantMap token(int number) const;
    /// How often each expert served, [layers][experts] as shares of the busiest; empty for a dense model.
    Q_INVOKABLE QVariantList expertLoad() const;

    /// Goes on from a row with `text` in its place; a new answer beside this one.
    Q_INVOKABLE void continueFromRow(int row, const QString &text);
    /// Goes on with another token at a place.
    Q_INVOKABLE void continueWithToken(int number, int instead);
    Q_INVOKABLE QString allText() const { return m_steps.reasoning(); }
    void retranslate() { emit changed(); }

signals:
    void messageChanged();
    void changed();
    void inspectingChanged();
    /// UTF-16 offsets within the step's text.
    void passageFound(int step, int start, int length);
    void takenUp(qint64 message, const QString &text);

private:
    void takeBranch();
    void takeProgress(const app::GenerationProgress &progress);
    void takeFinished(const app::Message &message, const app::TokenTrace &trace);
    void refresh();
    void setTrace(const app::TokenTrace &trace);
    bool sameModel() const;

    ChatViewModel &m_chat;
    app::ChatService &m_service;
    app::MessageDb m_messages;
    Notices &m_notices;
    ThoughtStepsModel m_steps;
    app::Message m_message;
    app::TokenTrace m_trace;
    qsizetype m_foundAt = -1;  ///< where findNext() was last
    bool m_thinking = false;
    bool m_inspecting = false;
    bool m_tinted = true;
    QColor m_ink;
};

}  // namespace mingsi::ui
