// SPDX-License-Identifier: Apache-2.0
#include "ui/desktop/notifier.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QGuiApplication>
#include <QWindow>

namespace mingsi::ui {

namespace {

const QString kService = QStringLiteral("org.freedesktop.Notifications");
const QString kPath = QStringLiteral("/org/freedesktop/Notifications");
constexpr qsizetype kLongestText = 200;

}  // namespace

Notifier::Notifier(app::ChatService &service, Preferences &preferences) : m_preferences(preferences)
{
    connect(&service, &app::ChatService::answerFinished, this, [this](const app::Message &message) {
        const bool isLong = message.run && message.run->prefillSeconds + message.run->decodeSeconds >= kLong;
        if (isLong && m_preferences.notifies() && QGuiApplication::focusWindow() == nullptr)
            tell(message);
    });
}

void Notifier::tell(const app::Message &message)
{
    auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    if (m_message == 0)
        bus.connect(kService, kPath, kService, QStringLiteral("ActionInvoked"), this, SLOT(takeAction(uint, QString)));
    m_conversation = message.conversation;
    m_message = message.id;
    const QString title =
        message.state == app::MessageState::Failed ? tr("The answer failed") : tr("The answer is here");
    // The service may take the text for markup.
    const QString text = message.text.simplified().left(kLongestText).toHtmlEscaped();
    auto call = QDBusMessage::createMethodCall(kService, kPath, kService, QStringLiteral("Notify"));
    call.setArguments({QGuiApplication::applicationDisplayName(), m_id, QStringLiteral("mingsi"), title, text,
                       QStringList{QStringLiteral("default"), tr("Show it")},
                       QVariantMap{{QStringLiteral("desktop-entry"), QStringLiteral("mingsi")}}, -1});
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<uint> reply = *watcher;
        if (reply.isValid())
            m_id = reply.value();
        watcher->deleteLater();
    });
}

void Notifier::takeAction(uint id, const QString &action)
{
    if (id == m_id && m_id != 0 && action == u"default")
        emit activated(m_conversation, m_message);
}

}  // namespace mingsi::ui
