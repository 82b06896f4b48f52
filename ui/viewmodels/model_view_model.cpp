// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/model_view_model.h"

#include <QFileInfo>
#include <QLocale>

#include "app/models/default_model.h"
#include "app/models/model_inspection.h"

namespace mingsi::ui {

namespace {

/// 15.7 B, 6.9 M
QString parameters(std::uint64_t count)
{
    const QLocale locale;
    if (count >= 1'000'000'000)
        return locale.toString(static_cast<double>(count) / 1e9, 'f', 1) + QStringLiteral(" B");
    return locale.toString(static_cast<double>(count) / 1e6, 'f', 1) + QStringLiteral(" M");
}

app::ModelReference referenceTo(const QUrl &file)
{
    return app::ModelReference::fromText(file.isLocalFile() ? file.toLocalFile() : file.toString());
}

QString fileName(const app::ModelReference &model)
{
    return model.isStarter() ? model.toText() : QFileInfo(model.toText()).fileName();
}

}  // namespace

ModelViewModel::ModelViewModel(app::ChatService &service, app::Database &database, Notices &notices)
    : m_service(service), m_settings(database), m_notices(notices)
{
    connect(&service, &app::ChatService::modelOpened, this, &ModelViewModel::takeOpened);
    connect(&service, &app::ChatService::modelFailed, this, &ModelViewModel::takeFailed);
}

QString ModelViewModel::details() const
{
    if (m_state != Ready)
        return {};
    return tr("%1 parameters, %2 active · context %3 tokens · %4")
        .arg(parameters(m_info.description.total_parameters), parameters(m_info.description.active_parameters),
             QLocale().toString(m_info.contextLength), m_info.device);
}

void ModelViewModel::open(const app::ModelReference &model)
{
    m_remember = false;
    m_state = Opening;
    m_name = fileName(model);
    emit changed();
    m_service.openModel(model);
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
        const auto &fit = found->fit;
        const QLocale locale;
        const auto size = [&](std::uint64_t bytes) { return locale.formattedDataSize(static_cast<qint64>(bytes)); };
        QVariantList lines;
        const auto line = [&lines](const QString &label, const QString &value) {
            lines.append(QVariant(QVariantList{label, value}));
        };
        line(tr("Parameters"),
             tr("%1, of which %2 are active for a token")
                 .arg(parameters(d.total_parameters), parameters(d.active_parameters)));
        QStringList types;
        for (const auto &share : d.weight_types)
            types.append(QString::fromStdString(share.type));
        line(tr("Weights"), tr("%1 (%2)").arg(size(fit.weightBytes), types.join(QStringLiteral(", "))));
        line(tr("Context"),
             tr("%1 for %2 tokens").arg(size(fit.cacheBytes), locale.toString(qulonglong{fit.contextLength})));
        line(tr("Memory"), fit.describe());
        if (!fit.describeGpu().isEmpty())
            line(tr("GPU"), fit.describeGpu());
        line(tr("Speed"),
             tr("at most %1 tokens a second, by the memory's speed")
                 .arg(locale.toString(fit.mostTokensPerSecond, 'f', 1)));
        if (!d.chat_template_problem.empty())
            line(tr("Prompt format"),
                 tr("the file's template can't be used (%1); that of its family is")
                     .arg(QString::fromStdString(d.chat_template_problem)));
        emit inspected(file, QString::fromStdString(d.name), lines, fit.verdict != app::ModelFit::Verdict::Streams);
    });
}

void ModelViewModel::setThinking(bool thinking)
{
    if (thinking == m_info.description.thinks_by_default)
        m_thinking.reset();
    else
        m_thinking = thinking;
    m_service.setSettings(settings());
    emit changed();
}

app::AnswerSettings ModelViewModel::settings() const
{
    app::AnswerSettings settings;
    settings.thinking = m_thinking;
    return settings;
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
    m_info = info;
    m_thinking.reset();
    m_service.setSettings(settings());
    m_state = Ready;
    m_name = QString::fromStdString(info.description.name);
    emit changed();
    if (!m_remember)
        return;
    m_notices.dismiss();
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
