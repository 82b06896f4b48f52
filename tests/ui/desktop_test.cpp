// SPDX-License-Identifier: Apache-2.0
// What is asked of the desktop, against stand-ins for its services on a bus of the test's own.
#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QSignalSpy>
#include <QTest>

#include "ui/desktop/global_shortcut.h"
#include "ui/desktop/notifier.h"

using namespace mingsi;

/// org.freedesktop.Notifications, as far as it is used.
class Notifications : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    QString title;
    QString text;
    int count = 0;

public slots:
    uint Notify(const QString &, uint, const QString &, const QString &summary, const QString &body,
                const QStringList &, const QVariantMap &, int)
    {
        title = summary;
        text = body;
        ++count;
        return 7;
    }

signals:
    void ActionInvoked(uint id, const QString &action);
};

/// org.freedesktop.portal.GlobalShortcuts, as far as it is used.
class Shortcuts : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.GlobalShortcuts")

public:
    QString bound;

public slots:
    QDBusObjectPath CreateSession(const QVariantMap &options)
    {
        const QString path = QStringLiteral("/org/freedesktop/portal/desktop/request/%1/%2")
                                 .arg(message().service().mid(1).replace('.', '_'), options["handle_token"].toString());
        auto response = QDBusMessage::createSignal(path, "org.freedesktop.portal.Request", "Response");
        response.setArguments({0u, QVariantMap{{"session_handle", "/session/mingsi"}}});
        connection().send(response);
        return QDBusObjectPath(path);
    }
    QDBusObjectPath BindShortcuts(const QDBusMessage &message)
    {
        const auto list = message.arguments().at(1).value<QDBusArgument>();
        list.beginArray();
        list.beginStructure();
        list >> bound;
        return QDBusObjectPath("/request");
    }

signals:
    void Activated(const QDBusObjectPath &session, const QString &shortcut, qulonglong time,
                   const QVariantMap &options);
};

class DesktopTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        // The services answer on a connection of their own, as other programs would.
        m_bus = std::make_unique<QDBusConnection>(
            QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("services")));
        if (!m_bus->isConnected())
            QSKIP("There is no session bus here; CTest runs this in dbus-run-session.");
        const auto all = QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals;
        QVERIFY(m_bus->registerObject("/org/freedesktop/Notifications", &m_notifications, all));
        QVERIFY(m_bus->registerService("org.freedesktop.Notifications"));
        QVERIFY(m_bus->registerObject("/org/freedesktop/portal/desktop", &m_shortcuts, all));
        QVERIFY(m_bus->registerService("org.freedesktop.portal.Desktop"));
        m_database.openInMemory().waitForFinished();
    }

    void longAnswersAreTold()
    {
        app::ChatService service(m_database);
        ui::Notices notices;
        ui::Preferences preferences(m_database, notices);
        ui::Notifier notifier(service, preferences);
        QSignalSpy activated(&notifier, &ui::Notifier::activated);
        app::Message answer;
        answer.id = 5;
        answer.conversation = 3;
        answer.text = QStringLiteral("<b>42</b>\n") + QString(1000, 'x');
        answer.run.emplace();
        answer.run->decodeSeconds = ui::Notifier::kLong - 1;
        emit service.answerFinished(answer, {});
        answer.run->decodeSeconds = ui::Notifier::kLong + 1;
        preferences.setNotifies(false);
        emit service.answerFinished(answer, {});
        preferences.setNotifies(true);
        emit service.answerFinished(answer, {});
        QTRY_COMPARE(m_notifications.count, 1);
        QVERIFY(!m_notifications.title.isEmpty());
        QVERIFY(m_notifications.text.startsWith("&lt;b&gt;42"));
        QVERIFY(m_notifications.text.size() < 300);
        QTest::qWait(50);  // the reply with the notification's number is on its way
        emit m_notifications.ActionInvoked(8, "default");
        emit m_notifications.ActionInvoked(7, "default");
        QTRY_COMPARE(activated.count(), 1);
        QCOMPARE(activated[0][0].toLongLong(), 3);
        QCOMPARE(activated[0][1].toLongLong(), 5);
    }

    void theDesktopsKeyIsAskedFor()
    {
        ui::GlobalShortcut shortcut;
        QSignalSpy activated(&shortcut, &ui::GlobalShortcut::activated);
        shortcut.bind();
        shortcut.bind();
        QTRY_COMPARE(m_shortcuts.bound, QString("show-window"));
        emit m_shortcuts.Activated(QDBusObjectPath("/session/other"), "show-window", 1, {});
        emit m_shortcuts.Activated(QDBusObjectPath("/session/mingsi"), "show-window", 2, {});
        QTRY_COMPARE(activated.count(), 1);
    }

private:
    std::unique_ptr<QDBusConnection> m_bus;
    Notifications m_notifications;
    Shortcuts m_shortcuts;
    app::Database m_database;
};

QTEST_MAIN(DesktopTest)
#include "desktop_test.moc"
