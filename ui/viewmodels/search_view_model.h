// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>
#include <QDate>
#include <QQmlEngine>
#include <QTimer>

#include "app/store/search_db.h"
#include "ui/viewmodels/notices.h"

namespace mingsi::ui {

/// Search as one types, over titles, questions, answers and reasoning; the rows are the hits.
class SearchViewModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY queryChanged)
    Q_PROPERTY(Where where READ where WRITE setWhere NOTIFY queryChanged)
    Q_PROPERTY(QString modelName READ modelName WRITE setModelName NOTIFY queryChanged)
    /// Messages of the last so many days; 0: of all time.
    Q_PROPERTY(int days READ days WRITE setDays NOTIFY queryChanged)
    Q_PROPERTY(qint64 folder READ folder WRITE setFolder NOTIFY queryChanged)
    Q_PROPERTY(QStringList modelNames READ modelNames NOTIFY modelNamesChanged)
    Q_PROPERTY(int count READ count NOTIFY found)
    /// The hits belong to the text; false while the answer is awaited.
    Q_PROPERTY(bool settled READ isSettled NOTIFY found)

public:
    enum Where { Everywhere, Questions, Answers, Reasoning };
    Q_ENUM(Where)
    enum Role {
        ConversationRole = Qt::UserRole + 1,
        MessageRole,
        PlaceRole,
        InReasoningRole,
        TitleRole,
        SnippetRole,
        DateRole,
        FoundRole,  ///< what was found, as it stands there
    };
    Q_ENUM(Role)

    SearchViewModel(app::Database &database, Notices &notices);

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : count(); }
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    QString text() const { return m_query.text; }
    void setText(const QString &text);
    Where where() const { return static_cast<Where>(m_query.where); }
    void setWhere(Where where);
    QString modelName() const { return m_query.model; }
    void setModelName(const QString &model);
    int days() const { return m_days; }
    void setDays(int days);
    qint64 folder() const { return m_query.folder; }
    void setFolder(qint64 folder);
    QStringList modelNames() const { return m_models; }
    int count() const { return static_cast<int>(m_hits.size()); }
    bool isSettled() const { return m_asked == m_answered; }

    /// Reads what the filters can offer. Called when the search is opened.
    Q_INVOKABLE void prepare();

signals:
    void queryChanged();
    void modelNamesChanged();
    void found();

private:
    void search();
    void ask();

    app::SearchDb m_search;
    Notices &m_notices;
    app::SearchQuery m_query;
    int m_days = 0;
    QStringList m_models;
    QList<app::SearchHit> m_hits;
    QTimer m_pause;  ///< so that fast typing asks once
    int m_asked = 0;
    int m_answered = 0;
};

}  // namespace mingsi::ui
