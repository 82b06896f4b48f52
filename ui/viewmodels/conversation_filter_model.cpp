// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/conversation_filter_model.h"

namespace mingsi::ui {

ConversationFilterModel::ConversationFilterModel(ConversationListModel &list) : m_list(list)
{
    setSourceModel(&list);
    setDynamicSortFilter(true);
    sort(0);
    connect(this, &QAbstractItemModel::rowsInserted, this, &ConversationFilterModel::filterChanged);
    connect(this, &QAbstractItemModel::rowsRemoved, this, &ConversationFilterModel::filterChanged);
    connect(this, &QAbstractItemModel::modelReset, this, &ConversationFilterModel::filterChanged);
    connect(this, &QAbstractItemModel::dataChanged, this, &ConversationFilterModel::filterChanged);
}

bool ConversationFilterModel::isSectioned() const
{
    for (int row = 1; row < rowCount(); ++row) {
        if (m_list.rankOf(mapToSource(index(row, 0)).row()) != m_list.rankOf(mapToSource(index(0, 0)).row()))
            return true;
    }
    return false;
}

void ConversationFilterModel::setShowArchived(bool shown)
{
    m_showArchived = shown;
    invalidateFilter();
    emit filterChanged();
}

void ConversationFilterModel::setTag(const QString &tag)
{
    m_tag = tag;
    invalidateFilter();
    emit filterChanged();
}

void ConversationFilterModel::toggleSection(const QString &section)
{
    int row = 0;
    while (row < m_list.count() && m_list.sectionOf(row) != section)
        ++row;
    if (row == m_list.count())
        return;
    QStringList keys = m_closed;
    if (!keys.removeAll(m_list.sectionKeyOf(row)))
        keys.append(m_list.sectionKeyOf(row));
    setClosed(keys);
}

QStringList ConversationFilterModel::collapsed() const
{
    QStringList sections;
    for (int row = 0; row < m_list.count() && sections.size() < m_closed.size(); ++row) {
        const QString section = m_list.sectionOf(row);
        if (m_closed.contains(m_list.sectionKeyOf(row)) && !sections.contains(section))
            sections.append(section);
    }
    return sections;
}

void ConversationFilterModel::setClosed(const QStringList &keys)
{
    if (m_closed == keys)
        return;
    m_closed = keys;
    invalidateFilter();
    emit filterChanged();
    emit closedChanged();
}

bool ConversationFilterModel::isHidden(int row) const
{
    return m_closed.contains(m_list.sectionKeyOf(mapToSource(index(row, 0)).row()));
}

int ConversationFilterModel::rowOf(qint64 conversation) const
{
    return mapFromSource(m_list.index(m_list.rowOf(conversation))).row();
}

app::RowId ConversationFilterModel::neighbour(app::RowId id, int step) const
{
    int row = rowOf(id) + step;
    while (row >= 0 && row < rowCount() && isHidden(row))
        row += step;
    return row >= 0 && row < rowCount() ? index(row, 0).data(ConversationListModel::IdRole).toLongLong() : 0;
}

bool ConversationFilterModel::filterAcceptsRow(int row, const QModelIndex &) const
{
    const app::Conversation &conversation = m_list.at(row);
    if (conversation.archived && !m_showArchived)
        return false;
    if (!m_tag.isEmpty() && !conversation.tags.contains(m_tag))
        return false;
    // The first of a closed section stays, so that its heading does.
    const QString section = m_list.sectionKeyOf(row);
    if (!m_closed.contains(section))
        return true;
    for (int before = 0; before < row; ++before) {
        if (m_list.sectionKeyOf(before) == section)
            return false;
    }
    return true;
}

bool ConversationFilterModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const int a = m_list.rankOf(left.row());
    const int b = m_list.rankOf(right.row());
    return a != b ? a < b : left.row() < right.row();
}

}  // namespace mingsi::ui
