// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/model_view_model.h"

#include <QFileInfo>
#include <QLocale>

#include "app/models/default_model.h"

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
    chooseReference(app::ModelReference::fromText(file.isLocalFile() ? file.toLocalFile() : file.toString()));
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
    m_state = Ready;
    m_name = QString::fromStdString(info.description.name);
    emit changed();
    if (!m_remember)
        return;
    m_notices.dismiss();
    m_settings.set(app::modelSettingKey(), m_service.model().toText()).then(this, [this](const app::Result<app::Done> &stored) {
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
