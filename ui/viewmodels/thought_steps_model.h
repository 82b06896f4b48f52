// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>
#include <QColor>
#include <QQmlEngine>

#include "app/reading/thought_steps.h"

namespace mingsi::ui {

/// Where a stretch of text stands: the row, and UTF-16 offsets within its text.
struct TokenPlace {
    int row = -1;  ///< it is shown nowhere
    int start = 0;
    int end = 0;
};

/// The steps of a thought and, when tokens are looked at, the paragraphs of the answer behind them.
class ThoughtStepsModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    /// Of the thought alone.
    Q_PROPERTY(int thoughts READ thoughts NOTIFY countChanged)
    Q_PROPERTY(int secondThoughts READ secondThoughts NOTIFY countChanged)

public:
    enum Role {
        TextRole = Qt::UserRole + 1,
        MarkdownRole,  ///< the text as it is set
        TitleRole,
        SecondThoughtRole,
        TokensRole,
        SecondsRole,
        NumberRole,  ///< from 1; of the answer's paragraphs too
        InAnswerRole,
        TokenHtmlRole,  ///< each token a link "token:N", tinted by how unsure it was
    };
    Q_ENUM(Role)

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    int count() const { return static_cast<int>(m_steps.size() + m_paragraphs.size()); }
    int thoughts() const { return static_cast<int>(m_steps.size()); }
    int secondThoughts() const;

    /// Shows a thought that has grown, or another one.
    void set(const QString &reasoning, const QList<app::TokenMark> &marks);
    /// Shows the answer's paragraphs too; an empty text takes them away.
    void setAnswer(const QString &answer);
    /// Whether tokens are tinted, and the colour of their text.
    void setTint(bool tinted, const QColor &ink);
    void clear();

    const QList<app::ThoughtStep> &steps() const { return m_steps; }
    const QString &reasoning() const { return m_reasoning; }
    /// Where a row begins and ends: in the reasoning, or in the answer.
    app::ThoughtStep step(int row) const
    {
        return inAnswer(row) ? m_paragraphs.at(row - m_steps.size()) : m_steps.at(row);
    }
    bool inAnswer(int row) const { return row >= m_steps.size(); }
    /// Where a stretch of the reasoning or of the answer stands.
    TokenPlace placeOf(bool inReasoning, qsizetype start, qsizetype end) const;

signals:
    void countChanged();

private:
    QString textOf(int row) const;
    QString tokenHtml(int row) const;

    QString m_reasoning;
    QString m_answer;
    QList<app::TokenMark> m_marks;
    QList<app::ThoughtStep> m_steps;
    QList<app::ThoughtStep> m_paragraphs;
    bool m_tinted = true;
    QColor m_ink;
};

}  // namespace mingsi::ui
