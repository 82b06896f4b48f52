// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/language.h"

namespace mingsi::ui {

Language::Language(app::Translation &translation, app::Database &database, Notices &notices)
    : m_translation(translation), m_settings(database), m_notices(notices)
{
}

void Language::restore(const QString &choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    m_translation.install(choice);
    emit changed();
}

void Language::choose(const QString &choice)
{
    if (choice == m_choice)
        return;
    restore(choice);
    m_settings.set(settingKey(), choice).then(this, [this](const app::Result<app::Done> &stored) {
        if (!stored)
            m_notices.show(stored.failure());
    });
}

}  // namespace mingsi::ui
