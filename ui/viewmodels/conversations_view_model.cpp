// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/conversations_view_model.h"

namespace mingsi::ui {

ConversationsViewModel::ConversationsViewModel(app::Database &database, ChatViewModel &chat, Notices &notices)
    : m_conversations(database), m_chat(chat), m_notices(notices)
{
    connect(&chat, &ChatViewModel::conversationChanged, this, &ConversationsViewModel::currentChanged);
    connect(&chat, &ChatViewModel::conversationChanged, this, &ConversationsViewModel::currentTitleChanged);
    connect(&chat, &ChatViewModel::conversationNeeded, this, &ConversationsViewModel::createAndSend);
    connect(&chat, &ChatViewModel::asked, this, [this](qint64 conversation, const QString &text) {
        m_list.touch(conversation, text);
        emit currentTitleChanged();
    });
}

QString ConversationsViewModel::currentTitle() const
{
    return current() == 0 ? tr("New conversation") : m_list.titleOf(current());
}

void ConversationsViewModel::load()
{
    m_conversations.list().then(this, [this](const app::Result<QList<app::Conversation>> &list) {
        if (!list) {
            m_notices.show(list.failure());
            return;
        }
        m_list.reset(*list);
        if (current() == 0 && !list->isEmpty())
            m_chat.open(list->constFirst().id);
    });
}

void ConversationsViewModel::open(qint64 id)
{
    if (id != current() && m_list.rowOf(id) >= 0)
        m_chat.open(id);
}

void ConversationsViewModel::startNew()
{
    if (current() != 0)
        m_chat.open(0);
}

void ConversationsViewModel::createAndSend(const QString &text)
{
    if (m_creating)
        return;
    m_creating = true;
    m_conversations.create().then(this, [this, text](const app::Result<app::Conversation> &created) {
        m_creating = false;
        if (!created) {
            m_notices.show(created.failure());
            return;
        }
        m_list.prepend(*created);
        m_chat.open(created->id);
        m_chat.send(text);
    });
}

void ConversationsViewModel::adopt(const app::Conversation &conversation)
{
    m_list.prepend(conversation);
    m_chat.open(conversation.id);
}

void ConversationsViewModel::rename(qint64 id, const QString &title)
{
    const QString name = title.simplified();
    m_list.rename(id, name);
    emit currentTitleChanged();
    m_conversations.rename(id, name).then(this, [this](const app::Result<app::Done> &renamed) {
        if (!renamed)
            m_notices.show(renamed.failure());
    });
}

void ConversationsViewModel::remove(qint64 id)
{
    const int row = m_list.rowOf(id);
    if (row < 0)
        return;
    if (id == current()) {
        m_chat.stop();
        m_chat.open(0);
    }
    setUndo(m_list.take(id), row);
    m_conversations.remove(id).then(this, [this](const app::Result<app::Done> &removed) {
        if (!removed)
            m_notices.show(removed.failure());
    });
}

void ConversationsViewModel::undoRemove()
{
    if (m_removed.id == 0)
        return;
    const app::Conversation conversation = m_removed;
    m_list.insert(m_removedRow, conversation);
    forgetUndo();
    m_conversations.restore(conversation.id)
        .then(this, [this, id = conversation.id](const app::Result<app::Done> &restored) {
            if (restored)
                m_chat.open(id);
            else
                m_notices.show(restored.failure());
        });
}

void ConversationsViewModel::forgetUndo()
{
    setUndo({}, 0);
}

void ConversationsViewModel::openNeighbour(int step)
{
    const int row = m_list.rowOf(current()) + step;
    if (row >= 0 && row < m_list.count())
        open(m_list.at(row).id);
}

void ConversationsViewModel::retranslate()
{
    m_list.retranslate();
    emit currentTitleChanged();
}

void ConversationsViewModel::setUndo(const app::Conversation &conversation, int row)
{
    m_removed = conversation;
    m_removedRow = row;
    if (conversation.id == 0)
        m_undoTitle.clear();
    else if (!conversation.title.isEmpty())
        m_undoTitle = conversation.title;
    else
        m_undoTitle = conversation.preview.isEmpty() ? tr("New conversation") : conversation.preview.simplified();
    emit undoChanged();
}

}  // namespace mingsi::ui
