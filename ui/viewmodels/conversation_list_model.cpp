// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/conversation_list_model.h"

namespace mingsi::ui {

int ConversationListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant ConversationListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &conversation = m_conversations.at(index.row());
    switch (role) {
    case IdRole: return conversation.id;
    case Qt::DisplayRole:
    case TitleRole: return shownTitle(conversation);
    case UsedAtRole: return conversation.usedAt;
    case SectionRole: return sectionOf(index.row());
    case PinnedRole: return conversation.pinned;
    case ArchivedRole: return conversation.archived;
    case FolderRole: return conversation.folder;
    case TagsRole: return conversation.tags;
    default: return {};
    }
}

QHash<int, QByteArray> ConversationListModel::roleNames() const
{
    return {{IdRole, "conversationId"}, {TitleRole, "title"},       {UsedAtRole, "usedAt"}, {SectionRole, "section"},
            {PinnedRole, "pinned"},     {ArchivedRole, "archived"}, {FolderRole, "folder"}, {TagsRole, "tags"}};
}

void ConversationListModel::reset(const QList<app::Conversation> &conversations)
{
    beginResetModel();
    m_conversations = conversations;
    endResetModel();
    emit countChanged();
}

void ConversationListModel::prepend(const app::Conversation &conversation)
{
    insert(0, conversation);
}

void ConversationListModel::insert(int row, const app::Conversation &conversation)
{
    row = qBound(0, row, count());
    beginInsertRows({}, row, row);
    m_conversations.insert(row, conversation);
    endInsertRows();
    emit countChanged();
}

app::Conversation ConversationListModel::take(app::RowId id)
{
    const int row = rowOf(id);
    if (row < 0)
        return {};
    beginRemoveRows({}, row, row);
    const auto conversation = m_conversations.takeAt(row);
    endRemoveRows();
    emit countChanged();
    return conversation;
}

void ConversationListModel::rename(app::RowId id, const QString &title)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    m_conversations[row].title = title;
    change(row, TitleRole);
}

void ConversationListModel::update(const app::Conversation &conversation)
{
    const int row = rowOf(conversation.id);
    if (row < 0)
        return;
    m_conversations[row] = conversation;
    emit dataChanged(index(row), index(row));
}

void ConversationListModel::setFolders(const QList<app::Folder> &folders)
{
    m_folders = folders;
    if (count() > 0)
        emit dataChanged(index(0), index(count() - 1), {SectionRole});
}

QString ConversationListModel::sectionOf(int row) const
{
    const app::Conversation &conversation = m_conversations.at(row);
    if (conversation.archived)
        return tr("Archived");
    if (conversation.pinned)
        return tr("Pinned");
    for (const app::Folder &folder : m_folders) {
        if (folder.id == conversation.folder)
            return folder.name;
    }
    return tr("Conversations");
}

QString ConversationListModel::sectionKeyOf(int row) const
{
    const int rank = rankOf(row);
    const auto folders = static_cast<int>(m_folders.size());
    if (rank == 0)
        return QStringLiteral("pinned");
    if (rank <= folders)
        return QStringLiteral("folder %1").arg(m_folders.at(rank - 1).id);
    return rank == folders + 1 ? QStringLiteral("rest") : QStringLiteral("archived");
}

int ConversationListModel::rankOf(int row) const
{
    const app::Conversation &conversation = m_conversations.at(row);
    const auto folders = static_cast<int>(m_folders.size());
    if (conversation.archived)
        return folders + 2;
    if (conversation.pinned)
        return 0;
    for (int i = 0; i < folders; ++i) {
        if (m_folders.at(i).id == conversation.folder)
            return i + 1;
    }
    return folders + 1;
}

void ConversationListModel::touch(app::RowId id, const QString &preview)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    auto &conversation = m_conversations[row];
    conversation.usedAt = QDateTime::currentDateTime();
    if (conversation.preview.isEmpty()) {
        conversation.preview = preview;
        change(row, TitleRole);
    }
    change(row, UsedAtRole);
    if (row > 0) {
        beginMoveRows({}, row, row, {}, 0);
        m_conversations.move(row, 0);
        endMoveRows();
    }
}

int ConversationListModel::rowOf(app::RowId id) const
{
    for (int row = 0; row < count(); ++row) {
        if (m_conversations.at(row).id == id)
            return row;
    }
    return -1;
}

QString ConversationListModel::titleOf(app::RowId id) const
{
    const int row = rowOf(id);
    return row < 0 ? QString() : shownTitle(m_conversations.at(row));
}

void ConversationListModel::retranslate()
{
    if (count() > 0)
        emit dataChanged(index(0), index(count() - 1), {TitleRole, Qt::DisplayRole});
}

QString ConversationListModel::shownTitle(const app::Conversation &conversation)
{
    if (!conversation.title.isEmpty())
        return conversation.title;
    const QString firstLine = conversation.preview.section(u'\n', 0, 0).simplified();
    return firstLine.isEmpty() ? tr("New conversation") : firstLine;
}

void ConversationListModel::change(int row, int role)
{
    emit dataChanged(index(row), index(row), {role, Qt::DisplayRole});
}

}  // namespace mingsi::ui
