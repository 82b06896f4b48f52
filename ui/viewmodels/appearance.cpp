// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/appearance.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QEvent>
#include <QGuiApplication>
#include <QPalette>

namespace mingsi::ui {

namespace {

// The desktop portal's settings (org.freedesktop.portal.Settings, version 1); Qt 6.4 has no hint of its own.
const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString kSpace = QStringLiteral("org.freedesktop.appearance");
const QString kKey = QStringLiteral("color-scheme");
constexpr uint kPreferDark = 1;

/// The portal wraps the value in one or two variants.
uint unwrap(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value.toUInt();
}

QString nameOf(Appearance::Mode mode)
{
    switch (mode) {
    case Appearance::System: return QStringLiteral("system");
    case Appearance::Light: return QStringLiteral("light");
    case Appearance::Dark: return QStringLiteral("dark");
    }
    return {};
}

}  // namespace

Appearance::Appearance(app::Database &database, Notices &notices) : m_settings(database), m_notices(notices)
{
    readPalette();
    qApp->installEventFilter(this);
    askPortal();
}

void Appearance::restore(const QString &stored)
{
    for (const Mode mode : {System, Light, Dark}) {
        if (nameOf(mode) == stored)
            m_mode = mode;
    }
    emit changed();
}

void Appearance::choose(Mode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    emit changed();
    m_settings.set(settingKey(), nameOf(mode)).then(this, [this](const app::Result<app::Done> &stored) {
        if (!stored)
            m_notices.show(stored.failure());
    });
}

bool Appearance::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ApplicationPaletteChange && !m_portalAnswered)
        readPalette();
    return QObject::eventFilter(watched, event);
}

void Appearance::readPalette()
{
    const QPalette palette = QGuiApplication::palette();
    setSystemDark(palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness());
}

void Appearance::askPortal()
{
    auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), this,
                SLOT(portalChanged(QString, QString, QDBusVariant)));
    auto message = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
    message.setArguments({kSpace, kKey});
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QVariant> reply = *watcher;
        if (reply.isValid()) {
            m_portalAnswered = true;
            setSystemDark(unwrap(reply.value()) == kPreferDark);
        }
        watcher->deleteLater();
    });
}

void Appearance::portalChanged(const QString &space, const QString &key, const QDBusVariant &value)
{
    if (space != kSpace || key != kKey)
        return;
    m_portalAnswered = true;
    setSystemDark(unwrap(value.variant()) == kPreferDark);
}

void Appearance::setSystemDark(bool dark)
{
    if (dark == m_systemDark)
        return;
    m_systemDark = dark;
    emit changed();
}

}  // namespace mingsi::ui
