// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>
#include <QSet>

#include "app/store/types.h"

namespace mingsi::ui {

/// All messages of a conversation, a row each, branch after branch; `depth` counts the forks above.
class TreeMapModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role { IdRole = Qt::UserRole + 1, TextRole, FromUserRole, ModelRole, DepthRole, ShownRole, ForkRole };
    Q_ENUM(Role)

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : count(); }
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    int count() const { return static_cast<int>(m_rows.size()); }
    /// `nodes`: parents before their children; `shown`: the branch that is shown.
    void reset(const QList<app::TreeNode> &nodes, const QSet<app::RowId> &shown);

signals:
    void countChanged();

private:
    struct Row {
        app::TreeNode node;
        int depth = 0;
        bool shown = false;
        bool forks = false;  ///< it has several children
    };
    QList<Row> m_rows;
};

}  // namespace mingsi::ui
