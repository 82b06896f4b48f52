// SPDX-License-Identifier: Apache-2.0
#include "ui/desktop/global_shortcut.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCall>

namespace mingsi::ui {

namespace {

const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.GlobalShortcuts");
const QString kRequest = QStringLiteral("org.freedesktop.portal.Request");
const QString kShortcut = QStringLiteral("show-window");

/// (sa{sv}) of the portal.
struct Shortcut {
    QString id;
    QVariantMap options;
};

QDBusArgument &operator<<(QDBusArgument &argument, const Shortcut &shortcut)
{
    argument.beginStructure();
    argument << shortcut.id << shortcut.options;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, Shortcut &shortcut)
{
    argument.beginStructure();
    argument >> shortcut.id >> shortcut.options;
    argument.endStructure();
    return argument;
}

/// Where the portal puts the answer to a request with this token.
QString requestPath(const QDBusConnection &bus, const QString &token)
{
    const QString sender = bus.baseService().mid(1).replace(u'.', u'_');
    return QStringLiteral("/org/freedesktop/portal/desktop/request/%1/%2").arg(sender, token);
}

}  // namespace

void GlobalShortcut::bind()
{
    auto bus = QDBusConnection::sessionBus();
    if (m_asked || !bus.isConnected())
        return;
    m_asked = true;
    const QString token = QStringLiteral("mingsi_session");
    bus.connect(kService, requestPath(bus, token), kRequest, QStringLiteral("Response"), this,
                SLOT(takeResponse(uint, QVariantMap)));
    auto call = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("CreateSession"));
    call.setArguments({QVariantMap{{QStringLiteral("handle_token"), token},
                                   {QStringLiteral("session_handle_token"), QStringLiteral("mingsi")}}});
    bus.asyncCall(call);
}

void GlobalShortcut::takeResponse(uint response, const QVariantMap &results)
{
    m_session = results.value(QStringLiteral("session_handle")).toString();
    if (response != 0 || m_session.isEmpty())
        return;
    qDBusRegisterMetaType<Shortcut>();
    qDBusRegisterMetaType<QList<Shortcut>>();
    auto bus = QDBusConnection::sessionBus();
    bus.connect(kService, kPath, kInterface, QStringLiteral("Activated"), this,
                SLOT(takeActivated(QDBusObjectPath, QString, qulonglong, QVariantMap)));
    const QList<Shortcut> shortcuts{{kShortcut,
                                     {{QStringLiteral("description"), tr("Show Mingsi")},
                                      {QStringLiteral("preferred_trigger"), QStringLiteral("CTRL+ALT+m")}}}};
    auto call = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("BindShortcuts"));
    call.setArguments({QVariant::fromValue(QDBusObjectPath(m_session)), QVariant::fromValue(shortcuts), QString(),
                       QVariantMap{{QStringLiteral("handle_token"), QStringLiteral("mingsi_bind")}}});
    bus.asyncCall(call);
}

void GlobalShortcut::takeActivated(const QDBusObjectPath &session, const QString &shortcut, qulonglong,
                                   const QVariantMap &)
{
    if (session.path() == m_session && shortcut == kShortcut)
        emit activated();
}

}  // namespace mingsi::ui
