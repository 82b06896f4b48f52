// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/notices.h"

namespace mingsi::ui {

void Notices::showText(const QString &text)
{
    if (text == m_lasting)
        return;
    m_lasting = text;
    emit lastingChanged();
}

}  // namespace mingsi::ui
