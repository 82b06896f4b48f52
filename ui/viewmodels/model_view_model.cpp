// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/model_view_model.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include "app/models/default_model.h"
#include "app/models/gpu_placement.h"
#include "app/models/model_inspection.h"
#include "ui/viewmodels/model_text.h"

namespace mingsi::ui {

namespace {

constexpr qsizetype kMostKnown = 12;

app::ModelReference referenceTo(const QUrl &file)
{
    return app::ModelReference::fromText(file.isLocalFile() ? file.toLocalFile() : file.toString());
}

QString fileName(const app::ModelReference &model)
{
    if (model.isRemote())
        return model.remoteModel();
    return model.isStarter() ? model.toText() : QFileInfo(model.toText()).fileName();
}

}  // namespace

ModelViewModel::ModelViewModel(app::ChatService &service, app::Database &database, Notices &notices)
    : m_service(service), m_settings(database), m_notices(notices)
{
    connect(&service, &app::ChatService::modelOpened, this, &ModelViewModel::takeOpened);
    connect(&service, &app::ChatService::modelFailed, this, &ModelViewModel::takeFailed);
    connect(&service, &app::ChatService::contextLengthChanged, this, [this] {
        m_info.contextLength = m_service.modelInfo().contextLength;
        emit changed();
    });
    connect(&service, &app::ChatService::modelOpening, this, [this](double done) {
        m_progress = done;
        emit progressChanged();
    });
}

QString ModelViewModel::details() const
{
    if (m_state != Ready)
        return {};
    if (!server().isEmpty() && m_info.contextLength > 0)
        return tr("A model of the server %1 · context %2 tokens")
            .arg(server(), QLocale().toString(m_info.contextLength));
    if (!server().isEmpty())
        return tr("A model of the server %1").arg(server());
    return tr("%1 parameters, %2 active · context %3 tokens · %4")
        .arg(parameterCount(m_info.description.total_parameters), parameterCount(m_info.description.active_parameters),
             QLocale().toString(m_info.contextLength), m_info.placement ? place() : m_info.device);
}

QString ModelViewModel::place() const
{
    if (m_state != Ready || !server().isEmpty())
        return {};
    return m_info.placement ? app::describePlacement(*m_info.placement, m_info.description.layers) : tr("processor");
}

void ModelViewModel::open(const app::ModelReference &model)
{
    m_remember = false;
    m_state = Opening;
    m_name = fileName(model);
    m_progress = 0;
    emit progressChanged();
    emit changed();
    m_service.openModel(model);
}

void ModelViewModel::cancelOpening()
{
    m_remember = false;
    m_service.cancelOpening();
}

void ModelViewModel::choose(const QUrl &file)
{
    chooseReference(referenceTo(file));
}

void ModelViewModel::inspect(const QUrl &file)
{
    app::inspectModel(referenceTo(file)).then(this, [this, file](const app::Result<app::ModelInspection> &found) {
        if (!found) {
            m_notices.show(found.failure());
            return;
        }
        const auto &d = found->description;
        const auto fit = found->fit(m_service.sessionSettings());
        const QLocale locale;
        QVariantList lines;
        const auto line = [&lines](const QString &label, const QString &value) {
            lines.append(QVariant(QVariantList{label, value}));
        };
        line(tr("Parameters"),
             tr("%1, of which %2 are active for a token")
                 .arg(parameterCount(d.total_parameters), parameterCount(d.active_parameters)));
        QStringList types;
        for (const auto &share : d.weight_types)
            types.append(QString::fromStdString(share.type));
        line(tr("Weights"), tr("%1 (%2)").arg(byteSize(fit.weightBytes), types.join(QStringLiteral(", "))));
        line(tr("Context"),
             tr("%1 for %2 tokens").arg(byteSize(fit.cacheBytes), locale.toString(qulonglong{fit.contextLength})));
        line(tr("Memory"), fit.describe());
        if (!fit.describeGpu().isEmpty())
            line(tr("Placement"),
                 fit.onGpu || !fit.gpu->fits
                     ? fit.describeGpu()
                     : tr("%1, if that is chosen under Look and behaviour").arg(fit.describeGpu()));
        if (fit.mostTokensPerSecond > 0) {
            line(tr("Speed"),
                 tr("at most %1 tokens a second, by the memory's speed")
                     .arg(locale.toString(fit.mostTokensPerSecond, 'f', 1)));
        }
        if (!d.chat_template_problem.empty())
            line(tr("Prompt format"),
                 tr("the file's template can't be used (%1); that of its family is")
                     .arg(QString::fromStdString(d.chat_template_problem)));
        emit inspected(file, QString::fromStdString(d.name), lines, fit.verdict != app::ModelFit::Verdict::Streams);
    });
}

QVariantList ModelViewModel::known() const
{
    QVariantList known = m_known.toVariantList();
    known.append(QVariantMap{{QStringLiteral("name"), tr("Starter model")},
                             {QStringLiteral("file"), QStringLiteral("starter")}});
    return known;
}

void ModelViewModel::restoreKnown(const QString &stored)
{
    m_known = QJsonDocument::fromJson(stored.toUtf8()).array();
    emit knownChanged();
}

void ModelViewModel::remember(const QString &name, const QString &file)
{
    for (qsizetype i = m_known.size() - 1; i >= 0; --i) {
        if (m_known.at(i)[QStringLiteral("file")].toString() == file || i >= kMostKnown - 1)
            m_known.removeAt(i);
    }
    m_known.prepend(QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("file"), file}});
    m_settings.set(knownKey(), QString::fromUtf8(QJsonDocument(m_known).toJson(QJsonDocument::Compact)));
    emit knownChanged();
}

void ModelViewModel::chooseStarter()
{
    chooseReference({});
}

void ModelViewModel::chooseReference(const app::ModelReference &model)
{
    open(model);
    m_remember = true;
}

void ModelViewModel::takeOpened(const app::OpenedModelInfo &info)
{
    const bool recovered = m_info.gpuFailure && !info.gpuFailure;
    m_info = info;
    m_state = Ready;
    m_name = QString::fromStdString(info.description.name);
    emit changed();
    if (!isStarter())
        remember(m_name, m_service.model().toText());
    if (m_remember || recovered)
        m_notices.dismiss();
    if (info.gpuFailure)
        m_notices.showText(tr("The model computes on the processor instead. %1").arg(app::describe(*info.gpuFailure)));
    if (!m_remember)
        return;
    m_settings.set(app::modelSettingKey(), m_service.model().toText())
        .then(this, [this](const app::Result<app::Done> &stored) {
            if (!stored)
                m_notices.show(stored.failure());
        });
}

void ModelViewModel::takeFailed(const app::Failure &failure)
{
    m_notices.show(failure);
    if (!isStarter()) {
        // The conversation can go on at once with the model that is always there; the notice says why.
        open({});
        return;
    }
    m_state = Failed;
    emit changed();
}

}  // namespace mingsi::ui
