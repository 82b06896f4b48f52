// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringView>

namespace mingsi::app {

/// Whether a line opens or closes fenced code (CommonMark 4.5).
inline bool isFence(QStringView line)
{
    const QStringView text = line.trimmed();
    return text.startsWith(u"```") || text.startsWith(u"~~~");
}

}  // namespace mingsi::app
