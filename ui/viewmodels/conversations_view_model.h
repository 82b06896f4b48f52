// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <functional>
#include <QVariantList>

#include "app/chat/title_writer.h"
#include "app/store/conversation_db.h"
#include "ui/viewmodels/chat_view_model.h"
#include "ui/viewmodels/conversation_filter_model.h"
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
    /// The same as it is shown: in sections, filtered.
    Q_PROPERTY(mingsi::ui::ConversationFilterModel *shown READ shown CONSTANT)
    /// {id, name} of each folder.
    Q_PROPERTY(QVariantList folders READ folders NOTIFY foldersChanged)
    /// All tags in use.
    Q_PROPERTY(QStringList tags READ tags NOTIFY tagsChanged)
    Q_PROPERTY(qint64 current READ current NOTIFY currentChanged)
    Q_PROPERTY(QString currentTitle READ currentTitle NOTIFY currentTitleChanged)
    /// Title of the conversation that was deleted last and can come back; empty when there is none.
    Q_PROPERTY(QString undoTitle READ undoTitle NOTIFY undoChanged)

public:
    ConversationsViewModel(app::Database &database, app::ChatService &service, ChatViewModel &chat, Notices &notices);

    ConversationListModel *list() { return &m_list; }
    ConversationFilterModel *shown() { return &m_shown; }
    QVariantList folders() const;
    QStringList tags() const;
    /// What is known of a conversation; an empty one for 0.
    app::Conversation conversation(app::RowId id) const;
    qint64 current() const { return m_chat.conversation(); }
    QString currentTitle() const;
    QString undoTitle() const { return m_undoTitle; }

    /// Reads the list and shows the conversation used last.
    void load();
    /// Reads the list again; what is shown stays.
    void reload();
    Q_INVOKABLE void open(qint64 id);
    /// Shows an empty page; the conversation is made when the first question is sent.
    Q_INVOKABLE void startNew();
    Q_INVOKABLE void rename(qint64 id, const QString &title);
    Q_INVOKABLE void setPinned(qint64 id, bool pinned);
    Q_INVOKABLE void togglePinned() { setPinned(current(), !conversation(current()).pinned); }
    Q_INVOKABLE void toggleArchived() { setArchived(current(), !conversation(current()).archived); }
    Q_INVOKABLE void setArchived(qint64 id, bool archived);
    Q_INVOKABLE void setFolder(qint64 id, qint64 folder);
    /// Tags with commas between.
    Q_INVOKABLE void setTags(qint64 id, const QString &tags);
    Q_INVOKABLE QString tagsOf(qint64 id) const;
    /// Makes a folder and puts a conversation into it (0: none).
    Q_INVOKABLE void createFolder(const QString &name, qint64 id);
    /// Puts a conversation into the folder of this name, which is made when there is none; an empty name takes it out.
    Q_INVOKABLE void moveTo(const QString &name, qint64 id);
    Q_INVOKABLE QString folderOf(qint64 id) const;
    Q_INVOKABLE void renameFolder(qint64 folder, const QString &name);
    Q_INVOKABLE void removeFolder(qint64 folder);
    /// Stores how answers of the conversation are made.
    void setSettings(app::RowId id, const QString &settings);
    void setDraft(app::RowId id, const QString &draft);
    Q_INVOKABLE void remove(qint64 id);
    Q_INVOKABLE void undoRemove();
    Q_INVOKABLE void forgetUndo();
    /// The neighbour of the current conversation, `step` rows further down.
    Q_INVOKABLE void openNeighbour(int step);
    /// A question was asked in a conversation, which comes first now.
    void touch(qint64 conversation, const QString &question);
    /// Takes up a conversation that was made elsewhere, and shows it.
    void adopt(const app::Conversation &conversation);
    void retranslate();
    /// Makes an empty conversation, shows it and calls `then`; a notice tells when it can't be.
    void create(const std::function<void(bool made)> &then);

signals:
    void currentChanged();
    void currentTitleChanged();
    void undoChanged();
    void foldersChanged();
    void tagsChanged();

private:
    void createAndSend(const QString &text, const QList<app::Attachment> &attachments);
    /// Changes a conversation at once, and tells when the store refuses.
    void change(const app::Conversation &conversation, const QFuture<app::Result<app::Done>> &stored);
    void loadFolders();
    void setUndo(const app::Conversation &conversation, int row);

    app::ConversationDb m_conversations;
    app::ChatService &m_service;
    ChatViewModel &m_chat;
    Notices &m_notices;
    ConversationListModel m_list;
    ConversationFilterModel m_shown{m_list};
    QList<app::Folder> m_folders;
    app::TitleWriter m_titles;
    app::Conversation m_removed;
    int m_removedRow = 0;
    QString m_undoTitle;
    bool m_creating = false;
};

}  // namespace mingsi::ui
