// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QQmlEngine>

#include "app/store/setting_db.h"
#include "app/translation.h"
#include "ui/viewmodels/notices.h"

namespace mingsi::ui {

/// The language of the interface, exchangeable while it runs.
class Language : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    /// "" for the system's language, "en" or "zh_CN".
    Q_PROPERTY(QString choice READ choice WRITE choose NOTIFY changed)

public:
    Language(app::Translation &translation, app::Database &database, Notices &notices);

    QString choice() const { return m_choice; }
    /// Uses a stored choice without storing it again.
    void restore(const QString &choice);
    void choose(const QString &choice);

    static QString settingKey() { return QStringLiteral("language"); }

signals:
    void changed();

private:
    app::Translation &m_translation;
    app::SettingDb m_settings;
    Notices &m_notices;
    QString m_choice;
};

}  // namespace mingsi::ui
