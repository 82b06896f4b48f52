// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>
#include <QHash>
#include <QQmlEngine>

#include "app/models/model_inspection.h"
#include "app/models/model_library.h"

namespace mingsi::ui {

/// The models on this machine, one a row; what a look inside has found comes later than the name.
class LibraryModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the library")
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role {
        NameRole = Qt::UserRole + 1,
        PathRole,
        SourceRole,      ///< whose folder it lies in
        SizeRole,        ///< with the type of its weights, when that is known
        ParametersRole,  ///< total and active
        ContextRole,
        TemplateRole,  ///< where its prompt format comes from
        VerdictRole,   ///< one of Verdict
        FitRole,       ///< a sentence about the memory, or why it can't be opened
    };
    /// Whether the machine can take it.
    enum Verdict { Unknown, Fits, Tight, Streams, Unusable };
    Q_ENUM(Verdict)

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    int count() const { return static_cast<int>(m_models.size()); }

    void setModels(const QList<app::FoundModel> &models);
    const QList<app::FoundModel> &models() const { return m_models; }
    /// Paths of the models that nobody has looked into.
    QStringList unknown() const;
    void setInspection(const QString &path, const app::Result<app::ModelInspection> &found);
    /// What the verdicts are about.
    void setSessionSettings(const app::SessionSettings &settings);
    void retranslate();

signals:
    void countChanged();

private:
    QList<app::FoundModel> m_models;
    QHash<QString, app::Result<app::ModelInspection>> m_inspections;  ///< by path
    app::SessionSettings m_settings;
};

}  // namespace mingsi::ui
