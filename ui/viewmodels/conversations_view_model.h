// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QQmlEngine>

#include "app/store/conversation_db.h"
#include "ui/viewmodels/chat_view_model.h"
#include "ui/viewmodels/conversation_list_model.h"
#include "ui/viewmodels/notices.h"

namespace mingsi::ui {

/// The list of conversations and what can be done with it.
class ConversationsViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    Q_PROPERTY(mingsi::ui::ConversationListModel *list READ list CONSTANT)
    Q_PROPERTY(qint64 current READ current NOTIFY currentChanged)
    Q_PROPERTY(QString currentTitle READ currentTitle NOTIFY currentTitleChanged)
    /// Title of the conversation that was deleted last and can come back; empty when there is none.
    Q_PROPERTY(QString undoTitle READ undoTitle NOTIFY undoChanged)

public:
    ConversationsViewModel(app::Database &database, ChatViewModel &chat, Notices &notices);

    ConversationListModel *list() { return &m_list; }
    qint64 current() const { return m_chat.conversation(); }
    QString currentTitle() const;
    QString undoTitle() const { return m_undoTitle; }

    /// Reads the list and shows the conversation used last.
    void load();
    Q_INVOKABLE void open(qint64 id);
    /// Shows an empty page; the conversation is made when the first question is sent.
    Q_INVOKABLE void startNew();
    Q_INVOKABLE void rename(qint64 id, const QString &title);
    Q_INVOKABLE void remove(qint64 id);
    Q_INVOKABLE void undoRemove();
    Q_INVOKABLE void forgetUndo();
    /// The neighbour of the current conversation, `step` rows further down.
    Q_INVOKABLE void openNeighbour(int step);
    /// Takes up a conversation that was made elsewhere, and shows it.
    void adopt(const app::Conversation &conversation);
    void retranslate();

signals:
    void currentChanged();
    void currentTitleChanged();
    void undoChanged();

private:
    void createAndSend(const QString &text);
    void setUndo(const app::Conversation &conversation, int row);

    app::ConversationDb m_conversations;
    ChatViewModel &m_chat;
    Notices &m_notices;
    ConversationListModel m_list;
    app::Conversation m_removed;
    int m_removedRow = 0;
    QString m_undoTitle;
    bool m_creating = false;
};

}  // namespace mingsi::ui
