// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFutureWatcher>
#include <QUrl>

#include "app/models/model_folders.h"
#include "app/store/setting_db.h"
#include "ui/viewmodels/library_model.h"
#include "ui/viewmodels/notices.h"

namespace mingsi::ui {

/// Finds the models that are on this machine, and looks into each: Mingsi's own folder, those of LM Studio and Ollama,
/// the cache of Hugging Face, and folders that the person adds.
class LibraryViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    Q_PROPERTY(mingsi::ui::LibraryModel *models READ models CONSTANT)
    Q_PROPERTY(bool scanning READ isScanning NOTIFY scanningChanged)
    /// {name, file} of the models that were found and are whole.
    Q_PROPERTY(QVariantList openable READ openable NOTIFY openableChanged)
    /// {path, added} of the folders that are searched.
    Q_PROPERTY(QVariantList folders READ folders NOTIFY foldersChanged)

public:
    /// `places` is where to look, but for what the person adds.
    LibraryViewModel(const app::ModelPlaces &places, app::Database &database, Notices &notices);
    ~LibraryViewModel() override;

    LibraryModel *models() { return &m_models; }
    bool isScanning() const { return m_scanning; }
    QVariantList openable() const;
    QVariantList folders() const;
    /// Where downloads go.
    QString ownFolder() const { return app::ownModelFolder(m_places.dataFolder); }

    /// Searches the folders, in the background.
    Q_INVOKABLE void scan();
    Q_INVOKABLE void addFolder(const QUrl &folder);
    Q_INVOKABLE void removeFolder(const QString &path);
    /// Takes the stored folders.
    void restore(const QString &stored);
    static QString settingKey() { return QStringLiteral("models/folders"); }
    void setSessionSettings(const app::SessionSettings &settings) { m_models.setSessionSettings(settings); }
    void retranslate() { m_models.retranslate(); }

signals:
    void scanningChanged();
    void openableChanged();
    void foldersChanged();

private:
    void take(const QList<app::FoundModel> &models);
    void inspectNext();
    void store();

    app::ModelPlaces m_places;
    app::SettingDb m_settings;
    Notices &m_notices;
    LibraryModel m_models;
    QFutureWatcher<QList<app::FoundModel>> m_scan;
    bool m_scanning = false;
    bool m_inspecting = false;
};

}  // namespace mingsi::ui
