// SPDX-License-Identifier: Apache-2.0
#include "ui/viewmodels/model_text.h"

#include <QLocale>

namespace mingsi::ui {

QString parameterCount(std::uint64_t count)
{
    const QLocale locale;
    if (count >= 1'000'000'000)
        return locale.toString(static_cast<double>(count) / 1e9, 'f', 1) + QStringLiteral(" B");
    return locale.toString(static_cast<double>(count) / 1e6, 'f', 1) + QStringLiteral(" M");
}

QString byteSize(std::uint64_t bytes)
{
    return QLocale().formattedDataSize(static_cast<qint64>(bytes));
}

}  // namespace mingsi::ui
