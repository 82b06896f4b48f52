// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QQmlEngine>
#include <QSortFilterProxyModel>

#include "ui/viewmodels/conversation_list_model.h"

namespace mingsi::ui {

/// The conversations as they are shown: pinned ones first, then those of each folder, then the rest, archived ones
/// last and only when they are wanted; within a section the last used first.
class ConversationFilterModel : public QSortFilterProxyModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    Q_PROPERTY(bool showArchived READ showsArchived WRITE setShowArchived NOTIFY filterChanged)
    /// There is more than one section, so that headings tell something.
    Q_PROPERTY(bool sectioned READ isSectioned NOTIFY filterChanged)
    /// Only conversations with this tag; empty: all.
    Q_PROPERTY(QString tag READ tag WRITE setTag NOTIFY filterChanged)
    /// Sections that are closed, as they are called now.
    Q_PROPERTY(QStringList collapsed READ collapsed NOTIFY filterChanged)
    /// The same by their keys, to be remembered.
    Q_PROPERTY(QStringList closed READ closed WRITE setClosed NOTIFY closedChanged)

public:
    explicit ConversationFilterModel(ConversationListModel &list);

    bool showsArchived() const { return m_showArchived; }
    void setShowArchived(bool shown);
    bool isSectioned() const;
    QString tag() const { return m_tag; }
    void setTag(const QString &tag);
    /// Opens or closes a section.
    Q_INVOKABLE void toggleSection(const QString &section);
    QStringList collapsed() const;
    QStringList closed() const { return m_closed; }
    void setClosed(const QStringList &keys);
    /// Whether a row is there for the heading of a closed section alone.
    Q_INVOKABLE bool isHidden(int row) const;
    /// -1: it is not shown.
    Q_INVOKABLE int rowOf(qint64 conversation) const;
    /// The conversation `step` rows below another; 0 when there is none.
    app::RowId neighbour(app::RowId id, int step) const;

signals:
    void filterChanged();
    void closedChanged();

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    ConversationListModel &m_list;
    bool m_showArchived = false;
    QString m_tag;
    QStringList m_closed;
};

}  // namespace mingsi::ui
