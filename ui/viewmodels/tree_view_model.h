// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QQmlEngine>

#include "app/chat/replay.h"
#include "app/store/tree_db.h"
#include "ui/viewmodels/chat_view_model.h"
#include "ui/viewmodels/tree_map_model.h"

namespace mingsi::ui {

/// The branches of the conversation that is shown: going to another, taking one away, making one a conversation.
class TreeViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    Q_PROPERTY(mingsi::ui::TreeMapModel *map READ map CONSTANT)
    /// The beginning of the branch that was deleted last and can come back; empty when there is none.
    Q_PROPERTY(QString undoText READ undoText NOTIFY undoChanged)

    /// Whether an answer is being made again, how many tokens of it there are, and their share of the stored one's.
    Q_PROPERTY(bool replaying READ isReplaying NOTIFY replayChanged)
    Q_PROPERTY(int replayTokens READ replayTokens NOTIFY replayChanged)
    Q_PROPERTY(double replayProgress READ replayProgress NOTIFY replayChanged)

public:
    TreeViewModel(ChatViewModel &chat, app::ChatService &service, app::Database &database, Notices &notices);

    TreeMapModel *map() { return &m_map; }
    QString undoText() const { return m_undoText; }

    /// Shows the sibling of a message that is `step` further on.
    Q_INVOKABLE void showSibling(qint64 message, int step);
    /// Shows the branch through a message.
    Q_INVOKABLE void showMessage(qint64 message);
    Q_INVOKABLE void remove(qint64 message);
    Q_INVOKABLE void undoRemove();
    Q_INVOKABLE void forgetUndo();
    /// Copies the branch down to a message into a new conversation; forked follows.
    Q_INVOKABLE void fork(qint64 message);
    /// Reads the map anew.
    Q_INVOKABLE void loadMap();
    bool isReplaying() const { return m_replay != 0; }
    int replayTokens() const { return m_replayTokens; }
    double replayProgress() const;

    /// Makes an answer again and tells whether it is the same; replayed follows, unless it is stopped.
    Q_INVOKABLE void replay(qint64 message);
    Q_INVOKABLE void stopReplay();

signals:
    void undoChanged();
    void forked(const mingsi::app::Conversation &conversation);
    void replayChanged();
    void replayed(const QString &text);

private:
    void show(const app::Result<QList<app::Message>> &branch);
    void replay(const QList<app::Message> &branch, const app::TokenTrace &trace);
    void setUndo(app::RowId message, const QString &text);
    QString describe(const app::ReplayResult &result) const;

    ChatViewModel &m_chat;
    app::ChatService &m_service;
    app::TreeDb m_tree;
    app::MessageDb m_messages;
    Notices &m_notices;
    TreeMapModel m_map;
    app::RowId m_removed = 0;
    QString m_undoText;
    qint64 m_replay = 0;  ///< ChatService::generateAside()
    int m_replayTokens = 0;
    int m_replayedTokens = 0;  ///< of the stored answer
};

}  // namespace mingsi::ui
