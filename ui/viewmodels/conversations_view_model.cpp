// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/conversations_view_model.h"

#include <QRegularExpression>

namespace mingsi::ui {

ConversationsViewModel::ConversationsViewModel(app::Database &database, app::ChatService &service, ChatViewModel &chat,
                                               Notices &notices)
    : m_conversations(database), m_service(service), m_chat(chat), m_notices(notices), m_titles(service)
{
    connect(&chat, &ChatViewModel::conversationChanged, this, &ConversationsViewModel::currentChanged);
    connect(&chat, &ChatViewModel::conversationChanged, this, &ConversationsViewModel::currentTitleChanged);
    connect(&chat, &ChatViewModel::conversationNeeded, this, &ConversationsViewModel::createAndSend);
    connect(&chat, &ChatViewModel::asked, this, &ConversationsViewModel::touch);
    connect(&service, &app::ChatService::answerFinished, this, [this](const app::Message &message) {
        if (conversation(message.conversation).title.isEmpty() && message.state == app::MessageState::Complete)
            m_titles.write(message.conversation, message.run.value_or(app::Run{}).modelFile,
                           conversation(message.conversation).preview, message.text);
        else
            m_titles.writeNext();
    });
    connect(&m_titles, &app::TitleWriter::titled, this, [this](qint64 id, const QString &title) {
        if (conversation(id).title.isEmpty())
            rename(id, title);
    });
}

void ConversationsViewModel::touch(qint64 conversation, const QString &question)
{
    m_titles.interrupt();
    m_list.touch(conversation, question);
    emit currentTitleChanged();
}

QString ConversationsViewModel::currentTitle() const
{
    return current() == 0 ? tr("New conversation") : m_list.titleOf(current());
}

QVariantList ConversationsViewModel::folders() const
{
    QVariantList folders;
    for (const app::Folder &folder : m_folders)
        folders.append(QVariantMap{{QStringLiteral("id"), folder.id}, {QStringLiteral("name"), folder.name}});
    return folders;
}

QStringList ConversationsViewModel::tags() const
{
    QStringList tags;
    for (int row = 0; row < m_list.count(); ++row)
        tags += m_list.at(row).tags;
    tags.removeDuplicates();
    tags.sort();
    return tags;
}

app::Conversation ConversationsViewModel::conversation(app::RowId id) const
{
    const int row = m_list.rowOf(id);
    return row < 0 ? app::Conversation{} : m_list.at(row);
}

void ConversationsViewModel::loadFolders()
{
    m_conversations.folders().then(this, [this](const app::Result<QList<app::Folder>> &folders) {
        if (!folders)
            return;
        m_folders = *folders;
        m_list.setFolders(m_folders);
        m_shown.invalidate();
        emit foldersChanged();
    });
}

void ConversationsViewModel::load()
{
    m_chat.expectConversation();
    reload();
}

void ConversationsViewModel::reload()
{
    loadFolders();
    m_conversations.list().then(this, [this](const app::Result<QList<app::Conversation>> &list) {
        if (list)
            m_list.reset(*list);
        else
            m_notices.show(list.failure());
        emit tagsChanged();
        // Unless another one was asked for meanwhile.
        if (current() == 0 && m_chat.isLoading())
            m_chat.open(list && !list->isEmpty() ? list->constFirst().id : 0);
    });
}

void ConversationsViewModel::open(qint64 id)
{
    if (id != current() && m_list.rowOf(id) >= 0)
        m_chat.open(id);
}

void ConversationsViewModel::startNew()
{
    if (current() != 0 || m_chat.isLoading())
        m_chat.open(0);
}

void ConversationsViewModel::create(const std::function<void(bool made)> &then)
{
    if (m_creating)
        return;
    m_creating = true;
    m_conversations.create().then(this, [this, then](const app::Result<app::Conversation> &created) {
        m_creating = false;
        if (!created) {
            m_notices.show(created.failure());
            then(false);
            return;
        }
        m_list.prepend(*created);
        m_chat.openEmpty(created->id);
        then(true);
    });
}

void ConversationsViewModel::createAndSend(const QString &text, const QList<app::Attachment> &attachments)
{
    create([this, text, attachments](bool made) {
        if (made)
            m_chat.send(text, attachments);
        else
            m_chat.failSending();
    });
}

void ConversationsViewModel::adopt(const app::Conversation &conversation)
{
    m_list.prepend(conversation);
    m_chat.open(conversation.id);
}

void ConversationsViewModel::change(const app::Conversation &conversation,
                                    const QFuture<app::Result<app::Done>> &stored)
{
    m_list.update(conversation);
    QFuture<app::Result<app::Done>>(stored).then(this, [this](const app::Result<app::Done> &done) {
        if (!done)
            m_notices.show(done.failure());
    });
}

void ConversationsViewModel::rename(qint64 id, const QString &title)
{
    app::Conversation conversation = this->conversation(id);
    conversation.title = title.simplified();
    change(conversation, m_conversations.rename(id, conversation.title));
    emit currentTitleChanged();
}

void ConversationsViewModel::setPinned(qint64 id, bool pinned)
{
    app::Conversation conversation = this->conversation(id);
    conversation.pinned = pinned;
    change(conversation, m_conversations.setPinned(id, pinned));
}

void ConversationsViewModel::setArchived(qint64 id, bool archived)
{
    app::Conversation conversation = this->conversation(id);
    conversation.archived = archived;
    change(conversation, m_conversations.setArchived(id, archived));
}

void ConversationsViewModel::setFolder(qint64 id, qint64 folder)
{
    app::Conversation conversation = this->conversation(id);
    conversation.folder = folder;
    change(conversation, m_conversations.setFolder(id, folder));
}

void ConversationsViewModel::setTags(qint64 id, const QString &tags)
{
    QStringList list;
    for (const QString &tag : tags.split(QRegularExpression(QStringLiteral("[,，、;；]")), Qt::SkipEmptyParts)) {
        if (!tag.simplified().isEmpty())
            list.append(tag.simplified());
    }
    list.removeDuplicates();
    list.sort();
    app::Conversation conversation = this->conversation(id);
    conversation.tags = list;
    change(conversation, m_conversations.setTags(id, list));
    emit tagsChanged();
}

QString ConversationsViewModel::tagsOf(qint64 id) const
{
    return conversation(id).tags.join(QStringLiteral(", "));
}

void ConversationsViewModel::createFolder(const QString &name, qint64 id)
{
    if (name.simplified().isEmpty())
        return;
    m_conversations.createFolder(name.simplified()).then(this, [this, id](const app::Result<app::Folder> &folder) {
        if (!folder) {
            m_notices.show(folder.failure());
            return;
        }
        if (id != 0)
            setFolder(id, folder->id);
        loadFolders();
    });
}

void ConversationsViewModel::moveTo(const QString &name, qint64 id)
{
    const QString wanted = name.simplified();
    for (const app::Folder &folder : std::as_const(m_folders)) {
        if (folder.name == wanted) {
            setFolder(id, folder.id);
            return;
        }
    }
    if (wanted.isEmpty())
        setFolder(id, 0);
    else
        createFolder(wanted, id);
}

QString ConversationsViewModel::folderOf(qint64 id) const
{
    const app::RowId wanted = conversation(id).folder;
    for (const app::Folder &folder : m_folders) {
        if (folder.id == wanted)
            return folder.name;
    }
    return {};
}

void ConversationsViewModel::renameFolder(qint64 folder, const QString &name)
{
    if (name.simplified().isEmpty())
        return;
    m_conversations.renameFolder(folder, name.simplified()).then(this, [this](const app::Result<app::Done> &) {
        loadFolders();
    });
}

void ConversationsViewModel::removeFolder(qint64 folder)
{
    m_conversations.removeFolder(folder).then(this, [this, folder](const app::Result<app::Done> &) {
        for (int row = 0; row < m_list.count(); ++row) {
            app::Conversation conversation = m_list.at(row);
            if (conversation.folder == folder) {
                conversation.folder = 0;
                m_list.update(conversation);
            }
        }
        loadFolders();
    });
}

void ConversationsViewModel::setSettings(app::RowId id, const QString &settings)
{
    app::Conversation conversation = this->conversation(id);
    conversation.settings = settings;
    change(conversation, m_conversations.setSettings(id, settings));
}

void ConversationsViewModel::setDraft(app::RowId id, const QString &draft)
{
    app::Conversation conversation = this->conversation(id);
    if (conversation.id == 0 || conversation.draft == draft)
        return;
    conversation.draft = draft;
    change(conversation, m_conversations.setDraft(id, draft));
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
    m_service.forgetRead();
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
    const app::RowId neighbour = m_shown.neighbour(current(), step);
    if (neighbour != 0)
        open(neighbour);
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
