// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>
#include <QVariantList>

#include "app/reading/thought_steps.h"
#include "app/store/types.h"

namespace mingsi::ui {

/// Answers laid side by side: one row with the answers, then the steps of their thoughts, aligned to the first
/// column's. A cell is {html, secondThought, missing}; with differences, other columns show what parts them from the
/// first.
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

    void set(const QList<app::Message> &columns);
    void setDifferences(bool shown);
    bool differences() const { return m_differences; }

private:
    struct Column {
        app::Message message;
        QList<app::ThoughtStep> steps;
        QString reasoning() const { return message.reasoning ? message.reasoning->text : QString(); }
        QString text(qsizetype step) const;
    };

    void align();
    /// Makes the cells and tells which rows they change.
    void show();
    QVariantMap answerCell(qsizetype column) const;
    QVariantMap stepCell(qsizetype column, const QList<qsizetype> &row) const;

    QList<Column> m_columns;
    QList<QList<qsizetype>> m_rows;  ///< by row and column: the step, or -1
    QList<QVariantList> m_cells;     ///< by row: what is shown
    bool m_differences = false;
};

}  // namespace mingsi::ui
