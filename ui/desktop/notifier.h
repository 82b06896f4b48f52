// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include "app/chat/chat_service.h"
#include "ui/viewmodels/preferences.h"

namespace mingsi::ui {

/// Tells the desktop that a long answer has ended while nobody looks at the window, by the Desktop Notifications
/// Specification (org.freedesktop.Notifications). Without such a service it does nothing.
class Notifier : public QObject
{
    Q_OBJECT

public:
    Notifier(app::ChatService &service, Preferences &preferences);

    /// An answer that took less than this is none to tell of, in seconds.
    static constexpr double kLong = 8;

signals:
    /// The notification about an answer was clicked.
    void activated(qint64 conversation, qint64 message);

private slots:
    void takeAction(uint id, const QString &action);

private:
    void tell(const app::Message &message);

    Preferences &m_preferences;
    uint m_id = 0;  ///< of the notification that is shown
    app::RowId m_conversation = 0;
    app::RowId m_message = 0;
};

}  // namespace mingsi::ui
