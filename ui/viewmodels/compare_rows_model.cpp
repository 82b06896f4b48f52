// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/compare_rows_model.h"

#include <algorithm>
#include <utility>

#include "app/background.h"
#include "app/reading/text_diff.h"
#include "app/reading/thought_markdown.h"
#include "app/reading/thought_steps.h"

namespace mingsi::ui {

namespace {

/// Lays answers side by side. Pure: it runs in the background.
class Layout
{
public:
    Layout(const QList<app::Message> &columns, bool differences) : m_differences(differences)
    {
        for (const app::Message &message : columns)
            m_columns.append({message, app::splitThought(message.reasoning ? message.reasoning->text : QString())});
        align();
    }

    QList<QVariantList> rows() const
    {
        QList<QVariantList> rows;
        for (qsizetype row = 0; row <= m_rows.size() && !m_columns.isEmpty(); ++row) {
            QVariantList cells;
            for (qsizetype column = 0; column < m_columns.size(); ++column)
                cells.append(row == 0 ? answerCell(column) : stepCell(column, m_rows.at(row - 1)));
            rows.append(cells);
        }
        return rows;
    }

private:
    struct Column {
        app::Message message;
        QList<app::ThoughtStep> steps;
        QString reasoning() const { return message.reasoning ? message.reasoning->text : QString(); }
        QString text(qsizetype step) const { return reasoning().mid(steps.at(step).start, steps.at(step).length); }
    };

    void align()
    {
        if (m_columns.isEmpty())
            return;
        const qsizetype columns = m_columns.size();
        const qsizetype steps = m_columns.constFirst().steps.size();
        // For each column: which of its steps stands beside step i of the first, and which stand alone before it.
        QList<QList<qsizetype>> beside(columns, QList<qsizetype>(steps, -1));
        QList<QList<QList<qsizetype>>> alone(columns, QList<QList<qsizetype>>(steps + 1));
        for (qsizetype column = 1; column < columns; ++column) {
            qsizetype next = 0;
            const auto rows = app::alignThoughts(m_columns.constFirst().reasoning(), m_columns.constFirst().steps,
                                                 m_columns[column].reasoning(), m_columns[column].steps);
            for (const app::AlignedSteps &row : rows) {
                if (row.left >= 0) {
                    beside[column][row.left] = row.right;
                    next = row.left + 1;
                } else {
                    alone[column][next].append(row.right);
                }
            }
        }
        for (qsizetype step = 0; step <= steps; ++step) {
            qsizetype most = 0;
            for (const auto &column : std::as_const(alone))
                most = std::max(most, column.at(step).size());
            for (qsizetype i = 0; i < most; ++i) {
                QList<qsizetype> row;
                for (const auto &column : std::as_const(alone))
                    row.append(column.at(step).value(i, -1));
                m_rows.append(row);
            }
            if (step == steps)
                break;
            QList<qsizetype> row{step};
            for (qsizetype column = 1; column < columns; ++column)
                row.append(beside[column].at(step));
            m_rows.append(row);
        }
    }

    QVariantMap answerCell(qsizetype column) const
    {
        const QString &text = m_columns.at(column).message.text;
        return cell(text, text, column > 0 ? m_columns.constFirst().message.text : QString(), false);
    }

    QVariantMap stepCell(qsizetype column, const QList<qsizetype> &row) const
    {
        const qsizetype step = row.at(column);
        if (step < 0)
            return cell({}, {}, {}, false);
        const Column &shown = m_columns.at(column);
        const QString text = shown.text(step);
        const bool beside = column > 0 && row.at(0) >= 0;
        return cell(text, app::thoughtMarkdown(text),
                    beside ? app::thoughtMarkdown(m_columns.constFirst().text(row.at(0))) : QString(),
                    shown.steps.at(step).kind == app::ThoughtStep::Kind::SecondThought);
    }

    QVariantMap cell(const QString &text, const QString &markdown, const QString &base, bool secondThought) const
    {
        return {{QStringLiteral("text"), text},
                {QStringLiteral("markdown"), markdown},
                {QStringLiteral("base"), m_differences ? base : QString()},
                {QStringLiteral("secondThought"), secondThought},
                {QStringLiteral("missing"), text.isEmpty()}};
    }

    QList<Column> m_columns;
    QList<QList<qsizetype>> m_rows;  ///< by row and column: the step, or -1
    bool m_differences = false;
};

}  // namespace

int CompareRowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_cells.size());
}

QVariant CompareRowsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case AnswerRole: return index.row() == 0;
    case CellsRole: return m_cells.at(index.row());
    default: return {};
    }
}

QHash<int, QByteArray> CompareRowsModel::roleNames() const
{
    return {{CellsRole, "cells"}, {AnswerRole, "answer"}};
}

void CompareRowsModel::set(const QList<app::Message> &columns)
{
    m_columns = columns;
    layOut();
}

void CompareRowsModel::setDifferences(bool shown)
{
    m_differences = shown;
    layOut();
}

void CompareRowsModel::layOut()
{
    // One at a time; what has changed meanwhile is laid out next.
    m_stale = m_busy;
    if (std::exchange(m_busy, true))
        return;
    app::inBackground([columns = m_columns, differences = m_differences] {
        return Layout(columns, differences).rows();
    }).then(this, [this](const QList<QVariantList> &rows) {
        m_busy = false;
        show(rows);
        emit rowsShown();
        if (m_stale)
            layOut();
    });
}

void CompareRowsModel::show(const QList<QVariantList> &rows)
{
    // Rows that are the same stay, and so does the reader's place while answers are being written.
    const auto old = static_cast<int>(m_cells.size());
    const auto now = static_cast<int>(rows.size());
    if (now < old) {
        beginRemoveRows({}, now, old - 1);
        m_cells.resize(now);
        endRemoveRows();
    }
    for (int row = 0; row < m_cells.size(); ++row) {
        if (m_cells.at(row) == rows.at(row))
            continue;
        m_cells[row] = rows.at(row);
        emit dataChanged(index(row), index(row), {CellsRole});
    }
    if (now > old) {
        beginInsertRows({}, old, now - 1);
        m_cells = rows;
        endInsertRows();
    }
}

}  // namespace mingsi::ui
