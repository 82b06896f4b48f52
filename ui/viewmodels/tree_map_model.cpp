// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/tree_map_model.h"

#include <QHash>

namespace mingsi::ui {

QVariant TreeMapModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case IdRole: return row.node.id;
    case Qt::DisplayRole:
    case TextRole: return row.node.preview;
    case FromUserRole: return row.node.role == app::MessageRole::User;
    case ModelRole: return row.node.model;
    case DepthRole: return row.depth;
    case ShownRole: return row.shown;
    case ForkRole: return row.forks;
    default: return {};
    }
}

QHash<int, QByteArray> TreeMapModel::roleNames() const
{
    return {{IdRole, "messageId"}, {TextRole, "preview"}, {FromUserRole, "fromUser"}, {ModelRole, "modelName"},
            {DepthRole, "depth"},  {ShownRole, "shown"},  {ForkRole, "forks"}};
}

void TreeMapModel::reset(const QList<app::TreeNode> &nodes, const QSet<app::RowId> &shown)
{
    QHash<app::RowId, QList<qsizetype>> children;
    for (qsizetype i = 0; i < nodes.size(); ++i)
        children[nodes.at(i).parent].append(i);
    beginResetModel();
    m_rows.clear();
    // Depth first with a stack of our own: a conversation may be thousands of messages deep.
    struct Visit {
        qsizetype node;
        int depth;
    };
    QList<Visit> stack;
    const auto push = [&](app::RowId parent, int depth) {
        const auto below = children.value(parent);
        const int inner = below.size() > 1 ? depth + 1 : depth;
        for (qsizetype i = below.size() - 1; i >= 0; --i)
            stack.append({below.at(i), inner});
    };
    push(0, 0);
    while (!stack.isEmpty()) {
        const Visit visit = stack.takeLast();
        const app::TreeNode &node = nodes.at(visit.node);
        m_rows.append({node, visit.depth, shown.contains(node.id), children.value(node.id).size() > 1});
        push(node.id, visit.depth);
    }
    endResetModel();
    emit countChanged();
}

}  // namespace mingsi::ui
