// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDBusVariant>
#include <QObject>
#include <QQmlEngine>

#include "app/store/setting_db.h"
#include "ui/viewmodels/notices.h"

namespace mingsi::ui {

/// Light or dark: as the desktop says, or as the person chose.
class Appearance : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the application")
    Q_PROPERTY(Mode mode READ mode WRITE choose NOTIFY changed)
    Q_PROPERTY(bool dark READ isDark NOTIFY changed)

public:
    enum Mode { System, Light, Dark };
    Q_ENUM(Mode)

    Appearance(app::Database &database, Notices &notices);

    Mode mode() const { return m_mode; }
    bool isDark() const { return m_mode == System ? m_systemDark : m_mode == Dark; }

    /// Uses a stored value without storing it again.
    void restore(const QString &stored);
    /// Uses and stores the mode.
    void choose(Mode mode);

    static QString settingKey() { return QStringLiteral("appearance"); }

signals:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private slots:
    void portalChanged(const QString &space, const QString &key, const QDBusVariant &value);

private:
    void askPortal();
    void readPalette();
    void setSystemDark(bool dark);

    app::SettingDb m_settings;
    Notices &m_notices;
    Mode m_mode = System;
    bool m_systemDark = false;
    bool m_portalAnswered = false;
};

}  // namespace mingsi::ui
