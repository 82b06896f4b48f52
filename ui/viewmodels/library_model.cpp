// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/library_model.h"

#include <QLocale>

#include "app/models/model_identity.h"
#include "ui/viewmodels/model_text.h"

namespace mingsi::ui {

namespace {

QString sourceName(app::FoundModel::Source source)
{
    using Source = app::FoundModel::Source;
    switch (source) {
    case Source::BuiltIn: return LibraryModel::tr("Built in");
    case Source::Mingsi: return QStringLiteral("Mingsi");
    case Source::LmStudio: return QStringLiteral("LM Studio");
    case Source::Ollama: return QStringLiteral("Ollama");
    case Source::HuggingFace: return QStringLiteral("Hugging Face");
    case Source::Added: return LibraryModel::tr("Added folder");
    }
    return {};
}

LibraryModel::Verdict verdictOf(const app::ModelFit &fit)
{
    switch (fit.verdict) {
    case app::ModelFit::Verdict::Fits: return LibraryModel::Fits;
    case app::ModelFit::Verdict::Tight: return LibraryModel::Tight;
    case app::ModelFit::Verdict::Streams: return LibraryModel::Streams;
    }
    return LibraryModel::Unknown;
}

/// The roles that need a look inside.
QVariant insideData(const app::ModelInspection &inspection, const app::SessionSettings &settings, int role)
{
    const auto &description = inspection.description;
    switch (role) {
    case LibraryModel::SizeRole:
        return LibraryModel::tr("%1, %2").arg(byteSize(description.file_bytes), app::mainWeightType(description));
    case LibraryModel::ParametersRole:
        if (description.active_parameters == description.total_parameters)
            return LibraryModel::tr("%1 parameters").arg(parameterCount(description.total_parameters));
        return LibraryModel::tr("%1 parameters, %2 active")
            .arg(parameterCount(description.total_parameters), parameterCount(description.active_parameters));
    case LibraryModel::ContextRole:
        return LibraryModel::tr("%1 tokens of context").arg(QLocale().toString(qulonglong{description.context_length}));
    case LibraryModel::TemplateRole:
        return description.chat_template.empty() || !description.chat_template_problem.empty()
            ? LibraryModel::tr("prompt format of its family")
            : LibraryModel::tr("its own prompt format");
    case LibraryModel::VerdictRole: return int{verdictOf(inspection.fit(settings))};
    case LibraryModel::FitRole: return inspection.fit(settings).describe();
    default: return {};
    }
}

}  // namespace

int LibraryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant LibraryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const app::FoundModel &model = m_models.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case NameRole: return model.name;
    case PathRole: return model.path;
    case SourceRole: return sourceName(model.source);
    default: break;
    }
    if (!model.complete) {
        if (role == VerdictRole)
            return int{Unusable};
        if (role == FitRole)
            return tr("Not all of its files are there. Download it again: what is there is kept.");
    }
    if (role <= SourceRole)
        return {};
    const auto inspection = m_inspections.constFind(model.path);
    if (inspection != m_inspections.constEnd() && *inspection)
        return insideData(**inspection, m_settings, role);
    if (role == SizeRole)
        return byteSize(model.bytes);
    if (role == VerdictRole)
        return int{inspection == m_inspections.constEnd() ? Unknown : Unusable};
    if (role == FitRole)
        return inspection == m_inspections.constEnd() ? QString() : app::describe(inspection->failure());
    return QString();
}

QHash<int, QByteArray> LibraryModel::roleNames() const
{
    return {{NameRole, "name"},
            {PathRole, "path"},
            {SourceRole, "source"},
            {SizeRole, "size"},
            {ParametersRole, "parameters"},
            {ContextRole, "context"},
            {TemplateRole, "format"},
            {VerdictRole, "verdict"},
            {FitRole, "fit"}};
}

void LibraryModel::setModels(const QList<app::FoundModel> &models)
{
    beginResetModel();
    // A file that has changed is looked into again.
    for (const app::FoundModel &model : models) {
        if (!m_models.contains(model))
            m_inspections.remove(model.path);
    }
    m_models = models;
    endResetModel();
    emit countChanged();
}

QStringList LibraryModel::unknown() const
{
    QStringList paths;
    for (const app::FoundModel &model : m_models) {
        if (model.complete && !m_inspections.contains(model.path))
            paths.append(model.path);
    }
    return paths;
}

void LibraryModel::setInspection(const QString &path, const app::Result<app::ModelInspection> &found)
{
    m_inspections.insert(path, found);
    for (int row = 0; row < count(); ++row) {
        if (m_models.at(row).path == path)
            emit dataChanged(index(row), index(row));
    }
}

void LibraryModel::setSessionSettings(const app::SessionSettings &settings)
{
    m_settings = settings;
    retranslate();
}

void LibraryModel::retranslate()
{
    if (count() > 0)
        emit dataChanged(index(0), index(count() - 1));
}

}  // namespace mingsi::ui
