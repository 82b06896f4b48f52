// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/library_view_model.h"

#include <QJsonArray>
#include <QJsonDocument>

#include "app/models/model_reference.h"

namespace mingsi::ui {

LibraryViewModel::LibraryViewModel(const app::ModelPlaces &places, app::Database &database, Notices &notices)
    : m_places(places), m_settings(database), m_notices(notices)
{
    connect(&m_scan, &QFutureWatcherBase::finished, this, [this] {
        if (!m_scan.isCanceled())
            take(m_scan.result());
    });
}

LibraryViewModel::~LibraryViewModel()
{
    m_scan.cancel();
}

QVariantList LibraryViewModel::folders() const
{
    QVariantList list;
    for (const app::ModelFolder &folder : app::modelFolders(m_places)) {
        list.append(QVariantMap{{QStringLiteral("path"), folder.path},
                                {QStringLiteral("added"), folder.source == app::ModelFolder::Source::Added}});
    }
    return list;
}

QVariantList LibraryViewModel::openable() const
{
    QVariantList list;
    for (const app::FoundModel &model : m_models.models()) {
        if (model.complete)
            list.append(QVariantMap{{QStringLiteral("name"), model.name}, {QStringLiteral("file"), model.path}});
    }
    return list;
}

void LibraryViewModel::scan()
{
    m_scan.cancel();
    m_scanning = true;
    emit scanningChanged();
    m_scan.setFuture(app::scanModels(app::modelFolders(m_places)));
}

void LibraryViewModel::take(const QList<app::FoundModel> &models)
{
    m_scanning = false;
    emit scanningChanged();
    app::FoundModel starter;
    starter.name = QStringLiteral("Mingsi Starter");
    starter.path = app::ModelReference().toText();
    starter.source = app::FoundModel::Source::BuiltIn;
    m_models.setModels(QList{starter} + models);
    emit openableChanged();
    inspectNext();
}

void LibraryViewModel::inspectNext()
{
    const QStringList unknown = m_models.unknown();
    if (m_inspecting || unknown.isEmpty())
        return;
    // One at a time: the disk does not get faster, and what is on the screen comes first.
    m_inspecting = true;
    const QString path = unknown.constFirst();
    app::inspectModel(app::ModelReference::fromText(path))
        .then(this, [this, path](const app::Result<app::ModelInspection> &found) {
            m_inspecting = false;
            m_models.setInspection(path, found);
            inspectNext();
        });
}

void LibraryViewModel::addFolder(const QUrl &folder)
{
    const QString path = folder.toLocalFile();
    if (path.isEmpty() || m_places.added.contains(path))
        return;
    m_places.added.append(path);
    store();
}

void LibraryViewModel::removeFolder(const QString &path)
{
    if (m_places.added.removeAll(path) > 0)
        store();
}

void LibraryViewModel::restore(const QString &stored)
{
    m_places.added.clear();
    for (const auto &path : QJsonDocument::fromJson(stored.toUtf8()).array())
        m_places.added.append(path.toString());
    emit foldersChanged();
}

void LibraryViewModel::store()
{
    emit foldersChanged();
    const QJsonDocument document(QJsonArray::fromStringList(m_places.added));
    m_settings.set(settingKey(), QString::fromUtf8(document.toJson(QJsonDocument::Compact)))
        .then(this, [this](const app::Result<app::Done> &stored) {
            if (!stored)
                m_notices.show(stored.failure());
        });
    scan();
}

}  // namespace mingsi::ui
