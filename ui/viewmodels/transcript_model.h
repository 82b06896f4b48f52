// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>

#include "app/chat/generation.h"
#include "app/store/types.h"

namespace mingsi::ui {

/// The messages of the branch that is shown.
class TranscriptModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role {
        IdRole = Qt::UserRole + 1,
        FromUserRole,
        TextRole,  ///< as written
        ReasoningRole,
        ReasoningSecondsRole,
        ReasoningTokensRole,
        ThinkingRole,   ///< the thought is being written now
        StreamingRole,  ///< the message is being written now
        StatusRole,     ///< a translated sentence for stopped, interrupted and failed answers, else empty
        FailedRole,
        ModelRole,
        TokensPerSecondRole,
        TokensRole,
        PrefillRole,      ///< share of the prompt that has been read
        AttachmentsRole,  ///< {name, size} of each
        SiblingRole,      ///< number among its siblings, from 1
        SiblingsRole,     ///< how many there are
    };
    Q_ENUM(Role)

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    int count() const { return static_cast<int>(m_rows.size()); }
    void reset(const QList<app::Message> &messages);
    /// Puts a message below its parent, in place of what stood there.
    void place(const app::Message &message, bool streaming);
    void progress(const app::GenerationProgress &progress);
    void finish(const app::Message &message);
    Q_INVOKABLE int rowOf(qint64 id) const;
    bool contains(app::RowId id) const { return rowOf(id) >= 0; }
    /// A message that is shown; an empty one when it is not.
    app::Message message(app::RowId id) const;
    /// The messages, root first.
    QList<app::Message> branch() const;
    /// The messages up to `id`, with or without itself; all for 0.
    QList<app::Message> branchTo(app::RowId id, bool withIt) const;
    /// The last message of a role; 0 when there is none.
    app::RowId last(app::MessageRole role) const;
    void retranslate();

signals:
    void countChanged();

private:
    struct Row {
        app::Message message;
        bool streaming = false;
        bool thinking = false;
        double tokensPerSecond = 0;
        int tokens = 0;
        double prefill = 1;
    };

    static Row toRow(const app::Message &message);
    static QString statusOf(const app::Message &message);

    QList<Row> m_rows;
};

}  // namespace mingsi::ui
