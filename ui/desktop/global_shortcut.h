// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDBusObjectPath>
#include <QObject>
#include <QVariantMap>

namespace mingsi::ui {

/// A key that brings up the window from anywhere, where the desktop has such keys: by the portal
/// org.freedesktop.portal.GlobalShortcuts, which asks the person for it. Elsewhere it does nothing.
class GlobalShortcut : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Asks the desktop, once.
    void bind();

signals:
    void activated();

private slots:
    void takeResponse(uint response, const QVariantMap &results);
    void takeActivated(const QDBusObjectPath &session, const QString &shortcut, qulonglong timestamp,
                       const QVariantMap &options);

private:
    QString m_session;
    bool m_asked = false;
};

}  // namespace mingsi::ui
