// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>

#include "app/store/types.h"

namespace mingsi::ui {

/// The conversations at the left, last used first.
class ConversationListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role {
        IdRole = Qt::UserRole + 1,
        TitleRole,
        UsedAtRole,
        SectionRole,  ///< heading under which it stands
        PinnedRole,
        ArchivedRole,
        FolderRole,
        TagsRole,
    };
    Q_ENUM(Role)

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    int count() const { return static_cast<int>(m_conversations.size()); }
    void reset(const QList<app::Conversation> &conversations);
    /// Adds at the top.
    void prepend(const app::Conversation &conversation);
    void insert(int row, const app::Conversation &conversation);
    app::Conversation take(app::RowId id);
    void rename(app::RowId id, const QString &title);
    /// Puts another state of a conversation in its place.
    void update(const app::Conversation &conversation);
    /// The folders, in their order.
    void setFolders(const QList<app::Folder> &folders);
    QString sectionOf(int row) const;
    /// Names its section whatever the section is called: "pinned", "folder 7", "rest", "archived".
    QString sectionKeyOf(int row) const;
    /// The place of its section among the sections.
    int rankOf(int row) const;
    /// A question was asked: moves the conversation to the top; `preview` counts when there is none yet.
    void touch(app::RowId id, const QString &preview);

    int rowOf(app::RowId id) const;
    const app::Conversation &at(int row) const { return m_conversations.at(row); }
    QString titleOf(app::RowId id) const;
    /// Titles of untitled conversations are in the language of the interface.
    void retranslate();

signals:
    void countChanged();

private:
    static QString shownTitle(const app::Conversation &conversation);
    void change(int row, int role);

    QList<app::Conversation> m_conversations;
    QList<app::Folder> m_folders;
};

}  // namespace mingsi::ui
