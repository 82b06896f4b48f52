// SPDX-License-Identifier: Apache-2.0
#include "app/models/split_name.h"

#include <QRegularExpression>

namespace mingsi::app {

SplitName SplitName::of(const QString &fileName)
{
    SplitName name;
    for (const QString &ending : {QStringLiteral(".gguf"), QStringLiteral(".safetensors")}) {
        if (fileName.endsWith(ending, Qt::CaseInsensitive))
            name.ending = ending;
    }
    name.stem = fileName.chopped(name.ending.size());
    // DeepSeek's own folders write five digits before and six after "of".
    static const QRegularExpression expression(QStringLiteral("^(.*)-([0-9]{5,6})-of-([0-9]{5,6})$"));
    const auto match = expression.match(name.stem);
    const int part = match.captured(2).toInt();
    const int parts = match.captured(3).toInt();
    if (match.hasMatch() && part >= 1 && part <= parts) {
        name.stem = match.captured(1);
        name.part = part;
        name.parts = parts;
    }
    return name;
}

}  // namespace mingsi::app
