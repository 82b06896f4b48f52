// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>
#include <QVariantList>

#include "app/store/types.h"

namespace mingsi::ui {

/// Answers laid side by side: one row with the answers, then the steps of their thoughts, aligned to the first
/// column's. A cell is {text, markdown, base, secondThought, missing}; `base` is what it is shown against when differences
/// are shown, in other columns than the first.
class CompareRowsModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")

public:
    enum Role { CellsRole = Qt::UserRole + 1, AnswerRole };
    Q_ENUM(Role)

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// Lays out these answers. That is done in the background: rowsShown() follows.
    void set(const QList<app::Message> &columns);
    void setDifferences(bool shown);
    bool differences() const { return m_differences; }

signals:
    void rowsShown();

private:
    void layOut();
    /// Tells which rows are other ones now.
    void show(const QList<QVariantList> &rows);

    QList<app::Message> m_columns;
    QList<QVariantList> m_cells;  ///< by row: what is shown
    bool m_differences = false;
    bool m_busy = false;   ///< something is being laid out
    bool m_stale = false;  ///< and is no longer what is wanted
};

}  // namespace mingsi::ui
